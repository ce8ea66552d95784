"""The pages of a section in one language as a map for search engines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from wagtail.models import Page

from openletter.cases.queries import case_news
from openletter.web.context.of_page import absolute, rest_of
from openletter.web.context.of_windows import Windows
from openletter.web.models import ActionPage, CampaignPage, CasePage, HomePage, StandardPage, StoryPage, WindowPage
from openletter.web.readable import whole

# Pages that every section has in every language, wherever the tree of its own pages ends.
EVERYWHERE = (
    "cases/", "good-news/", "stories/", "about/", "how-we-count/", "safety/", "privacy/", "accessibility/", "contact/",
)  # fmt: skip


@dataclass(frozen=True)
class Mapped:
    """One page. `alternates` are its addresses by language, its own included; `changed` is None where unknown."""

    href: str
    alternates: dict[str, str]
    changed: date | None = None


def listed(windows: Windows) -> Iterator[Mapped]:
    """Home, cases, actions, campaigns, stories and what stands everywhere, with the languages each is live in."""
    told = {page.pk for page, _door in windows.actions}
    # A page that borrows another language's words is found under that language.
    acts = ActionPage.objects.filter(whole(), pk__in=told)
    pages: list[WindowPage] = [
        windows.home, *windows.cases.values(), *acts, *windows.campaigns, *windows.stories,
        *_standing(windows.home),
    ]  # fmt: skip
    spoken, changed = _languages(windows, pages), _changed(windows)
    for page in pages:
        yield Mapped(windows.href(page), spoken[page.translation_key], changed.get(page.pk))
    place = windows.place
    for rest in EVERYWHERE:
        everywhere = {code: _address(windows, code, rest) for code in place.section.languages}
        yield Mapped(everywhere[place.language], everywhere)


def _standing(home: HomePage) -> Iterator[StandardPage]:
    """The section's own pages, but for those beneath one that was taken down."""
    found = {home.path}
    for page in StandardPage.objects.descendant_of(home).live().select_related("locale").order_by("path"):
        if page.path[: -Page.steplen] in found:
            found.add(page.path)
            yield page


def _languages(windows: Windows, pages: list[WindowPage]) -> dict[UUID, dict[str, str]]:
    found: dict[UUID, dict[str, str]] = defaultdict(dict)
    keys = [page.translation_key for page in pages]
    for model in (HomePage, CasePage, ActionPage, CampaignPage, StandardPage, StoryPage):
        live = model.objects.filter(translation_key__in=keys).live().select_related("locale")
        for page in live.filter(whole()) if model is ActionPage else live:
            code = page.locale.language_code
            found[page.translation_key][code] = _address(windows, code, rest_of(page))
    return found


def _changed(windows: Windows) -> dict[int, date]:
    """When a page last said something new, as far as we know: its publication, or the latest news on it."""
    found = {windows.home.pk: _published(windows.home)}
    for page in windows.cases.values():
        found[page.pk] = _published(page)
    for line in case_news(windows.cases, windows.place.language, on=windows.at.date()):
        pk = windows.cases[line.case_id].pk
        found[pk] = max(filter(None, (found[pk], line.on)))
    found |= {page.pk: _published(page) for page, _door in windows.actions}
    found |= {story.pk: max(filter(None, (_published(story), story.on))) for story in windows.stories}
    known = {pk: day for pk, day in found.items() if day is not None}
    return known | {windows.home.pk: max(known.values())} if known else {}


def _published(page: WindowPage) -> date | None:
    return page.last_published_at.date() if page.last_published_at else None


def _address(windows: Windows, code: str, rest: str) -> str:
    section = windows.place.section
    return absolute(section, windows.place.in_language(code).address(rest))
