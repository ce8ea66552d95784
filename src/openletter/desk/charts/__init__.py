"""Figures drawn by the server: columns over time, bars, a map. Each stands above its table and says itself in words.

Colours come from the stylesheet; a picture for paper brings them along. See docs/develop/mechanisms/figures.md.
"""

from openletter.desk.charts.bars import Bar, bars
from openletter.desk.charts.columns import Column, columns
from openletter.desk.charts.globe import globe, level_of
from openletter.desk.charts.ground import NARROW, WIDE, Chart

__all__ = ["NARROW", "WIDE", "Bar", "Chart", "Column", "bars", "columns", "globe", "level_of"]
