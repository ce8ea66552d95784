"""Logins whose texts are no longer looked at, because too many were refused for whom they name."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from openletter.cases.operations.trying import stopped
from openletter.desk import said
from openletter.desk.today import Group, Line, most, waits
from openletter.desk.views.staff import people_for
from openletter.sections.access import Right


@waits(order=7, right=Right.STAFF, name="stopped-logins")
def stopped_logins(user: Any, today: date) -> Group:
    """People this administrator looks after, others than themselves."""
    since = stopped()
    people = people_for(user).filter(pk__in=list(since), is_active=True).exclude(pk=user.pk) if since else []
    lines = tuple(
        # Translators: %(day)s is the day since which no text of a login is saved
        Line(
            str(person), reverse("desk_person", args=[person.pk]),
            gettext("since %(day)s") % {"day": said.day(since[person.pk].date())}, grave=True,
        )
        for person in people[: most()]
    )  # fmt: skip
    return Group(gettext("Texts refused too often for a name"), lines)
