"""A standing page in one language, piece by piece."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from openletter.cases.queries import searchable
from openletter.sections.routing import Place
from openletter.web.context.of_page import rest_of
from openletter.web.context.of_people import people_of
from openletter.web.context.page import Link
from openletter.web.context.people import PersonLine
from openletter.web.context.ways import chosen_links
from openletter.web.models import StandardPage


@dataclass(frozen=True)
class Piece:
    """One piece; `kind` says which of the others it has."""

    kind: str
    text: str = ""
    person: PersonLine | None = None
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class StandardView:
    """All a standing page says."""

    title: str
    lead: str
    pieces: tuple[Piece, ...]
    beneath: tuple[Link, ...]
    # Whether it names anybody whom search engines must not find.
    names_kept_out: bool


def view_of(page: StandardPage, place: Place, *, at: datetime) -> StandardView:
    """The page; people on it as far as they may be shown, and the pages beneath it."""
    named = [block.value.case_id for block in page.body if block.block_type == "case" and block.value]
    people = people_of(page.home, place, named, at=at)
    below = StandardPage.objects.child_of(page).live()
    return StandardView(
        title=page.title,
        lead=page.lead,
        pieces=tuple(piece for block in page.body if (piece := _piece(page, place, block, people)) is not None),
        beneath=tuple(Link(row.title, place.address(rest_of(row))) for row in below),
        names_kept_out=len(searchable(people, on=at.date())) < len(people),
    )


def _piece(page: StandardPage, place: Place, block: Any, people: Mapping[int, PersonLine]) -> Piece | None:
    kind, value = block.block_type, block.value
    if kind == "paragraph":
        return Piece(kind, text=value.source)
    if kind == "heading":
        return Piece(kind, text=value)
    if kind == "links":
        return Piece(kind, links=tuple(chosen_links(place, page.home, value, None)))
    person = people.get(value.case_id) if value else None
    return Piece("case", person=person) if person else None
