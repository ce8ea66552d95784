"""What waits for a second person, and what was sent back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from openletter.desk import said
from openletter.desk.today import LONGEST, Group, Line, waits
from openletter.desk.views.proposals import proposals_for
from openletter.kernel.models import Proposal
from openletter.kernel.proposals import HasWritten, kind_of
from openletter.sections.access import Right


@waits(order=11, right=Right.RELEASE)
def second_person(user: Any, today: date) -> Group:
    """Changes for the public that this person did not write and may approve."""
    rows = proposals_for(user).filter(returned_at=None).exclude(HasWritten(user.pk)).order_by("written_at")
    lines = tuple(_line(row) for row in rows[: LONGEST + 1])
    return Group(gettext("Waiting for a second person"), lines, reverse("desk_proposals"))


@waits(order=9)
def sent_back(user: Any, today: date) -> Group:
    """Changes this person wrote that were sent back."""
    rows = proposals_for(user).filter(HasWritten(user.pk), returned_at__isnull=False).order_by("returned_at")
    lines = tuple(_line(row, row.reason) for row in rows[: LONGEST + 1])
    return Group(gettext("Sent back to be changed"), lines, reverse("desk_proposals"))


def _line(row: Proposal, note: str = "") -> Line:
    told = note or f"{row.written_by}, {said.day(row.written_at.date())}"
    return Line(f"{kind_of(row).label}: {row.subject}", reverse("desk_proposal", args=[row.pk]), told)
