"""A section's home, in the order in which its readers need it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import ngettext

from openletter.cases.queries import good_news
from openletter.sections.routing import Place
from openletter.web.context import figures
from openletter.web.context.home_pieces import Material, Piece, cases_chosen, choices_of
from openletter.web.context.of_good_news import lines_of
from openletter.web.context.of_people import Known, known_people
from openletter.web.context.people import PersonLine
from openletter.web.models import HomePage
from openletter.web.rules import Standing, order_of

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
    """People for whom one can act, people whose case goes on, and numbers; `pieces` is the order they stand in."""

    pieces: tuple[Piece, ...]
    urgent: tuple[PersonLine, ...]
    open: tuple[PersonLine, ...]
    waiting: tuple[PersonLine, ...]
    ended: tuple[PersonLine, ...]
    figures: tuple[Figure, ...]
    as_of: str
    as_of_iso: str
    # The lists of which only the first are here; the rest is among all cases.
    more: frozenset[str] = frozenset()


def view_of(home: HomePage, place: Place, *, at: datetime, about: bool) -> HomeView:
    """The home of a section in one language, in a fixed number of queries; `about`: it says who it is."""
    # Search engines read a home, so nobody is on it whom they must not find.
    known = tuple(each for each in known_people(home, place, at=at) if not each.case.kept_out)
    manner = figures.manner(place.language, place.section.territory)
    people = {each.case.id: each.line for each in known}
    standings = [_standing(each, at.date()) for each in known if _is_open(each)]
    choices = choices_of(home)
    chosen = {page: case for page, case in cases_chosen(choices).items() if case in people}
    feature = any(choice.kind == "featured" and choice.page not in chosen for choice in choices)
    order = order_of(standings, today=at.date(), shown=frozenset(chosen.values()), feature=feature)
    news = good_news(people, place.language, on=at.date())
    most_news = max((choice.number for choice in choices if choice.kind == "good_news"), default=0)
    told = frozenset(each.case.id for each in news[:most_news])
    pages = {each.case.id: each.page for each in known}
    rest = [each for each in known if each.case.id not in chosen.values()]
    lists = {
        "urgent": tuple(people[case] for case in order.urgent),
        "open": tuple(people[case] for case in order.others),
        "waiting": tuple(each.line for each in rest if not each.line.acts and not each.line.ended),
        "ended": tuple(each.line for each in rest if each.line.ended and each.case.id not in told),
    }
    numbers = _figures(known, len({each.case.id for each in news}), manner)
    there = {name for name, lines in lists.items() if lines} | {"search", "steps"}
    there |= {"numbers"} if numbers else set()
    there |= {"who"} if about else set()
    material = Material(
        home=home, place=place, at=at, people=people, chosen=chosen, featured=order.featured, there=frozenset(there),
        news=lines_of(news[:most_news], pages, place),
    )  # fmt: skip
    return HomeView(
        pieces=material.pieces(choices),
        **{name: lines[:MOST] for name, lines in lists.items()},
        more=frozenset(name for name, lines in lists.items() if len(lines) > MOST),
        figures=numbers,
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
