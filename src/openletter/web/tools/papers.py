"""What letters and postcards have in common beside the post: where a form comes back, and when a paper is dated."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from openletter.actions.kinds import Tool
from openletter.web import answers
from openletter.web.context.of_page import frame
from openletter.web.tools import Matter


def comes_back(request: HttpRequest, matter: Matter, tool: Tool, view: Any, title: str) -> HttpResponse:
    """The form on a page of its own, with what is wrong or worth a second look. No paper was made."""
    context = {
        "frame": frame(matter.place, title, index=False),
        "tool": view,
        "template": f"web/tools/{tool.value}.html",
        "script": f"openletter/js/{tool.value}.js",
        "matter": matter,
    }
    return answers.private(request, "web/tools/paper_again.html", context, status=422)


def unchanging(matter: Matter) -> datetime:
    """The moment that a paper with nobody's name bears in its file, so that it is the same whenever it is made."""
    return matter.action.opens_at or datetime.combine(matter.case.opened_on, time(), UTC)


def to_the_page(matter: Matter) -> HttpResponse:
    """Back to the action, where there is no such paper."""
    return HttpResponseRedirect(matter.place.address(f"act/{matter.action.ref}/"), status=303)
