"""Small numbers that could tell of a person: what may be shown of a table, and what stays together unsaid.

See docs/develop/mechanisms/small-numbers.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

LEAST: Final = 10
"""The smallest number that is shown of any country (rule of the field: k of at least ten)."""
STEP: Final = 10
"""Numbers are told in whole tens, rounded down: what differs by a few between two tables cannot be taken apart."""


@dataclass(frozen=True, slots=True)
class Protected:
    """What may be told of a table. `rest` is all that is unsaid, in tens; `hidden`: is there any."""

    shown: tuple[tuple[str, int], ...]
    rest: int
    total: int
    hidden: bool


def protect(cells: Mapping[str, int], *, unsaid: int = 0, least: int = LEAST, step: int = STEP) -> Protected:
    """What may be shown of numbers by country, the largest first.

    A number below `least` is not shown. Where anything is not shown, at least two numbers are not, together at least
    `least`: the smallest shown ones join them, so that no number is what remains of the total. `unsaid` are those who
    may not be told apart whatever their number. Negative numbers are taken as nought.
    """
    told = {key: number for key, number in cells.items() if number >= least}
    small = [number for number in cells.values() if 0 < number < least]
    hidden, together = len(small) + (unsaid > 0), sum(small) + max(unsaid, 0)
    while hidden and told and (hidden < 2 or together < least):
        smallest = min(told, key=lambda key: (told[key], key))
        together += told.pop(smallest)
        hidden += 1
    total = sum(told.values()) + together
    order = sorted(told.items(), key=lambda cell: (-cell[1], cell[0]))
    return Protected(
        shown=tuple((key, _down(number, step)) for key, number in order),
        rest=_down(together, step) if together >= least else 0,
        total=_down(total, step) if total >= least else 0,
        hidden=hidden > 0,
    )


def _down(number: int, step: int) -> int:
    return number // step * step
