"""Framing a page: its section, its languages and its addresses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from django.urls import reverse
from django.utils.encoding import iri_to_uri
from wagtail.models import Page

from openletter.cases.queries import PublicCase
from openletter.kernel.languages import direction, endonym
from openletter.sections.models import Section
from openletter.sections.routing import Place, base_of, root_of
from openletter.web.context import figures, ways
from openletter.web.context.page import Frame, House, Tongue
from openletter.web.models import ActionPage, HomePage, WindowPage
from openletter.web.readable import shown


def frame(
    place: Place,
    title: str,
    *,
    rests: Mapping[str, str] | None = None,
    on_paper: str = "",
    whole: Any = None,
    borrowed: str = "",
    **more: Any,
) -> Frame:
    """The frame of a page of a section.

    `rests` maps each language the page exists in to its address within that language; None leaves out canonical
    and alternate addresses (pages for one reader, such as a confirmation). `on_paper` is a shorter address to print.
    Where it is `whole` in some languages only, the others are no alternates of it, and a page that borrows its words
    (`borrowed`) names the page they stand on as the canonical one.
    """
    known = rests or {}
    here = known.get(place.language)
    canonical = absolute(place.section, place.address(here)) if here is not None else ""
    if borrowed not in ("", place.language) and borrowed in known:
        canonical = absolute(place.section, place.in_language(borrowed).address(known[borrowed]))
    return Frame(
        title=title,
        language=place.language,
        direction=direction(place.language),
        house=house(place, here),
        canonical=canonical,
        on_paper=on_paper or unquote(canonical),
        tongues=_tongues(place, known, whole),
        **more,
    )


def frame_of(
    window: WindowPage, place: Place, case: PublicCase, title: str, *, on_paper: str = "", **more: Any
) -> Frame:
    """The frame of a page about a case. What is kept out of search engines says so here."""
    return frame(
        place,
        title,
        rests=rests_of(window, place.section),
        on_paper=on_paper,
        description=case.headline,
        index=not case.hide_from_search,
        quick_exit=case.quick_exit,
        **more,
    )


def rest_of(page: Page) -> str:
    """A page's address within its section and language; the home's own is empty."""
    segments = page.url_path.strip("/").split("/")[1:]
    return "".join(f"{segment}/" for segment in segments)


def rests_of(window: WindowPage, section: Section | None = None) -> dict[str, str]:
    """The languages a page is live in, with its address in each; of an action, those that the section shows."""
    pages = type(window).objects.filter(translation_key=window.translation_key).live().select_related("locale")
    if isinstance(window, ActionPage) and section is not None:
        pages = pages.filter(shown(section))
    return {page.locale.language_code: rest_of(page) for page in pages}


def plain_frame(title: str, language: str) -> Frame:
    """The frame of a page of no section: the chooser, or an error outside every section."""
    return Frame(title=title, language=language, direction=direction(language), index=False)


def house(place: Place, here: str | None = None) -> House:
    """The section as the head and the foot of each page present it; `here` is the page's address within it."""
    section, home = place.section, HomePage.at(place)
    return House(
        key=section.key,
        name=name_of(section, place.language),
        home=place.base,
        ink=ink_of(section),
        contact=tuple(line for line in section.postal_address.splitlines() if line.strip()),
        email=section.contact_email,
        nav=ways.in_the_head(place, here, home),
        links=ways.at_the_foot(place, here, home),
    )


def name_of(section: Section, language: str) -> str:
    """A section's name in a language."""
    words = section.in_language(language)
    return words.name if words else section.key


def ink_of(section: Section) -> str:
    """The address of the few lines that put the section's colours on a page; it changes when they do."""
    return reverse("ink", kwargs={"light": section.accent[1:], "dark": section.accent_dark[1:]})


def absolute(section: Section, path: str) -> str:
    """The full address of a path of a section, as other sites and search engines know it."""
    return str(iri_to_uri(f"{root_of(section)}{path}"))


def _tongues(place: Place, rests: Mapping[str, str], whole: frozenset[str] | None) -> tuple[Tongue, ...]:
    return tuple(
        _tongue(place, code, rests.get(code), alternate=whole is None or code in whole)
        for code in place.section.languages
    )


def _tongue(place: Place, code: str, rest: str | None, *, alternate: bool) -> Tongue:
    base = base_of(place.section, code)
    return Tongue(
        code=code,
        name=endonym(code),
        direction=direction(code),
        href=base + (rest or ""),
        current=code == place.language,
        locale=figures.manner(code, place.section.territory).replace("-", "_"),
        default=code == place.section.default_language,
        alternate=absolute(place.section, base + rest) if rest is not None and alternate else "",
    )
