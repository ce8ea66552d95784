"""Keeping the desk shut until the second factor is there, where the installation asks for one."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from openletter.accounts import sessions
from openletter.accounts.access import has_second_factor
from openletter.kernel import clock

DESK = "/desk/"
SIGNED_IN = (DESK, "/sign-in/")
# Pages that need no session at all, and leaving, must not be answered with a way in.
OPEN = ("/desk/sprite/", "/desk/jsi18n/", "/desk/logout/")


class SignInsMiddleware:
    """Keeps the list of where people are signed in true. Public pages are left alone: they know no session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """After the answer, when the session's key is settled."""
        response = self.get_response(request)
        if request.path.startswith(SIGNED_IN) and request.user.is_authenticated:
            sessions.seen(request.session, at=clock.now())
        return response


class SecondFactorMiddleware:
    """Sends staff without a second factor to the page where they set one up, if one is required.

    Who has one was asked for it when signing in: every way in goes through /sign-in/ (see desk.urls).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let through everything but the desk of a user who still lacks the required factor."""
        guarded = request.path.startswith(DESK) and not request.path.startswith(OPEN)
        if not (settings.ENV.require_two_factor and guarded and request.user.is_authenticated):
            return self.get_response(request)
        if has_second_factor(request.user):
            return self.get_response(request)
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return HttpResponse(status=403)
        messages.info(
            request, _("Set up a second factor first: an authenticator app or a passkey. Then the desk opens.")
        )
        return HttpResponseRedirect(reverse("mfa_index"))
