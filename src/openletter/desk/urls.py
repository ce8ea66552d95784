"""The desk's addresses: Wagtail's admin with our screens in it, and without the doors we do not want."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail.admin import urls as admin_urls
from wagtail.admin.auth import require_admin_access

from openletter.desk.views.site import ChoosePage


def not_here(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Staff accounts live on our own pages, where each change is checked and audited."""
    raise Http404


urlpatterns = [
    # Wagtail's own sign-in knows no second factor: there is one way in.
    path("login/", RedirectView.as_view(pattern_name="account_login", query_string=True), name="desk_way_in"),
    re_path(r"^password_reset/(?P<rest>.*)$", not_here, name="desk_not_here"),
    re_path(r"^(?:users|groups|workflows)/(?P<rest>.*)$", not_here, name="desk_not_here"),
    re_path(r"^bulk/(?:accounts|auth)/(?P<rest>.*)$", not_here, name="desk_not_here"),
    path("choose-page/", require_admin_access(ChoosePage.as_view()), name="desk_choose_page"),
    path("", include(admin_urls)),
]
