"""News as Atom feeds, and the deadlines of open actions as a calendar."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid5

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from openletter.cases.queries import is_kept_out
from openletter.kernel import clock, countries
from openletter.sections.routing import Place
from openletter.web import answers, atom, calendar
from openletter.web.context import figures
from openletter.web.context.of_deadlines import deadlines_of
from openletter.web.context.of_feed import entries
from openletter.web.context.of_page import absolute, name_of, rest_of
from openletter.web.context.of_windows import Windows
from openletter.web.models import CasePage
from openletter.web.views.homes import home_of


def of_section(request: HttpRequest) -> HttpResponse:
    """All that a section tells in one language."""
    windows = _windows(request)
    return _feed(windows, name_of(windows.place.section, windows.place.language), "", "feed.atom")


def of_country(request: HttpRequest, code: str) -> HttpResponse:
    """What it tells of the cases in one country. A country without any has an empty feed, which may fill one day."""
    windows = _windows(request)
    place = windows.place
    if code != code.lower() or code.upper() not in countries.CODES:
        raise Http404
    those = windows.of(pk for pk, page in windows.cases.items() if page.case.country == code.upper())
    country = countries.name(code.upper(), figures.manner(place.language, place.section.territory))
    # Translators: title of a news feed: the name of a section, then that of a country.
    title = _("%(section)s: %(country)s") % {"section": name_of(place.section, place.language), "country": country}
    return _feed(those, title, "", f"country/{code}/feed.atom")


def of_case(request: HttpRequest, rest: str) -> HttpResponse:
    """What it tells of one case. A case kept out of search engines has no feed."""
    windows = _windows(request)
    page, _args, _kwargs = windows.home.route(request, [segment for segment in rest.split("/") if segment])
    if not isinstance(page, CasePage):
        raise Http404
    windows = replace(windows, only=page.case_id)
    if page.case_id not in windows.cases:
        if is_kept_out(page.case):
            raise Http404
        return answers.gone(request, windows.place)
    own = rest_of(page)
    said = page.case.in_language(windows.place.language)
    return _feed(windows, said.title if said else page.title, own, f"{own}feed.atom")


def deadlines(request: HttpRequest) -> HttpResponse:
    """The last days of all actions that can be taken now."""
    windows = _windows(request)
    name = name_of(windows.place.section, windows.place.language)
    body = calendar.written(
        deadlines_of(windows),
        # Translators: name of a calendar; %(section)s is the name of a section.
        name=_("Deadlines: %(section)s") % {"section": name},
        href=windows.href(windows.home),
        language=windows.place.language,
    )
    return answers.document(body, calendar.CONTENT_TYPE)


def _windows(request: HttpRequest) -> Windows:
    place: Place = request.place  # type: ignore[attr-defined]
    return Windows(home_of(place), place, clock.now())


def _feed(windows: Windows, title: str, page: str, own: str) -> HttpResponse:
    place = windows.place
    body = atom.written(
        entries(windows),
        feed=atom.Head(
            id=uuid5(windows.home.translation_key, f"{place.language}/{own}").urn,
            title=title,
            author=name_of(place.section, place.language),
            language=place.language,
            page=absolute(place.section, place.address(page)),
            own=absolute(place.section, place.address(own)),
            since=windows.home.first_published_at or windows.at,
        ),
    )
    return answers.document(body, atom.CONTENT_TYPE)
