"""The ways through the house: a few words at the head of each page, the complete list at its foot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from openletter.sections.routing import Place
from openletter.web.context.page import Link
from openletter.web.models import HomePage


def in_the_head(place: Place, here: str | None, home: HomePage | None = None) -> tuple[Link, ...]:
    """Where most readers want to go: the section's own choice, or the usual.

    `here` is this page's address within the section; None where it has none.
    """
    return tuple(_chosen(place, home, home.head_links if home else (), here)) or _usual(place, here)


def _usual(place: Place, here: str | None) -> tuple[Link, ...]:
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


def at_the_foot(place: Place, here: str | None, home: HomePage | None = None) -> tuple[Link, ...]:
    """What the section chose to add, then everything it owes its readers, and what machines may read."""
    within = (
        (_("About us"), "about/"),
        (_("How we count"), "how-we-count/"),
        (_("How we keep you safe"), "safety/"),
        (_("Privacy"), "privacy/"),
        (_("Accessibility"), "accessibility/"),
        (_("Contact"), "contact/"),
        # Translators: a link at the foot of each page, to tell us that something on it is wrong or does harm
        (_("Something is wrong on this page"), "report/"),
        # Translators: news in a form that feed readers can subscribe to
        (_("News feed"), "feed.atom"),
        # Translators: a file of dates that calendars can subscribe to
        (_("Calendar of deadlines"), "deadlines.ics"),
    )
    links = tuple(_link(place, text, rest, here) for text, rest in within)
    # Translators: the list of all pages, for search engines
    return (*_chosen(place, home, home.foot_links if home else (), here), *links, Link(_("Sitemap"), "/sitemap.xml"))


def _chosen(place: Place, home: HomePage | None, ways: Iterable[Any], here: str | None) -> Iterator[Link]:
    return chosen_links(place, home, (way.value for way in ways), here)


def chosen_links(place: Place, home: HomePage | None, ways: Iterable[Any], here: str | None) -> Iterator[Link]:
    """Links as staff put them together; one to a page that is gone, or not of this site, leads nowhere and is left."""
    for value in ways:
        page = value["page"]
        if value["place"]:
            yield _link(place, value["text"], value["place"], here)
        elif page is not None and home is not None and page.live and page.url_path.startswith(home.url_path):
            yield _link(place, value["text"], page.url_path[len(home.url_path) :], here)
        elif value["url"]:
            yield Link(value["text"], value["url"])


def _link(place: Place, text: str, rest: str, here: str | None) -> Link:
    beneath = here is not None and here.startswith(rest)
    return Link(text, place.address(rest), current=("page" if here == rest else "true") if beneath else "")
