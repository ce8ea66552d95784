"""Bars stand for what they say: from nought, inside the picture, in the order in which one reads."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openletter.web.drawing.chart import TALL, Figure, arrange

FIGURES = st.lists(st.integers(0, 10**6).map(lambda value: Figure(f"week {value}", value, str(value))), max_size=60)


@given(FIGURES, st.booleans())
def test_bars_are_as_high_as_their_figures(figures, mirrored):
    chart = arrange(figures, 608, mirrored=mirrored)
    highest = max((figure.value for figure in figures), default=0)
    for figure, column in zip(figures, chart.columns, strict=True):
        assert column.left >= 0
        assert column.left + column.width <= 608.001
        assert column.height == pytest.approx(TALL * figure.value / highest if highest else 0)
    places = [column.left for column in chart.columns]
    assert places == sorted(places, reverse=mirrored)


def test_a_count_below_nought_is_refused():
    with pytest.raises(ValueError, match="negative"):
        arrange([Figure("a week", -1, "-1")], 608)
