"""A section's home, in the order in which its readers need it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import ngettext

from openletter.cases.queries import good_news
from openletter.sections.routing import Place
from openletter.web.context import figures
from openletter.web.context.of_good_news import NewsLine, lines_of
from openletter.web.context.of_people import Known, known_people
from openletter.web.context.of_story import StoryLine, line_of
from openletter.web.context.people import PersonLine
from openletter.web.models import HomePage
from openletter.web.rules import Standing, order_of
from openletter.web.telling import listed, stories_of

LATEST = 3
# People in one list: with hundreds a home would weigh more than any telephone loads and than the front keeps.
MOST = 12


@dataclass(frozen=True)
class Figure:
    """One number with what it is of."""

    value: int
    shown: str
    of: str


@dataclass(frozen=True)
class HomeView:
    """People for whom one can act, people whose case goes on, outcomes, stories and numbers."""

    urgent: tuple[PersonLine, ...]
    featured: PersonLine | None
    open: tuple[PersonLine, ...]
    good_news: tuple[NewsLine, ...]
    waiting: tuple[PersonLine, ...]
    ended: tuple[PersonLine, ...]
    stories: tuple[StoryLine, ...]
    figures: tuple[Figure, ...]
    as_of: str
    as_of_iso: str
    # The lists of which only the first are here; the rest is among all cases.
    more: frozenset[str] = frozenset()


def view_of(home: HomePage, place: Place, *, at: datetime) -> HomeView:
    """The home of a section in one language, in a fixed number of queries."""
    # Search engines read a home, so nobody is on it whom they must not find.
    known = tuple(each for each in known_people(home, place, at=at) if not each.case.kept_out)
    manner = figures.manner(place.language, place.section.territory)
    people = {each.case.id: each.line for each in known}
    order = order_of((_standing(each, at.date()) for each in known if _is_open(each)), today=at.date())
    news = good_news(people, place.language, on=at.date())
    told = frozenset(each.case.id for each in news[:LATEST])
    pages = {each.case.id: each.page for each in known}
    lists = {
        "urgent": tuple(people[case] for case in order.urgent),
        "open": tuple(people[case] for case in order.others),
        "waiting": tuple(each.line for each in known if not each.line.acts and not each.line.ended),
        "ended": tuple(each.line for each in known if each.line.ended and each.case.id not in told),
    }
    return HomeView(
        **{name: lines[:MOST] for name, lines in lists.items()},
        more=frozenset(name for name, lines in lists.items() if len(lines) > MOST),
        featured=people[order.featured] if order.featured else None,
        good_news=lines_of(news[:LATEST], pages, place),
        stories=tuple(line_of(story, place) for story in listed(stories_of(home, on=at.date()))[:LATEST]),
        figures=_figures(known, len({each.case.id for each in news}), manner),
        as_of=figures.moment(at, manner),
        as_of_iso=at.isoformat(timespec="minutes"),
    )


def _is_open(each: Known) -> bool:
    return bool(each.line.acts) and not each.line.ended


def _standing(each: Known, today: date) -> Standing:
    return Standing(each.case.id, each.case.priority, each.case.opened_on or today, each.deadlines)


def _figures(known: tuple[Known, ...], better: int, manner: str) -> tuple[Figure, ...]:
    acts = sum({action: number for each in known for action, number in each.numbers.items()}.values())
    rows = (
        # Translators: stands under a large number, which is not repeated here; what people did, added up
        (acts, ngettext("act for the people on these pages", "acts for the people on these pages", acts)),
        # Translators: stands under a large number, which is not repeated here
        (len(known), ngettext("case on these pages", "cases on these pages", len(known))),
        # Translators: stands under a large number, which is not repeated here: released, pardoned, acquitted ...
        (better, ngettext("case in which something became better", "cases in which something became better", better)),
    )
    return tuple(Figure(value, figures.number(value, manner), of) for value, of in rows if value)
