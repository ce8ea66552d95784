"""What waits for a second person, and what was sent back."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from openletter.desk import said
from openletter.desk.today import Group, Line, most, waits
from openletter.desk.views.proposals import proposals_for
from openletter.kernel.models import Proposal
from openletter.kernel.proposals import HasWritten, ending_before, ends_at, kind_of
from openletter.sections.access import Right

FORTNIGHT, LAST_DAYS = timedelta(days=14), timedelta(days=3)


@waits(order=11, right=Right.RELEASE)
def second_person(user: Any, today: date) -> Group:
    """Changes for the public that this person did not write and may approve."""
    rows = proposals_for(user).filter(returned_at=None).exclude(HasWritten(user.pk)).order_by("written_at")
    lines = tuple(_line(row) for row in rows[: most()])
    return Group(gettext("Waiting for a second person"), lines, reverse("desk_proposals"))


@waits(order=9)
def sent_back(user: Any, today: date) -> Group:
    """Changes this person wrote that were sent back."""
    rows = proposals_for(user).filter(HasWritten(user.pk), returned_at__isnull=False).order_by("returned_at")
    lines = tuple(_line(row, row.reason) for row in rows[: most()])
    return Group(gettext("Sent back to be changed"), lines, reverse("desk_proposals"))


@waits(order=10, name="ends-undecided")
def ends_undecided(user: Any, today: date) -> Group:
    """Changes this person wrote that end within a fortnight unless somebody decides or writes on."""
    midnight = datetime.combine(today, time(), UTC)
    rows = ending_before(midnight + FORTNIGHT, proposals_for(user).filter(HasWritten(user.pk)))[: most()]
    lines = tuple(_line(row, _ends(row), grave=ends_at(row) < midnight + LAST_DAYS) for row in rows)
    return Group(gettext("Your changes that end undecided"), lines, reverse("desk_proposals"))


def _ends(row: Proposal) -> str:
    # Translators: %(day)s is the last day a change is kept; ask the approver before
    return gettext("kept until %(day)s; ask who approves, or save it anew") % {"day": said.day(ends_at(row).date())}


def _line(row: Proposal, note: str = "", *, grave: bool = False) -> Line:
    told = note or f"{row.written_by}, {said.day(row.written_at.date())}"
    return Line(f"{kind_of(row).label}: {row.subject}", reverse("desk_proposal", args=[row.pk]), told, grave)
