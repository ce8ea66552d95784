"""A section's home: the people one can act for now, the cases it follows, and what became of others."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from openletter.actions.models import Action
from openletter.actions.queries import door_of
from openletter.actions.rules import Door
from openletter.actions.tally import Count, counts_of
from openletter.cases.queries import CaseLine, case_lines
from openletter.cases.rules import CaseStatus, OutcomeType
from openletter.kernel.languages import direction
from openletter.sections.routing import Place
from openletter.web.context import figures
from openletter.web.context.of_action import button_of
from openletter.web.context.of_case import named, spelling, where
from openletter.web.context.of_count import sentence
from openletter.web.context.of_page import rest_of
from openletter.web.context.page import Link
from openletter.web.context.people import Ended, PersonLine, Spelling
from openletter.web.models import ActionPage, CasePage, HomePage

type Acts = list[tuple[ActionPage, Action]]


@dataclass(frozen=True)
class HomeView:
    """People for whom one can act, people whose case goes on, and outcomes."""

    open: tuple[PersonLine, ...]
    waiting: tuple[PersonLine, ...]
    ended: tuple[PersonLine, ...]


def view_of(home: HomePage, place: Place, *, at: datetime) -> HomeView:
    """The people of a home page, in a fixed number of queries."""
    pages = {page.case_id: page for page in CasePage.objects.child_of(home).live()}
    acts = _acts_by_case(home)
    numbers = counts_of(action.pk for rows in acts.values() for _page, action in rows)
    lines = [
        _line(case, pages[case.id], place, acts[case.id], numbers, at)
        for case in case_lines(pages, place.language, on=at.date())
    ]
    return HomeView(
        open=tuple(line for line in lines if line.acts and not line.ended),
        waiting=tuple(line for line in lines if not line.acts and not line.ended),
        ended=tuple(line for line in lines if line.ended),
    )


def _acts_by_case(home: HomePage) -> dict[int, Acts]:
    pages = ActionPage.objects.descendant_of(home).live().select_related("action")
    found: dict[int, Acts] = defaultdict(list)
    for page in pages.prefetch_related("action__words"):
        found[page.action.case_id].append((page, page.action))
    return found


def _line(
    case: CaseLine, page: CasePage, place: Place, acts: Acts, numbers: dict[int, Count], at: datetime
) -> PersonLine:
    manner = figures.manner(place.language, place.section.territory)
    title = Spelling(case.title, case.language, direction(case.language))
    return PersonLine(
        named=named(case.names, title, pseudonym=case.pseudonym, several=case.several),
        href=place.address(rest_of(page)),
        where=where(case.names, case.country, manner),
        lead=spelling(case.headline, case.language),
        acts=tuple(_link(window, action, place) for window, action in acts if door_of(action, at) == Door.OPEN),
        ended=_ended(case, manner),
        count=_count(acts, numbers, manner),
    )


def _link(window: ActionPage, action: Action, place: Place) -> Link:
    words = action.in_language(place.language)
    return Link(button_of(action.kind, words.button if words else ""), place.address(rest_of(window)))


def _ended(case: CaseLine, manner: str) -> Ended | None:
    if case.status != CaseStatus.CLOSED or not case.outcome:
        return None
    when, iso = figures.date_in(case.outcome_on, manner)
    return Ended(what=str(OutcomeType(case.outcome).label), when=when, iso=iso, good=case.outcome_is_good)


def _count(acts: Acts, numbers: dict[int, Count], manner: str) -> str:
    """The number of the first action that shows one. Hidden and recalled ones keep theirs to themselves."""
    for _page, action in acts:
        number = numbers[action.pk].number
        if number and number >= action.display_threshold:
            return sentence(action.kind, number, manner)
    return ""
