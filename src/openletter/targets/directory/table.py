"""Offices as a CSV table, one row an office; words stand in a column for each language, such as `name:fr`.

    key, kind, country, name:en, salutation:en, closing:en, email, phone, postal, …

Of `email`, `phone`, `fax` and `web_form` several stand in one cell with semicolons between; a postal address runs over
lines, or has " | " between them. What is wrong is named by row and column; nothing is guessed.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from openletter.kernel.languages import known
from openletter.targets.hours import validate_hours, validate_zone
from openletter.targets.representatives import checking
from openletter.targets.representatives.checking import Unfit
from openletter.targets.representatives.shapes import Fault
from openletter.targets.rules import ContactKind, OfficeKind, Portfolio

WORDS: Final = ("name", "salutation", "closing")
CONTACTS: Final[Mapping[str, ContactKind]] = {
    "postal": ContactKind.POSTAL, "email": ContactKind.EMAIL, "phone": ContactKind.PHONE, "fax": ContactKind.FAX,
    "web_form": ContactKind.WEB_FORM, "x": ContactKind.X_TWITTER, "facebook": ContactKind.FACEBOOK,
    "instagram": ContactKind.INSTAGRAM, "bluesky": ContactKind.BLUESKY, "mastodon": ContactKind.MASTODON,
}  # fmt: skip
REQUIRED: Final = ("key", "kind", "country")
COLUMNS: Final = (
    *REQUIRED, "portfolio", "seat", "accredited_to", "languages", "timezone", "hours", "checked_on", *CONTACTS,
)  # fmt: skip
MOST_ROWS: Final = 5_000
MOST_BYTES: Final = 5 * 1024 * 1024
_KEY: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")  # spreadsheets keep an apostrophe before these


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """An office as one row says it, ready to be kept."""

    key: str
    fields: Mapping[str, Any]
    words: Mapping[str, Mapping[str, str]]
    accredited_to: tuple[str, ...] = ()
    contacts: tuple[tuple[str, str], ...] = ()
    checked_on: Any = None


@dataclass(slots=True)
class Reading:
    """What a table says, and what is wrong with it; with any fault it is not brought in."""

    offices: dict[str, OfficeRow] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def read_table(body: bytes) -> Reading:
    """Every office of the table."""
    reading = Reading()
    try:
        for number, cells in _rows(body, reading):
            _office(number, cells, reading)
    except (Unfit, csv.Error) as error:
        reading.faults.append(Fault(0, "", str(error)))
    return reading


def _rows(body: bytes, reading: Reading) -> Iterator[tuple[int, dict[str, str]]]:
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
    _check_heading(names, reading)
    for number, cells in enumerate(lines, 2):
        if number > MOST_ROWS + 1:
            raise Unfit(gettext("A file has at most %(most)s rows. Cut it in two.") % {"most": MOST_ROWS})
        if any(cell.strip() for cell in cells):
            yield number, dict(zip(names, (_plain(cell) for cell in cells), strict=False))


def _plain(cell: str) -> str:
    bare = cell.strip()
    return bare[1:] if bare[:1] == "'" and bare[1:].startswith(_FORMULA) else bare


def _check_heading(names: list[str], reading: Reading) -> None:
    spoken = known()
    for name in REQUIRED:
        if name not in names:
            reading.faults.append(Fault(1, name, gettext("This column is missing.")))
    if not any(name.startswith("name:") for name in names):
        reading.faults.append(Fault(1, "name:en", gettext("This column is missing.")))
    for name in names:
        plain, _colon, code = name.partition(":")
        if code and plain in WORDS and code not in spoken:
            reading.faults.append(Fault(1, name, gettext("This installation does not speak this language.")))
        elif name not in COLUMNS and not (code and plain in WORDS):
            reading.faults.append(Fault(1, name, gettext("There is no such column.")))
    if reading.faults:
        raise Unfit(gettext("The heading does not fit; nothing below it was read."))


def _office(number: int, cells: dict[str, str], reading: Reading) -> None:
    row = _Row(number, cells, reading)
    key = row.take("key", _key)
    fields = {
        "kind": row.take("kind", _one_of(OfficeKind.values)),
        "portfolio": row.take("portfolio", _one_of(["", *Portfolio.values])),
        "territory": row.take("country", checking.country),
        "seat": row.take("seat", lambda text: checking.country(text) if text else ""),
        "preferred_languages": list(row.take("languages", checking.languages) or ()),
        "timezone": row.take("timezone", _valid(validate_zone)),
        "office_hours": row.take("hours", _valid(validate_hours)),
    }
    made = OfficeRow(
        key=key or "", fields=fields, words=row.words(), accredited_to=row.take("accredited_to", _countries) or (),
        contacts=tuple(row.contacts()),
        checked_on=row.take("checked_on", lambda text: checking.day(text) if text else None),
    )  # fmt: skip
    if key and key in reading.offices:
        row.fault("key", gettext("This key stands there twice."))
    elif key and not row.faulty:
        reading.offices[key] = made


class _Row:
    """One row while it is read."""

    def __init__(self, number: int, cells: dict[str, str], reading: Reading) -> None:
        self.number, self.cells, self.reading = number, cells, reading
        self.faulty = False

    def fault(self, column: str, message: str) -> None:
        self.faulty = True
        self.reading.faults.append(Fault(self.number, column, message))

    def take[T](self, column: str, read: Callable[[str], T]) -> T | None:
        return self.value(column, read, self.cells.get(column, ""))

    def value[T](self, column: str, read: Callable[[str], T], text: str) -> T | None:
        try:
            return read(text)
        except Unfit as unfit:
            self.fault(column, str(unfit))
            return None

    def words(self) -> dict[str, dict[str, str]]:
        found = {code: said for code in known() if any((said := self._said(code)).values())}
        if not found:
            self.fault("name", gettext("This must be filled."))
        for code, said in found.items():
            for name in (name for name in WORDS if not said[name]):
                self.fault(f"{name}:{code}", gettext("This must be filled."))
        return found

    def _said(self, code: str) -> dict[str, str]:
        return {name: self.take(f"{name}:{code}", checking.line) or "" for name in WORDS}

    def contacts(self) -> Iterator[tuple[str, str]]:
        for column, kind in CONTACTS.items():
            cell = self.cells.get(column, "")
            for text in [cell] if kind == ContactKind.POSTAL else cell.split(";"):
                if text.strip() and (value := self.value(column, _contact(kind), text.strip())):
                    yield str(kind), value


def _contact(kind: ContactKind) -> Callable[[str], str]:
    return lambda text: checking.contact(kind, text)


def _key(text: str) -> str:
    if not _KEY.fullmatch(text):
        raise Unfit(gettext("A key is small letters, digits and hyphens, for example minister-of-justice-morocco."))
    return text


def _one_of(values: list[str]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in values:
            known_ones = ", ".join(filter(None, values))
            raise Unfit(gettext("“%(code)s” is none of: %(known)s.") % {"code": text, "known": known_ones})
        return text

    return read


def _valid(validate: Callable[[str], None]) -> Callable[[str], str]:
    def read(text: str) -> str:
        try:
            if text:
                validate(text)
        except ValidationError as error:
            raise Unfit("; ".join(error.messages)) from error
        return text

    return read


def _countries(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(checking.country(code) for code in text.replace(",", " ").replace(";", " ").split()))
