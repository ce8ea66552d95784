"""Taking in what readers report, settling it, and forgetting what they wrote."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from openletter.kernel import audit
from openletter.kernel.audit import Actor
from openletter.kernel.refusals import Refused
from openletter.kernel.text import clean_block, clean_line
from openletter.sections.models import Section
from openletter.solidarity import reasons
from openletter.solidarity.reports.access import Reported, sealed_for
from openletter.solidarity.reports.models import PageReport
from openletter.solidarity.reports.rules import KEPT_AFTER, LONGEST, LONGEST_CONTACT, About, page_of
from openletter.solidarity.rules import LOCK, Judged, is_held

MONTH = timedelta(days=30)


@transaction.atomic
def report(*, section: Section, page: str, about: str, said: Reported, language: str, at: datetime) -> PageReport:
    """A reader's report, sealed to the section whose page it is. It only inserts, so that a public node can do it.

    Refuses one of nothing, of too much, without saying what it is about, or of no page of ours. Raises NoKey.
    """
    text, contact = clean_block(said.text), clean_line(said.contact)
    if about not in About.values:
        raise Refused(_("Choose what it is about."))
    if not text:
        raise Refused(_("Say in a few words what is wrong."))
    if len(text) > LONGEST or contact is None or len(contact) > LONGEST_CONTACT:
        raise Refused(_("This is too long. A thousand characters are enough, and one line for how to reach you."))
    if not (path := page_of(page)):
        raise Refused(_("Say which page you mean: its address begins with https or a slash."))
    row = PageReport(section=section, page=path, about=about, language=language, said_at=at)
    row.data_key, row.sealed = sealed_for(section, Reported(text, contact), bound_to=row.id, at=at)
    row.save(force_insert=True)
    return row


@transaction.atomic
def claim(*, report: PageReport, actor: Actor, at: datetime) -> PageReport:
    """The report is before this person for five minutes. Refuses while it is before somebody else."""
    row = _free(report, actor, at)
    row.locked_by_id, row.locked_until = actor.id, at + LOCK
    row.save(update_fields=["locked_by", "locked_until"])
    return row


@transaction.atomic
def settle(*, report: PageReport, reason: str, words: str = "", actor: Actor, at: datetime) -> PageReport:
    """What came of it. Refuses without a reason of the library, and while somebody else has it before them."""
    row = _free(report, actor, at)
    if row.settled_at is not None:
        raise Refused(_("This report has been settled meanwhile."))
    given = reasons.given(reason, row.section_id, words, judged=(Judged.REPORT,))
    row.reason, row.reason_said, row.words = given.code, given.by_language(), words.strip()[:600]
    row.settled_at, row.settled_by, row.locked_by, row.locked_until = at, actor.name[:200], None, None
    row.save()
    audit.record(
        actor=actor, verb="report.settle", subject=row, at=at, section=row.section.key, reason=given.code,
        after={"page": row.page, "about": row.about},
    )  # fmt: skip
    return row


def forget(*, at: datetime) -> int:
    """What readers wrote is destroyed after its time, settled or not; returns how many."""
    held = PageReport.objects.filter(sealed__isnull=False)
    gone = held.filter(settled_at__lt=at - KEPT_AFTER).update(sealed=None, data_key=None)
    for section in Section.objects.only("retention_months"):
        before = at - MONTH * section.retention_months
        gone += held.filter(section=section, said_at__lt=before).update(sealed=None, data_key=None)
    return gone


def _free(report: PageReport, actor: Actor, at: datetime) -> PageReport:
    row = PageReport.objects.select_for_update(of=("self",)).select_related("section").get(pk=report.pk)
    if is_held(row.locked_until, row.locked_by_id, by=actor.id, at=at):
        raise Refused(_("Somebody else is reading this report just now."))
    return row
