"""A sheet as JSON and back. The schema is `urgent-action-1.schema.json` beside this file; version 1 only ever grows.

Reading is tolerant on purpose: what can be read is kept, every fault is named with its place, and a person looks at
both before anything is made of it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, fields
from datetime import date
from pathlib import Path
from typing import Any, Final

from openletter.actions.urgent.lacking import lacking
from openletter.actions.urgent.numbers import LAST_IN_A_SERIES, index_number, ua_number
from openletter.actions.urgent.sheet import (
    FORMAT,
    VERSION,
    Addressed,
    Called,
    Earlier,
    Fault,
    Model,
    Reading,
    Said,
    Sheet,
    Way,
)

SCHEMA: Final = Path(__file__).with_name("urgent-action-1.schema.json")
LARGEST: Final = 512 * 1024  # bytes; a sheet in ten languages has a tenth of it


class NotASheet(ValueError):
    """The file is no JSON, or not of this format, or of a version that is not known."""


def to_json(sheet: Sheet) -> str:
    """The sheet as text: keys in the order of the schema, Unicode as it is, one line break at the end."""
    return json.dumps(to_data(sheet), ensure_ascii=False, indent=2) + "\n"


def to_data(sheet: Sheet) -> dict[str, Any]:
    """The sheet as plain data."""
    return {"format": FORMAT, "version": VERSION, **_plain(asdict(sheet))}


def from_json(text: str | bytes) -> Reading:
    """The sheet, with everything that is wrong or missing. Raises NotASheet."""
    if len(text) > LARGEST:
        raise NotASheet("larger than any sheet")
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotASheet("not JSON") from error
    if not isinstance(data, dict) or data.get("format") != FORMAT or data.get("version") != VERSION:
        raise NotASheet(f"not {FORMAT}, version {VERSION}")
    reader = _Reader()
    sheet = reader.sheet(data)
    named = {fault.field for fault in reader.faults}
    faults = (*reader.faults, *(fault for fault in lacking(sheet) if fault.field not in named))
    return Reading(sheet, next(iter(sheet.words), ""), faults)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, tuple | list) else value


class _Reader:
    """Takes data apart; what does not fit is left out and named."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def sheet(self, data: dict[str, Any]) -> Sheet:
        """The whole."""
        known = {"format", "version", "$schema", *(each.name for each in fields(Sheet))}
        for name in data:
            if name not in known:
                self._fault(name, "unknown", name)
        return Sheet(
            ua_number=self._checked(data, "ua_number", ua_number),
            ua_sequence=self._number(data.get("ua_sequence"), "ua_sequence"),
            index_number=self._checked(data, "index_number", index_number),
            issued_on=self._checked(data, "issued_on", _day),
            appeal_deadline=self._checked(data, "appeal_deadline", _day),
            country=self._text(data.get("country"), "country"),
            people=tuple(self._by_language(each, "people") for each in self._list(data, "people")),
            words=self._rows(data, "words", Said),
            demands=tuple(self._by_language(each, "demands") for each in self._list(data, "demands")),
            letters=self._rows(data, "letters", Model),
            mention_organisation=self._flag(data, "mention_organisation", True),
            preferred_languages=self._codes(data, "preferred_languages"),
            targets=self._offices(data, "targets"),
            copies=self._offices(data, "copies"),
            diplomatic_copies=self._flag(data, "diplomatic_copies", False),
            previous=tuple(self._earlier(each) for each in self._objects(data, "previous")),
            publisher=self._text(data.get("publisher"), "publisher"),
            url=self._text(data.get("url"), "url"),
        )

    def _fault(self, place: str, code: str, value: object = "") -> None:
        self.faults.append(Fault(place, code, str(value)[:200]))

    def _text(self, value: Any, place: str) -> str:
        if value is None or isinstance(value, str):
            return value or ""
        self._fault(place, "malformed", value)
        return ""

    def _checked(self, data: dict[str, Any], name: str, check: Callable[[str], str]) -> str:
        text = self._text(data.get(name), name)
        good = check(text) if text else ""
        if text and not good:
            self._fault(name, "malformed", text)
        return good

    def _number(self, value: Any, place: str) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LAST_IN_A_SERIES:
            return value
        if value is not None:
            self._fault(place, "malformed", value)
        return 0

    def _flag(self, data: dict[str, Any], name: str, default: bool) -> bool:
        value = data.get(name, default)
        if isinstance(value, bool):
            return value
        self._fault(name, "malformed", value)
        return default

    def _list(self, data: Mapping[str, Any], name: str) -> list[Any]:
        value = data.get(name, [])
        if isinstance(value, list):
            return value
        self._fault(name, "malformed", value)
        return []

    def _objects(self, data: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
        rows = self._list(data, name)
        for row in rows:
            if not isinstance(row, dict):
                self._fault(name, "malformed", row)
        return [row for row in rows if isinstance(row, dict)]

    def _codes(self, data: Mapping[str, Any], name: str) -> tuple[str, ...]:
        return tuple(text for each in self._list(data, name) if (text := self._text(each, name)))

    def _by_language(self, value: Any, place: str) -> dict[str, str]:
        if not isinstance(value, dict):
            self._fault(place, "malformed", value)
            return {}
        return {code: self._text(text, place) for code, text in value.items()}

    def _rows[Row](self, data: Mapping[str, Any], name: str, row: type[Row]) -> dict[str, Row]:
        value = data.get(name, {})
        if not isinstance(value, dict):
            self._fault(name, "malformed", value)
            return {}
        return {code: self._row(one, f"{name}.{code}", row) for code, one in value.items()}

    def _row[Row](self, value: Any, place: str, row: type[Row]) -> Row:
        if not isinstance(value, dict):
            self._fault(place, "malformed", value)
            value = {}
        names = [each.name for each in fields(row)]  # type: ignore[arg-type]
        return row(**{name: self._text(value.get(name), f"{place}.{name}") for name in names})

    def _offices(self, data: Mapping[str, Any], name: str) -> tuple[Addressed, ...]:
        return tuple(self._office(each, f"{name}.{number}") for number, each in enumerate(self._objects(data, name)))

    def _office(self, data: dict[str, Any], place: str) -> Addressed:
        texts = ("key", "kind", "portfolio", "territory", "holder")
        ways = (self._row(each, f"{place}.ways", Way) for each in self._objects(data, "ways"))
        return Addressed(
            words=self._rows(data, "words", Called),
            accredited_to=self._codes(data, "accredited_to"),
            preferred_languages=self._codes(data, "preferred_languages"),
            ways=tuple(way for way in ways if way.kind and way.value),
            **{name: self._text(data.get(name), f"{place}.{name}") for name in texts},
        )

    def _earlier(self, data: dict[str, Any]) -> Earlier:
        return Earlier(
            ua_sequence=self._number(data.get("ua_sequence"), "previous"),
            index_number=self._checked(data, "index_number", index_number),
            url=self._text(data.get("url"), "previous"),
        )


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""
