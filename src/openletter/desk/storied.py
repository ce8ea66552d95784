"""Saying stories: where one stands, who wrote it, of whom it tells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from openletter.desk import said


@dataclass(frozen=True, slots=True)
class Shown:
    """A story as a list shows it."""

    pk: int
    title: str
    language: str
    kind: str
    on: str
    state: str
    by: str
    cases: str


def shown(story: Any, at: datetime) -> Shown:
    """One line; the story's cases and owner are fetched along."""
    return Shown(
        pk=story.pk,
        title=story.draft_title,
        language=story.locale.language_code,
        kind=story.get_kind_display(),
        on=said.day(story.on),
        state=state_of(story, at),
        by=story.byline or (str(story.owner) if story.owner else gettext("—")),
        cases=", ".join(said.title(link.case) for link in story.cases.all()),
    )


def state_of(story: Any, at: datetime) -> str:
    """Where a story stands, in words."""
    review = getattr(story, "review", None)
    if review is not None:
        return gettext("Waits for somebody else") if review.asked_at else gettext("Sent back")
    if not story.live:
        return gettext("Taken down") if story.first_published_at else gettext("Draft")
    if story.has_unpublished_changes:
        return gettext("On the site, changes not published")
    # Translators: %(day)s is a date; the story is kept back until then.
    return gettext("On the site") if story.on <= at.date() else gettext("From %(day)s") % {"day": said.day(story.on)}
