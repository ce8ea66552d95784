"""Stories that wait: for somebody to publish them, or for whoever wrote them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from openletter.desk import said
from openletter.desk.today import Group, Line, most, waits
from openletter.desk.windows import newsroom
from openletter.sections.access import Right, holdings


@waits(order=13, right=Right.RELEASE)
def stories_to_publish(user: Any, today: date) -> Group:
    """Stories that somebody else is asked to read and publish."""
    rows = newsroom().stories_waiting(holdings(user).section_ids(Right.RELEASE))[: most()]
    lines = tuple(
        Line(row.draft_title, reverse("desk_story", args=[row.pk]), f"{row.review.asked_by}, {_day(row)}")
        for row in rows
    )
    return Group(gettext("Stories waiting for somebody else"), lines, reverse("desk_stories"))


@waits(order=16, right=Right.SITE)
def stories_sent_back(user: Any, today: date) -> Group:
    """Stories of this person's that somebody sent back."""
    rows = newsroom().stories(holdings(user).section_ids(Right.SITE)).filter(review__returned_at__isnull=False)
    lines = tuple(
        Line(row.draft_title, reverse("desk_story", args=[row.pk]), row.review.reason) for row in rows[: most()]
    )
    return Group(gettext("Stories sent back"), lines, reverse("desk_stories"))


def _day(row: Any) -> str:
    return said.day(row.review.asked_at.date())
