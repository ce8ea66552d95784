"""The living page of the design system, for staff."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation

from openletter.accounts.access import has_second_factor
from openletter.sections.access import ENTER_DESK
from openletter.sections.models import Section
from openletter.sections.routing import Place, base_of
from openletter.web import answers
from openletter.web.context.of_look import look


def living_page(request: HttpRequest) -> HttpResponse:
    """Everything pages are made of, in a section's ink and one of its languages; 404 for everybody but staff."""
    if not _may_look(request):
        raise Http404
    sections = list(Section.objects.filter(is_active=True).order_by("key"))
    chosen = next((row for row in sections if row.key == request.GET.get("section")), next(iter(sections), None))
    if chosen is None:
        raise Http404
    wanted = request.GET.get("language", "")
    language = wanted if wanted in chosen.languages else chosen.default_language
    with translation.override(language):
        place = Place(chosen, language, base_of(chosen, language))
        response = answers.private(request, "web/look.html", look(place, sections))
    response["Content-Language"] = language
    return response


def _may_look(request: HttpRequest) -> bool:
    user = request.user
    if not (settings.ENV.serves_desk and user.is_authenticated and user.has_perm(ENTER_DESK)):
        return False
    return has_second_factor(user) or not settings.ENV.require_two_factor
