"""Figures over time as bars: where each bar stands, and the words there is room for. The table says every figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from openletter.kernel.labels import Label, Wish, place

SIZE: Final = 13.0
TALL: Final = 96.0
HEAD: Final = 22.0
FOOT: Final = 24.0


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: when or what it is of, how much, and how the reader's language writes that."""

    of: str
    value: int
    shown: str


@dataclass(frozen=True, slots=True)
class Column:
    """One bar in place, standing on the ground line at `HEAD + TALL`."""

    left: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """Where the bar's words would be centred."""
        return self.left + self.width / 2


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars from nought, with the figure over the tallest, and what the bars are of as far as there is room."""

    width: float
    columns: tuple[Column, ...]
    above: tuple[Label, ...]
    below: tuple[Label, ...]


def arrange(figures: Sequence[Figure], width: float, *, mirrored: bool = False) -> Chart:
    """The bars at a width, each as high as its part of the highest; a negative figure raises ValueError."""
    if any(figure.value < 0 for figure in figures):
        raise ValueError("a bar stands for a count, and no count is negative")
    highest = max((figure.value for figure in figures), default=0)
    slot = width / max(len(figures), 1)
    bar = slot * 0.68
    columns = []
    for number, figure in enumerate(figures):
        at = (len(figures) - 1 - number if mirrored else number) * slot + (slot - bar) / 2
        columns.append(Column(at, bar, TALL * figure.value / highest if highest else 0.0))
    top = [
        Wish(figure.shown, column.middle)
        for figure, column in zip(figures, columns, strict=True)
        if highest and figure.value == highest
    ]
    edge = {0, len(figures) - 1}
    feet = [
        Wish(figure.of, column.middle, rank=0 if number in edge else 1)
        for number, (figure, column) in enumerate(zip(figures, columns, strict=True))
    ]
    return Chart(
        width, tuple(columns), _placed(top, width), _placed(feet, width)
    )  # fmt: skip


def drawn(chart: Chart, name: str, says: str) -> SafeString:
    """The chart as one image that says in a sentence what it shows."""
    body = "".join((*_bars(chart), *_words(chart)))
    height = HEAD + TALL + FOOT
    return mark_safe(  # noqa: S308 - every part is a number, a word of ours or escaped
        f'<svg class="{name}" viewBox="0 0 {chart.width:g} {height:g}" width="{chart.width:g}" height="{height:g}"'
        f' role="img" aria-label="{escape(says)}">{body}</svg>'
    )


def _placed(wishes: Sequence[Wish], width: float) -> tuple[Label, ...]:
    return place(wishes, left=0, right=width, size=SIZE, rows=1)


def _bars(chart: Chart) -> Iterator[str]:
    ground = HEAD + TALL
    for column in chart.columns:
        top = ground - column.height
        place_of = f'x="{column.left:.1f}" y="{top:.1f}" width="{column.width:.1f}" height="{column.height:.1f}"'
        yield f'<rect class="column" {place_of}/>'
    yield f'<path class="axis" d="M0 {ground:g}H{chart.width:g}"/>'


def _words(chart: Chart) -> Iterator[str]:
    for label in chart.above:
        yield f'<text class="word" x="{label.middle:.1f}" y="{HEAD - 7:g}">{escape(label.text)}</text>'
    for label in chart.below:
        yield f'<text class="tick" x="{label.middle:.1f}" y="{HEAD + TALL + 18:g}">{escape(label.text)}</text>'
