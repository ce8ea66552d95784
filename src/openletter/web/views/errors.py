"""Pages for when something is wrong: what happened, and where one can go on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from openletter.sections.routing import Place
from openletter.web.context.of_page import frame, plain_frame


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request could not be read."""
    return _say(request, 400, _("This could not be read"), _("Go back to the page you came from and try once more."))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: not for this reader."""
    return _say(request, 403, _("This is not open to you"), _("If you think it should be, write to us."))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: there is no such page here."""
    words = _("The address may have been mistyped, or the page may have moved.")
    return _say(request, 404, _("There is no page at this address"), words)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault. Says so without asking the database for anything, since that may be what failed."""
    words = _("This is our fault, not yours. Nothing you wrote was recorded unless a page thanked you for it.")
    place: Place | None = getattr(request, "place", None)
    context = {
        "frame": plain_frame(_("Something went wrong here"), get_language() or "en"),
        "words": words,
        "then": _("Please try again in a few minutes."),
        "back": place.base if place else "/",
    }
    return HttpResponse(render_to_string("web/error.html", context), status=500)


def _say(request: HttpRequest, status: int, title: str, words: str) -> HttpResponse:
    place: Place | None = getattr(request, "place", None)
    drawn = frame(place, title, index=False) if place else plain_frame(title, get_language() or "en")
    response = HttpResponse(
        render_to_string("web/error.html", {"frame": drawn, "words": words, "seek": status == 404}), status=status
    )
    response["Cache-Control"] = "public, max-age=10" if status == 404 and place else "no-store"
    return response
