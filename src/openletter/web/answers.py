"""Answers of the public site: who may keep them, for how long, and what they tell other sites."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from openletter.cases.queries import PublicCase
from openletter.sections.routing import Place
from openletter.web.context.of_page import frame

# A reader may be shown a page this much older while a fresh one is made, or while nothing can be made at all. The
# first, with `page_seconds`, stays below a minute: so long may a proxy or browser show what was taken down.
STALE_WHILE_MAKING = 45
STALE_WHEN_BROKEN = 3600
# Consent taken back ends a photo everywhere within a minute, also in a reader's own cache.
LONGEST_FOR_A_PHOTO = 30


def shared(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A page that is the same for everybody; caches may keep it for `page_seconds`."""
    return _kept(_page(request, template, context, status))


def elsewhere(address: str) -> HttpResponse:
    """The way to where something stands just now, for everybody: a mail leads thousands here within minutes."""
    return _kept(HttpResponseRedirect(address))


def document(body: str | bytes, content_type: str) -> HttpResponse:
    """What machines read (a feed, a calendar, a map of the site): for everybody, and for other sites to use too."""
    response = _kept(HttpResponse(body, content_type=content_type))
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _kept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = (
        f"public, max-age={settings.ENV.page_seconds}, "
        f"stale-while-revalidate={STALE_WHILE_MAKING}, stale-if-error={STALE_WHEN_BROKEN}"
    )
    return response


def paper(body: bytes, name: str) -> HttpResponse:
    """A paper with nobody's name on it, the same for everybody; gone from caches as fast as its page."""
    response = _kept(_paper(body, name))
    response["X-Robots-Tag"] = "noindex"
    return response


def own_paper(body: bytes, name: str) -> HttpResponse:
    """A paper made for one reader, with what they typed: kept by nobody."""
    # Saved beside the page, not shown in its place: there one says afterwards that it was posted.
    response = _paper(body, name, "attachment")
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _paper(body: bytes, name: str, way: str = "inline") -> HttpResponse:
    response = HttpResponse(body, content_type="application/pdf")
    response["Content-Disposition"] = f'{way}; filename="{name}"'
    return response


def photo(body: bytes, media_type: str) -> HttpResponse:
    """A photo of a person at risk: kept for less than a minute by anybody, and for our own pages only."""
    response = HttpResponse(body, content_type=media_type)
    response["Cache-Control"] = f"public, max-age={min(settings.ENV.page_seconds, LONGEST_FOR_A_PHOTO)}"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response


def photo_gone() -> HttpResponse:
    """Where a photo was: nothing, and no word of why."""
    response = HttpResponse(status=410, content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = f"public, max-age={min(settings.ENV.page_seconds, LONGEST_FOR_A_PHOTO)}"
    return response


def private(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A page for one reader: kept by nobody, and no other site learns its address."""
    response = _page(request, template, context, status)
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


def too_much() -> HttpResponse:
    """So much was asked of a tool that it rests. Plain, because a flood must cost nothing; nothing typed is lost."""
    # Translators: stands alone on an empty page; the browser's way back leads to the form with everything in it.
    words = _("Too much is being asked for just now. Go back: what you wrote is still there. Try again in a minute.")
    response = HttpResponse(words + "\n", status=429, content_type="text/plain; charset=utf-8")
    response["Retry-After"] = "60"
    response["Cache-Control"] = "no-store"
    return response


def gone(request: HttpRequest, place: Place) -> HttpResponse:
    """The neutral stone where a page was: nothing of what it said, no reason, no name."""
    title = _("This page has been taken down")
    return shared(request, "web/gone.html", {"frame": frame(place, title, index=False)}, status=410)


def discreet(response: HttpResponse, case: PublicCase) -> HttpResponse:
    """The same page; of a sensitive case, other sites learn nothing when a reader leaves it."""
    if case.hide_from_search or case.quick_exit:
        response["Referrer-Policy"] = "no-referrer"
    return response


def _page(request: HttpRequest, template: str, context: dict[str, Any], status: int) -> HttpResponse:
    # Rendered without a request: nothing of the reader can slip into a page that all readers share.
    return HttpResponse(render_to_string(template, context), status=status)
