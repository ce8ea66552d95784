"""Access reports that nobody has reviewed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from openletter.desk import said
from openletter.desk.today import LONGEST, Group, Line, waits
from openletter.desk.views.oversight import own, place_of
from openletter.sections.access import Right

PATIENCE = timedelta(days=10)


@waits(order=70, right=Right.AUDIT)
def access_reports(user: Any, today: date) -> Group:
    """Reports to review; grave once they wait for ten days."""
    rows = own(user).filter(reviewed_at=None).order_by("month", "pk")[: LONGEST + 1]
    lines = tuple(
        Line(
            place_of(report), reverse("desk_access_report", args=[report.pk]), said.month(report.month),
            grave=today - report.drawn_at.date() > PATIENCE,
        )
        for report in rows
    )  # fmt: skip
    return Group(gettext("Access reports to review"), lines, more=reverse("desk_access_reports"))
