"""Bars below each other: the words stand above their bar, the number at its far end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from openletter.desk.charts.ground import SIZE, Drawing, n, rect, shortened, text
from openletter.kernel.labels import width_of

STEP: Final = 36.0
THICK: Final = 6.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it is of, how long, how the number is written, and which colour it has."""

    of: str
    value: float
    shown: str
    name: str = "s0"


def bars(rows: Sequence[Bar], *, most: float = 0, mirrored: bool = False) -> Callable[[float], Drawing]:
    """The drawing of bars in the order given; the longest, or `most`, takes the whole width."""

    def draw(width: float) -> Drawing:
        longest = most or max((row.value for row in rows), default=0) or 1
        parts = [part for number, row in enumerate(rows) for part in _bar(row, number * STEP, width, longest, mirrored)]
        return Drawing(max(len(rows), 1) * STEP, tuple(parts))

    return draw


def _bar(row: Bar, top: float, width: float, longest: float, mirrored: bool) -> list[str]:
    room = width - width_of(row.shown, SIZE) - 16
    long = width * min(max(row.value, 0) / longest, 1)
    near, far = (width, 0.0) if mirrored else (0.0, width)
    start, end = ("end", "start") if mirrored else ("start", "end")
    ground = f'<path class="grid" d="M0 {n(top + 20 + THICK / 2)}H{n(width)}"/>'
    return [
        text(shortened(row.of, room), near, top + 13, at=start, name="word"),
        text(row.shown, far, top + 13, at=end, name="number"),
        ground,
        rect(row.name, width - long if mirrored else 0, top + 20, max(long, 1 if row.value > 0 else 0), THICK),
    ]
