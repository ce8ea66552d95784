"""Telling of areas and of those who sit for them, in one language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from openletter.kernel import countries, edtf
from openletter.kernel.languages import direction
from openletter.targets.representatives import rules
from openletter.targets.representatives.models import Representative
from openletter.targets.representatives.queries import AreaGroup, Somewhere, ways
from openletter.targets.rules import ContactKind
from openletter.web.context import figures
from openletter.web.context.people import Spelling


@dataclass(frozen=True, slots=True)
class AreaLink:
    """An area to choose. `sought` is what a script compares with what is typed: its names, folded."""

    name: Spelling
    href: str
    sought: str


@dataclass(frozen=True, slots=True)
class AreaList:
    """Areas under the area around them; `around` is None where they lie within none."""

    around: Spelling | None
    areas: tuple[AreaLink, ...]


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody to write to, in their role alone."""

    ref: str
    name: Spelling
    house: Spelling
    area: Spelling | None
    party: Spelling | None
    since: str
    phones: tuple[str, ...]
    web_form: str
    source: str
    checked: str
    href: str

    @property
    def in_a_line(self) -> str:
        """Name and area, as the form is filled in."""
        return f"{self.name.text} ({self.area.text})" if self.area else self.name.text


def area_lists(groups: Iterable[AreaGroup], language: str, address: str) -> tuple[AreaList, ...]:
    """Every area as a link; `address` is what its number is put into."""
    return tuple(
        AreaList(
            around=_spelled(group.around.name, group.around.language, language) if group.around else None,
            areas=tuple(area_link(area, language, address) for area in group.areas),
        )
        for group in groups
    )


def area_link(area: Somewhere, language: str, address: str) -> AreaLink:
    """One area as a link."""
    return AreaLink(_spelled(area.name, area.language, language), address.format(area.id), area.sought)


def seat(row: Representative, *, language: str, manner: str, address: str) -> Seat:
    """A representative, with legislature, area and contact points fetched."""
    return Seat(
        ref=row.ref,
        name=_said(row.names, language),
        house=_said(row.legislature.names, language),
        area=_said(row.area.names, language) if row.area else None,
        party=_said(row.party, language) if row.party else None,
        since=edtf.in_words(edtf.parse(row.since), manner) if row.since else "",
        phones=ways(row, ContactKind.PHONE),
        web_form=next(iter(ways(row, ContactKind.WEB_FORM)), ""),
        source=row.source.rstrip(" ."),
        checked=figures.day(row.checked_on, manner),
        href=address.format(row.ref),
    )


def country_links(codes: Iterable[str], language: str, address: str) -> tuple[tuple[str, str], ...]:
    """(name, address) of countries, sorted for their reader."""
    named = ((countries.name(code, language), address.format(code)) for code in codes)
    return tuple(sorted(named, key=lambda pair: countries.collation_key(pair[0])))


def _said(names: rules.Names, language: str) -> Spelling:
    return _spelled(rules.said(names, language), rules.language_of(names, language), language)


def _spelled(text: str, own: str, page: str) -> Spelling:
    """A name of unknown language is in Latin script as a rule: it is set apart from a page that runs the other way."""
    code = own or ("mul" if direction(page) == "rtl" else page)
    return Spelling(text, code, direction(code))
