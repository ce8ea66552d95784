"""Finding one's own representative by country and area, and writing to them: nothing typed is kept or sent anywhere.

Addresses below `act/<ref>/representatives/`: `areas`, `country-CA`, `area-7`, `find` (POST), `<ref of one>`,
`<ref of one>-<tool>-<leaf>` for the papers and drafts made for that one, and `answer` or `answer-<ref of one>`, which
stands open when the action no longer does: answers take weeks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.utils.translation import gettext as _

from openletter.actions.kinds import Tool
from openletter.actions.rules import Door
from openletter.kernel import countries
from openletter.targets.representatives import queries
from openletter.targets.representatives.models import Area, Representative
from openletter.targets.representatives.resolution import recipient
from openletter.web import answers
from openletter.web.context import figures
from openletter.web.context.of_case import spelling
from openletter.web.context.of_form import form_of
from openletter.web.context.of_page import frame, rest_of
from openletter.web.context.of_representatives import AreaList, Seat, area_lists, country_links, seat
from openletter.web.tools import Matter, lobbying, module_of

ALWAYS = True  # of the answers alone; everything else asks whether the action is open
MOST_ON_THE_PAGE = 60  # areas; more stand on a page of their own, so that the action's stays light
LONGEST_SOUGHT = 100
_NUMBERED = re.compile(r"area-([0-9]{1,9})")
_COUNTRY = re.compile(r"country-([A-Z]{2})")
_ANSWER = re.compile(r"answer(?:-([0-9a-z]{10}))?")
_ONE = re.compile(r"([0-9a-hjkmnp-tv-z]{10})(?:-([a-z_]+)-([0-9A-Za-z._-]+))?")


@dataclass(frozen=True, slots=True)
class Finder:
    """The form and the lists by which somebody finds who represents them. `lists` is empty where there are too many."""

    country: str
    number: int
    lists: tuple[AreaList, ...]
    others: tuple[tuple[str, str], ...]
    at_large: tuple[Seat, ...]
    find: str
    everything: str
    answer: str
    code: str
    postcodes: bool
    q: str = ""
    script: bool = field(default=True, init=False)
    style: bool = field(default=True, init=False)


def build(matter: Matter) -> Finder:
    """The finder for the section's own country."""
    return _finder(matter, matter.place.section.territory, most=MOST_ON_THE_PAGE)


def answer(request: HttpRequest, matter: Matter, leaf: str) -> HttpResponse:
    """The page that an address names; whatever is typed comes by POST and goes nowhere."""
    if leaf == lobbying.ANSWERED:
        return lobbying.told(request, matter)
    if told := _ANSWER.fullmatch(leaf):
        return lobbying.telling(request, matter, told[1] or "")
    if matter.action.door != Door.OPEN:
        return HttpResponseRedirect(matter.place.address(f"act/{matter.action.ref}/"), status=303)
    return _finding(request, matter, leaf)


def _finding(request: HttpRequest, matter: Matter, leaf: str) -> HttpResponse:
    if leaf == "find":
        return _found(request, matter) if request.method == "POST" else HttpResponseNotAllowed(["POST"])
    if one := _ONE.fullmatch(leaf):
        return _for_one(request, matter, *one.groups(default=""))
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET"])
    if area := _NUMBERED.fullmatch(leaf):
        return _area(request, matter, int(area[1]))
    if leaf == "areas":
        return _areas(request, matter, matter.place.section.territory)
    if (code := _COUNTRY.fullmatch(leaf)) and code[1] in queries.countries_with_data():
        return _areas(request, matter, code[1])
    raise Http404


def _finder(matter: Matter, country: str, *, most: int = 0, q: str = "") -> Finder:
    language, on = matter.place.language, matter.at.date()
    groups = queries.areas_of(country, language=language, on=on)
    number = sum(len(group.areas) for group in groups)
    known = queries.countries_with_data() - {country}
    return Finder(
        country=countries.name(country, figures.manner(language, matter.place.section.territory)),
        number=number,
        lists=() if most and number > most else area_lists(groups, language, _address(matter, "area-{}")),
        others=country_links(known, language, _address(matter, "country-{}")),
        at_large=_seats(matter, queries.at_large(country, on=on)),
        find=_address(matter, "find"),
        everything=_address(matter, "areas" if country == matter.place.section.territory else f"country-{country}"),
        answer=_address(matter, lobbying.ANSWER),
        code=country,
        postcodes=queries.knows_postcodes(country),
        q=q,
    )  # fmt: skip


