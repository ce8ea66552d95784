"""The pieces of a home: which a section chose, and what each shows at this moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from openletter.cases.models import Case
from openletter.cases.queries import consented, consents_of, is_kept_out, may_show
from openletter.cases.rules import ConsentScope
from openletter.sections.routing import Place
from openletter.web.context.of_campaign import CampaignLine, line_of_campaign
from openletter.web.context.of_good_news import NewsLine
from openletter.web.context.of_sign_up import SignUpForm, form_of
from openletter.web.context.of_story import StoryLine, line_of
from openletter.web.context.people import PersonLine
from openletter.web.models import CampaignPage, CasePage, HomePage
from openletter.web.telling import listed, stories_of

LATEST = 3


@dataclass(frozen=True)
class Choice:
    """One piece as the section put it together."""

    kind: str
    number: int = LATEST
    page: int | None = None
    heading: str = ""
    text: str = ""
    by: str = ""
    # That it names a page, whether or not this one is there to be read.
    names: bool = False


# What serves most readers, where a section made no choice.
USUAL = tuple(
    Choice(kind)
    for kind in (
        "urgent", "featured", "open", "search", "good_news", "steps", "numbers", "stories", "waiting", "ended", "who",
    )
)  # fmt: skip


@dataclass(frozen=True)
class Piece:
    """One piece of the page as its template draws it; `kind` says which of the others it has."""

    kind: str
    anchor: str
    # Whether its picture is seen before anything is scrolled.
    first: bool = False
    line: PersonLine | None = None
    news: tuple[NewsLine, ...] = ()
    stories: tuple[StoryLine, ...] = ()
    campaign: CampaignLine | None = None
    form: SignUpForm | None = None
    heading: str = ""
    text: str = ""
    by: str = ""

    @property
    def template(self) -> str:
        """The template that draws it."""
        return f"web/home/{self.kind}.html"


def choices_of(home: HomePage) -> tuple[Choice, ...]:
    """The pieces a section chose, in its order; the usual ones where it chose none."""
    chosen = zip(home.body, home.body.raw_data, strict=True)
    return tuple(_choice(block.block_type, block.value, raw["value"]) for block, raw in chosen) or USUAL


def _choice(kind: str, value: Any, raw: Any) -> Choice:
    if kind == "campaign":
        return Choice(kind, page=value.pk if value else None)
    said = value if isinstance(value, Mapping) else {}
    case, text = said.get("case"), said.get("text") or ""
    return Choice(
        kind, number=said.get("number") or LATEST, page=case.pk if case else None, heading=said.get("heading", ""),
        text=str(getattr(text, "source", text)), by=said.get("by", ""),
        names=isinstance(raw, Mapping) and bool(raw.get("case")),
    )  # fmt: skip


def cases_chosen(choices: Iterable[Choice]) -> dict[int, int]:
    """The cases that a section chose to show large, by the page it chose; pages that are gone are left out."""
    pages = [choice.page for choice in choices if choice.kind == "featured" and choice.page]
    return dict(CasePage.objects.live().filter(pk__in=pages).values_list("pk", "case_id")) if pages else {}


@dataclass(frozen=True)
class Material:
    """What the pieces are drawn from; `there` are the pieces without choices that have anything to show."""

    home: HomePage
    place: Place
    at: datetime
    people: Mapping[int, PersonLine]
    chosen: Mapping[int, int]
    featured: int | None
    there: frozenset[str]
    news: tuple[NewsLine, ...]

    def pieces(self, choices: Iterable[Choice]) -> tuple[Piece, ...]:
        """Every piece that has something to show; the rest leaves no gap."""
        drawn: list[Piece] = []
        for number, choice in enumerate(choices, 1):
            draw = _DRAWN.get(choice.kind, _plain)
            piece = draw(self, choice, f"{choice.kind.replace('_', '-')}-{number}", not drawn)
            if piece is not None:
                drawn.append(piece)
        return tuple(drawn)


def _plain(own: Material, choice: Choice, anchor: str, first: bool) -> Piece | None:
    return Piece(choice.kind, anchor) if choice.kind in own.there else None


def _featured(own: Material, choice: Choice, anchor: str, first: bool) -> Piece | None:
    case = own.chosen.get(choice.page or 0) or own.featured
    line = own.people.get(case) if case else None
    return Piece(choice.kind, anchor, first=first, line=line) if line else None


def _news(own: Material, choice: Choice, anchor: str, first: bool) -> Piece | None:
    return Piece(choice.kind, anchor, news=own.news[: choice.number]) if own.news else None


def _stories(own: Material, choice: Choice, anchor: str, first: bool) -> Piece | None:
    told = listed(stories_of(own.home, on=own.at.date()))[: choice.number]
    return Piece(choice.kind, anchor, stories=tuple(line_of(story, own.place) for story in told)) if told else None


def _campaign(own: Material, choice: Choice, anchor: str, first: bool) -> Piece | None:
    page = CampaignPage.objects.live().descendant_of(own.home).filter(pk=choice.page).first()
    return Piece(choice.kind, anchor, campaign=line_of_campaign(page, own.place, own.at)) if page else None


def _quote(own: Material, choice: Choice, anchor: str, first: bool) -> Piece | None:
    """What a person at risk said stands only while they may be shown and agreed to be quoted.

    A page that is gone, or that this node may not read, is nobody's consent.
    """
    if choice.names:
        rows = Case.objects.prefetch_related("people", consents_of("consents"))
        case, today = rows.filter(pages=choice.page or 0).first(), own.at.date()
        if case is None or not may_show(case, today) or is_kept_out(case):
            return None
        if not consented(case, ConsentScope.QUOTE, on=today):
            return None
    return Piece(choice.kind, anchor, text=choice.text, by=choice.by)


def _text(own: Material, choice: Choice, anchor: str, first: bool) -> Piece | None:
    return Piece(choice.kind, anchor, heading=choice.heading, text=choice.text)


def _sign_up(own: Material, choice: Choice, anchor: str, first: bool) -> Piece | None:
    """Nothing where the section has no words for what one agrees to."""
    form = form_of(own.place)
    return Piece(choice.kind, anchor, heading=choice.heading, text=choice.text, form=form) if form else None


_DRAWN: dict[str, Callable[[Material, Choice, str, bool], Piece | None]] = {
    "featured": _featured,
    "good_news": _news,
    "stories": _stories,
    "campaign": _campaign,
    "quote": _quote,
    "text": _text,
    "sign_up": _sign_up,
}
