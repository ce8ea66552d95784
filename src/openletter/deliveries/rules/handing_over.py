"""Handing a petition over: how it stands, and who stands on which part of a list of names."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

MOST_PARTS: Final = 20
LIST_LASTS: Final = timedelta(days=7)
"""How long a released list of names can be taken out; afterwards it is asked for again."""


class DeliveryState(TextChoices):
    """How a hand-over stands."""

    PLANNED = "planned", pgettext_lazy("hand-over", "Planned")
    APPOINTMENT_REQUESTED = "appointment_requested", _("Appointment asked for")
    ATTEMPTED = "attempted", _("Tried, without success")
    ACCEPTED_IN_MEETING = "accepted_in_meeting", _("Accepted at a meeting")
    ACCEPTED_WITHOUT_MEETING = "accepted_without_meeting", _("Accepted without a meeting")
    REFUSED = "refused", pgettext_lazy("hand-over", "Refused")
    POSTED_INSTEAD = "posted_instead", _("Posted instead")
    RETURNED = "returned", pgettext_lazy("hand-over", "Came back")
    FOLLOW_UP_DUE = "follow_up_due", _("To be followed up")
    DONE = "done", pgettext_lazy("hand-over", "Done")


_REACHED = (DeliveryState.ACCEPTED_IN_MEETING, DeliveryState.ACCEPTED_WITHOUT_MEETING)
_TRIED = frozenset(
    {*_REACHED, DeliveryState.ATTEMPTED, DeliveryState.REFUSED, DeliveryState.POSTED_INSTEAD}
)  # fmt: skip
_AFTER = frozenset({DeliveryState.FOLLOW_UP_DUE, DeliveryState.DONE})
MOVES: Mapping[str, frozenset[str]] = {
    DeliveryState.PLANNED: _TRIED | {DeliveryState.APPOINTMENT_REQUESTED},
    DeliveryState.APPOINTMENT_REQUESTED: _TRIED,
    DeliveryState.ATTEMPTED: _TRIED | {DeliveryState.APPOINTMENT_REQUESTED, DeliveryState.DONE},
    DeliveryState.REFUSED: frozenset({DeliveryState.POSTED_INSTEAD, DeliveryState.APPOINTMENT_REQUESTED}) | _AFTER,
    DeliveryState.POSTED_INSTEAD: frozenset({DeliveryState.RETURNED}) | _AFTER,
    DeliveryState.RETURNED: _TRIED | _AFTER,
    DeliveryState.ACCEPTED_IN_MEETING: _AFTER,
    DeliveryState.ACCEPTED_WITHOUT_MEETING: _AFTER,
    DeliveryState.FOLLOW_UP_DUE: _TRIED | {DeliveryState.DONE},
    DeliveryState.DONE: frozenset(),
}


class ListState(TextChoices):
    """How a request for names stands."""

    ASKED = "asked", _("Waits for a second person")
    RELEASED = "released", pgettext_lazy("list of names", "Released")
    REFUSED = "refused", pgettext_lazy("list of names", "Not released")
    DESTROYED = "destroyed", _("Destroyed")


class Columns(TextChoices):
    """What a list says of each person; never an address, a telephone number or what they wrote."""

    NAME = "name", _("Names only")
    NAME_PLACE = "name_place", _("Names, and the country or the town as each person chose")


def part_of(act: UUID, parts: int) -> int:
    """On which part of a list an act stands, from 1: by its own random bits, so that nobody stands on two.

    A withdrawal moves nobody from one part to another. The parts are about equal, not to the last name.

    >>> part_of(UUID("01a1fe12-b07d-783f-9d97-541900000005"), 4)
    2
    """
    return act.int % 2**32 % parts + 1
