"""What the desk asks of the newsroom: rows for its lists, and the verbs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Page

from openletter.cases.queries import missing_consent
from openletter.sections.routing import base_of, root_of
from openletter.web.models import HomePage, Redirect, StandardPage, StoriesPage, StoryPage
from openletter.web.newsroom.publishing import (
    ask,
    begin,
    begin_translation,
    draft_of,
    look_of,
    publish_draft,
    section_at,
    section_of,
    send_back,
    take_down,
    tells,
    unpublished,
    writers_of,
)
from openletter.web.newsroom.redirects import forget, lead, take_in
from openletter.web.telling import may_tell

__all__ = [
    "Site",
    "ask",
    "begin",
    "begin_translation",
    "draft_of",
    "forget",
    "homes_of",
    "lead",
    "look_of",
    "missing_of",
    "others_of",
    "publish_draft",
    "redirects_of",
    "section_at",
    "section_of",
    "send_back",
    "sites_of",
    "stories",
    "stories_waiting",
    "take_down",
    "take_in",
    "tells",
    "told",
    "unpublished",
    "writers_of",
]


@dataclass(frozen=True, slots=True)
class Site:
    """A section's home in one language, the folder of its stories, and the pages it wrote, in the tree's order."""

    home: HomePage
    stories: StoriesPage | None
    pages: Sequence[tuple[int, StandardPage]]

    @property
    def address(self) -> str:
        """Where readers find it; Wagtail would fetch the home again to say so."""
        section = self.home.section
        return root_of(section) + base_of(section, self.home.locale.language_code)


def homes_of(sections: Iterable[int] | None) -> list[HomePage]:
    """The homes of these sections, or all, in the order of their sections."""
    rows = HomePage.objects.select_related("section", "locale").prefetch_related("section__words")
    if sections is not None:
        rows = rows.filter(section__in=list(sections))
    return list(rows.order_by("section__order", "section__key", "path"))


def stories(sections: Iterable[int] | None) -> QuerySet[StoryPage]:
    """The stories of these sections, or all, the last written first, without their texts."""
    rows = StoryPage.objects.defer("body").select_related("locale", "owner", "review")
    if sections is not None:
        rows = rows.filter(_under(HomePage.objects.filter(section__in=list(sections))))
    return rows.prefetch_related("cases__case__words").order_by("-latest_revision_created_at", "-pk")


def stories_waiting(sections: Iterable[int] | None) -> QuerySet[StoryPage]:
    """Those that somebody asked another person to publish, the longest waiting first."""
    return stories(sections).exclude(review__asked_at=None).order_by("review__asked_at")


def others_of(story: StoryPage) -> list[StoryPage]:
    """The story in its other languages."""
    rows = StoryPage.objects.filter(translation_key=story.translation_key).exclude(pk=story.pk)
    return list(rows.select_related("locale").order_by("pk"))


def missing_of(draft: StoryPage, *, at: datetime) -> list[tuple[Any, tuple[str, ...]]]:
    """The cases that a draft tells of and whose person may not be shown, with the consent that is missing."""
    found = [(case, tuple(missing_consent(case, on=at.date()))) for case in tells(draft)]
    return [(case, scopes) for case, scopes in found if scopes]


def told(story: StoryPage, *, at: datetime) -> bool:
    """Whether readers meet the story now."""
    return bool(story.live) and story.on <= at.date() and may_tell(story, on=at.date())


def sites_of(sections: Iterable[int] | None) -> list[Site]:
    """What can be written by hand on the sites of these sections. Three queries, however many there are."""
    homes = homes_of(sections)
    under = _under(homes)
    folders = {row.path[: 2 * Page.steplen]: row for row in StoriesPage.objects.filter(under)}
    pages: dict[str, list[tuple[int, StandardPage]]] = {}
    for row in StandardPage.objects.filter(under).defer("body").order_by("path"):
        pages.setdefault(row.path[: 2 * Page.steplen], []).append((row.depth - 3, row))
    return [Site(home, folders.get(home.path), pages.get(home.path, ())) for home in homes]


def redirects_of(sections: Iterable[int] | None) -> QuerySet[Redirect]:
    """Where old addresses of these sections lead, or of all."""
    rows = Redirect.objects.select_related("section", "page").prefetch_related("section__words")
    return rows if sections is None else rows.filter(section__in=list(sections))


def _under(homes: Iterable[HomePage]) -> Q:
    found = Q(pk__in=())
    for home in homes:
        found |= Q(path__startswith=home.path)
    return found
