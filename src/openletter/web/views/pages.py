"""Finding the page an address names, and drawing it."""

from django.http import Http404, HttpRequest, HttpResponse
from wagtail.models import Locale

from openletter.web.models import HomePage, WindowPage


def root(request: HttpRequest) -> HttpResponse:
    """Where one chooses a section."""
    return HttpResponse("Openletter")


def find(request: HttpRequest) -> HttpResponse:
    """The live page of the place that the rest of the path names."""
    place = request.place  # type: ignore[attr-defined]
    if place is None:
        raise Http404
    home = HomePage.objects.live().filter(
        section=place.section, locale=Locale.objects.get(language_code=place.language)
    )
    page = home.first()
    if page is None:
        raise Http404
    found, args, kwargs = page.route(request, [s for s in request.rest.split("/") if s])  # type: ignore[attr-defined]
    return found.serve(request, *args, **kwargs)


def draw(page: WindowPage, request: HttpRequest) -> HttpResponse:
    """One page as HTML."""
    return HttpResponse(page.title)
