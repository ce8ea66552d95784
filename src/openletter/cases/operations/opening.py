"""That somebody opened a case of which something is not public: it is told once a day, and is no writing."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum

from openletter.cases.models import Case, Development, PersonAtRisk, Proceeding, Sentence
from openletter.cases.rules import PUBLIC_STATUSES, Visibility
from openletter.kernel import audit
from openletter.kernel.audit import Actor
from openletter.kernel.models import AuditEntry
from openletter.kernel.proposals import waiting_for

OPENED = "case.opened"
_FACTS = (PersonAtRisk, Development, Proceeding, Sentence)


class Shown(StrEnum):
    """Where a case is read at the desk."""

    PAGE = "page"
    FORM = "form"
    PATH = "path"
    PREVIEW = "preview"
    DEED = "deed"
    WORDS = "words"
    SECOND = "second"
    ACTION = "action"
    AUDIT = "audit"


class Held(StrEnum):
    """Why something of a case is not public, beside the visibility of its facts."""

    UNRELEASED = "unreleased"
    RECALLED = "recalled"
    WAITS = "waits"


def is_out(case: Case) -> bool:
    """Whether the case as such is public: let out, in a status that is shown, and not recalled."""
    return case.released_at is not None and case.recalled_at is None and case.status in PUBLIC_STATUSES


def held_of(case: Case) -> list[str]:
    """Why nothing of a case is public, in marks; empty where it is out."""
    return [str(Held.RECALLED)] if case.recalled_at else [] if is_out(case) else [str(Held.UNRELEASED)]


def kept_back(case: Case, seen: Collection[str]) -> list[str]:
    """What is not public of a case, in marks: why it is held, and the visibilities of its facts among those `seen`."""
    waits = [str(Held.WAITS)] if waiting_for(case).exists() else []
    below = [str(each) for each in seen if each != Visibility.PUBLIC]
    first, *others = (
        kind._default_manager.filter(case_id=case.pk, visibility__in=below).order_by().values_list("visibility")
        for kind in _FACTS
    )
    return sorted({*held_of(case), *waits, *(mark for (mark,) in first.union(*others).order_by())})


def note_opening(*, case: Case, marks: Collection[str], on: Shown, actor: Actor, at: datetime) -> None:
    """Who opened the case is in the audit, where anything before their eyes is kept back (`marks`: why, which facts).

    Once for a person, a case and a day in UTC; once more where more is kept back than what was told that day. The entry
    holds the marks and the screen, and nothing of what the case says. Without marks nothing is written.
    """
    if not marks or set(marks) <= _told(case, actor, at):
        return
    row = Case.objects.select_related("section").get(pk=case.pk)  # as it stands, not as somebody would have it
    after = {"screen": str(on), "marks": sorted(marks)}
    audit.record(actor=actor, verb=OPENED, subject=row, at=at, section=row.section.key, after=after)


def _told(case: Case, actor: Actor, at: datetime) -> set[str]:
    day = at.replace(hour=0, minute=0, second=0, microsecond=0)
    rows = AuditEntry.objects.filter(
        subject_type=case._meta.label_lower, subject_id=str(case.pk), actor_id=actor.id, verb=OPENED, at__gte=day
    ).order_by()
    return {mark for after in rows.values_list("after", flat=True) for mark in after["marks"]}
