"""Columns over time, each made of parts that stand upon each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from openletter.desk.charts.ground import SIZE, Drawing, legend, n, nice, rect, text
from openletter.kernel.labels import Wish, place

TALL: Final = 170.0
HEAD: Final = 26.0
FOOT: Final = 26.0


@dataclass(frozen=True, slots=True)
class Column:
    """One span of time: what it is called, and its parts from the bottom up."""

    of: str
    parts: tuple[int, ...]


def columns(
    spans: Sequence[Column], names: Sequence[str], *, shown: Callable[[int], str], mirrored: bool = False
) -> Callable[[float], Drawing]:
    """The drawing of columns whose parts are called `names`; time runs to the left when mirrored.

    Parts below nought (more was taken back than came) are not drawn: the table says them.
    """

    def draw(width: float) -> Drawing:
        highest = nice(max((_sum(span) for span in spans), default=0))
        parts = _grid(highest, width, shown, mirrored)
        for number, span in enumerate(spans):
            parts += _column(span, _left(number, len(spans), width, mirrored), highest)
        parts += _feet(spans, width, mirrored)
        height = HEAD + TALL + FOOT
        if len(names) > 1:
            under, own = legend([(f"s{i}", name) for i, name in enumerate(names)], width, height + 8, mirrored=mirrored)
            parts, height = parts + own, height + 8 + under
        return Drawing(height, tuple(parts))

    return draw


def _sum(span: Column) -> int:
    return sum(max(part, 0) for part in span.parts)


def _left(number: int, many: int, width: float, mirrored: bool) -> tuple[float, float]:
    slot = width / max(many, 1)
    bar = min(slot * 0.72, 56.0)
    return (many - 1 - number if mirrored else number) * slot + (slot - bar) / 2, bar


def _column(span: Column, at: tuple[float, float], highest: int) -> list[str]:
    parts, ground = [], HEAD + TALL
    for number, part in enumerate(span.parts):
        if part > 0:
            high = TALL * part / highest
            ground -= high
            parts.append(rect(f"s{number}", at[0], ground, at[1], max(high, 0.6)))
    return parts


def _grid(highest: int, width: float, shown: Callable[[int], str], mirrored: bool) -> list[str]:
    parts = [f'<path class="axis" d="M0 {n(HEAD + TALL)}H{n(width)}"/>']
    for value in {highest, highest // 2} - {0}:
        y = HEAD + TALL - TALL * value / highest
        parts.append(f'<path class="grid" d="M0 {n(y)}H{n(width)}"/>')
        parts.append(text(shown(value), width if mirrored else 0, y - 5, at="end" if mirrored else "start"))
    return parts


def _feet(spans: Sequence[Column], width: float, mirrored: bool) -> list[str]:
    edge = {0, len(spans) - 1}
    wishes = []
    for number, span in enumerate(spans):
        left, bar = _left(number, len(spans), width, mirrored)
        wishes.append(Wish(span.of, left + bar / 2, rank=0 if number in edge else 1 + number % 7))
    labels = place(wishes, left=0, right=width, size=SIZE, rows=1)
    return [text(label.text, label.middle, HEAD + TALL + 18) for label in labels]
