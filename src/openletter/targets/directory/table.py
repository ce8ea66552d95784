"""Offices as a CSV table, one row an office; words stand in a column for each language, such as `name:fr`.

    key, kind, country, name:en, salutation:en, closing:en, email, phone, postal, …

Of `email`, `phone`, `fax` and `web_form` several stand in one cell with semicolons between; a postal address runs over
lines, or has " | " between them. What is wrong is named by row and column; nothing is guessed.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from openletter.kernel.languages import known
from openletter.targets.directory.cells import Row, one_of, rows_of
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
_KEY: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """An office as one row says it, ready to be kept."""

    row: int  # of the table, the heading being the first
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
        for number, cells in rows_of(body, reading.faults, required=REQUIRED, known=_is_column):
            _office(Row(number, cells, reading.faults), reading)
    except (Unfit, csv.Error) as error:
        reading.faults.append(Fault(0, "", str(error)))
    return reading


def _is_column(name: str) -> bool:
    plain, _colon, code = name.partition(":")
    return name in COLUMNS or (plain in WORDS and code in known())


def _office(row: Row, reading: Reading) -> None:
    key = row.take("key", _key)
    fields = {
        "kind": row.take("kind", one_of(OfficeKind.values)),
        "portfolio": row.take("portfolio", one_of(["", *Portfolio.values])),
        "territory": row.take("country", checking.country),
        "seat": row.take("seat", lambda text: checking.country(text) if text else ""),
        "preferred_languages": list(row.take("languages", checking.languages) or ()),
        "timezone": row.take("timezone", _valid(validate_zone)),
        "office_hours": row.take("hours", _valid(validate_hours)),
    }
    made = OfficeRow(
        row=row.number, key=key or "", fields=fields, words=_words(row),
        accredited_to=row.take("accredited_to", _countries) or (),
        contacts=tuple(_contacts(row)),
        checked_on=row.take("checked_on", lambda text: checking.day(text) if text else None),
    )  # fmt: skip
    if key and key in reading.offices:
        row.fault("key", gettext("This key stands there twice."))
    elif key and not row.faulty:
        reading.offices[key] = made


def _words(row: Row) -> dict[str, dict[str, str]]:
    found = {code: said for code in known() if any((said := _said(row, code)).values())}
    if not found:
        row.fault("name:en", gettext("This must be filled."))
    for code, said in found.items():
        for name in (name for name in WORDS if not said[name]):
            row.fault(f"{name}:{code}", gettext("This must be filled."))
    return found


def _said(row: Row, code: str) -> dict[str, str]:
    return {name: row.take(f"{name}:{code}", checking.line) or "" for name in WORDS}


def _contacts(row: Row) -> Iterator[tuple[str, str]]:
    for column, kind in CONTACTS.items():
        cell = row.cells.get(column, "")
        for text in [cell] if kind == ContactKind.POSTAL else cell.split(";"):
            if text.strip() and (value := row.value(column, _contact(kind), text.strip())):
                yield str(kind), value


def _contact(kind: ContactKind) -> Callable[[str], str]:
    return lambda text: checking.contact(kind, text)


def _key(text: str) -> str:
    if not _KEY.fullmatch(text):
        raise Unfit(gettext("A key is small letters, digits and hyphens, for example minister-of-justice-morocco."))
    return text


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
