"""Around an act: the form come back with what was wrong, the thanks, and the mail sent once more."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from openletter.actions.operations import acts
from openletter.kernel import clock, tokens
from openletter.sections.models import Section
from openletter.sections.routing import Place, base_of
from openletter.web import answers, asking
from openletter.web.context.of_page import frame
from openletter.web.context.of_refusal import STATUS
from openletter.web.context.of_thanks import thanks_of
from openletter.web.front.acts import RETRY_SECONDS
from openletter.web.models import ActionPage
from openletter.web.views.action import draw_refusal, found

THANKS_LAST = timedelta(hours=1)


@csrf_exempt  # nothing is changed here: the front has already refused
def refused(request: HttpRequest, ref: str) -> HttpResponse:
    """The form of an action again, with what was typed and what was wrong; only the front asks for it."""
    refusal: dict[str, Any] | None = request.META.get("asgi.scope", {}).get("openletter.refusal")
    if refusal is None:
        return HttpResponseNotAllowed([])
    section = Section.objects.filter(key=refusal.get("section", ""), is_active=True).first()
    window = window_on(ref, section, str(refusal.get("language", "")))
    status = STATUS.get(str(refusal.get("code")), 422)
    if window is None:
        raise Http404
    home, language = window.home, window.locale.language_code
    place = Place(home.section, language, base_of(home.section, language))
    with translation.override(language):
        response = draw_refusal(request, window, place, refusal, status=status)
    response["Content-Language"] = language
    if wait := RETRY_SECONDS.get(str(refusal.get("code"))):
        response["Retry-After"] = str(wait)
    return response


def thanks(request: HttpRequest, ref: str, token: str, *, counted: bool = False) -> HttpResponse:
    """What one reads after acting: the same whether it was the first time or not."""
    place: Place = request.place  # type: ignore[attr-defined]
    window = window_on(ref, place.section, place.language)
    view = thanks_of(window, place, at=clock.now()) if window and _said(token) == ref else None
    if view is None:
        raise Http404
    context = {"frame": frame(place, _("Thank you"), index=False), "thanks": view, "counted": counted}
    return answers.private(request, "web/thanks.html", context)


def counted(request: HttpRequest, ref: str, token: str) -> HttpResponse:
    """What one reads after telling us of an act without an address: it is counted, and nothing is left to do."""
    return thanks(request, ref, token, counted=True)


@require_safe
def short(request: HttpRequest, ref: str) -> HttpResponse:
    """An action's short address, as mails use it: it leads to the page in this section and language, as long as that
    is one; 410 where it was taken down."""
    place: Place = request.place  # type: ignore[attr-defined]
    window = window_on(ref, place.section, place.language)
    if window is None:
        raise Http404
    if found(window, place) is None:
        return answers.gone(request, place)  # where it leads holds a name
    _site, root, path = window.get_url_parts(request)
    own = window.home.section == place.section
    return answers.elsewhere(path if own else f"{root}{path}")


def resend(request: HttpRequest, ref: str) -> HttpResponse:
    """Asking for the confirmation mail again: one answer for every address, whether it has acted or not."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    place: Place = request.place  # type: ignore[attr-defined]
    if window_on(ref, place.section, place.language) is None:
        raise Http404
    if asking.has_room(request, at=clock.now()):
        acts.resend(ref=ref, email=request.POST.get("email", ""), at=clock.now())
    context = {"frame": frame(place, _("Look into your mailbox"), index=False)}
    return answers.private(request, "web/resent.html", context)


def window_on(ref: str, section: Section | None, language: str) -> ActionPage | None:
    """An action's page in a section and language, or the nearest one there is."""
    pages = ActionPage.objects.live().filter(action__ref=ref).select_related("action", "locale")
    ranked = sorted(
        pages, key=lambda page: (section is None or page.home.section != section, page.locale.language_code != language)
    )
    return ranked[0] if ranked else None


def _said(token: str) -> str:
    try:
        return tokens.read_recent(token, purpose="thanks", key=settings.SECRET_KEY, within=THANKS_LAST)
    except tokens.BadToken:
        return ""
