"""The pictures that other sites show beside a link to a page: drawn for live pages only, gone when the page is."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse

from openletter.cases.queries import PublicCase, photo_cut, public_case
from openletter.cases.rules.photos import WIDTHS
from openletter.kernel import clock
from openletter.sections.queries import public_section
from openletter.sections.routing import Place
from openletter.web import answers
from openletter.web.cards import Card, drawn
from openletter.web.context import of_card
from openletter.web.models import ActionPage, CasePage, StoryPage
from openletter.web.telling import may_tell
from openletter.web.views.action import found
from openletter.web.views.homes import home_of
from openletter.web.views.stories import is_hidden


def home(request: HttpRequest, digest: str) -> HttpResponse:
    """The card of the section's front page."""
    place: Place = request.place  # type: ignore[attr-defined]
    home_of(place)
    card = of_card.home_card(public_section(place.section, place.language), place)
    return _answer(card, digest, of_card.home_address(card, place))


def case(request: HttpRequest, uid: str, digest: str) -> HttpResponse:
    """The card of a case with a live page here; 410 where it may not be shown, 404 where it is to stay unfound."""
    place: Place = request.place  # type: ignore[attr-defined]
    window = CasePage.objects.child_of(home_of(place)).live().filter(case__uid=uuid.UUID(uid)).first()
    if window is None:
        raise Http404
    shown = public_case(window.case_id, place.language, on=clock.today())
    if shown is None:
        return answers.gone(request, place)
    if shown.hide_from_search:
        raise Http404
    card = of_card.case_card(shown, place)
    return _answer(card, digest, of_card.case_address(shown, card, place), shown)


def action(request: HttpRequest, ref: str, digest: str) -> HttpResponse:
    """The card of an action with a live page here; 410 where it was recalled or its case may not be shown."""
    place: Place = request.place  # type: ignore[attr-defined]
    window = ActionPage.objects.descendant_of(home_of(place)).live().filter(action__ref=ref).first()
    if window is None:
        raise Http404
    both = found(window, place)
    if both is None:
        return answers.gone(request, place)
    act, shown = both
    if shown.hide_from_search:
        raise Http404
    card = of_card.action_card(shown, act, place)
    return _answer(card, digest, of_card.action_address(act, card, place), shown)


def story(request: HttpRequest, pk: str, digest: str) -> HttpResponse:
    """The card of a live story; 410 where it may not be told now, 404 where somebody in it is to stay unfound."""
    place: Place = request.place  # type: ignore[attr-defined]
    at = clock.now()
    window = StoryPage.objects.descendant_of(home_of(place)).live().filter(pk=int(pk)).first()
    if window is None:
        raise Http404
    if window.on > at.date() or not may_tell(window, on=at.date()):
        return answers.gone(request, place)
    if is_hidden(window, place, at=at):
        raise Http404
    card = of_card.story_card(window, place)
    return _answer(card, digest, of_card.story_address(window, card, place))


def _answer(card: Card, digest: str, address: str, case: PublicCase | None = None) -> HttpResponse:
    """The picture at its present address; an earlier one leads there, and made-up ones draw nothing."""
    if digest != card.digest:
        return answers.elsewhere(address)
    photo = case.photo if case and card.photo else None
    pixels = photo_cut(photo.uid, max(WIDTHS), "jpg", on=clock.today()) if photo else None
    return answers.document(drawn(card, pixels or b""), "image/png")
