"""Words in a picture: how much room they take, and which of them fit beside each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

WIDEST: Final = 0.62
"""Room of one letter as a part of the type size: more than the mean of our printed face, so that words never touch."""
APART: Final = 8.0


@dataclass(frozen=True, slots=True)
class Wish:
    """Words that would like to stand centred over `at`. The smaller its `rank`, the sooner a wish is heard."""

    text: str
    at: float
    rank: int = 0
    key: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """Words that stand from `left` to `right` in a row; row 0 is nearest to what they name."""

    text: str
    left: float
    right: float
    row: int
    at: float
    key: str = ""

    @property
    def middle(self) -> float:
        """Where the words are centred."""
        return (self.left + self.right) / 2


def width_of(text: str, size: float) -> float:
    """Room that words may take at a type size, in the units of the picture; generous."""
    return len(text) * size * WIDEST


def place(wishes: Iterable[Wish], *, left: float, right: float, size: float, rows: int) -> tuple[Label, ...]:
    """The labels that fit between `left` and `right` in that many rows, none touching another.

    Words move aside to stay inside, but never so far that they no longer stand over what they name. What finds no
    room is left out: the list under a picture says everything. In the order of their places.
    """
    placed: list[Label] = []
    for wish in sorted(wishes, key=lambda each: (each.rank, each.at, each.key)):
        found = _somewhere(wish, placed, left, right, size, rows)
        if found:
            placed.append(found)
    return tuple(sorted(placed, key=lambda each: (each.left, each.row)))


def _somewhere(wish: Wish, placed: list[Label], left: float, right: float, size: float, rows: int) -> Label | None:
    room = width_of(wish.text, size)
    if not wish.text or room > right - left:
        return None
    start = min(max(wish.at - room / 2, left), right - room)
    if not start <= wish.at <= start + room:
        return None
    for row in range(rows):
        label = Label(wish.text, start, start + room, row, wish.at, wish.key)
        if all(_apart(label, each) for each in placed):
            return label
    return None


def _apart(one: Label, other: Label) -> bool:
    """Neither do they touch, nor does the one stand where a line leads down from the other."""
    if one.row == other.row:
        return one.right + APART <= other.left or other.right + APART <= one.left
    lower, upper = sorted((one, other), key=lambda each: each.row)
    return not lower.left - APART / 2 <= upper.at <= lower.right + APART / 2
