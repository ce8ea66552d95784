"""Adaptations whose original says something else by now, or has ended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from openletter.actions.operations.adapting import left_stopped, undecided
from openletter.desk import said
from openletter.desk.today import Group, Line, most, waits
from openletter.sections.access import Right, within


@waits(order=36, right=Right.EDIT_ACTIONS)
def originals_that_changed(user: Any, today: date) -> Group:
    """What a section has to decide on, for each action it took over."""
    return Group(gettext("Originals that changed"), tuple(_lines(user)))


@waits(order=13, right=Right.RELEASE)
def originals_that_ended(user: Any, today: date) -> Group:
    """What a section stopped, and what has meanwhile ended everywhere: it is closed here as well."""
    rows = left_stopped(within(user, Right.RELEASE, "section_id"), most=most())
    lines = (
        Line(
            partial(said.title, row), reverse("actions:inspect", args=[row.pk]),
            row.original.get_close_reason_display() if row.original else "", worded=(row,),
        )
        for row in rows
    )  # fmt: skip
    # Translators: a heading; the original is another section's action, which this one adapted and stopped
    return Group(gettext("Stopped here, and the original has ended"), tuple(lines))


def _lines(user: Any) -> Iterator[Line]:
    found = undecided(within(user, Right.EDIT_ACTIONS, "section_id"), most=most())
    for action, number in found:
        note = ngettext("%(number)s text to decide on", "%(number)s texts to decide on", number) % {"number": number}
        yield Line(said.title(action), reverse("desk_action_original", args=[action.pk]), note)
