"""A page read before it is published, by whoever was given the link: the person, a family, a lawyer."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.csp import CSP
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from openletter.actions.models import ReadingLink
from openletter.actions.operations.reading import link_behind
from openletter.kernel import clock, tokens
from openletter.web import answers
from openletter.web.context import figures
from openletter.web.context.of_page import plain_frame
from openletter.web.rehearsal import Scene, show
from openletter.web.rehearsal.showing import POLICY

_ALONE = {**POLICY, "frame-ancestors": [CSP.NONE]}


@require_safe
def read(request: HttpRequest, token: str, leaf: str = "") -> HttpResponse:
    """The page as it would stand, for as long as the link lasts; 410 and no word of it afterwards, 404 for no link.

    Nothing is written down of who reads, or whether anybody did.
    """
    at = clock.now()
    try:
        link = link_behind(token, at=at)
    except tokens.BadToken:
        raise Http404 from None
    if link is None:
        return _ended(request)
    with translation.override(link.language):
        answer = show(request, _scene(link, token), leaf)
    if hasattr(answer, "_csp_config"):
        answer._csp_config = _ALONE
    answer["X-Frame-Options"] = "DENY"
    return answer


def _scene(link: ReadingLink, token: str) -> Scene:
    manner = figures.manner(link.language, link.section.territory)
    title = _("This page is not public. You are reading it before it is published.")
    # Translators: %(moment)s is a day and an hour.
    words = _("The link works until %(moment)s. Nothing is counted, and we do not see who opens it.") % {
        "moment": figures.moment(link.ends_at, manner)
    }
    return Scene(
        subject=link.action or link.case, section=link.section, language=link.language, at=clock.now(),
        base=f"/read/{token}/", band=(title, words),
    )  # fmt: skip


def _ended(request: HttpRequest) -> HttpResponse:
    """Says nothing of whose page it was; in the language of the reader's browser."""
    language = translation.get_language() or "en"
    context = {"frame": plain_frame(_("This link has ended"), language)}
    answer = answers.private(request, "web/link_ended.html", context, status=410)
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer
