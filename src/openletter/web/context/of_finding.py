"""The list of cases: what was looked for, what was found, and what one may choose from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import ngettext

from openletter.kernel import countries
from openletter.sections.routing import Place
from openletter.web.context import figures
from openletter.web.context.of_filters import Filter, Taken, filter_of, taken_of
from openletter.web.context.of_people import people_of
from openletter.web.context.of_story import StoryLine, line_of
from openletter.web.context.of_world import World, world_of
from openletter.web.context.paging import Paging
from openletter.web.context.people import PersonLine
from openletter.web.found import OPEN, Seen, keeps, order, seen_cases
from openletter.web.models import HomePage
from openletter.web.seeking import PLAIN, REST, Sought
from openletter.web.telling import stories_about

PAGE = 20
STORIES = 5


@dataclass(frozen=True)
class CountryLine:
    """A country in the table and on the map."""

    code: str
    name: str
    cases: int
    shown: str
    open: int
    open_shown: str
    href: str


@dataclass(frozen=True)
class FindingView:
    """Everything the page says."""

    q: str
    said: str
    filters: tuple[Filter, ...]
    taken: tuple[Taken, ...]
    paging: Paging[PersonLine]
    countries: tuple[CountryLine, ...]
    world: World
    everything: str
    total: int
    stories: tuple[StoryLine, ...] = ()


def view_of(home: HomePage, place: Place, sought: Sought, *, at: datetime) -> FindingView | None:
    """The list as it was asked for; None beyond its last page. A filter set to nothing we know leaves nothing."""
    found = seen_cases(home, sought.q, at=at)
    kept = sorted((each for each in found if keeps(each, sought)), key=order)
    last = max(1, -(-len(kept) // PAGE))
    if sought.page > last:
        return None
    manner = figures.manner(place.language, place.section.territory)
    lines = _countries([each for each in found if keeps(each, sought, but="country")], sought, place, manner)
    return FindingView(
        q=sought.q,
        said=_said(len(kept), sought, manner),
        filters=tuple(f for name in PLAIN if (f := filter_of(name, found, sought, manner)).choices),
        taken=taken_of(sought, place, manner),
        paging=_paging(kept, last, home, place, sought, at),
        countries=lines,
        world=world_of({line.code: (line.href, _titled(line)) for line in lines}),
        everything=place.address(REST),
        total=len(kept),
        stories=_stories(home, kept, place, sought, at),
    )


def _stories(home: HomePage, kept: list[Seen], place: Place, sought: Sought, at: datetime) -> tuple[StoryLine, ...]:
    """Stories of those found, or that hold the words; none while nobody looks for words."""
    if not sought.q:
        return ()
    ids = [each.case.id for each in kept]
    return tuple(line_of(row, place) for row in stories_about(home, sought.q, cases=ids, on=at.date(), most=STORIES))


def _paging(
    kept: list[Seen], last: int, home: HomePage, place: Place, sought: Sought, at: datetime
) -> Paging[PersonLine]:
    rows = [each.case.id for each in kept[(sought.page - 1) * PAGE : sought.page * PAGE]]
    lines = people_of(home, place, rows, at=at)
    return Paging(
        rows=tuple(lines[pk] for pk in rows if pk in lines),
        number=sought.page,
        pages=last,
        newer=place.address(replace(sought, page=sought.page - 1).rest) if sought.page > 1 else "",
        older=place.address(replace(sought, page=sought.page + 1).rest) if sought.page < last else "",
    )


def _said(number: int, sought: Sought, manner: str) -> str:
    shown = figures.number(number, manner)
    if sought.q:
        # Translators: %(words)s is what the reader looked for
        said = ngettext("%(number)s case found for “%(words)s”", "%(number)s cases found for “%(words)s”", number)
        return said % {"number": shown, "words": sought.q}
    if sought.is_narrowed:
        return ngettext("%(number)s case fits what you chose", "%(number)s cases fit what you chose", number) % {
            "number": shown
        }
    return ngettext("%(number)s case", "%(number)s cases", number) % {"number": shown}


def _countries(found: list[Seen], sought: Sought, place: Place, manner: str) -> tuple[CountryLine, ...]:
    every = Counter(each.case.country for each in found)
    can = Counter(each.case.country for each in found if each.status == OPEN)
    lines = (
        CountryLine(
            code=code, name=countries.name(code, manner), cases=number, shown=figures.number(number, manner),
            open=can[code], open_shown=figures.number(can[code], manner),
            href=place.address(sought.but(country=code).rest),
        )
        for code, number in every.items()
    )  # fmt: skip
    return tuple(sorted(lines, key=lambda line: countries.collation_key(line.name)))


def _titled(line: CountryLine) -> str:
    # Translators: shown when the pointer rests on a country of the map, such as "Morocco: 2 cases"
    said = ngettext("%(country)s: %(number)s case", "%(country)s: %(number)s cases", line.cases)
    return said % {"country": line.name, "number": line.shown}
