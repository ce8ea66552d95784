"""Access reports that nobody has reviewed."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from openletter.desk import said
from openletter.desk.today import Group, Line, most, waits
from openletter.desk.views.oversight import own, place_of
from openletter.sections.access import Right

PATIENCE = timedelta(days=10)


@waits(order=70, right=Right.AUDIT)
def access_reports(user: Any, today: date) -> Group:
    """Reports to review; grave once they wait for ten days."""
    rows = own(user).filter(reviewed_at=None).prefetch_related(None).select_related("section")
    lines = tuple(
        Line(
            partial(place_of, report), reverse("desk_access_report", args=[report.pk]), said.month(report.month),
            grave=today - report.drawn_at.date() > PATIENCE, worded=(report.section,) if report.section else (),
        )
        for report in rows.defer("figures").order_by("month", "pk")[: most()]
    )  # fmt: skip
    return Group(gettext("Access reports to review"), lines, more=reverse("desk_access_reports"))
