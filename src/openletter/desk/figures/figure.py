"""One figure: a sentence, a drawing and the table that says the same; and the table as a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from openletter.desk import said
from openletter.desk.charts import Chart
from openletter.kernel.cells import safe_cell

Cell = str | int


@dataclass(frozen=True, slots=True)
class Figure:
    """What is told of one thing. Every number of the drawing stands in the table, and no other."""

    key: str
    title: str
    says: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    chart: Chart | None = None
    note: str = ""

    @property
    def table(self) -> list[tuple[str, list[str]]]:
        """The rows as a page shows them: what a row is of, and its cells."""
        return [(shown(row[0]), [shown(cell) for cell in row[1:]]) for row in self.rows]


def shown(cell: Cell) -> str:
    """A cell as the reader's language writes it."""
    return said.number(cell) if isinstance(cell, int) else cell


def as_csv(figure: Figure) -> bytes:
    """The table for a spreadsheet, with the mark by which the common one knows its letters."""
    out = io.StringIO()
    rows: Sequence[Sequence[Cell]] = (figure.head, *figure.rows)
    csv.writer(out).writerows([cell if isinstance(cell, int) else safe_cell(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")
