"""The list of cases: what was looked for, what was found, and what one may choose from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from openletter.actions.kinds import all_kinds
from openletter.actions.rules import Door, Terms, door
from openletter.cases.queries import Found, find_cases
from openletter.cases.rules import Concern
from openletter.kernel import countries
from openletter.sections.routing import Place
from openletter.web.context import figures
from openletter.web.context.of_people import people_of
from openletter.web.context.of_story import StoryLine, line_of
from openletter.web.context.of_world import World, world_of
from openletter.web.context.paging import Paging
from openletter.web.context.people import PersonLine
from openletter.web.models import ActionPage, CasePage, HomePage
from openletter.web.seeking import PLAIN, Sought
from openletter.web.telling import stories_about

PAGE = 20
STORIES = 5
REST = "cases/"
OPEN, FOLLOWED, WELL, ENDED = "open", "followed", "ended_well", "ended"
TOLD = frozenset({Door.OPEN, Door.NOT_YET, Door.EXPIRED, Door.CLOSED})


@dataclass(frozen=True)
class Choice:
    """One value of a filter, in words, with how many cases it would leave."""

    code: str
    label: str
    number: str
    chosen: bool


@dataclass(frozen=True)
class Filter:
    """One filter with the values there are."""

    name: str
    label: str
    every: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Taken:
    """Something chosen, and the address of the list without it."""

    label: str
    text: str
    href: str


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


@dataclass(frozen=True, slots=True)
class Seen:
    """A case found with the kinds of action told of it here, and whether one is open."""

    case: Found
    kinds: frozenset[str]
    open: bool

    @property
    def status(self) -> str:
        """How it stands, as the filter puts it."""
        if self.case.ended:
            return WELL if self.case.well else ENDED
        return OPEN if self.open else FOLLOWED

    def has(self, name: str, value: str) -> bool:
        """Whether a filter set to this value keeps it."""
        return value in self.values(name)

    def values(self, name: str) -> Iterable[str]:
        """What it is, for one filter."""
        return {
            "country": (self.case.country,),
            "concern": self.case.concerns,
            "kind": self.kinds,
            "status": (self.status,),
        }[name]


def view_of(home: HomePage, place: Place, sought: Sought, *, at: datetime) -> FindingView | None:
    """The list as it was asked for; None beyond its last page. A filter set to nothing we know leaves nothing."""
    found = seen_cases(home, sought.q, at=at)
    kept = sorted((each for each in found if _keeps(each, sought)), key=_order)
    last = max(1, -(-len(kept) // PAGE))
    if sought.page > last:
        return None
    manner = figures.manner(place.language, place.section.territory)
    lines = _countries([each for each in found if _keeps(each, sought, but="country")], sought, place, manner)
    return FindingView(
        q=sought.q,
        said=_said(len(kept), sought, manner),
        filters=tuple(f for name in PLAIN if (f := _filter(name, found, sought, manner)).choices),
        taken=_taken(sought, place, manner),
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


def seen_cases(home: HomePage, text: str, *, at: datetime) -> list[Seen]:
    """The cases with a live page here that may be shown and hold the words, with how their actions stand."""
    among = CasePage.objects.child_of(home).live().order_by().values_list("case_id", flat=True)
    found = find_cases(text, among=among, on=at.date())
    kinds: dict[int, set[str]] = {}
    can: set[int] = set()
    pages = ActionPage.objects.descendant_of(home).live().order_by()
    told = pages.values_list("action__case", "action__kind", "action__status", "action__opens_at", "action__deadline")
    for case, kind, status, opens_at, deadline in told:
        stands = door(Terms(status, opens_at, deadline), at=at)
        if stands in TOLD:
            kinds.setdefault(case, set()).add(kind)
        if stands == Door.OPEN:
            can.add(case)
    return [Seen(case, frozenset(kinds.get(case.id, ())), case.id in can) for case in found]


def _keeps(each: Seen, sought: Sought, *, but: str = "") -> bool:
    return all(each.has(name, value) for name in PLAIN if name != but and (value := getattr(sought, name)))


def _order(each: Seen) -> tuple[int, bool, int, int]:
    """Names that fit first, then those one can act for, then the newest."""
    return each.case.fit, each.status != OPEN, -each.case.opened_on.toordinal(), -each.case.id


def _paging(
    kept: list[Seen], last: int, home: HomePage, place: Place, sought: Sought, at: datetime
) -> Paging[PersonLine]:
    rows = [each.case.id for each in kept[(sought.page - 1) * PAGE : sought.page * PAGE]]
    lines = people_of(home, place, rows, today=at.date())
    return Paging(
        rows=tuple(lines[pk] for pk in rows if pk in lines),
        number=sought.page,
        pages=last,
        newer=_address(place, replace(sought, page=sought.page - 1)) if sought.page > 1 else "",
        older=_address(place, replace(sought, page=sought.page + 1)) if sought.page < last else "",
    )


def _address(place: Place, sought: Sought) -> str:
    query = sought.query()
    return place.address(f"{REST}?{query}" if query else REST)


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


def _filter(name: str, found: list[Seen], sought: Sought, manner: str) -> Filter:
    label, every = _names()[name]
    others = [each for each in found if _keeps(each, sought, but=name)]
    numbers = Counter(value for each in others for value in each.values(name))
    chosen = getattr(sought, name)
    if chosen and chosen not in numbers and _word(name)(chosen, manner):
        numbers[chosen] = 0
    worded = ((code, _word(name)(code, manner), number) for code, number in numbers.items())
    rows = sorted((row for row in worded if row[1]), key=lambda row: _place_of(name, row[0], row[1]))
    return Filter(
        name, label, every,
        tuple(Choice(code, word, figures.number(number, manner), code == chosen) for code, word, number in rows),
    )  # fmt: skip


def _place_of(name: str, code: str, word: str) -> tuple[int, str]:
    """Standings in their own order, everything else by the alphabet."""
    return list(_statuses()).index(code) if name == "status" else 0, countries.collation_key(word)


def _taken(sought: Sought, place: Place, manner: str) -> tuple[Taken, ...]:
    # Translators: stands before words that the reader looked for
    words = [Taken(pgettext("search", "Words"), sought.q, _address(place, sought.but(q="")))] if sought.q else []
    chosen = ((name, getattr(sought, name)) for name in PLAIN)
    return (
        *words,
        *(
            Taken(_names()[name][0], _word(name)(code, manner) or code, _address(place, sought.but(**{name: ""})))
            for name, code in chosen
            if code
        ),
    )


def _countries(found: list[Seen], sought: Sought, place: Place, manner: str) -> tuple[CountryLine, ...]:
    every = Counter(each.case.country for each in found)
    can = Counter(each.case.country for each in found if each.status == OPEN)
    lines = (
        CountryLine(
            code=code, name=countries.name(code, manner), cases=number, shown=figures.number(number, manner),
            open=can[code], open_shown=figures.number(can[code], manner),
            href=_address(place, sought.but(country=code)),
        )
        for code, number in every.items()
    )  # fmt: skip
    return tuple(sorted(lines, key=lambda line: countries.collation_key(line.name)))


def _titled(line: CountryLine) -> str:
    # Translators: shown when the pointer rests on a country of the map, such as "Morocco: 2 cases"
    said = ngettext("%(country)s: %(number)s case", "%(country)s: %(number)s cases", line.cases)
    return said % {"country": line.name, "number": line.shown}


def _names() -> dict[str, tuple[str, str]]:
    """Each filter's name, and what it says when it leaves nothing out."""
    return {
        "country": (_("Country or territory"), _("All countries")),
        "concern": (pgettext("filter", "Concern"), _("All concerns")),
        "kind": (_("Kind of action"), _("All kinds")),
        "status": (pgettext("filter", "How it stands"), pgettext("filter: how cases stand", "All")),
    }


def _word(name: str) -> Callable[[str, str], str]:
    """From a code to its word; empty for a code that nothing here knows."""
    kinds = {kind.key: str(kind.name) for kind in all_kinds()}
    return {
        "country": lambda code, manner: countries.name(code, manner) if code in countries.CODES else "",
        "concern": lambda code, _manner: str(Concern(code).label) if code in Concern.values else "",
        "kind": lambda code, _manner: kinds.get(code, ""),
        "status": lambda code, _manner: _statuses().get(code, ""),
    }[name]


def _statuses() -> dict[str, str]:
    return {
        OPEN: pgettext("case in a list", "You can act now"),
        FOLLOWED: pgettext("case in a list", "We follow it"),
        WELL: pgettext("case in a list", "Ended well"),
        ENDED: pgettext("case in a list", "Ended"),
    }
