"""A section's window on a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse

from openletter.actions.queries import door_of
from openletter.actions.rules import Door
from openletter.cases.queries import PublicCase, case_lines, public_case
from openletter.kernel import clock
from openletter.sections.routing import Place
from openletter.web import answers
from openletter.web.context import figures, of_machines
from openletter.web.context.of_action import button_of
from openletter.web.context.of_campaign import campaigns_of
from openletter.web.context.of_card import of_case_page
from openletter.web.context.of_case import spelling, view_of
from openletter.web.context.of_drawing import drawing_of
from openletter.web.context.of_lobbying import deeds_of
from openletter.web.context.of_page import frame_of, rest_of
from openletter.web.context.of_story import line_of
from openletter.web.context.page import Link
from openletter.web.context.people import Spelling
from openletter.web.models import ActionPage, CasePage, StoryPage
from openletter.web.readable import shown
from openletter.web.telling import listed, stories_of


@dataclass(frozen=True)
class Act:
    """An action of the case, as the case's page offers or remembers it."""

    title: str
    button: str
    href: str
    door: str
    demands: tuple[Spelling, ...]


def draw_case(request: HttpRequest, window: CasePage, place: Place) -> HttpResponse:
    """Who, what happened, the clock, what is asked and what one can do; a stone where it may not be shown."""
    today = clock.today()
    case = public_case(window.case_id, place.language, on=today)
    if case is None:
        return answers.gone(request, place)
    context = context_of(window, place, case, today)
    return answers.discreet(answers.shared(request, "web/case.html", context), case)


def context_of(window: CasePage, place: Place, case: PublicCase, today: date) -> dict[str, Any]:
    """All that `web/case.html` says of a case on a day."""
    manner = figures.manner(place.language, place.section.territory)
    view = view_of(case, manner, today=today)
    title = view.named.main.text
    acts, card = _acts(window, place), of_case_page(case, place)
    return {
        "frame": frame_of(
            window,
            place,
            case,
            title,
            **of_machines.of_case(window, place, case, title, name=title, today=today, image=card.get("card", "")),
            **card,
        ),
        "case": view,
        "drawing": drawing_of(case, manner, today),
        "acts": [act for act in acts if act.door == Door.OPEN],
        "past": [act for act in acts if act.door in (Door.CLOSED, Door.EXPIRED)],
        "related": related(case, window, place),
        "stories": [line_of(row, place) for row in _stories(case, window, today)],
        "campaigns": campaigns_of(window, place),
        "demands": _demands(acts),
        "deeds": deeds_of(case.id, place.language, manner),
    }


def related(case: PublicCase, window: CasePage, place: Place) -> list[Link]:
    """The cases that belong with this one, as far as they have a page on this site in this language."""
    pages = CasePage.objects.sibling_of(window, inclusive=False).live().filter(case__in=case.related)
    href = {page.case_id: place.address(rest_of(page)) for page in pages}
    # What a case is called now, not what it was called when its page was made: names are changed for safety.
    return [Link(line.title, href[line.id]) for line in case_lines(href, place.language, on=clock.today())]


def _stories(case: PublicCase, window: CasePage, today: date) -> tuple[StoryPage, ...]:
    told = stories_of(window.home, on=today, case_id=case.id)
    return told if case.hide_from_search else listed(told)


def _demands(acts: list[Act]) -> tuple[Spelling, ...]:
    """What is asked now; where nothing can be done any more, what was asked last."""
    now_first = sorted(acts, key=lambda act: act.door != Door.OPEN)
    return next((act.demands for act in now_first if act.demands), ())


def _acts(window: CasePage, place: Place) -> list[Act]:
    pages = ActionPage.objects.child_of(window).live().filter(shown(place.section)).select_related("action")
    pages = pages.prefetch_related("action__words", "action__demands__words")
    return [_act(page, place) for page in pages]


def _act(page: ActionPage, place: Place) -> Act:
    words = page.action.in_language(place.language)
    said = (demand.in_language(place.language) for demand in page.action.demands.all())
    demands = (spelling(row.text, row.language) for row in said if row)
    return Act(
        title=words.title if words else page.title,
        button=button_of(page.action.kind, words.button if words else ""),
        href=place.address(rest_of(page)),
        door=door_of(page.action, clock.now()),
        demands=tuple(demand for demand in demands if demand),
    )
