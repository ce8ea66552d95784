"""Ways to offices that no longer lead there."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext

from openletter.desk import said
from openletter.desk.today import Group, Line, most, waits
from openletter.sections.access import Right
from openletter.targets.models import ContactPoint
from openletter.targets.queries import SEEN_BY_ONE
from openletter.targets.rules import IN_DOUBT, USABLE


@waits(order=50, right=Right.DIRECTORY)
def channels(user: Any, today: date) -> Group:
    """Addresses of offices that came back or are blocked, longest known first; new ones that somebody else wrote."""
    new = SEEN_BY_ONE & Q(health__in=USABLE) & ~Q(written_by=user.pk)
    rows = ContactPoint.objects.filter(Q(health__in=IN_DOUBT) | new).select_related("office")
    lines = tuple(
        Line(
            partial(said.name, row.office), reverse("contact-points:edit", args=[row.pk]), _why(row),
            worded=(row.office,),
        )
        for row in rows.order_by("checked_on", "pk")[: most()]
    )  # fmt: skip
    return Group(gettext("Addresses of offices to check"), lines)


def _why(row: ContactPoint) -> str:
    if row.health in IN_DOUBT:
        return str(row)
    # Translators: %(way)s is a way to reach an office, such as "E-mail: minister@example.org".
    return gettext("%(way)s (new: not used until you or somebody else has checked it)") % {"way": row}
