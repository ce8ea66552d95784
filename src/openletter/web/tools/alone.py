"""A tool on a page of its own: what a form of it answers, with what the reader typed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from openletter.actions.kinds import Tool
from openletter.web import answers
from openletter.web.context.of_page import frame, rest_of
from openletter.web.tools import Matter


def alone(request: HttpRequest, matter: Matter, tool: Tool, view: Any, title: str) -> HttpResponse:
    """The part that stands on the action's page, for one reader; a script takes it from here into that page."""
    context = {
        "frame": frame(matter.place, title, index=False, quick_exit=matter.case.quick_exit),
        "tool": view,
        "template": f"web/tools/{tool.value}.html",
        "style": f"openletter/css/{tool.value}.css",
        "script": f"openletter/js/{tool.value}.js",
        "back": back(matter),
    }
    return answers.private(request, "web/tools/alone.html", context)


def back(matter: Matter) -> str:
    """The page of the action, or of whoever the reader chose to write to."""
    if matter.to is not None:
        return matter.place.address(f"act/{matter.action.ref}/{Tool.REPRESENTATIVE}/{matter.to.office}")
    return matter.place.address(rest_of(matter.window))
