"""Today, the desk's first page, and each of its groups in full."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.views.generic import TemplateView
from wagtail.admin.ui.components import Component

from openletter.desk import today, waiting
from openletter.desk.views.screen import Screen
from openletter.desk.views.stopping import anything_stopped
from openletter.kernel import clock
from openletter.sections.access import holdings

__all__ = ["GroupInFull", "WhatWaits", "urls", "waiting"]


class WhatWaits(Component):
    """What waits for the person who opened the desk."""

    template_name = "desk/today.html"
    order = 10

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The groups that hold anything, the grave ones first."""
        user = parent_context["request"].user
        groups = today.groups_of(user, clock.today())
        return {"groups": groups, "stopped": not groups and anything_stopped(user)}


class GroupInFull(Screen, TemplateView):
    """One group with all its lines."""

    template_name = "desk/today_group.html"

    def dispatch(self, *args: Any, **kwargs: Any) -> Any:
        """For everybody who works at the desk; the group itself asks for its right."""
        if not holdings(self.request.user).any:
            raise PermissionDenied
        return super().dispatch(*args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The group; one that is empty by now says so."""
        if not today.may_see(self.request.user, kwargs["name"]):
            raise Http404
        shown = today.group_of(self.request.user, clock.today(), kwargs["name"])
        self.page_title = shown.group.heading if shown else gettext("Today")
        return super().get_context_data(shown=shown, **kwargs)


urls: list[URLPattern] = [path("today/<slug:name>/", GroupInFull.as_view(), name="desk_today_group")]
