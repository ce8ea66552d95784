"""Finding out whose site a request is for and in which language, before anything else is decided."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from openletter.sections import routing


class PlaceMiddleware:
    """Sets `request.place` (or None) and `request.rest`, and speaks the place's language for the whole answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the language of the address; addresses of the house speak the browser's."""
        if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest  # PostgreSQL takes no such text, not even to look for it
        place, rest = routing.find(request.get_host(), request.path_info)
        request.place, request.rest = place, rest  # type: ignore[attr-defined]
        language = place.language if place else translation.get_language_from_request(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response
