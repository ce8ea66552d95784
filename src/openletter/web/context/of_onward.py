"""Whom one can act for next: other open actions of the same house, one for each person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from openletter.actions.kinds import kind_of
from openletter.actions.queries import PublicAction, door_of
from openletter.actions.rules import Door
from openletter.cases.queries import CaseLine, case_lines
from openletter.sections.routing import Place
from openletter.web.context.of_action import button_of, link_to
from openletter.web.context.of_case import named_in, spelling
from openletter.web.context.of_page import rest_of
from openletter.web.context.page import Link
from openletter.web.context.people import Named, Spelling
from openletter.web.models import ActionPage, HomePage
from openletter.web.readable import shown

MOST = 5


@dataclass(frozen=True)
class Onward:
    """One more action to take. `here` means that it is of the same house and language, so its page can come in place.

    `named` is None for an action of another house, of which only the title is told.
    """

    ref: str
    href: str
    button: str
    title: str
    named: Named | None = None
    lead: Spelling | None = None
    here: bool = True


def onward_from(action: PublicAction, place: Place, *, at: datetime) -> tuple[Onward, ...]:
    """Up to five other people to act for: the one staff chose, then those whose deadline comes first."""
    pages = _open_pages(action, place, at)
    cases = {line.id: line for line in case_lines(pages, place.language, on=at.date())}
    found = [_onward(page, cases[case], place) for case, page in pages.items() if case in cases]
    chosen = action.next_action
    # Of the same person is told under "more you can do", not as the next person.
    if chosen is not None and chosen.case_id != action.case_id and all(one.ref != chosen.ref for one in found):
        link = link_to(chosen, place)
        found = [Onward(chosen.ref, link.href, link.text, link.text, here=False), *found] if link else found
    return tuple(found[:MOST])


def also_for(action: PublicAction, place: Place, *, at: datetime) -> tuple[Link, ...]:
    """What else can be done for the same person in this house, by its button."""
    home = HomePage.at(place)
    if home is None:
        return ()
    rows = (
        ActionPage.objects.descendant_of(home)
        .live()
        .filter(shown(place.section), action__case=action.case_id)
        .exclude(action=action.id)
    )
    pages = rows.select_related("action").prefetch_related("action__words").order_by("path")
    open_now = [page for page in pages if door_of(page.action, at) == Door.OPEN]
    return tuple(Link(_button(page, place), place.address(rest_of(page))) for page in open_now)


def _button(page: ActionPage, place: Place) -> str:
    words = page.action.in_language(place.language)
    return button_of(page.action.kind, words.button if words else "")


def _open_pages(action: PublicAction, place: Place, at: datetime) -> dict[int, ActionPage]:
    """The page of one open action for each other case, in the order to offer them."""
    chosen = action.next_action.id if action.next_action else 0
    alike = action.kind
    home = HomePage.at(place)
    if home is None:
        return {}
    rows = (
        ActionPage.objects.descendant_of(home).live().filter(shown(place.section)).exclude(action__case=action.case_id)
    )
    pages = [
        page
        for page in rows.select_related("action").prefetch_related("action__words")
        if door_of(page.action, at) == Door.OPEN
    ]
    # Of one person's actions the one that is like what was just done: who signed signs on without learning anew.
    pages.sort(
        key=lambda page: (
            page.action_id != chosen,
            page.action.kind != alike,
            page.action.deadline or date.max,
            -page.action_id,
        )
    )
    by_case: dict[int, ActionPage] = {}
    for page in pages:
        by_case.setdefault(page.action.case_id, page)
    return by_case


def _onward(page: ActionPage, case: CaseLine, place: Place) -> Onward:
    words = page.action.in_language(place.language)
    return Onward(
        ref=page.action.ref,
        href=place.address(rest_of(page)),
        button=_button(page, place),
        title=words.title if words else page.title,
        named=named_in(case),
        # Tools bring scripts of their own, which a page that comes in place of another would not start.
        here=not kind_of(page.action.kind).tools,
        lead=spelling(case.headline, case.language),
    )
