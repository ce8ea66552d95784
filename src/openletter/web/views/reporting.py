"""Telling us that something is wrong on a page: a form of its own, which asks for no name."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.utils.translation import gettext as _

from openletter.kernel import clock
from openletter.kernel.refusals import Refused
from openletter.sections.routing import Place
from openletter.solidarity.reports import operations
from openletter.solidarity.reports.access import NoKey, Reported
from openletter.solidarity.reports.rules import LONGEST, LONGEST_CONTACT, LONGEST_PAGE, About, page_of
from openletter.web import answers, asking
from openletter.web.context.acting import Field, Option
from openletter.web.context.of_messages import promise
from openletter.web.context.of_page import frame

NAMES = ("page", "about", "text", "contact")


def report(request: HttpRequest) -> HttpResponse:
    """GET shows the form and changes nothing; POST keeps what is written, sealed to the section."""
    place: Place = request.place  # type: ignore[attr-defined]
    if request.method == "POST":
        return _taken(request, place)
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "POST"])
    return _page(request, place, {"page": _came_from(request)})


def received(request: HttpRequest) -> HttpResponse:
    """Thanks. A page of its own: the front lets no query through to a page."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET"])
    place: Place = request.place  # type: ignore[attr-defined]
    return answers.private(request, "web/reported.html", _around(place, _("Thank you")))


def _came_from(request: HttpRequest) -> str:
    """The page of ours on which the link was used; empty where the browser does not say."""
    address = urlsplit(request.headers.get("Referer", ""))
    return page_of(address.path) if address.netloc == request.get_host() and address.path != request.path else ""


def _taken(request: HttpRequest, place: Place) -> HttpResponse:
    typed = {name: request.POST.get(name, "") for name in NAMES}
    if not request.POST.get("website"):  # only a robot fills what nobody sees; it is thanked like everybody
        try:
            _keep(request, place, typed)
        except Refused as refusal:
            return _page(request, place, typed, refusal.message)
    response = HttpResponseRedirect(f"{request.path}received/")
    response.status_code = 303
    response["Cache-Control"] = "no-store"
    return response


def _keep(request: HttpRequest, place: Place, typed: dict[str, str]) -> None:
    at = clock.now()
    if not asking.has_room(request, at=at):
        raise Refused(_("Too much has come from your network just now. What you wrote is still here; try again later."))
    try:
        operations.report(
            section=place.section, page=typed["page"], about=typed["about"],
            said=Reported(typed["text"], typed["contact"]), language=place.language, at=at,
        )  # fmt: skip
    except NoKey as error:
        raise Refused(
            _("This cannot be kept safely just now. What you wrote is still here; try again later.")
        ) from error


def _page(request: HttpRequest, place: Place, typed: dict[str, str], fault: str = "") -> HttpResponse:
    chosen = typed.get("about", "")
    # Translators: stands in a list while nothing is chosen
    first = Option("", _("Choose"), not chosen)
    fields = (
        Field(
            "page", _("Which page is it?"), value=typed.get("page", ""), required=True, maxlength=LONGEST_PAGE,
            hint=_("Its address, as it stands above the page."),
        ),
        Field(
            "about", _("What is it about?"), kind="select", required=True,
            options=(first, *(Option(str(code), str(label), code == chosen) for code, label in About.choices)),
        ),
        Field(
            "text", _("What is wrong?"), kind="textarea", value=typed.get("text", ""), required=True, maxlength=LONGEST,
            rows=7, hint=_("It is sealed: only people of the section who look after these pages can read it."),
        ),
        Field(
            "contact", _("How may we reach you?"), value=typed.get("contact", ""), maxlength=LONGEST_CONTACT,
            hint=_("Only if you wish for an answer. It is destroyed with the rest after a time."), enterkeyhint="send",
        ),
    )  # fmt: skip
    context = {
        **_around(place, _("Something is wrong on a page")),
        "fields": fields,
        "fault": fault,
    }
    return answers.private(request, "web/report.html", context, status=422 if fault else 200)


def _around(place: Place, title: str) -> dict[str, Any]:
    days = place.section.days_to_moderate
    return {"frame": frame(place, title, index=False), "promise": promise(days), "back": place.base}
