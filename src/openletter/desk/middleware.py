"""The desk's own content policy: Wagtail's editor sets style attributes, the public site never does."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.csp import CSP

DESK_CSP = {
    **settings.SECURE_CSP,
    "script-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:", "blob:"],
    "frame-src": [CSP.SELF],
    "frame-ancestors": [CSP.SELF],
}


class DeskPolicyMiddleware:
    """Gives answers under /desk/ the policy that the editor needs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Loosen the policy for the desk only."""
        response = self.get_response(request)
        if request.path.startswith("/desk/"):
            response._csp_config = DESK_CSP  # type: ignore[attr-defined]
        return response
