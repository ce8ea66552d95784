"""Who is credited, as pages name them: by what they did, and as far as they agreed to be named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from openletter.sections.models import Contributor, Credit
from openletter.sections.rules import ContributorKind, CreditRole

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


def credited(rows: Iterable[Credit], language: str, *, on: date) -> tuple[CreditLine, ...]:
    """The credits in one language, role by role in the order in which staff put them.

    Whoever had not agreed by this day, or took it back, is left out. The rows are given with their contributors.
    """
    found: dict[CreditRole, list[Credited]] = {}
    for row in rows:
        if row.language in ("", language) and row.contributor.may_be_named(on=on):
            who = row.contributor
            found.setdefault(CreditRole(row.role), []).append(Credited(who.name, who.link, who.kind in _ORGANISED))
    return tuple(CreditLine(role, tuple(names)) for role, names in found.items())


def called(contributor: Contributor) -> str:
    """A contributor in a list to choose from: name, kind, and whether pages name them."""
    kind = contributor.get_kind_display()
    if contributor.taken_back_on is not None:
        # Translators: in a list to choose from; %(name)s is a person or group, %(kind)s what they are.
        return _("%(name)s (%(kind)s; no longer agrees to be named)") % {"name": contributor.name, "kind": kind}
    if contributor.agreed_on is None:
        # Translators: in a list to choose from; %(name)s is a person or group, %(kind)s what they are.
        return _("%(name)s (%(kind)s; has not agreed to be named yet)") % {"name": contributor.name, "kind": kind}
    # Translators: in a list to choose from; %(name)s is a person or group, %(kind)s what they are.
    return _("%(name)s (%(kind)s)") % {"name": contributor.name, "kind": kind}
