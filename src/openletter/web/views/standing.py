"""Pages that stand: who we are, how we keep people safe, who can use these pages, and how to reach us."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from openletter.kernel import clock
from openletter.sections.queries import public_section
from openletter.sections.routing import Place
from openletter.web import answers
from openletter.web.context.of_page import frame, rests_of
from openletter.web.context.of_standard import view_of
from openletter.web.models import StandardPage


def about(request: HttpRequest) -> HttpResponse:
    """Who the section is, in its own words first, and what happens when one acts."""
    return _standing(request, _("About us"), "about")


def safety(request: HttpRequest) -> HttpResponse:
    """What is stored, for how long, who can read it, and how to stay safe oneself."""
    return _standing(request, _("How we keep you safe"), "safety")


def accessibility(request: HttpRequest) -> HttpResponse:
    """What everybody can expect of these pages, how it is tested, and what is known to fall short."""
    return _standing(request, _("Accessibility"), "accessibility")


def contact(request: HttpRequest) -> HttpResponse:
    """Addresses of the section, and which one is for what."""
    return _standing(request, _("Contact"), "contact")


def draw_standard(request: HttpRequest, window: StandardPage, place: Place) -> HttpResponse:
    """A page that a section wrote itself."""
    view = view_of(window, place, at=clock.now())
    context = {
        "frame": frame(
            place, window.title, rests=rests_of(window), description=window.search_description or window.lead,
            index=not view.names_kept_out,
        ),
        "standard": view,
    }  # fmt: skip
    return answers.shared(request, "web/standard.html", context)


def _standing(request: HttpRequest, title: str, name: str) -> HttpResponse:
    place: Place = request.place  # type: ignore[attr-defined]
    context: dict[str, Any] = {
        "frame": frame(place, title, rests=dict.fromkeys(place.section.languages, f"{name}/")),
        "words": public_section(place.section, place.language),
        "section": place.section,
    }
    return answers.shared(request, f"web/{name}.html", context)
