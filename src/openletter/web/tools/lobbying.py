"""Telling us what one's representative answered: short, sealed, without an address unless one gives it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.utils.translation import gettext as _

from openletter.actions.kinds import Tool
from openletter.actions.models import Action
from openletter.deliveries.lobbying import operations
from openletter.deliveries.lobbying.access import NoKey, Told
from openletter.deliveries.lobbying.rules import LONGEST_ANSWER, LONGEST_CONTACT, LobbyDid
from openletter.kernel.refusals import Refused
from openletter.targets.representatives import rules
from openletter.targets.representatives.models import Representative
from openletter.web import answers, asking
from openletter.web.context.acting import Field, Option
from openletter.web.context.of_page import frame, rest_of
from openletter.web.tools import Matter

ANSWER, ANSWERED = "answer", "answered"


@dataclass(frozen=True, slots=True)
class Telling:
    """The form as it stands."""

    action: str
    fields: tuple[Field, ...]
    fault: str = ""


def telling(request: HttpRequest, matter: Matter, ref: str) -> HttpResponse:
    """The form, and what becomes of it when it is sent. `ref` is whose answer it is, empty where that is not known."""
    row = Representative.objects.filter(ref=ref, objected_on=None).select_related("area").first() if ref else None
    if ref and row is None:
        raise Http404
    if request.method == "POST":
        return _taken(request, matter, row)
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "POST"])
    return _page(request, matter, _form(request.path, {"representative": _called(row, matter.place.language)}))


def told(request: HttpRequest, matter: Matter) -> HttpResponse:
    """What one reads afterwards."""
    return answers.private(request, "web/tools/answered.html", _around(matter, _("Thank you")))


def _taken(request: HttpRequest, matter: Matter, row: Representative | None) -> HttpResponse:
    typed = {name: request.POST.get(name, "") for name in ("representative", "did", "answer", "contact")}
    if not request.POST.get("website"):  # only a robot fills what nobody sees; it is thanked like everybody
        try:
            _keep(request, matter, row, typed)
        except Refused as refusal:
            form = _form(request.path, typed, refusal.message)
            return _page(request, matter, form, status=422)
    response = HttpResponseRedirect(matter.address(Tool.REPRESENTATIVE, ANSWERED))
    response.status_code = 303
    return response


def _keep(request: HttpRequest, matter: Matter, row: Representative | None, typed: dict[str, str]) -> None:
    if not asking.has_room(request, at=matter.at):
        raise Refused(_("Too much has come from your network just now. What you wrote is still here; try again later."))
    try:
        operations.tell(
            action=Action.objects.get(pk=matter.action.id), section=matter.place.section, representative=row,
            did=typed["did"], told=Told(typed["answer"], typed["representative"], typed["contact"]),
            language=matter.place.language, at=matter.at,
        )  # fmt: skip
    except NoKey as error:
        raise Refused(
            _("This cannot be kept safely just now. What you wrote is still here; try again later.")
        ) from error


def _form(path: str, typed: dict[str, str], fault: str = "") -> Telling:
    # Translators: stands in a list while nothing is chosen
    options = (Option("", _("Choose")), *(Option(str(code), str(label)) for code, label in LobbyDid.choices))
    chosen = typed.get("did", "")
    return Telling(path, (
        Field("representative", _("Who answered?"), value=typed.get("representative", ""), maxlength=LONGEST_CONTACT),
        Field(
            "did", _("What did they do?"), kind="select",
            options=tuple(Option(each.value, each.label, each.value == chosen) for each in options),
        ),
        Field(
            "answer", _("What did they answer?"), kind="textarea", value=typed.get("answer", ""), required=True,
            hint=_("A few words are enough. It is sealed: only people of the section who work on this can read it."),
            maxlength=LONGEST_ANSWER, rows=6,
        ),
        Field(
            "contact", _("How may we reach you?"), value=typed.get("contact", ""), maxlength=LONGEST_CONTACT,
            hint=_("Only if we may ask you for a copy. It is destroyed with the rest after a time."),
            enterkeyhint="send",
        ),
    ), fault)  # fmt: skip


def _called(row: Representative | None, language: str) -> str:
    return rules.said(row.names, language) if row else ""


def _page(request: HttpRequest, matter: Matter, form: Telling, *, status: int = 200) -> HttpResponse:
    context = {**_around(matter, _("Tell us what they answered")), "form": form}
    return answers.private(request, "web/tools/answer.html", context, status=status)


def _around(matter: Matter, title: str) -> dict[str, Any]:
    return {
        "frame": frame(matter.place, title, index=False, quick_exit=matter.case.quick_exit),
        "action_title": matter.action.title,
        "back": matter.place.address(rest_of(matter.window)),
    }
