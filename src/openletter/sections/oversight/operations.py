"""Drawing the report of a month, and saying that somebody looked at it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from openletter.kernel import audit
from openletter.kernel.audit import Actor
from openletter.kernel.models import AuditEntry
from openletter.kernel.refusals import Refused
from openletter.sections.models import AccessReport, Section
from openletter.sections.oversight import rules


def openings() -> QuerySet[AuditEntry]:
    """Every entry of the audit that says somebody saw what is not public."""
    return AuditEntry.objects.filter(verb__in=rules.READING)


def draw_missing(at: datetime) -> int:
    """There is a report of the month before for each section, and one for the house. Returns how many were drawn."""
    month = rules.first_of_last_month(at.date())
    there = set(AccessReport.objects.filter(month=month).values_list("section_id", flat=True))
    places: list[Section | None] = [None, *Section.objects.all()]
    missing = [place for place in places if (place.pk if place else None) not in there]
    for place in missing:
        draw(place, month, at=at)
    return len(missing)


@transaction.atomic
def draw(section: Section | None, month: date, *, at: datetime) -> AccessReport:
    """The report of one month as the audit has it now. What names no section is the house's."""
    begins, ends = rules.month_of(month)
    rows = openings().filter(section=section.key if section else "", at__gte=begins, at__lt=ends).order_by("at")
    people = {actor for actor in rows.order_by().values_list("actor_id", flat=True).distinct() if actor is not None}
    figures = rules.put_together(_read(rows), _other_deeds(people, begins, ends))
    return AccessReport.objects.create(section=section, month=month, drawn_at=at, figures=figures)


@transaction.atomic
def review(report: AccessReport, *, note: str, actor: Actor, at: datetime) -> None:
    """Somebody looked at the report and says what they found. Refuses a second time, an empty note where something is
    unusual, and the word of a person whose own openings are marked.
    """
    row = AccessReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if row.reviewed_at is not None:
        raise Refused(_("This report has been reviewed already."))
    marked = [person for person in row.figures["people"] if rules.marks(person)]
    if marked and not note.strip():
        raise Refused(_("Something in this month is unusual. Write what you found out about it."))
    if any(person["id"] == actor.id for person in marked):
        raise Refused(_("What you opened yourself is marked in this report. Somebody else reviews it."))
    row.reviewed_at, row.reviewed_by, row.note = at, actor.name[:200], note.strip()
    row.save(update_fields=["reviewed_at", "reviewed_by", "note"])
    audit.record(
        actor=actor, verb="access_report.review", subject=row, at=at, reason=row.note,
        section=row.section.key if row.section else "",
    )  # fmt: skip


def _read(rows: QuerySet[AuditEntry]) -> Iterator[rules.Opening]:
    fields = ("at", "actor_id", "actor", "verb", "subject_type", "subject_id", "reason")
    for values in rows.values_list(*fields).iterator(chunk_size=2000):
        yield rules.Opening(*values)


def _other_deeds(people: set[int], begins: datetime, ends: datetime) -> dict[int, list[datetime]]:
    found: dict[int, list[datetime]] = {}
    rows = AuditEntry.objects.filter(actor_id__in=people, at__gte=begins, at__lt=ends + rules.DAY)
    rows = rows.exclude(verb__in=rules.READING).order_by("at")
    for actor, at in rows.values_list("actor_id", "at").iterator(chunk_size=2000):
        found.setdefault(actor or 0, []).append(at)
    return found
