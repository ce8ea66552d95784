"""Reading tables cell by cell: what cannot be kept is named by its row and column, and the rest is read on."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from django.utils.translation import gettext

from openletter.kernel.cells import read_cell
from openletter.targets.representatives.checking import Unfit
from openletter.targets.representatives.shapes import Fault

MOST_ROWS: Final = 5_000
MOST_BYTES: Final = 5 * 1024 * 1024


class Row:
    """One row while it is read."""

    def __init__(self, number: int, cells: dict[str, str], faults: list[Fault]) -> None:
        self.number, self.cells, self.faults = number, cells, faults
        self.faulty = False

    def fault(self, column: str, message: str) -> None:
        """Note what is wrong with a cell."""
        self.faulty = True
        self.faults.append(Fault(self.number, column, message))

    def take[T](self, column: str, read: Callable[[str], T]) -> T | None:
        """A cell as it is kept; None, with its fault noted, where it does not fit."""
        return self.value(column, read, self.cells.get(column, ""))

    def value[T](self, column: str, read: Callable[[str], T], text: str) -> T | None:
        """The same for a part of a cell."""
        try:
            return read(text)
        except Unfit as unfit:
            self.fault(column, str(unfit))
            return None


def rows_of(
    body: bytes, faults: list[Fault], *, required: Iterable[str], known: Callable[[str], bool]
) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows that hold anything, by their number in a spreadsheet. Raises Unfit where the table does not fit."""
    if len(body) > MOST_BYTES:
        raise Unfit(gettext("The file is larger than five megabytes. Cut it in two."))
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unfit(gettext("The file is not UTF-8. Save it as “CSV UTF-8”.")) from error
    heading = text.split("\n", 1)[0]
    delimiter = ";" if heading.count(";") > heading.count(",") else ","
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    names = [name.strip().lower() for name in next(lines, [])]
    faults += [Fault(1, name, gettext("This column is missing.")) for name in required if name not in names]
    faults += [Fault(1, name, gettext("There is no such column.")) for name in names if not known(name)]
    if faults:
        raise Unfit(gettext("The heading does not fit; nothing below it was read."))
    for number, cells in enumerate(lines, 2):
        if number > MOST_ROWS + 1:
            raise Unfit(gettext("A file has at most %(most)s rows. Cut it in two.") % {"most": MOST_ROWS})
        if any(cell.strip() for cell in cells):
            yield number, dict(zip(names, (read_cell(cell) for cell in cells), strict=False))


def one_of(values: list[str]) -> Callable[[str], str]:
    """A reader of one of these codes."""

    def read(text: str) -> str:
        if text not in values:
            codes = ", ".join(filter(None, values))
            raise Unfit(gettext("“%(code)s” is none of: %(known)s.") % {"code": text, "known": codes})
        return text

    return read
