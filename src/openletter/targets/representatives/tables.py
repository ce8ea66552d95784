"""Representatives as a CSV table: one row a member, `name:fr` beside `name` for other languages."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping

from django.utils.translation import gettext

from openletter.kernel.cells import read_cell, safe_cell
from openletter.targets.representatives import checking
from openletter.targets.representatives.checking import Unfit
from openletter.targets.representatives.rules import ANY
from openletter.targets.representatives.shapes import Fault, House, Member, Place, Reading
from openletter.targets.rules import ContactKind

REQUIRED = ("id", "name", "country", "legislature", "source", "checked_on")
# Of these there may be one column a language.
NAMED = ("name", "legislature_name", "area", "within", "party", "salutation", "closing")
CONTACTS: Mapping[str, str] = {
    "email": ContactKind.EMAIL, "phone": ContactKind.PHONE, "address": ContactKind.POSTAL, "fax": ContactKind.FAX,
    "web_form": ContactKind.WEB_FORM, "x": ContactKind.X_TWITTER, "facebook": ContactKind.FACEBOOK,
    "instagram": ContactKind.INSTAGRAM,
}  # fmt: skip
COLUMNS = (
    "id", "name", "country", "legislature", "legislature_name", "chamber", "area_id", "area", "within_id", "within",
    "postcodes", "party", "since", "until", "languages", *CONTACTS, "salutation", "closing", "source", "checked_on",
)  # fmt: skip
MOST_ROWS = 20_000


def read_table(body: bytes) -> Reading:
    """Everything a table says. What is wrong is named by row and column; nothing is guessed."""
    return _Table().read(body)


class _Table:
    def __init__(self) -> None:
        self.houses: dict[str, House] = {}
        self.places: dict[str, Place] = {}
        self.members: dict[tuple[str, str], Member] = {}
        self.faults: list[Fault] = []
        self.row = 0

    def read(self, body: bytes) -> Reading:
        """Go through every row; stop only where the table itself cannot be read."""
        try:
            for number, cells in self._rows(body):
                self.row = number
                self._member(cells)
        except Unfit as unfit:
            self.faults.append(Fault(0, "", str(unfit)))
        except csv.Error as error:
            self.faults.append(Fault(self.row + 1, "", gettext("This row cannot be read: %(why)s") % {"why": error}))
        return Reading(self.houses, self.places, self.members, tuple(self.faults))

    def _rows(self, body: bytes) -> Iterator[tuple[int, dict[str, str]]]:
        try:
            text = body.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise Unfit(gettext("The file is not UTF-8. Save it as “CSV UTF-8”.")) from error
        heading = text.split("\n", 1)[0]
        lines = csv.reader(
            io.StringIO(text, newline=""), delimiter=";" if heading.count(";") > heading.count(",") else ","
        )
        names = [name.strip().lower() for name in next(lines, [])]
        self._check_heading(names)
        for number, cells in enumerate(lines, 2):
            if number > MOST_ROWS + 1:
                raise Unfit(gettext("A file has at most %(most)s rows. Cut it by legislature.") % {"most": MOST_ROWS})
            if any(cell.strip() for cell in cells):
                yield number, dict(zip(names, (read_cell(cell) for cell in cells), strict=False))

    def _check_heading(self, names: list[str]) -> None:
        for name in REQUIRED:
            if name not in names:
                self.faults.append(Fault(1, name, gettext("This column is missing.")))
        for name in names:
            plain, _colon, code = name.partition(":")
            if plain not in COLUMNS or (code and plain not in NAMED):
                self.faults.append(Fault(1, name, gettext("There is no such column.")))
            elif code:
                self._take(name, checking.language, code)
        for name in {name for name in names if names.count(name) > 1}:
            self.faults.append(Fault(1, name, gettext("This column stands there twice.")))
        if self.faults:
            raise Unfit(gettext("The heading does not fit; nothing below it was read."))

    def _take[T](self, column: str, read: Callable[[str], T], value: str) -> T | None:
        try:
            return read(value)
        except Unfit as unfit:
            self.faults.append(Fault(self.row or 1, column, str(unfit)))
            return None

    def _member(self, cells: dict[str, str]) -> None:
        before = len(self.faults)
        for column in REQUIRED:
            if not cells.get(column):
                self.faults.append(Fault(self.row, column, gettext("This must be filled.")))
        if len(self.faults) > before:
            return
        house = self._house(cells)
        area = self._area(cells, house.country if house else "")
        member = self._person(cells, house.key if house else "", area)
        if len(self.faults) > before or member is None:
            return
        if (member.house, member.key) in self.members:
            self.faults.append(Fault(self.row, "id", gettext("This identifier stands there twice.")))
            return
        self.members[member.house, member.key] = member

    def _house(self, cells: dict[str, str]) -> House | None:
        key = self._take("legislature", checking.house_key, cells["legislature"])
        country = self._take("country", checking.country, cells["country"])
        chamber = self._take("chamber", checking.chamber, cells.get("chamber", ""))
        names = self._named("legislature_name", cells)
        if key is None or country is None or chamber is None:
            return None
        house = self.houses.setdefault(key, House(key, country, chamber, names))
        if (house.country, house.chamber) != (country, chamber):
            message = gettext("Another row gives this legislature another country or chamber.")
            self.faults.append(Fault(self.row, "legislature", message))
        return house

    def _area(self, cells: dict[str, str], country: str) -> str:
        around = self._place("within", cells, country, within="", codes="")
        return self._place("area", cells, country, within=around, codes=cells.get("postcodes", ""))

    def _place(self, column: str, cells: dict[str, str], country: str, *, within: str, codes: str) -> str:
        names = self._named(column, cells)
        given = cells.get(f"{column}_id", "")
        if not names and not given:
            return ""
        key = self._take(f"{column}_id", checking.key, given or _key_of(names))
        postcodes = self._take("postcodes", checking.postcodes, codes)
        if key is None or postcodes is None:
            return ""
        known = self.places.get(key)
        self.places[key] = Place(
            key=key, country=country, names={**(known.names if known else {}), **names},
            within=within or (known.within if known else ""),
            postcodes=postcodes | (known.postcodes if known else frozenset()),
        )  # fmt: skip
        return key

    def _person(self, cells: dict[str, str], house: str, area: str) -> Member | None:
        key = self._take("id", checking.key, cells["id"])
        checked = self._take("checked_on", checking.day, cells["checked_on"])
        source = self._take("source", lambda text: checking.line(text, checking.LONGEST["source"]), cells["source"])
        codes = self._take("languages", checking.languages, cells.get("languages", ""))
        dates = {
            name: self._take(name, checking.edtf, cells[name]) or "" for name in ("since", "until") if cells.get(name)
        }
        contacts = tuple(self._contacts(cells))
        if key is None or checked is None or source is None:
            return None
        return Member(
            key=key, house=house, area=area, names=self._named("name", cells), party=self._named("party", cells),
            languages=codes or (), contacts=contacts, salutations=self._named("salutation", cells),
            closings=self._named("closing", cells), source=source, checked_on=checked, **dates,
        )  # fmt: skip

    def _contacts(self, cells: dict[str, str]) -> Iterator[tuple[str, str]]:
        for column, kind in CONTACTS.items():
            # One address runs over several lines; of anything else there may be several in a cell.
            values = [cells.get(column, "")] if kind == ContactKind.POSTAL else cells.get(column, "").split(";")
            for value in values:
                if value.strip():
                    read = self._take(column, lambda text, kind=kind: checking.contact(kind, text), value)  # type: ignore[misc]
                    if read:
                        yield str(kind), read

    def _named(self, column: str, cells: dict[str, str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for name, value in cells.items():
            plain, _colon, code = name.partition(":")
            if plain == column and value:
                found[code or ANY] = self._take(name, checking.line, value) or ""
        return found


def _key_of(names: Mapping[str, str]) -> str:
    """A key made of the name where the file gives none: it lasts as long as the name does."""
    from openletter.kernel.folding import fold

    return fold(names.get(ANY) or next(iter(names.values()), "")).replace(" ", "-")


def write_table(rows: Iterable[Mapping[str, str]], languages: Iterable[str]) -> str:
    """A table in the columns that `read_table` reads, with one more of each name for each language."""
    spoken = list(languages)
    columns = [c for name in COLUMNS for c in (name, *(f"{name}:{code}" for code in spoken if name in NAMED))]
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, extrasaction="ignore", restval="")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: safe_cell(value) for name, value in row.items()})
    return out.getvalue()
