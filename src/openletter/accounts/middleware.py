"""Keeping the desk shut until the second factor is there, where the installation asks for one."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from openletter.accounts.access import has_second_factor

DESK = "/desk/"


class SecondFactorMiddleware:
    """Sends staff without a second factor to the page where they set one up, if one is required."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let through everything but the desk of a user who still lacks the required factor."""
        asked = settings.ENV.require_two_factor and request.path.startswith(DESK)
        if asked and request.user.is_authenticated and not has_second_factor(request.user):
            return HttpResponseRedirect(reverse("mfa_index"))
        return self.get_response(request)
