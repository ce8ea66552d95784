"""Days, languages and countries as people write them, by the names of the Unicode CLDR."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from babel import Locale

from openletter.kernel.countries import CODES

_DAY = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th|er)?\s+([^\W\d_]+)\.?,?\s+(\d{4})\b|\b([^\W\d_]+)\s+(\d{1,2}),?\s+(\d{4})\b"
)
_ISO = re.compile(r"\b(\d{4}-\d{2}-\d{2})\b")
_NUMERIC = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b")


def day(text: str, language: str) -> str:
    """The first day named in a text, in ISO 8601; empty where there is none."""
    if found := _ISO.search(text):
        return found[1]
    for found in _DAY.finditer(text):
        number, name, year = (found[1], found[2], found[3]) if found[1] else (found[5], found[4], found[6])
        month = _months(language).get(name.casefold()) or _months("en").get(name.casefold())
        if month and (said := _iso(int(year), month, int(number))):
            return said
    # Sheets write the day first; the other order would need to be guessed.
    found = _NUMERIC.search(text)
    return _iso(int(found[3]), int(found[2]), int(found[1])) if found else ""


def language_codes(text: str, language: str) -> tuple[str, ...]:
    """The languages named in a text, in their order."""
    names = {**_languages("en"), **_languages(language)}
    words = re.findall(r"[^\W\d_]+", text.casefold())
    return tuple(dict.fromkeys(names[word] for word in words if word in names))


def country_code(text: str, language: str) -> str:
    """The country named in a text, the longest name first; empty where there is none."""
    folded = f" {' '.join(text.casefold().split())} "
    names = {**_countries("en"), **_countries(language)}
    for name in sorted(names, key=len, reverse=True):
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", folded):
            return names[name]
    return ""


def _iso(year: int, month: int, number: int) -> str:
    try:
        return date(year, month, number).isoformat()
    except ValueError:
        return ""


@cache
def _months(language: str) -> dict[str, int]:
    tables = Locale.parse(language, sep="-").months
    return {
        name.casefold().rstrip("."): number
        for form in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, name in tables[form][width].items()
    }


@cache
def _languages(language: str) -> dict[str, str]:
    found = Locale.parse(language, sep="-").languages.items()
    return {name.casefold(): code for code, name in found if len(code) == 2 and " " not in name}


@cache
def _countries(language: str) -> dict[str, str]:
    found = Locale.parse(language, sep="-").territories.items()
    return {name.casefold(): code for code, name in found if code in CODES}
