"""Which stories may be told. A story that tells of a person goes where the person's case goes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from openletter.actions.models import Action
from openletter.actions.rules import ActionStatus
from openletter.cases.models import Case
from openletter.cases.queries import consented, consents_of, is_kept_out, may_show
from openletter.cases.rules import ConsentScope
from openletter.web.models import HomePage, StoryCase, StoryPage

# How pictures of stories are drawn: anew from their pixels, so that nothing a camera wrote beside them is kept.
SIZE = "max-1200x1200|format-webp"


def stories_of(home: HomePage, *, on: date, case_id: int | None = None) -> tuple[StoryPage, ...]:
    """The stories of a home's site that may be told on this day, newest first; of one case, if it is named."""
    rows = StoryPage.objects.descendant_of(home).live().filter(on__lte=on)
    if case_id is not None:
        rows = rows.filter(cases__case=case_id)
    return _told(rows.order_by("-on", "-pk"), on)


def stories_about(home: HomePage, text: str, *, cases: Iterable[int], on: date, most: int) -> tuple[StoryPage, ...]:
    """The newest stories that may be told on this day and are of these cases, or hold every word of a text."""
    held = Q(cases__case__in=tuple(cases))
    if words := text.split():
        held |= Q(*(Q(title__icontains=word) | Q(lead__icontains=word) for word in words))
    rows = StoryPage.objects.descendant_of(home).live().filter(held, on__lte=on).distinct()
    # A few more than wanted are looked at, because some may not be told.
    return _told(rows.order_by("-on", "-pk")[: most * 4], on)[:most]


def listed(stories: Iterable[StoryPage]) -> tuple[StoryPage, ...]:
    """Those that a page read by search engines may name: none tells of somebody they must not find."""
    return tuple(story for story in stories if not tells_of_kept_out(story))


def tells_of_kept_out(story: StoryPage) -> bool:
    """Whether a story tells of somebody whom search engines must not find."""
    return any(link.tells and is_kept_out(link.case) for link in story.cases.all())


def may_tell(story: StoryPage, *, on: date) -> bool:
    """Whether this story may be told on this day."""
    return bool(_told(StoryPage.objects.filter(pk=story.pk), on))


def links_of(story: StoryPage) -> tuple[StoryCase, ...]:
    """The cases a story belongs to, each with what decides on consent."""
    return tuple(story.cases.select_related("case").prefetch_related(consents_of("case__consents")))


def has_consent(links: Iterable[StoryCase], scope: ConsentScope, *, on: date) -> bool:
    """Whether everybody the story tells of agreed to this use."""
    return all(consented(link.case, scope, on=on) for link in links if link.tells)


def drawn_of(picture: Any) -> Any:
    """The drawn size of a picture of a story; None while there is none. Pages never draw: public nodes cannot write."""
    image = picture.value["image"]
    return image.renditions.filter(filter_spec=SIZE).first() if image else None


def picture_of(story: int, piece: str, *, on: date) -> bytes | None:
    """One picture of a live story, drawn in its size; None where it is missing or may not be shown on this day."""
    page = StoryPage.objects.live().filter(pk=story, on__lte=on).first()
    if page is None or not may_tell(page, on=on):
        return None
    block = next((each for each in page.body if each.block_type == "picture" and each.id == piece), None)
    if block is None:
        return None
    if block.value["shows_person"] and not has_consent(links_of(page), ConsentScope.PHOTO, on=on):
        return None
    drawn = drawn_of(block)
    if drawn is None:
        return None
    with drawn.file.open("rb") as file:
        return bytes(file.read())


def _told(rows: QuerySet[StoryPage], on: date) -> tuple[StoryPage, ...]:
    parts = ("cases__case__people", consents_of("cases__case__consents"))
    found = list(rows.defer("body").prefetch_related(*parts))
    told = {row.pk: [link for link in row.cases.all() if link.tells] for row in found}
    stopped = _stopped(link.case_id for links in told.values() for link in links)
    return tuple(row for row in found if all(_may_name(link, stopped, on) for link in told[row.pk]))


def _stopped(cases: Iterable[int]) -> frozenset[int]:
    """The cases of which an action was recalled for safety."""
    rows = Action.objects.filter(case__in=set(cases), status=ActionStatus.SUSPENDED)
    return frozenset(rows.values_list("case_id", flat=True))


def _may_name(link: StoryCase, stopped: frozenset[int], on: date) -> bool:
    case: Case | None = link.case  # none where this node may not read it: then nobody is told of it
    return case is not None and link.case_id not in stopped and may_show(case, on)
