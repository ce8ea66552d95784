"""Counters that stand still or leap, measured by their own last weeks and told in words."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext, ngettext

from openletter.actions import pace
from openletter.actions.pace import Gait
from openletter.actions.rules import ActionStatus
from openletter.desk.today import Group, waits
from openletter.desk.waiting.calls import calls_of, line_of
from openletter.sections.access import Right, within


@waits(order=40, right=Right.EDIT_ACTIONS)
def numbers(user: Any, today: date) -> Group:
    """Live actions whose number stopped, or leapt, in the last two full days."""
    live = within(user, Right.EDIT_ACTIONS, "action__section_id") & Q(action__status=ActionStatus.LIVE)
    found = {
        action: stride
        for action, days in pace.by_day(live, until=today, days=pace.LOOKS_BACK).items()
        if (stride := pace.stride(days)).gait != Gait.EVEN
    }
    rows = calls_of(user, Right.EDIT_ACTIONS, Q(pk__in=list(found)[:500])) if found else []
    rows.sort(key=lambda row: found[row.pk].gait != Gait.STALLED)
    return Group(gettext("Numbers to look at"), tuple(line_of(row, _told(found[row.pk])) for row in rows))


def _told(stride: pace.Stride) -> str:
    if stride.gait == Gait.STALLED:
        # Translators: acts an action usually brings a day, and that none or next to none came in the last two days.
        told = ngettext(
            "usually %(usual)d a day, in the last two days %(latest)d",
            "usually %(usual)d a day, in the last two days %(latest)d",
            stride.latest,
        )
        return told % {"usual": stride.usual, "latest": stride.latest}
    # Translators: acts an action usually brings a day, and how many came on the day before today.
    return gettext("usually %(usual)d a day, yesterday %(latest)d") % {
        "usual": stride.usual, "latest": stride.latest,
    }  # fmt: skip
