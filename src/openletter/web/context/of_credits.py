"""Who is credited for a story: by what they did, as far as they agreed to be named."""

from __future__ import annotations

from datetime import date

from openletter.kernel.languages import in_a_row
from openletter.sections.credits import Credited, CreditLine, credited
from openletter.sections.rules import CreditRole
from openletter.web.context.structured import Thing
from openletter.web.models import StoryPage

# What a role is called in schema.org; of a machine's point of view the others took part.
_PROPERTIES = {CreditRole.WRITTEN: "author", CreditRole.TRANSLATED: "translator"}


def credits_of(story: StoryPage, language: str, *, on: date) -> tuple[CreditLine, ...]:
    """The credits of a story in one language, as far as those named agreed by this day. One query."""
    return credited(story.credits.select_related("contributor"), language, on=on)


def authors_of(lines: tuple[CreditLine, ...]) -> str:
    """The names of those who wrote it, one after the other; empty where nobody is credited."""
    return in_a_row(each.name for line in lines if line.role is CreditRole.WRITTEN for each in line.names)


def things_of(lines: tuple[CreditLine, ...]) -> dict[str, list[Thing]]:
    """The same in the words of schema.org: author, translator and contributor."""
    told: dict[str, list[Thing]] = {}
    for line in lines:
        told.setdefault(_PROPERTIES.get(line.role, "contributor"), []).extend(_thing(each) for each in line.names)
    return told


def _thing(who: Credited) -> Thing:
    thing = {"@type": "Organization" if who.organised else "Person", "name": who.name}
    return {**thing, "url": who.href} if who.href else thing