def _address(matter: Matter, leaf: str) -> str:
    return matter.address(Tool.REPRESENTATIVE, leaf)


def _seats(matter: Matter, rows: list[Representative]) -> tuple[Seat, ...]:
    return tuple(_seat(matter, row) for row in rows)


def _seat(matter: Matter, row: Representative) -> Seat:
    place = matter.place
    manner = figures.manner(place.language, place.section.territory)
    return seat(row, language=place.language, manner=manner, address=_address(matter, "{}"))


def _areas(request: HttpRequest, matter: Matter, country: str) -> HttpResponse:
    return _page(request, matter, _("Find your representative"), finder=_finder(matter, country))


def _found(request: HttpRequest, matter: Matter) -> HttpResponse:
    """The one area that fits, or those to choose from, or what to try instead."""
    q = request.POST.get("q", "").strip()[:LONGEST_SOUGHT]
    country = request.POST.get("country", "")
    if country not in queries.countries_with_data():
        country = matter.place.section.territory
    ids = queries.find_areas(q, country=country, on=matter.at.date())
    if len(ids) == 1:
        return _area(request, matter, next(iter(ids)))
    finder = _finder(matter, country, q=q)
    lists = tuple(replace(each, areas=tuple(a for a in each.areas if _is_of(a.href, ids))) for each in finder.lists)
    return _page(
        request, matter, _("Find your representative"), sought=True,
        finder=replace(finder, lists=tuple(each for each in lists if each.areas)),
    )  # fmt: skip


def _is_of(href: str, ids: frozenset[int]) -> bool:
    return int(href.rpartition("-")[2]) in ids


def _area(request: HttpRequest, matter: Matter, pk: int) -> HttpResponse:
    area = Area.objects.filter(pk=pk).first()
    rows = queries.representatives_in(area, on=matter.at.date()) if area else []
    if area is None or not rows:
        raise Http404
    return _page(request, matter, _("Who represents you"), seats=_seats(matter, rows))


def _for_one(request: HttpRequest, matter: Matter, ref: str, tool: str, leaf: str) -> HttpResponse:
    row = queries.representative(ref, on=matter.at.date())
    if row is None:
        raise Http404
    chosen = replace(matter, to=recipient(row, matter.place.language))
    if not tool:
        return _one(request, chosen, _seat(matter, row))
    handing = {each.value: each for each in _handed(chosen)}
    if tool not in handing or not hasattr(module_of(handing[tool]), "answer"):
        raise Http404
    answered: HttpResponse = module_of(handing[tool]).answer(request, chosen, leaf)
    return answered


def _handed(matter: Matter) -> tuple[Tool, ...]:
    """What can be made for the one chosen: by the ways there are."""
    if matter.to is None:
        return ()
    ways = ((Tool.OWN_MAIL, matter.to.email), (Tool.LETTER, matter.to.postal))
    return tuple(tool for tool, way in ways if way)


def _one(request: HttpRequest, matter: Matter, who: Seat) -> HttpResponse:
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET"])
    views = {tool.value: module_of(tool).build(matter) for tool in _handed(matter)}
    form = form_of(matter.action, matter.place, values={"representative": who.in_a_line})
    # Translators: heads a page; %(name)s is a member of parliament
    title = _("Write to %(name)s") % {"name": who.name.text}
    return answers.private(request, "web/tools/representative.html", {
        **_around(matter, title), "who": who, "tools": views, "form": form,
        "answer": _address(replace(matter, to=None), f"{lobbying.ANSWER}-{who.ref}"),
        "demands": [spelling(demand.text, demand.language) for demand in matter.action.demands],
        "scripts": [f"openletter/js/{name}.js" for name, view in views.items() if getattr(view, "script", False)],
        "styles": [f"openletter/css/{name}.css" for name, view in views.items() if getattr(view, "style", False)],
    })  # fmt: skip


def _page(request: HttpRequest, matter: Matter, title: str, **more: Any) -> HttpResponse:
    return answers.private(request, "web/tools/representatives_page.html", {**_around(matter, title), **more})


def _around(matter: Matter, title: str) -> dict[str, Any]:
    return {
        "frame": frame(matter.place, title, index=False, quick_exit=matter.case.quick_exit),
        "back": matter.place.address(rest_of(matter.window)),
        "action_title": matter.action.title,
    }
