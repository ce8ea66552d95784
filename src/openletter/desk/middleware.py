"""The desk's own content policy, its doors, asked before every view, and what it keeps of names that were refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import reverse
from django.utils.csp import CSP
from wagtail.admin.auth import reject_request

from openletter.cases.operations.trying import trial_of
from openletter.desk.doors import Door, Ways, Who, door_of, opens
from openletter.desk.doors.proving import asked_again, proven
from openletter.kernel import clock
from openletter.sections.access import holdings

DESK = "/desk/"

DESK_CSP = {
    **settings.SECURE_CSP,
    "script-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:", "blob:"],
    "frame-src": [CSP.SELF],
    "frame-ancestors": [CSP.SELF],
}


class HouseDoorsMiddleware:
    """Asks the table of doors before any view under /desk/; the views ask again in their own words."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on; the address is known only once it was found (`process_view`)."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], named: dict[str, Any]
    ) -> HttpResponse | None:
        """404 for what has no door or does not open to this person; where the door says so, the way they go instead.

        Who is not signed in, or holds nothing at the desk, is sent to the way in; who has not proven of late that it is
        them, to the page that asks, where the door wants it fresh.
        """
        if not request.path.startswith(DESK):
            return None
        door = door_of(request.resolver_match.view_name if request.resolver_match else "")
        if door is not None and door.who not in (Who.ANYBODY, Who.NOBODY) and not holdings(request.user).any:
            return reject_request(request)
        if not opens(door, request.user, named):
            return _refused(door, request)
        if door is not None and request.method not in door.ways.value:
            return HttpResponseNotAllowed(door.ways.value)
        if door is not None and door.fresh and not proven(request):
            return asked_again(request)
        return None


class NamesTriedMiddleware:
    """Keeps what a login is refused because of whom its texts name, outside the transaction that the refusal undoes.

    Every transaction of the request has ended when it is written, and the answer has not left: what cannot be written
    is not answered.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on; what is only read tries no text."""
        if not request.path.startswith(DESK) or request.method in Ways.READ.value or not request.user.is_authenticated:
            return self.get_response(request)
        with trial_of(request.user, at=clock.now()) as trial:
            response = self.get_response(request)
            found = request.resolver_match
            trial.keep(screen=found.view_name if found else "")
        return response


def _refused(door: Door | None, request: HttpRequest) -> HttpResponse:
    if door is None or not door.instead:
        raise Http404
    return HttpResponseRedirect(f"{reverse(door.instead)}?{request.META.get('QUERY_STRING', '')}")


class DeskPolicyMiddleware:
    """Gives answers under /desk/ the policy that the editor needs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Loosen the policy for the desk only."""
        response = self.get_response(request)
        # A page of the public site in rehearsal brings a policy of its own, which is narrower.
        if request.path.startswith(DESK) and not hasattr(response, "_csp_config"):
            response._csp_config = DESK_CSP  # type: ignore[attr-defined]
        return response
