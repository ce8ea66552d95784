"""Good news as its page and the home tell it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from openletter.cases.queries import GoodNews
from openletter.sections.routing import Place
from openletter.web.context import figures
from openletter.web.context.of_case import ended_by, named_in, where
from openletter.web.context.of_page import rest_of
from openletter.web.context.people import Ended, Named
from openletter.web.models import CasePage


@dataclass(frozen=True)
class NewsLine:
    """One good outcome: of whom, and what happened."""

    named: Named
    href: str
    where: str
    ended: Ended


@dataclass(frozen=True)
class Year:
    """The good news of one year; `number` is never grouped with commas."""

    number: str
    lines: tuple[NewsLine, ...]


def lines_of(news: Iterable[GoodNews], pages: Mapping[int, CasePage], place: Place) -> tuple[NewsLine, ...]:
    """Good news as lines, in the order given; `pages` are the cases' windows."""
    manner = figures.manner(place.language, place.section.territory)
    return tuple(_line(each, pages[each.case.id], place, manner) for each in news)


def by_year(news: Iterable[GoodNews], pages: Mapping[int, CasePage], place: Place) -> tuple[Year, ...]:
    """The same, under the year in which it happened."""
    years = groupby(news, key=lambda each: each.year)
    return tuple(Year(str(year), lines_of(rows, pages, place)) for year, rows in years)


def _line(news: GoodNews, page: CasePage, place: Place, manner: str) -> NewsLine:
    case = news.case
    return NewsLine(
        named=named_in(case),
        href=place.address(rest_of(page)),
        where=where(case.names, case.country, manner),
        ended=ended_by(news.outcome, manner),
    )
