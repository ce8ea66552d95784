"""Finding the page an address names, and drawing it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
)
from django.urls import resolve
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from openletter.kernel import clock
from openletter.sections.models import Section
from openletter.sections.queries import public_section
from openletter.sections.routing import Place, base_of, section_of_path
from openletter.web import answers
from openletter.web.context import of_card, of_home, of_machines
from openletter.web.context.of_page import frame, name_of, rests_of
from openletter.web.models import (
    ActionPage,
    CampaignPage,
    CasePage,
    HomePage,
    StandardPage,
    StoriesPage,
    StoryPage,
    TakenDown,
    WindowPage,
)
from openletter.web.newsroom.redirects import way_from
from openletter.web.views.action import draw_action
from openletter.web.views.campaign import draw_campaign
from openletter.web.views.case import draw_case
from openletter.web.views.homes import home_of
from openletter.web.views.standing import draw_standard
from openletter.web.views.stories import draw_story, stories


@csrf_exempt  # forms of the public site carry signed references instead of cookies
def find(request: HttpRequest) -> HttpResponse:
    """What a section answers at the rest of the path."""
    try:
        if place_of(request) is None:
            return _to_a_language(request)
        found = resolve(f"/{request.rest}", urlconf="openletter.web.urls_of_section")  # type: ignore[attr-defined]
        response: HttpResponse = found.func(request, *found.args, **found.kwargs)
    except Http404 as nothing:
        return _to_where_it_stands(request, nothing)
    return response


def _to_where_it_stands(request: HttpRequest, nothing: Http404) -> HttpResponse:
    """From an address at which nothing stands any more to where the section says.

    Where it says nothing, the stone of a page that was taken down, or 404.
    """
    section = section_of_path(request.get_host(), request.path)
    way = way_from(section, request.path) if section and request.method in ("GET", "HEAD") else None
    if way is not None:
        return answers.elsewhere(way)
    place = place_of(request)
    if isinstance(nothing, TakenDown) and place is not None:
        return answers.gone(request, place)
    raise Http404


def _to_a_language(request: HttpRequest) -> HttpResponse:
    """From a section's bare address to its home in its own language; 404 for anything else."""
    section = Section.objects.filter(key=request.path.strip("/"), host="", is_active=True).first()
    if section is None:
        raise Http404
    return answers.elsewhere(base_of(section, section.default_language))


def place_of(request: HttpRequest) -> Place | None:
    """Whose site the request is for, as the middleware found it."""
    return getattr(request, "place", None)


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The live page of the section that the rest of the path names."""
    place: Place = request.place  # type: ignore[attr-defined]
    rest: str = request.rest  # type: ignore[attr-defined]
    home = home_of(place)
    if rest and not rest.endswith("/"):
        return HttpResponsePermanentRedirect(f"{request.path}/")
    try:
        found, args, kwargs = home.route(request, [segment for segment in rest.split("/") if segment])
    except ObjectDoesNotExist:
        # Of what may not be told a public node reads no more than the address: see cli.public_role.
        return answers.gone(request, place)
    response: HttpResponse = found.serve(request, *args, **kwargs)
    return response


def draw(window: WindowPage, request: HttpRequest) -> HttpResponse:
    """One page as HTML."""
    drawers: dict[type[WindowPage], Callable[[HttpRequest, Any, Place], HttpResponse]] = {
        HomePage: draw_home,
        CasePage: draw_case,
        ActionPage: draw_action,
        StoriesPage: lambda request, _window, _place: stories(request),
        StoryPage: draw_story,
        CampaignPage: draw_campaign,
        StandardPage: draw_standard,
    }
    return drawers[type(window)](request, window, place_of(request) or _place_of_page(window))


def draw_home(request: HttpRequest, window: HomePage, place: Place) -> HttpResponse:
    """A section's front page."""
    words = public_section(place.section, place.language)
    title = name_of(place.section, place.language)
    context = {
        "frame": frame(
            place,
            title,
            rests=rests_of(window),
            description=words.tagline if words else "",
            **of_machines.of_home(place),
            **of_card.of_home_page(words, place),
        ),
        "words": words,
        "home": of_home.view_of(window, place, at=clock.now(), about=bool(words and words.about)),
    }
    return answers.shared(request, "web/home.html", context)


def _place_of_page(window: WindowPage) -> Place:
    """Where a page stands, for a preview that no address led to."""
    home, language = window.home, window.locale.language_code
    return Place(home.section, language, base_of(home.section, language))
