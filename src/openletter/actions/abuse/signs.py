"""What makes acts that have something in common look suspicious, as pure decisions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

MANY = 30  # acts in a window; fewer say nothing
GREAT_SHARE = 20  # per cent of the action's acts
HARDLY_CONFIRMED, WELL_CONFIRMED = 10, 30  # per cent
QUICK = 8  # seconds between page and form, on average
SAME_WORDS = 20
TIMES = 5  # so many times an ordinary hour
ORDINARY = 10  # an hour with fewer is taken for one with so many: five after none is no flood


class Sign(StrEnum):
    """Why a line is suspicious."""

    GROWTH = "growth"
    SHARE = "share"
    UNCONFIRMED = "unconfirmed"
    QUICK = "quick"
    SAME_WORDS = "same_words"


@dataclass(frozen=True, slots=True)
class Facts:
    """A window of acts with something in common. `of_all`: acts of the action in that window; `ordinary`: acts in a
    window as long, on average of the week before; `confirmed_of_all` in per cent. Shadowed acts are among `number`."""

    by: str
    number: int
    confirmed: int
    pending: int
    shadowed: int
    seconds: int
    of_all: int
    confirmed_of_all: int
    ordinary: float = 0.0

    @property
    def share(self) -> int:
        """Per cent of the action's acts."""
        return round(100 * self.number / self.of_all) if self.of_all else 0

    @property
    def confirmed_share(self) -> int:
        """Per cent that were confirmed, or needed no confirmation."""
        return round(100 * self.confirmed / self.number) if self.number else 0

    @property
    def unconfirmed_share(self) -> int:
        """Per cent that nobody has confirmed yet."""
        return round(100 * (self.number - self.confirmed) / self.number) if self.number else 0

    @property
    def times(self) -> int:
        """How many times an ordinary window."""
        return round(self.number / max(self.ordinary, ORDINARY))


def signs_of(facts: Facts) -> Iterator[Sign]:
    """Everything that is suspicious, the gravest first; nothing for what few people did."""
    if facts.by == "words" and facts.number >= SAME_WORDS:
        yield Sign.SAME_WORDS
    if facts.number < MANY:
        return
    if facts.by == "all":
        if facts.times >= TIMES:
            yield Sign.GROWTH
    elif facts.by == "network" and facts.share >= GREAT_SHARE:
        yield Sign.SHARE
    others_confirm = facts.by == "all" or facts.confirmed_of_all >= WELL_CONFIRMED
    if facts.by != "all" and facts.confirmed_share < HARDLY_CONFIRMED and others_confirm:
        yield Sign.UNCONFIRMED
    if facts.by != "all" and facts.seconds < QUICK:
        yield Sign.QUICK
