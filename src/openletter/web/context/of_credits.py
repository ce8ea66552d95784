"""Who is credited for a story: by what they did, as far as they agreed to be named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from openletter.kernel.languages import in_a_row
from openletter.sections.rules import ContributorKind, CreditRole
from openletter.web.context.structured import Thing
from openletter.web.models import StoryPage

# What a role is called in schema.org; of a machine's point of view the others took part.
_PROPERTIES = {CreditRole.WRITTEN: "author", CreditRole.TRANSLATED: "translator"}
_ORGANISED = frozenset({ContributorKind.GROUP, ContributorKind.PARTNER})


@dataclass(frozen=True, slots=True)
class Credited:
    """Somebody who agreed to be named, and where their own page is."""

    name: str
    href: str
    organised: bool


@dataclass(frozen=True, slots=True)
class CreditLine:
    """All who did the same thing."""

    role: CreditRole
    names: tuple[Credited, ...]

    @property
    def label(self) -> str:
        """What stands before their names."""
        return str(self.role.label)


def credits_of(story: StoryPage, language: str, *, on: date) -> tuple[CreditLine, ...]:
    """The credits of a story in one language, role by role in the order in which staff put them.

    Whoever had not agreed by this day, or took it back, is left out. One query.
    """
    found: dict[CreditRole, list[Credited]] = {}
    for row in story.credits.select_related("contributor"):
        if row.language in ("", language) and row.contributor.may_be_named(on=on):
            who = row.contributor
            found.setdefault(CreditRole(row.role), []).append(Credited(who.name, who.link, who.kind in _ORGANISED))
    return tuple(CreditLine(role, tuple(names)) for role, names in found.items())


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
