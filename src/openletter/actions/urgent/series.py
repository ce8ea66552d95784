"""The order of a series: each urgent action takes the place of the one before, and none is left out. Pure decisions."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from openletter.actions.rules import ActionStatus

PUBLISHED = frozenset({ActionStatus.LIVE, ActionStatus.SUSPENDED, ActionStatus.CLOSED, ActionStatus.ARCHIVED})


class Place(StrEnum):
    """How a sheet stands to its series when it is to be published."""

    NEXT = "next"
    BEGINS = "begins"
    GAP = "gap"
    BEHIND = "behind"


def place_of(sequence: int, others: Mapping[int, str]) -> Place:
    """How the sheet of this place stands to the others of its series; `others` are statuses of actions by place.

    A series of which nothing was published here may begin at any place: its earlier ones stand elsewhere.
    """
    published = [place for place, status in others.items() if status in PUBLISHED]
    if not published:
        return Place.BEGINS
    if sequence < max(published):
        return Place.BEHIND
    return Place.NEXT if sequence - 1 in published else Place.GAP
