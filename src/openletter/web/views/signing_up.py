"""News by e-mail: asking for it, and the page behind the mailed link. Reading either changes nothing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.utils.translation import gettext as _

from openletter.actions.intake.checking import (
    CONTROL_CHARACTERS,
    LONGEST_EMAIL,
    NOT_AN_ADDRESS,
    REQUIRED,
    TOO_LONG,
    is_address,
)
from openletter.kernel import clock, tokens
from openletter.kernel.text import clean_line
from openletter.sections.routing import Place
from openletter.supporters import sign_ups
from openletter.supporters.models import ConsentNotice, SignUp
from openletter.supporters.operations import NoKey
from openletter.web import answers, asking
from openletter.web.context.of_form import notice_of
from openletter.web.context.of_page import frame
from openletter.web.context.of_sign_up import form_of

VERBS = {"confirm": sign_ups.confirm, "end": sign_ups.end}


def sign_up(request: HttpRequest) -> HttpResponse:
    """GET shows the form; POST keeps the address, sealed, until it is confirmed. Known or not, the answer is one."""
    place: Place = request.place  # type: ignore[attr-defined]
    if request.method == "POST":
        return _taken(request, place)
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "POST"])
    return _form(request, place)


def sent(request: HttpRequest) -> HttpResponse:
    """What is next, the same for every address. A page of its own: the front lets no query through to a page."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET"])
    place: Place = request.place  # type: ignore[attr-defined]
    if (notice := notice_of(place)) is None or not notice.sign_up:
        raise Http404
    return _state(request, place, "received", _("Look into your mailbox"))


def _taken(request: HttpRequest, place: Place) -> HttpResponse:
    notice = _notice(request, place)
    if notice is None or not notice.sign_up:
        raise Http404
    if not request.POST.get("website"):  # only a robot fills what nobody sees; it is answered like everybody
        typed, at = request.POST.get("email", ""), clock.now()
        email = clean_line(typed)
        if fault := _fault(email):
            return _form(request, place, typed, fault=fault)
        if not asking.has_room(request, at=at):
            said = _("Too much has come from your network just now. What you wrote is still here; try again later.")
            return _form(request, place, typed, refusal=said)
        try:
            sign_ups.ask(notice=notice, email=email or "", at=at)
        except NoKey:
            said = _("This cannot be kept safely just now. What you wrote is still here; try again later.")
            return _form(request, place, typed, refusal=said)
    return _onward(f"{request.path}sent/")


def follow(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows where the sign-up stands, with a button; POST confirms or ends it and leads back here."""
    place: Place = request.place  # type: ignore[attr-defined]
    row = _row_of(token, place)
    if request.method == "POST":
        # Mail programmes end it with one click of theirs (RFC 8058).
        one_click = request.POST.get("List-Unsubscribe") == "One-Click"
        verb = VERBS.get("end" if one_click else request.POST.get("do", ""))
        if verb is None:
            raise Http404
        verb(row, at=clock.now())
        return _onward(request.path)
    # What was never confirmed is deleted after some days; its link then says what is true: there is nothing.
    state = SignUp.objects.filter(pk=row).values_list("state", flat=True).first() or SignUp.State.ENDED
    title = {
        SignUp.State.WAITING: _("Do you wish for our news?"),
        SignUp.State.CONFIRMED: _("You get our news"),
        SignUp.State.ENDED: _("You get no news from us"),
    }[SignUp.State(state)]
    return _state(request, place, state, title)


def _fault(email: str | None) -> str:
    """The code of what is wrong with an address; empty when nothing is."""
    if email is None:
        return CONTROL_CHARACTERS
    if not email:
        return REQUIRED
    if len(email) > LONGEST_EMAIL:
        return TOO_LONG
    return "" if is_address(email) else NOT_AN_ADDRESS


def _notice(request: HttpRequest, place: Place) -> ConsentNotice | None:
    """The words that were shown, if they are this section's in this language; otherwise those in force."""
    shown = request.POST.get("notice", "")
    if shown.isascii() and shown.isdigit() and len(shown) < 10:
        rows = ConsentNotice.objects.filter(pk=int(shown), section=place.section, language=place.language)
        if (found := rows.first()) is not None:
            return found
    return notice_of(place)


def _form(request: HttpRequest, place: Place, typed: str = "", *, fault: str = "", refusal: str = "") -> HttpResponse:
    form = form_of(place, value=typed, fault=fault)
    if form is None:
        raise Http404
    context = {**_around(place, _("News by e-mail")), "form": form, "refusal": refusal}
    return answers.private(request, "web/sign_up.html", context, status=422 if fault or refusal else 200)


def _state(request: HttpRequest, place: Place, state: str, title: str) -> HttpResponse:
    return answers.private(request, "web/signed_up.html", {**_around(place, title), "state": state})


def _around(place: Place, title: str) -> dict[str, Any]:
    return {"frame": frame(place, title, index=False), "back": place.base}


def _onward(address: str) -> HttpResponse:
    response = HttpResponseRedirect(address)
    response.status_code = 303  # the browser reads the page anew, and a reload repeats nothing
    response["Cache-Control"] = "no-store"
    return response


def _row_of(token: str, place: Place) -> UUID:
    """The sign-up a link names. Raises Http404 for a link that is not ours or of another section."""
    try:
        row = UUID(hex=tokens.read(token, purpose=sign_ups.LINK, key=settings.SECRET_KEY))
    except (tokens.BadToken, ValueError) as error:
        raise Http404 from error
    section = SignUp.objects.filter(pk=row).values_list("section_id", flat=True).first()
    if section not in (None, place.section.pk):
        raise Http404
    return row
