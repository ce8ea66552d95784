"""The link in the confirmation mail: reading it changes nothing, its buttons do."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from openletter.actions.models import ActionTaken
from openletter.actions.operations import acts
from openletter.actions.rules import ActionStatus, ActState
from openletter.kernel import clock, tokens
from openletter.sections.routing import Place
from openletter.solidarity.rules import KIND
from openletter.web import answers
from openletter.web.context.of_messages import promise
from openletter.web.context.of_page import frame
from openletter.web.context.of_thanks import thanks_of
from openletter.web.views.acting import window_on

VERBS = {
    "confirm": acts.confirm,
    "disown": acts.disown,
    "withdraw": acts.withdraw,
    "allow_again": acts.allow_again,
}


def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows where the act stands and what can be done; POST does it and leads back here."""
    act = (
        ActionTaken.objects.filter(pk=_act_of(token))
        .select_related("action__section", "section")
        .defer("sealed", "traces")
        .first()
    )
    if act is None:
        raise Http404
    if request.method == "POST":
        return _do(request, act)
    return answers.private(request, "web/confirm.html", _context(act, request.place))  # type: ignore[attr-defined]


def _do(request: HttpRequest, act: ActionTaken) -> HttpResponse:
    verb = VERBS.get(request.POST.get("do", ""))
    if verb is None:
        raise Http404
    verb(act_id=act.pk, at=clock.now())
    response = HttpResponseRedirect(request.path)
    response.status_code = 303  # the browser reads the page anew, and a reload repeats nothing
    response["Cache-Control"] = "no-store"
    return response


def _act_of(token: str) -> UUID:
    try:
        return UUID(hex=tokens.read(token, purpose="act", key=settings.SECRET_KEY))
    except (tokens.BadToken, ValueError) as error:
        raise Http404 from error


def _context(act: ActionTaken, place: Place) -> dict[str, object]:
    window = window_on(act.action.ref, place.section, place.language)
    title = {
        ActState.PENDING: _("Was it you?"),
        ActState.COUNTED: _("You are counted"),
        ActState.WITHDRAWN: _("You have withdrawn"),
        ActState.DISOWNED: _("It was not you"),
    }[act.state_shown]
    return {
        "frame": frame(place, title, index=False),
        "state": act.state_shown,
        "promise": promise(act.section.days_to_moderate) if act.action.kind == KIND else "",
        "stopped": act.action.status != ActionStatus.LIVE,
        "thanks": thanks_of(window, place, at=clock.now()) if window else None,
    }
