"""The link in the mail of a message that was not passed on: who wrote it says once why it should go."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.utils.translation import gettext as _

from openletter.kernel import clock, tokens
from openletter.kernel.refusals import Refused
from openletter.sections.routing import Place
from openletter.solidarity.operations import objections
from openletter.solidarity.rules import LONGEST_OBJECTION, OBJECTION, TIME_TO_OBJECT
from openletter.supporters.operations import NoKey
from openletter.web import answers, asking
from openletter.web.context import of_messages
from openletter.web.context.acting import Field
from openletter.web.context.of_page import frame


def look_again(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows the form and changes nothing; POST keeps what is said, sealed, for another reader.

    Nothing of the message stands here: whoever holds the link learns no word of it, nor whose it is.
    """
    decision = _decision_of(token)
    place: Place = request.place  # type: ignore[attr-defined]
    if not _in_time(token):
        return answers.private(request, "web/looked_again.html", _around(place, _("The time is over"), over=True))
    if request.method != "POST":
        return _page(request, place)
    text, fault = request.POST.get("text", ""), ""
    if not request.POST.get("website"):  # only a robot fills what nobody sees; it is thanked like everybody
        fault = _keep(request, place, decision, text)
    return _page(request, place, text, fault) if fault else _done(request)


def asked(request: HttpRequest, token: str) -> HttpResponse:
    """Thanks. A page of its own: the front lets no query through to a page."""
    _decision_of(token)
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET"])
    place: Place = request.place  # type: ignore[attr-defined]
    return answers.private(request, "web/looked_again.html", _around(place, _("Thank you")))


def _keep(request: HttpRequest, place: Place, decision: UUID, text: str) -> str:
    """What stands in the way, in words; empty when it is kept, or was before."""
    at = clock.now()
    if not asking.has_room(request, at=at):
        return _("Too much has come from your network just now. What you wrote is still here; try again later.")
    try:
        objections.object_to(decision, section=place.section, text=text, language=place.language, at=at)
    except Refused as refusal:
        return refusal.message
    except NoKey:
        return _("This cannot be kept safely just now. What you wrote is still here; try again later.")
    return ""


def _done(request: HttpRequest) -> HttpResponse:
    response = HttpResponseRedirect(f"{request.path}asked/")
    response.status_code = 303
    response["Cache-Control"] = "no-store"
    return response


def _page(request: HttpRequest, place: Place, text: str = "", fault: str = "") -> HttpResponse:
    field = Field(
        "text", _("Why should it go?"), kind="textarea", value=text, required=True, maxlength=LONGEST_OBJECTION, rows=7,
        hint=_("At most five hundred characters, sealed: only people of the section who read messages see them."),
    )  # fmt: skip
    context = {**_around(place, _("Ask for a second look")), "field": field, "fault": fault, "action": request.path}
    return answers.private(request, "web/look_again.html", context, status=422 if fault else 200)


def _around(place: Place, title: str, *, over: bool = False) -> dict[str, Any]:
    promise = of_messages.promise(place.section.days_to_moderate)
    return {"frame": frame(place, title, index=False), "over": over, "promise": promise}


def _decision_of(token: str) -> UUID:
    try:
        return UUID(hex=tokens.read_whenever(token, purpose=OBJECTION, key=settings.SECRET_KEY))
    except (tokens.BadToken, ValueError) as error:
        raise Http404 from error


def _in_time(token: str) -> bool:
    try:
        tokens.read_recent(token, purpose=OBJECTION, key=settings.SECRET_KEY, within=TIME_TO_OBJECT)
    except tokens.BadToken:
        return False
    return True
