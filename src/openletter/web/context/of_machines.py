"""What the head of a page holds for machines: its feeds, and what it says of itself. Keyword arguments of a frame."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from openletter.cases.queries import PublicCase
from openletter.kernel import countries
from openletter.sections.credits import CreditLine
from openletter.sections.routing import Place
from openletter.web.context import figures, structured
from openletter.web.context.of_credits import things_of
from openletter.web.context.of_page import absolute, name_of, rest_of
from openletter.web.context.page import Link
from openletter.web.models import CasePage, StoryPage, WindowPage


def feed_of(place: Place) -> Link:
    """The feed of everything a section tells in a language."""
    # Translators: name of a news feed; %(section)s is the name of a section.
    title = _("News from %(section)s") % {"section": name_of(place.section, place.language)}
    return Link(title, place.address("feed.atom"))


def feeds_of(place: Place, country: str = "") -> tuple[Link, ...]:
    """The feeds beside a list of cases: that of the country it is narrowed to, and the section's own."""
    if country not in countries.CODES:
        return (feed_of(place),)
    name = countries.name(country, figures.manner(place.language, place.section.territory))
    # Translators: name of a news feed; %(title)s is the name of a person or a country.
    own = Link(_("News of %(title)s") % {"title": name}, place.address(f"country/{country.lower()}/feed.atom"))
    return own, feed_of(place)


def of_home(place: Place) -> dict[str, Any]:
    """Of a section's front page: the house, its site and where one searches it."""
    name, home = name_of(place.section, place.language), absolute(place.section, place.base)
    search = absolute(place.section, place.address("cases/"))
    things = structured.house(name, home), structured.site(name, home, place.language, search=search)
    return {"feeds": (feed_of(place),), "structured": structured.script(*things)}


def of_case(
    window: WindowPage, place: Place, case: PublicCase, title: str, *, name: str, today: date, image: str = ""
) -> dict[str, Any]:
    """Of a page about a case; nothing at all where search engines must not find it. `name` is the one it shows."""
    if case.hide_from_search:
        return {}
    steps = _steps(window, place, name, title)
    home, here = steps[0], steps[-1]
    told = structured.article(
        title,
        here.href,
        place.language,
        publisher=structured.house(home.text, home.href),
        description=case.headline,
        about=structured.person(case),
        dateModified=structured.changed(case, today),
        image=image,
    )
    own = place.address(f"{rest_of(window)}feed.atom")
    # Translators: name of a news feed; %(title)s is the name of a person or a country.
    feeds = (Link(_("News of %(title)s") % {"title": name}, own),) if isinstance(window, CasePage) else ()
    return {"feeds": (*feeds, feed_of(place)), "structured": structured.script(told, structured.trail(steps))}


def of_story(story: StoryPage, place: Place, credited: tuple[CreditLine, ...], *, hidden: bool) -> dict[str, Any]:
    """Of a story; nothing at all where it tells of somebody whom search engines must not find."""
    if hidden:
        return {}
    name, home = name_of(place.section, place.language), absolute(place.section, place.base)
    href = absolute(place.section, place.address(rest_of(story)))
    told = structured.article(
        story.title,
        href,
        place.language,
        publisher=structured.house(name, home),
        kind="NewsArticle",
        description=story.lead,
        datePublished=story.on.isoformat(),
        **things_of(credited),
    )
    steps = [Link(name, home), Link(story.title, href)]
    return {"feeds": (feed_of(place),), "structured": structured.script(told, structured.trail(steps))}


def _steps(window: WindowPage, place: Place, name: str, title: str) -> list[Link]:
    """From the section's home down to the page itself, with full addresses."""
    above = [] if isinstance(window, CasePage) else [window.get_parent()]
    steps = [Link(name_of(place.section, place.language), absolute(place.section, place.base))]
    steps += [Link(name, absolute(place.section, place.address(rest_of(page)))) for page in above]
    return [*steps, Link(title, absolute(place.section, place.address(rest_of(window))))]
