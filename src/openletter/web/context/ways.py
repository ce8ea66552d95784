"""The ways through the house: a few words at the head of each page, the complete list at its foot."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from openletter.sections.routing import Place
from openletter.web.context.page import Link


def in_the_head(place: Place, here: str | None) -> tuple[Link, ...]:
    """Where most readers want to go. `here` is this page's address within the section; None where it has none."""
    return tuple(
        _link(place, text, rest, here)
        for text, rest in (
            # Translators: words of the navigation at the head of every page; short
            (pgettext("navigation", "Find a case"), "cases/"),
            (pgettext("navigation", "Good news"), "good-news/"),
            (pgettext("navigation", "Stories"), "stories/"),
            (pgettext("navigation", "About us"), "about/"),
        )
    )


def at_the_foot(place: Place, here: str | None) -> tuple[Link, ...]:
    """Everything a section owes its readers, and what machines may read."""
    within = (
        (_("About us"), "about/"),
        (_("How we count"), "how-we-count/"),
        (_("How we keep you safe"), "safety/"),
        (_("Privacy"), "privacy/"),
        (_("Accessibility"), "accessibility/"),
        (_("Contact"), "contact/"),
        # Translators: news in a form that feed readers can subscribe to
        (_("News feed"), "feed.atom"),
        # Translators: a file of dates that calendars can subscribe to
        (_("Calendar of deadlines"), "deadlines.ics"),
    )
    links = tuple(_link(place, text, rest, here) for text, rest in within)
    # Translators: the list of all pages, for search engines
    return (*links, Link(_("Sitemap"), "/sitemap.xml"))


def _link(place: Place, text: str, rest: str, here: str | None) -> Link:
    beneath = here is not None and here.startswith(rest)
    return Link(text, place.address(rest), current=("page" if here == rest else "true") if beneath else "")
