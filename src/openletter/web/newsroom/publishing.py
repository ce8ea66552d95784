"""A story's way: begun, written in each language, asked for, published by somebody else where it tells of a person."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from openletter.cases.operations import require_consent
from openletter.cases.operations.naming import names_of, nobody_knows, require_nobody_withheld
from openletter.kernel import audit, marks, second
from openletter.kernel.audit import Actor
from openletter.kernel.languages import endonym
from openletter.kernel.refusals import Refused
from openletter.sections.models import Section
from openletter.web.models import HomePage, StoriesPage, StoryCase, StoryCredit, StoryPage, StoryReview
from openletter.web.newsroom.naming import said_on
from openletter.web.operations import open_homes, stories_of
from openletter.web.telling import SIZE

# What is the same in every language of a story.
SAME = ("kind", "on", "byline")


def draft_of(story: StoryPage) -> StoryPage:
    """The story as it was last written, published or not."""
    found: StoryPage = story.get_latest_revision_as_object()
    return found


def writers_of(story: StoryPage) -> frozenset[int]:
    """Who wrote any of what is not published yet; of a story that never was, also who wrote it in other languages.

    A translation begins with the words of the first one.
    """
    rows = story.revisions.exclude(user=None)
    if not story.live:
        family = StoryPage.objects.filter(translation_key=story.translation_key)
        rows = Revision.page_revisions.exclude(user=None).filter(object_id__in=[str(row.pk) for row in family])
    if story.live and story.live_revision_id:
        rows = rows.filter(pk__gt=story.live_revision_id)
    return frozenset(rows.values_list("user_id", flat=True))


def tells(story: StoryPage) -> list[Any]:
    """The cases whose person a draft tells of."""
    return [link.case for link in story.cases.all() if link.tells]


@transaction.atomic
def begin(*, section: Section, language: str, at: datetime) -> StoriesPage:
    """Where a story of a section is written in a language; refuses a language the section does not speak."""
    if language not in section.languages:
        raise Refused(_("This section has no site in %(language)s.") % {"language": endonym(language)})
    homes = {home.locale.language_code: home for home in open_homes(section=section, at=at)}
    return stories_of(homes[language], at)


@transaction.atomic
def begin_translation(*, story: StoryPage, language: str, user: Any, at: datetime) -> StoryPage:
    """The story as a draft in another language of its section, in the words of the first one until they are changed.

    Twice is as once. Refuses a language the section does not speak.
    """
    folder = begin(section=story.home.section, language=language, at=at)
    found = StoryPage.objects.filter(translation_key=story.translation_key, locale=folder.locale).first()
    if found is not None:
        return found
    draft = draft_of(story)
    made = StoryPage(
        title=draft.title, slug=draft.slug, lead=draft.lead, body=draft.body, contributors=draft.contributors,
        locale=folder.locale, translation_key=story.translation_key, live=False, owner=user,
        **{name: getattr(draft, name) for name in SAME},
    )  # fmt: skip
    made.slug = _free(draft.slug, folder)
    _belongs_with(made, draft)
    folder.add_child(instance=made)
    made.save_revision(user=user)
    audit.record(
        actor=user.actor, verb="page.create", subject=made, at=at, section=story.home.section.key,
        after={"title": made.title, "live": False},
    )  # fmt: skip
    return made


@transaction.atomic
def ask(*, story: StoryPage, actor: Actor, at: datetime) -> StoryReview:
    """Somebody else is asked to read and publish the story; refuses where nothing waits to be published."""
    if not unpublished(story):
        raise Refused(_("Nothing has changed since it was published."))
    row, _made = StoryReview.objects.update_or_create(
        story=story, defaults={"asked_at": at, "asked_by": actor.name, "returned_at": None, "reason": ""}
    )
    _record(story, "story.ask", actor, at)
    return row


@transaction.atomic
def send_back(*, story: StoryPage, reason: str, actor: Actor, at: datetime) -> StoryReview:
    """Whoever wrote it reads what to change; refuses without a word of why."""
    if not reason.strip():
        raise Refused(_("Say what to change; whoever wrote it reads it."))
    row, _made = StoryReview.objects.update_or_create(
        story=story, defaults={"asked_at": None, "returned_at": at, "reason": reason.strip()}
    )
    _record(story, "story.return", actor, at, reason=reason.strip())
    return row


@transaction.atomic
def publish_draft(
    *, story: StoryPage, releases: bool, names_nobody: bool, actor: Actor, at: datetime, seen: str | None = None
) -> StoryPage:
    """What was last written stands on the site. Where `seen` says what was looked at (`look_of`), nothing else does.

    A story that tells of a person is published by somebody who releases (`releases`) and wrote none of it, while there
    is consent; one that names no case by whoever says that it tells of nobody at risk. Kind, date, cases and credits
    are the same in every language: they follow the language in which the story was begun.
    """
    family = StoryPage.objects.select_for_update().filter(translation_key=story.translation_key)
    story = next(row for row in family if row.pk == story.pk)
    if seen is not None and seen != look_of(story):
        raise Refused(_("This has changed since you opened the page. Look at it once more."))
    draft = _same_as_first(draft_of(story))
    _may_publish(story, draft, releases=releases, names_nobody=names_nobody, actor=actor, at=at)
    for name in ("go_live_at", "expire_at"):
        setattr(draft, name, None)
    draft.save_revision(changed=False, clean=False).publish(skip_permission_checks=True)
    draw_pictures(draft)
    StoryReview.objects.filter(story=story).delete()
    _record(story, "story.publish", actor, at, after={"title": draft.title, "live": True})
    marks.bump(marks.PAGES)
    return StoryPage.objects.get(pk=story.pk)


@transaction.atomic
def take_down(*, story: StoryPage, actor: Actor, at: datetime) -> None:
    """The story is on no site any more; its words stay at the desk. Whoever may take part in publishing may do this."""
    story.unpublish(log_action=True)
    _record(story, "story.down", actor, at, after={"live": False})
    marks.bump(marks.PAGES)


def unpublished(story: StoryPage) -> bool:
    """Whether something written waits to be published."""
    return not story.live or bool(story.has_unpublished_changes)


def draw_pictures(story: StoryPage) -> None:
    """The pictures of a story are drawn in their size when it is published: public nodes cannot write."""
    for piece in story.body:
        if piece.block_type == "picture" and piece.value["image"]:
            piece.value["image"].get_rendition(SIZE)


def _may_publish(
    story: StoryPage, draft: StoryPage, *, releases: bool, names_nobody: bool, actor: Actor, at: datetime
) -> None:
    people = tells(draft)
    for case in people:
        require_consent(case, on=at.date())
    if people and not releases:
        raise Refused(_("This story tells of a person. Somebody who approves publishes it: ask for that."))
    if people and actor.id is not None and actor.id in writers_of(story):
        raise Refused(_("This story tells of a person, and you wrote some of it. Somebody else publishes it."))
    if people:
        second.require_vouched(actor, writers_of(story))
    ours = {case.pk for case in people}
    named = require_nobody_withheld(said_on(draft), on=at.date(), knows=nobody_knows, told=ours)
    if others := [each for each in named if each.case not in ours]:
        raise Refused(
            # Translators: %(names)s is a list of names of people at risk.
            _("The story names %(names)s. Add the case, and say that the story tells of this person.")
            % {"names": names_of(others)}
        )
    if not draft.cases.all() and not names_nobody:
        raise Refused(_("Name the cases of the story, or confirm that it tells of nobody at risk."))


def look_of(story: StoryPage) -> str:
    """A digest of what publishing lets out: the story as it was last written, and what it takes from the first one.

    Of the words and not of the version's number: who writes on within a short while writes into the same version.
    """
    first = _first_of(story)
    ids = {row.latest_revision_id for row in (story, first or story)}
    last = Revision.objects.filter(pk__in=ids).order_by("pk").values_list("pk", "content")
    told = json.dumps(list(last), sort_keys=True, default=str)
    return hashlib.sha256(told.encode()).hexdigest()


def _first_of(story: StoryPage) -> StoryPage | None:
    """The story in the language in which it was begun."""
    return StoryPage.objects.filter(translation_key=story.translation_key).order_by("pk").first()


def _same_as_first(draft: StoryPage) -> StoryPage:
    first = _first_of(draft)
    if first is not None and first.pk != draft.pk:
        source = draft_of(first)
        for name in SAME:
            setattr(draft, name, getattr(source, name))
        _belongs_with(draft, source)
    return draft


def _belongs_with(story: StoryPage, source: StoryPage) -> None:
    """The cases and credits of the one are those of the other."""
    story.cases = [StoryCase(case_id=link.case_id, tells=link.tells) for link in source.cases.all()]
    story.credits = [
        StoryCredit(contributor_id=line.contributor_id, role=line.role, language=line.language)
        for line in source.credits.all()
    ]


def _free(slug: str, folder: Page) -> str:
    taken = set(folder.get_children().values_list("slug", flat=True))
    return next(name for name in (slug, *(f"{slug}-{n}" for n in range(2, len(taken) + 3))) if name not in taken)


def _record(story: StoryPage, verb: str, actor: Actor, at: datetime, **more: Any) -> None:
    audit.record(actor=actor, verb=verb, subject=story, at=at, section=story.home.section.key, **more)


def section_of(page: int) -> int | None:
    """The section to whose site a page belongs; None for what belongs to none."""
    return section_at(Page.objects.filter(pk=page).values_list("path", flat=True).first() or "")


def section_at(path: str) -> int | None:
    """The same, by a page's place in the tree: for one that is there no longer."""
    home = HomePage.objects.filter(path=path[: 2 * Page.steplen]).values_list("section_id", flat=True).first()
    return int(home) if home is not None else None
