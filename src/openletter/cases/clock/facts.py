"""What the case clock is given and what it gives back. Frozen values, no rows."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from openletter.kernel.edtf import UncertainDate, shifted

CASE_FILE: Final = "case"  # the source of a figure that rests on the file itself, not on a development
_DURATION: Final = re.compile(r"P(?=\d)(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?", re.ASCII)


class FigureName(StrEnum):
    """The figures of the clock, in the order a reader needs them."""

    HUNGER_STRIKE = "hunger_strike"
    DETENTION = "detention"
    BEYOND_SENTENCE = "beyond_sentence"
    SENTENCE_SERVED = "sentence_served"
    SENTENCE_REMAINING = "sentence_remaining"
    INVESTIGATION_STILL = "investigation_still"
    DEADLINE = "deadline"
    CASE_AGE = "case_age"


class State(StrEnum):
    """Whether what is counted goes on. `unclear`: by what is recorded it may just have ended."""

    RUNNING = "running"
    SUSPENDED = "suspended"
    UNCLEAR = "unclear"
    ENDED = "ended"


class Unit(StrEnum):
    """What the two bounds of a figure count."""

    DAYS = "days"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class Happened:
    """One development: its kind is a value of `DevelopmentKind`.

    `stated_days` is a number of days that the source itself gives, such as 72 for a hunger strike. It goes with
    the development that ends or suspends what was counted, and wins over what the dates allow.
    """

    uid: str
    kind: str
    when: UncertainDate
    stated_days: int | None = None

    def __post_init__(self) -> None:
        if self.stated_days is not None and self.stated_days < 0:
            raise ValueError("stated_days is never negative")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: `length` is an ISO 8601 duration such as P2Y, P18M or P1Y6M, None for life or death.

    `counted_from` is the day the term runs from, where a court or the file says so.
    """

    uid: str
    imposed: UncertainDate | None
    counted_from: UncertainDate | None
    length: str | None

    def __post_init__(self) -> None:
        if self.length is not None:
            after(date.min, self.length)


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that can honestly be said on the day: at least `low`, at most `high`, never negative.

    `sources` are the uids it rests on, in the order of their dates; `stated` is true where the number is the
    source's own and not counted by us.
    """

    name: FigureName
    low: int
    high: int
    unit: Unit
    state: State
    sources: tuple[str, ...]
    stated: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """Some day from `low` to `high`, both included."""

    low: date
    high: date

    @classmethod
    def of(cls, when: UncertainDate) -> "Window":
        """The days on which something with this date may have happened."""
        return cls(when.not_before, when.not_after)

    def until(self, as_of: date) -> "Window":
        """The same, knowing that it is not later than `as_of`."""
        return Window(min(self.low, as_of), min(self.high, as_of))


def days_between(start: Window, end: Window) -> tuple[int, int]:
    """Fewest and most whole days from one to the other; the first day itself is day 0."""
    return max(0, (end.low - start.high).days), max(0, (end.high - start.low).days)


def after(day: date, length: str) -> date:
    """The day on which a term of `length` that began on `day` has run out; refuses a malformed length.

    Whole months keep the day of the month, or take the month's last day. What a `date` cannot hold stops at
    `date.max`.
    """
    found = _DURATION.fullmatch(length)
    if found is None:
        raise ValueError(f"Not an ISO 8601 duration of years, months, weeks or days: {length!r}")
    years, months, weeks, days = (int(part or 0) for part in found.groups())
    year, month = divmod(day.year * 12 + day.month - 1 + years * 12 + months, 12)
    if year > date.max.year:
        return date.max
    moved = date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    return shifted(moved, timedelta(days=days + weeks * 7))
