"""The site: homes, folders of stories and pages that stand, each with the way to the editor; and choosing a page."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View
from wagtail.admin.views.chooser import BrowseView
from wagtail.models import Page

from openletter.desk.doors.rows import ROWS
from openletter.desk.views.screen import Screen
from openletter.desk.windows import newsroom
from openletter.sections.access import Right, holdings, may


class SiteScreen(Screen, TemplateView):
    """What the person's sections say on their sites beside cases, actions and stories."""

    rights = (Right.SITE,)
    template_name = "desk/site.html"
    page_title = _("Home and pages")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Site by site."""
        sites = newsroom().sites_of(holdings(self.request.user).section_ids(Right.SITE))
        return super().get_context_data(sites=sites, **kwargs)


class ChoosePage(BrowseView):
    """Choosing a page begins above the homes of one's own sections, whatever lies beneath other homes."""

    def get(self, request: HttpRequest, parent_page_id: int | None = None) -> HttpResponse:
        """Wagtail would begin at whatever the pages that fit have in common, and name it."""
        if not may(request.user, Right.SITE):
            raise PermissionDenied
        answer: HttpResponse = super().get(request, Page.get_first_root_node().pk)
        return answer


class PictureFile(View):
    """A file of a picture, for the editor and for whoever reads a draft; its door asks whose it is."""

    def get(self, request: HttpRequest, name: str) -> FileResponse:
        """The file; 404 where it is not kept, or is of no section whose site the person writes or approves."""
        if not ROWS["file of a picture"].open_to(request.user, (Right.SITE, Right.RELEASE), {"name": name}):
            raise Http404
        try:
            answer = FileResponse(default_storage.open(name))
        except FileNotFoundError as missing:
            raise Http404 from missing
        answer["X-Content-Type-Options"] = "nosniff"
        return answer


urls: list[URLPattern] = [
    path("site/", SiteScreen.as_view(), name="desk_site"),
    path("media/<path:name>", PictureFile.as_view(), name="desk_picture_file"),
]
