"""The desk's own content policy, and the doors of Wagtail that would show every section's pages to anybody at it."""

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.csp import CSP

DESK_CSP = {
    **settings.SECURE_CSP,
    "script-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:", "blob:"],
    "frame-src": [CSP.SELF],
    "frame-ancestors": [CSP.SELF],
}


# Wagtail asks no permission here: drafts, pictures and tags of all sections, and pages that exist to fail.
FOR_SUPERUSERS = ("api/", "reports/", "images/chooser/", "documents/chooser/", "tag-autocomplete/", "failwhale/")
PAGE_CHOOSER = "/desk/choose-page/"


class HouseDoorsMiddleware:
    """Shuts Wagtail's doors that know nothing of sections to everybody but superusers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """404, or, where an editor wants to set a link, the form for an address instead of the tree of pages."""
        path = request.path
        shut = path.startswith(tuple(f"/desk/{door}" for door in FOR_SUPERUSERS))
        if (shut or path.startswith(PAGE_CHOOSER)) and not getattr(request.user, "is_superuser", False):
            if shut:
                raise Http404
            query = request.META.get("QUERY_STRING", "")
            return HttpResponseRedirect(f"{reverse('wagtailadmin_choose_page_external_link')}?{query}")
        return self.get_response(request)


class DeskPolicyMiddleware:
    """Gives answers under /desk/ the policy that the editor needs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Loosen the policy for the desk only."""
        response = self.get_response(request)
        # A page of the public site in rehearsal brings a policy of its own, which is narrower.
        if request.path.startswith("/desk/") and not hasattr(response, "_csp_config"):
            response._csp_config = DESK_CSP  # type: ignore[attr-defined]
        return response
