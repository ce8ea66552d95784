"""From days to places: one straight axis of time, and the days worth a tick."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

MONTHS_UNDER: Final = 600
"""An axis shorter than this many days is marked in months, a longer one in years."""
YEAR_STEPS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
MONTH_STEPS: Final = (1, 2, 3, 6, 12)


@dataclass(frozen=True, slots=True)
class Axis:
    """Time from `first` to `last` over the places from `left` to `right`; mirrored, time runs to the left.

    Days beyond either end stand at that end. An axis of one day has it in the middle.
    """

    first: date
    last: date
    left: float
    right: float
    mirrored: bool = False

    def at(self, day: date) -> float:
        """The place of a day, between `left` and `right`."""
        length = (self.last - self.first).days
        part = min(max((day - self.first).days / length, 0.0), 1.0) if length > 0 else 0.5
        return self.right - part * (self.right - self.left) if self.mirrored else self.left + part * self.width

    @property
    def width(self) -> float:
        """How long the axis is drawn."""
        return self.right - self.left


def ticks(axis: Axis, room: float) -> tuple[date, ...]:
    """The first days of years, or of months on a short axis, at least `room` apart; in the order of time."""
    length = (axis.last - axis.first).days
    if length <= 0:
        return ()
    months = length < MONTHS_UNDER
    days_of_one = 28 if months else 365
    steps = MONTH_STEPS if months else YEAR_STEPS
    step = next((each for each in steps if axis.width * each * days_of_one / length >= room), steps[-1])
    found = _months(axis, step) if months else _years(axis, step)
    return tuple(day for day in found if axis.first <= day <= axis.last)


def in_months(axis: Axis) -> bool:
    """Whether the ticks of this axis are months."""
    return (axis.last - axis.first).days < MONTHS_UNDER


def _years(axis: Axis, step: int) -> Iterator[date]:
    for year in range(axis.first.year, axis.last.year + 1):
        if year % step == 0:
            yield date(year, 1, 1)


def _months(axis: Axis, step: int) -> Iterator[date]:
    for number in range(axis.first.year * 12 + axis.first.month - 1, axis.last.year * 12 + axis.last.month):
        if number % step == 0:
            yield date(number // 12, number % 12 + 1, 1)
