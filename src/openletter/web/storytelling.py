"""Publishing a story on a section's site: the same words that staff can write in the page tree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from openletter.cases.models import Case
from openletter.cases.operations import require_consent
from openletter.kernel import audit, languages, marks
from openletter.kernel.audit import Actor
from openletter.kernel.refusals import Refused
from openletter.sections.models import Contributor, Section
from openletter.sections.rules import CreditRole
from openletter.web.models import StoriesPage, StoryCase, StoryCredit, StoryPage
from openletter.web.operations import open_homes, put, stories_of


@dataclass(frozen=True)
class StoryText:
    """A story in one language; `body` are its pieces, each a kind and a value as the editor stores them."""

    title: str
    lead: str
    body: Sequence[tuple[str, Any]]
    byline: str = ""
    contributors: str = ""


@transaction.atomic
def publish_story(
    *, section: Section, key: str, kind: str, on: date, texts: Mapping[str, StoryText], tells: Iterable[Case],
    mentions: Iterable[Case] = (), credits: Sequence[tuple[CreditRole, Contributor]] = (), actor: Actor, at: datetime,
) -> tuple[StoryPage, ...]:  # fmt: skip
    """The story stands on the section's site, a page per language; `key` tells it from the section's other stories.

    Refuses without the consent of each person it tells of, and a language the section does not speak.
    `credits` says who did what, in the order in which they are named; refuses a contributor of another section.
    """
    if any(who.section_id != section.pk for _role, who in credits):
        raise Refused(_("This contributor belongs to another section."))
    people = list(tells)
    for case in people:
        require_consent(case, on=at.date())
    for language in texts:
        if language not in section.languages:
            raise Refused(_("This section has no site in %(language)s.") % {"language": languages.endonym(language)})
    homes = {home.locale.language_code: home for home in open_homes(section=section, at=at)}
    links = [(case, True) for case in people] + [(case, False) for case in mentions]
    pages = tuple(
        _page(stories_of(homes[language], at), section, key, kind, on, text, links, credits, at)
        for language, text in texts.items()
    )
    audit.record(
        actor=actor, verb="story.publish", subject=pages[0], at=at, section=section.key,
        after={"languages": list(texts), "pages": [page.pk for page in pages]},
    )  # fmt: skip
    marks.bump(marks.PAGES)
    return pages


def _page(
    folder: StoriesPage, section: Section, key: str, kind: str, on: date, text: StoryText,
    links: Sequence[tuple[Case, bool]], credits: Sequence[tuple[CreditRole, Contributor]], at: datetime,
) -> StoryPage:  # fmt: skip
    story = StoryPage(
        kind=kind, on=on, lead=text.lead, byline=text.byline, contributors=text.contributors, body=list(text.body)
    )
    story.cases = [StoryCase(case=case, tells=told) for case, told in links]
    story.credits = [StoryCredit(contributor=who, role=role) for role, who in credits]
    return put(story, folder, text.title, f"story:{section.key}:{key}", at)
