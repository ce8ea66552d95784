"""A story in one language: what it says piece by piece, and of whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from openletter.cases.queries import searchable
from openletter.cases.rules import ConsentScope
from openletter.kernel.languages import direction
from openletter.sections.credits import CreditLine
from openletter.sections.routing import Place
from openletter.web.context import figures
from openletter.web.context.of_credits import authors_of, credits_of
from openletter.web.context.of_page import name_of, rest_of
from openletter.web.context.of_people import people_of
from openletter.web.context.people import PersonLine, Spelling
from openletter.web.models import StoryPage
from openletter.web.models.stories import StoryKind
from openletter.web.telling import SIZE, drawn_of, has_consent, links_of


@dataclass(frozen=True)
class StoryLine:
    """A story in a list."""

    title: str
    href: str
    kind: str
    lead: str
    when: str
    iso: str


@dataclass(frozen=True)
class Shot:
    """A picture: where it is, how large, what it shows and who made it."""

    src: str
    width: int
    height: int
    alt: str
    credit: str


@dataclass(frozen=True)
class Piece:
    """One piece of a story; `kind` says which of the others it has."""

    kind: str
    text: str = ""
    by: str = ""
    shot: Shot | None = None
    person: PersonLine | None = None


@dataclass(frozen=True)
class StoryView:
    """All a story's page says."""

    line: StoryLine
    byline: str
    credits: tuple[CreditLine, ...]
    contributors: tuple[str, ...]
    pieces: tuple[Piece, ...]
    people: tuple[PersonLine, ...]
    disclaimer: Spelling | None
    latest: tuple[StoryLine, ...]
    # Whether anybody named beneath it or within it must not be found by search engines.
    names_kept_out: bool = False


def line_of(story: StoryPage, place: Place) -> StoryLine:
    """A story as a list shows it."""
    manner = figures.manner(place.language, place.section.territory)
    return StoryLine(
        title=story.title,
        href=place.address(rest_of(story)),
        kind=str(StoryKind(story.kind).label),
        lead=story.lead,
        when=figures.day(story.on, manner),
        iso=story.on.isoformat(),
    )


def view_of(
    story: StoryPage, place: Place, latest: Iterable[StoryPage], *, at: datetime, draft: bool = False
) -> StoryView:
    """The whole story; as a `draft` its pictures are drawn where they are missing.

    The people it belongs to follow it, each with what one can do, as far as they may be shown.
    """
    links, today = links_of(story), at.date()
    mentioned = [piece.value.case_id for piece in story.body if piece.block_type == "case" and piece.value]
    people = people_of(story.home, place, {link.case_id for link in links} | set(mentioned), at=at)
    scopes = {scope: has_consent(links, scope, on=today) for scope in (ConsentScope.PHOTO, ConsentScope.QUOTE)}
    credited = credits_of(story, place.language, on=today)
    said = story.get_parent().specific.disclaimer
    return StoryView(
        line=line_of(story, place),
        byline=authors_of(credited) or story.byline or name_of(place.section, place.language),
        credits=credited,
        contributors=tuple(line.strip() for line in story.contributors.splitlines() if line.strip()),
        pieces=tuple(piece for each in story.body if (piece := _piece(story, each, people, scopes, draft)) is not None),
        people=tuple(
            people[link.case_id] for link in links if link.case_id in people and link.case_id not in mentioned
        ),
        disclaimer=Spelling(said, place.language, direction(place.language)) if said else None,
        latest=tuple(line_of(row, place) for row in latest if row.pk != story.pk)[:3],
        names_kept_out=len(searchable(people, on=today)) < len(people),
    )


def _piece(
    story: StoryPage, block: Any, people: Mapping[int, PersonLine], scopes: Mapping[ConsentScope, bool], draft: bool
) -> Piece | None:
    """A piece as the page draws it; None where consent to show it is missing or the person may not be named."""
    kind, value = block.block_type, block.value
    if kind == "paragraph":
        return Piece(kind, text=value.source)
    if kind == "heading":
        return Piece(kind, text=value)
    if kind == "quote":
        allowed = scopes[ConsentScope.QUOTE] or not value["of_person"]
        return Piece(kind, text=value["text"], by=value["by"]) if allowed else None
    if kind == "picture":
        allowed = scopes[ConsentScope.PHOTO] or not value["shows_person"]
        shot = _shot(story, block, draft) if allowed else None
        return Piece(kind, shot=shot) if shot else None
    person = people.get(value.case_id) if value else None
    return Piece("case", person=person) if person else None


def _shot(story: StoryPage, block: Any, draft: bool) -> Shot | None:
    """The picture's address asks for consent each time; None until it was drawn in its size."""
    if draft and (image := block.value["image"]):
        own = image.get_rendition(SIZE)
        return Shot(own.url, own.width, own.height, block.value["alt"], block.value["credit"])
    drawn = drawn_of(block)
    if drawn is None:
        return None
    src = reverse("story_picture", kwargs={"story": story.pk, "piece": block.id})
    return Shot(src, drawn.width, drawn.height, block.value["alt"], block.value["credit"])
