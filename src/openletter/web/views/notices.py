"""What a section owes its readers in writing: how it treats data, and how it counts."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from openletter.actions.kinds import all_kinds
from openletter.actions.rules import PUBLIC_SOURCES
from openletter.sections.routing import Place
from openletter.web import answers
from openletter.web.context.of_page import frame


def privacy(request: HttpRequest) -> HttpResponse:
    """The section's privacy notice, with what holds in every section before it."""
    place: Place = request.place  # type: ignore[attr-defined]
    words = place.section.in_language(place.language)
    context = {
        "frame": frame(place, _("Privacy"), rests=_everywhere(place, "privacy/")),
        "words": words,
        "months": place.section.retention_months,
    }
    return answers.shared(request, "web/privacy.html", context)


def counting(request: HttpRequest) -> HttpResponse:
    """What our numbers contain, and what they do not."""
    place: Place = request.place  # type: ignore[attr-defined]
    context = {
        "frame": frame(place, _("How we count"), rests=_everywhere(place, "how-we-count/")),
        "kinds": all_kinds(),
        "sources": PUBLIC_SOURCES,
        "unconfirmed": place.section.unconfirmed,
    }
    return answers.shared(request, "web/counting.html", context)


def _everywhere(place: Place, rest: str) -> dict[str, str]:
    return dict.fromkeys(place.section.languages, rest)
