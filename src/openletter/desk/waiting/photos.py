"""Photos whose permission ends soon, and those that pages have stopped showing because it has ended."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from openletter.cases.models import CasePhoto
from openletter.cases.rules import PUBLIC_STATUSES
from openletter.desk import said
from openletter.desk.today import Group, Line, most, waits
from openletter.desk.waiting.days import MONTH, WEEK
from openletter.sections.access import Right, within


@waits(order=26, right=Right.EDIT_CASES)
def photos(user: Any, today: date) -> Group:
    """Photos of public cases whose last day falls within thirty days or is past; grave in the last seven."""
    rows = CasePhoto.objects.filter(
        within(user, Right.EDIT_CASES, "case__section_id"),
        case__status__in=PUBLIC_STATUSES,
        expires_on__lte=today + MONTH,
    )
    found = rows.select_related("case").order_by("expires_on", "pk")[: most()]
    lines = tuple(_line(row, row.expires_on, today) for row in found if row.expires_on)
    return Group(gettext("Photos to renew"), lines)


def _line(row: CasePhoto, last: date, today: date) -> Line:
    if last < today:
        # Translators: of a photo; %(day)s is the last day it could be shown.
        note = gettext("not shown any more: its last day was %(day)s") % {"day": said.day(last)}
    else:
        # Translators: of a photo; %(day)s is the last day it may be shown.
        note = gettext("shown until %(day)s, then taken down") % {"day": said.day(last)}
    grave = today <= last <= today + WEEK
    url = reverse("desk_case_photo", args=[row.case_id])
    return Line(partial(said.title, row.case), url, note, grave, (row.case,))
