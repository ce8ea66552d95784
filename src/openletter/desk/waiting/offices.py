"""Ways to offices that no longer lead there."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from openletter.desk import said
from openletter.desk.today import LONGEST, Group, Line, waits
from openletter.sections.access import Right
from openletter.targets.models import ContactPoint
from openletter.targets.rules import IN_DOUBT


@waits(order=50, right=Right.DIRECTORY)
def channels(user: Any, today: date) -> Group:
    """Addresses of offices that came back or are blocked, longest known first."""
    rows = ContactPoint.objects.filter(health__in=IN_DOUBT).select_related("office").order_by("checked_on", "pk")
    lines = tuple(
        Line(
            partial(said.name, row.office), reverse("contact-points:edit", args=[row.pk]), str(row),
            worded=(row.office,),
        )
        for row in rows[: LONGEST + 1]
    )  # fmt: skip
    return Group(gettext("Addresses of offices to check"), lines)
