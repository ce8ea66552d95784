"""The addresses of tools: papers, drafts and previews made for one reader and kept nowhere."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from openletter.actions.kinds import Tool, kind_of
from openletter.actions.rules import Door
from openletter.kernel import clock
from openletter.sections.routing import Place
from openletter.web import answers, asking
from openletter.web.tools import Matter, module_of
from openletter.web.views.acting import window_on
from openletter.web.views.action import found


def tool(request: HttpRequest, ref: str, name: str, leaf: str) -> HttpResponse:
    """What a tool answers; 410 where the action was recalled or its case may not be shown.

    Once an action is not open (too early, too late, closed) its tools lead to its page, which says how it stands.
    """
    place: Place = request.place  # type: ignore[attr-defined]
    window = window_on(ref, place.section, place.language)
    if window is None or name not in Tool:
        raise Http404
    both = found(window, place)
    if both is None:
        return answers.gone(request, place)
    action, case = both
    module = module_of(Tool(name)) if Tool(name) in kind_of(action.kind).tools else None
    if not hasattr(module, "answer"):
        raise Http404
    if action.door != Door.OPEN and not getattr(module, "ALWAYS", False):
        return _to_the_page(place, ref)
    matter = Matter(action, case, place, window, clock.now())
    if request.method == "POST" and not asking.has_room_for_a_tool(request, at=matter.at):
        return answers.too_much()
    response: HttpResponse = module.answer(request, matter, leaf)  # type: ignore[union-attr]
    if not response.has_header("Cache-Control"):
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "no-referrer"
    return response


def _to_the_page(place: Place, ref: str) -> HttpResponse:
    """With GET, and kept by nobody: the same address makes papers again once the action is open."""
    response = HttpResponseRedirect(place.address(f"act/{ref}/"), status=303)
    response["Cache-Control"] = "no-store"
    return response
