"""Addresses of the house itself: the choice of a section, the sections' inks."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from openletter.kernel.languages import direction, endonym, known
from openletter.sections.models import Section
from openletter.sections.queries import PublicSection, active_sections
from openletter.sections.routing import base_of, section_at
from openletter.web import answers, inks
from openletter.web.context.of_page import plain_frame
from openletter.web.context.page import Tongue
from openletter.web.context.people import Spelling

A_YEAR = 31_536_000


@dataclass(frozen=True)
class SectionLine:
    """A section in the list to choose from, in its own language."""

    name: str
    language: str
    direction: str
    tongues: tuple[Tongue, ...]
    # What it is called in its other languages, where that is something else.
    also: tuple[Spelling, ...] = ()


def root(request: HttpRequest) -> HttpResponse:
    """Where one chooses a section and a language; a section's own host leads straight to its home.

    Caches hold one copy for everybody, so the page speaks the installation's first language, not the browser's.
    """
    own = section_at(request.get_host())
    if own is not None:
        return answers.elsewhere(base_of(own, own.default_language))
    hosts = dict(Section.objects.exclude(host="").values_list("key", "host"))
    with translation.override(settings.LANGUAGE_CODE):
        lines = [_line(section, hosts.get(section.key, "")) for section in active_sections("")]
        context = {
            "frame": plain_frame(_("Choose your section"), settings.LANGUAGE_CODE),
            "sections": lines,
            "others": _in_other_languages(),
        }
        response = answers.shared(request, "web/root.html", context)
    response["Content-Language"] = settings.LANGUAGE_CODE
    return response


def ink(request: HttpRequest, light: str, dark: str) -> HttpResponse:
    """The colours of a section as a stylesheet. Its address holds them, so it can be kept for good.

    Colours of no section are 404: there are more of them than any cache can hold.
    """
    if not Section.objects.filter(accent=f"#{light}", accent_dark=f"#{dark}", is_active=True).exists():
        raise Http404
    response = HttpResponse(inks.stylesheet(f"#{light}", f"#{dark}"), content_type="text/css; charset=utf-8")
    response["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return response


def _line(section: PublicSection, host: str) -> SectionLine:
    root = f"https://{host}" if host else ""
    row = Section(key=section.key, host=host)
    tongues = (Tongue(code, endonym(code), direction(code), root + base_of(row, code)) for code in section.languages)
    also = tuple(Spelling(name, code, direction(code)) for code, name in section.names.items() if name != section.name)
    return SectionLine(section.name, section.language, direction(section.language), tuple(tongues), also)


def _in_other_languages() -> list[Spelling]:
    """The same question for those who do not read the installation's first language."""
    asked = []
    for code in known():
        if code != settings.LANGUAGE_CODE:
            with translation.override(code):
                asked.append(Spelling(_("Choose your section"), code, direction(code)))
    return asked
