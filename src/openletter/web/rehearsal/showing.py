"""What is answered beneath the address of a rehearsal: the page, its paper, its papers and its photo."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.csp import CSP

from openletter.actions.kinds import Tool, kind_of
from openletter.actions.models import Action
from openletter.actions.queries import rehearsed_action
from openletter.cases.models import Case, PhotoCut
from openletter.cases.queries import PublicCase, rehearsed_case
from openletter.sections.models import Section
from openletter.sections.routing import Place, base_of
from openletter.web.context.page import Band
from openletter.web.rehearsal.press import Dress, dressed
from openletter.web.rehearsal.standing import action_window, case_window
from openletter.web.rehearsal.stilled import stilled
from openletter.web.tools import Matter, module_of
from openletter.web.views import action as action_view
from openletter.web.views import case as case_view

# Nothing runs, nothing is sent, no other site is asked and none may show it in a frame.
POLICY = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "form-action": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.SELF],
    "sandbox": ["allow-same-origin", "allow-popups", "allow-popups-to-escape-sandbox"],
}
_PHOTO = re.compile(r"photo/(?P<uid>[0-9a-f]{32})/(?P<width>160|320|640)\.(?P<kind>avif|webp|jpg)")
_PAPER = re.compile(r"paper/(?P<tool>[a-z_]{1,20})/(?P<leaf>[0-9A-Za-z._-]{1,80}\.pdf)")
_STYLE = re.compile(r"(?P<dress>light|dark|print)/(?P<name>[a-z0-9_-]{1,30})(?:\.[0-9a-f]{12})?\.css")
_TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}


@dataclass(frozen=True, slots=True)
class Scene:
    """What is read before it is public: on whose site, in which language, and at which address its parts answer.

    `band` stands across every page: what this is, and what may be done with it.
    """

    subject: Case | Action
    section: Section
    language: str
    at: datetime
    base: str
    band: tuple[str, str]

    @property
    def case(self) -> Case:
        """The case that it is about."""
        return self.subject.case if isinstance(self.subject, Action) else self.subject

    @property
    def place(self) -> Place:
        """Where the page would stand."""
        return Place(self.section, self.language, base_of(self.section, self.language))


def show(request: HttpRequest, scene: Scene, leaf: str = "") -> HttpResponse:
    """The page (no leaf, or `light`, `dark` or `print`), the `case` page above an action; papers, photo, style sheets.

    Raises Http404 for anything else, and where nothing is written that a page could say.
    """
    answer = _answer(request, scene, leaf)
    answer["Cache-Control"] = "no-store"
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    answer["X-Frame-Options"] = "SAMEORIGIN"
    return answer


def _answer(request: HttpRequest, scene: Scene, leaf: str) -> HttpResponse:
    with translation.override(scene.language):
        if (drawn := _PAGES.get(leaf)) is not None:
            return _page(drawn(scene), scene, None)
        if leaf in Dress:
            return _page(_of_subject(scene), scene, Dress(leaf))
        if found := _STYLE.fullmatch(leaf):
            sheet = dressed(found["name"], Dress(found["dress"]))
            return HttpResponse(sheet, content_type="text/css; charset=utf-8")
        if found := _PHOTO.fullmatch(leaf):
            return _photo(scene, found["uid"], int(found["width"]), found["kind"])
        if (found := _PAPER.fullmatch(leaf)) and isinstance(scene.subject, Action):
            return _paper(request, scene, found["tool"], found["leaf"])
    raise Http404


def _page(html: str, scene: Scene, dress: Dress | None) -> HttpResponse:
    """The page standing still; in a `dress`, or as the reader's device is set."""
    moved = {"/photo/": f"{scene.base}photo/"}
    if isinstance(scene.subject, Action):
        own = scene.place.address(f"act/{scene.subject.ref}/")
        moved |= {own + tool.value + "/": f"{scene.base}paper/{tool.value}/" for tool in Tool}
        moved[_CASE_HREF] = f"{scene.base}case"
    styles = {}
    if dress is not None:
        styles = {
            f"{settings.STATIC_URL}openletter/css/": f"{scene.base}{dress}/",
            "/ink/": f"{scene.base}{dress}/ink-",
        }
        shown = Dress.DARK if dress is Dress.DARK else Dress.LIGHT
        html = html.replace(_EITHER, _EITHER.replace("light dark", shown))
    led_to = (scene.place.base, f"mailto:{scene.section.contact_email}")
    response = HttpResponse(stilled(html, moved=moved, own=led_to, styles=styles))
    response._csp_config = POLICY  # type: ignore[attr-defined]
    return response


_CASE_HREF = "rehearsal:case"
_EITHER = '<meta name="color-scheme" content="light dark">'


def _of_subject(scene: Scene) -> str:
    return _of_action(scene, scene.subject) if isinstance(scene.subject, Action) else _of_case(scene)


def _of_action(scene: Scene, subject: Action) -> str:
    found = rehearsed_action(subject.pk, scene.language, at=scene.at)
    if found is None:
        raise Http404
    case = _case(scene, found.language)
    context = action_view.context_of(action_window(subject, scene.place), scene.place, found, case, {})
    context["case_href"] = _CASE_HREF
    return _drawn("web/action.html", context, scene)


def _of_case(scene: Scene) -> str:
    case = _case(scene)
    context = case_view.context_of(case_window(scene.case, scene.place), scene.place, case, scene.at.date())
    return _drawn("web/case.html", context, scene)


def _case(scene: Scene, language: str = "") -> PublicCase:
    case = rehearsed_case(scene.case.pk, language or scene.language, on=scene.at.date())
    if case is None:
        raise Http404
    return case


def _drawn(template: str, context: dict[str, object], scene: Scene) -> str:
    """Without what would tell machines or other languages of a page that is not there."""
    frame = replace(
        context["frame"], index=False, canonical="", card="", structured="", feeds=(), tongues=(),  # type: ignore[type-var]
        band=Band(*scene.band),
    )  # fmt: skip
    return render_to_string(template, {**context, "frame": frame})


def _photo(scene: Scene, uid: str, width: int, kind: str) -> HttpResponse:
    """The face of this case alone, and only where consent covers it: a page read early shows no more than later."""
    photo = _case(scene).photo
    if photo is None or photo.uid != UUID(uid):
        raise Http404
    cut = PhotoCut.objects.filter(photo__uid=photo.uid, width=width, kind=kind).first()
    if cut is None:
        raise Http404
    return HttpResponse(bytes(cut.body), content_type=_TYPES[kind])


def _paper(request: HttpRequest, scene: Scene, name: str, leaf: str) -> HttpResponse:
    """A paper with nobody's name on it, as readers will get it."""
    subject = scene.subject
    if request.method != "GET" or name not in Tool or not isinstance(subject, Action):
        raise Http404
    found = rehearsed_action(subject.pk, scene.language, at=scene.at)
    if found is None or Tool(name) not in kind_of(found.kind).tools:
        raise Http404
    window = action_window(subject, scene.place)
    matter = Matter(found, _case(scene, found.language), scene.place, window, scene.at)
    answer: HttpResponse = module_of(Tool(name)).answer(request, matter, leaf)
    if answer.get("Content-Type") != "application/pdf":
        raise Http404
    return answer


_PAGES: dict[str, Callable[[Scene], str]] = {
    "": _of_subject, "case": _of_case,
}  # fmt: skip
