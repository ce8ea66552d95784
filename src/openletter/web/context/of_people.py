"""People in lists: each with one sentence, what one can do for them now, and what became of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from openletter.actions.models import Action
from openletter.actions.queries import door_of
from openletter.actions.rules import Door
from openletter.actions.tally import Count, counts_of
from openletter.cases.queries import CaseLine, case_lines
from openletter.cases.rules import CaseStatus, OutcomeType
from openletter.sections.routing import Place
from openletter.web.context import figures
from openletter.web.context.of_action import button_of
from openletter.web.context.of_case import named_in, spelling, where
from openletter.web.context.of_count import sentence
from openletter.web.context.of_page import rest_of
from openletter.web.context.page import Link
from openletter.web.context.people import Ended, PersonLine
from openletter.web.models import ActionPage, CasePage, HomePage
from openletter.web.readable import shown

type Acts = list[tuple[ActionPage, Action]]

# What may be counted in public: never what was recalled or is not told of yet.
COUNTED = frozenset({Door.OPEN, Door.EXPIRED, Door.CLOSED})


@dataclass(frozen=True)
class Known:
    """A person's line, with what puts them in their place in a list.

    `deadlines` are those of the actions open now; `numbers` the public numbers of those that show theirs, by action.
    """

    line: PersonLine
    case: CaseLine
    page: CasePage
    deadlines: tuple[date, ...]
    numbers: dict[int, int]


def known_people(home: HomePage, place: Place, *, at: datetime) -> tuple[Known, ...]:
    """Everybody with a page on this site in this language who may be shown, in a fixed number of queries."""
    return _known(home, place, None, at)


def people_of(home: HomePage, place: Place, cases: Iterable[int], *, at: datetime) -> dict[int, PersonLine]:
    """The lines of these cases, as far as they have a page on this site and may be shown at this moment."""
    wanted = frozenset(cases)
    known = _known(home, place, wanted, at) if wanted else ()
    return {each.case.id: each.line for each in known}


def _known(home: HomePage, place: Place, wanted: frozenset[int] | None, at: datetime) -> tuple[Known, ...]:
    windows, actions = CasePage.objects.child_of(home).live(), ActionPage.objects.descendant_of(home).live()
    actions = actions.filter(shown(place.section))
    if wanted is not None:
        windows, actions = windows.filter(case__in=wanted), actions.filter(action__case__in=wanted)
    pages = {page.case_id: page for page in windows}
    acts: dict[int, Acts] = defaultdict(list)
    for page in actions.select_related("action").prefetch_related("action__words"):
        acts[page.action.case_id].append((page, page.action))
    numbers = counts_of(action.pk for rows in acts.values() for _page, action in rows)
    return tuple(
        _one(case, pages[case.id], place, acts[case.id], numbers, at)
        for case in case_lines(pages, place.language, on=at.date())
    )


def _one(case: CaseLine, page: CasePage, place: Place, acts: Acts, numbers: dict[int, Count], at: datetime) -> Known:
    manner = figures.manner(place.language, place.section.territory)
    doors = {action.pk: door_of(action, at) for _page, action in acts}
    open_now = [(window, action) for window, action in acts if doors[action.pk] == Door.OPEN]
    shown = {
        action.pk: numbers[action.pk].number
        for _page, action in acts
        if doors[action.pk] in COUNTED and numbers[action.pk].number >= action.display_threshold
    }
    line = PersonLine(
        named=named_in(case),
        href=place.address(rest_of(page)),
        where=where(case.names, case.country, manner),
        lead=spelling(case.headline, case.language),
        acts=tuple(_link(window, action, place) for window, action in open_now),
        ended=_ended(case, manner),
        count=_count(open_now or acts, shown, manner),
    )
    return Known(line, case, page, tuple(a.deadline for _w, a in open_now if a.deadline), shown)


def _link(window: ActionPage, action: Action, place: Place) -> Link:
    words = action.in_language(place.language)
    return Link(button_of(action.kind, words.button if words else ""), place.address(rest_of(window)))


def _ended(case: CaseLine, manner: str) -> Ended | None:
    if case.status != CaseStatus.CLOSED or not case.outcome:
        return None
    when, iso = figures.date_in(case.outcome_on, manner)
    return Ended(what=str(OutcomeType(case.outcome).label), when=when, iso=iso, good=case.outcome_is_good)


def _count(acts: Acts, shown: dict[int, int], manner: str) -> str:
    """The first number there is to show. Beside a button it is that of what the button does, never of a past action."""
    for _page, action in acts:
        if number := shown.get(action.pk):
            return sentence(action.kind, number, manner)
    return ""
