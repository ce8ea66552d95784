"""Figures as a chart that always stands with its table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from openletter.web.drawing import chart
from openletter.web.drawing.chart import Figure

WIDE: Final = 608
NARROW: Final = 288


@dataclass(frozen=True)
class ChartView:
    """The bars at two widths, ready SVG, and the figures of the table; `caption` is also what the picture says."""

    wide: str
    narrow: str
    caption: str
    figures: tuple[Figure, ...]


def chart_of(figures: Sequence[Figure], caption: str, *, mirrored: bool) -> ChartView:
    """A chart of figures in the order of time."""
    wide, narrow = (chart.arrange(figures, width, mirrored=mirrored) for width in (WIDE, NARROW))
    return ChartView(
        chart.drawn(wide, "wide", caption), chart.drawn(narrow, "narrow", caption), caption, tuple(figures)
    )
