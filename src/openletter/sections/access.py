"""What a member of staff may do, and where: the one place that turns roles into rights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.db.models import Q, QuerySet

from openletter.sections.models import Membership, Section
from openletter.sections.rules import Role

ENTER_DESK = "wagtailadmin.access_admin"


class Right(StrEnum):
    """One thing that can be done at the desk. Least privilege: a role holds only the rights its work needs."""

    SEE_CASES = "see_cases"
    EDIT_CASES = "edit_cases"
    CONSENT = "consent"
    SEE_ACTIONS = "see_actions"
    EDIT_ACTIONS = "edit_actions"
    WORDS = "words"
    REVIEW_WORDS = "review_words"  # see what waits to be translated; read and approve what somebody else wrote
    RELEASE = "release"  # publish, resume, extend, close; outcomes and the status of cases
    RECALL = "recall"  # the safety stop: whoever knows a case best must be able to stop it at once
    LEDGER = "ledger"
    ANSWERS = "answers"  # open what offices answered, and say what it amounts to
    DIRECTORY = "directory"  # offices and campaigns, which all sections share
    SECTION = "section"  # a section's own settings and legal texts
    STAFF = "staff"
    AUDIT = "audit"
    MODERATE = "moderate"  # messages to people at risk: read, accept, withhold, translate
    BUNDLES = "bundles"  # accepted messages: gather, print, send
    ACTS = "acts"  # search acts; nothing that was typed is opened
    OPEN_ACTS = "open_acts"  # open what one person typed, with a reason
    DELIVER = "deliver"  # the names of those who agreed, for the officials addressed
    ABUSE = "abuse"  # what floods an action: trends, switches, invalidation
    FIGURES = "figures"  # dashboards: sums, never people
    SITE = "site"  # homes, menus, standard pages and stories
    HOUSE = "house"  # limits and e-mail rules of the whole installation


_SEES = frozenset({Right.SEE_CASES, Right.SEE_ACTIONS})
RIGHTS: Mapping[str, frozenset[Right]] = {
    Role.ADMIN: frozenset(Right),
    Role.EDITOR: _SEES
    | {Right.EDIT_CASES, Right.EDIT_ACTIONS, Right.WORDS, Right.LEDGER, Right.ANSWERS, Right.DIRECTORY, Right.RECALL}
    | {Right.REVIEW_WORDS, Right.ACTS, Right.FIGURES, Right.SITE},
    Role.APPROVER: _SEES
    | {Right.REVIEW_WORDS, Right.RELEASE, Right.RECALL, Right.ACTS, Right.DELIVER, Right.ABUSE, Right.FIGURES},
    Role.RESEARCHER: _SEES
    | {Right.EDIT_CASES, Right.CONSENT, Right.WORDS, Right.DIRECTORY, Right.RECALL}
    | {Right.REVIEW_WORDS, Right.FIGURES},
    Role.TRANSLATOR: _SEES | {Right.WORDS, Right.REVIEW_WORDS},
    Role.MODERATOR: _SEES | {Right.MODERATE, Right.BUNDLES, Right.ABUSE},
    Role.CASE_COORDINATOR: _SEES | {Right.BUNDLES, Right.ANSWERS, Right.RECALL, Right.FIGURES},
    # Groups and partners see what is asked and what came of it, and no case file.
    Role.GROUP_ORGANISER: frozenset({Right.SEE_ACTIONS, Right.FIGURES}),
    Role.PARTNER_READER: frozenset({Right.SEE_ACTIONS, Right.FIGURES}),
    Role.DPO_AUDITOR: _SEES | {Right.AUDIT, Right.ACTS, Right.OPEN_ACTS, Right.FIGURES},
}


@dataclass(frozen=True, slots=True)
class Holdings:
    """The rights one person holds: everywhere, and section by section."""

    everywhere: frozenset[Right]
    by_section: Mapping[int, frozenset[Right]]

    def has(self, right: Right, section_id: int | None = None) -> bool:
        """Whether the right is held in a section; without one, whether it is held anywhere at all."""
        if right in self.everywhere:
            return True
        if section_id is None:
            return any(right in held for held in self.by_section.values())
        return right in self.by_section.get(section_id, frozenset())

    def section_ids(self, right: Right) -> frozenset[int] | None:
        """The sections in which the right is held; None for all of them."""
        if right in self.everywhere:
            return None
        return frozenset(pk for pk, held in self.by_section.items() if right in held)

    @property
    def any(self) -> bool:
        """Whether the person has anything to do at the desk."""
        return bool(self.everywhere or self.by_section)


NOTHING = Holdings(frozenset(), {})


def holdings(user: Any) -> Holdings:
    """What a person may do: superusers everything, people who left nothing. One query a request."""
    if not user.is_authenticated or not user.is_active:
        return NOTHING
    known: Holdings | None = getattr(user, "_openletter_holdings", None)
    if known is None:
        known = user._openletter_holdings = _collect(user)
    return known


def _collect(user: Any) -> Holdings:
    if user.is_superuser:
        return Holdings(frozenset(Right), {})
    everywhere: frozenset[Right] = frozenset()
    by_section: dict[int, frozenset[Right]] = {}
    for section_id, role in Membership.objects.filter(user=user).values_list("section_id", "role"):
        rights = RIGHTS.get(role, frozenset())
        if section_id is None:
            everywhere |= rights
        else:
            by_section[section_id] = by_section.get(section_id, frozenset()) | rights
    # Limits and mail providers belong to every section: an administrator of one may not move them.
    own = {pk: held - {Right.HOUSE} for pk, held in by_section.items()}
    return Holdings(everywhere, own)


def may(user: Any, right: Right, section: Section | int | None = None) -> bool:
    """Whether a person holds a right in a section; without one, anywhere."""
    return holdings(user).has(right, section.pk if isinstance(section, Section) else section)


def sections_for(user: Any, right: Right) -> QuerySet[Section]:
    """The sections in which a person holds a right, their words fetched."""
    ids = holdings(user).section_ids(right)
    found = Section.objects.prefetch_related("words")
    return found if ids is None else found.filter(pk__in=ids)


_ALL = ~Q(pk__in=[])  # true of every row, also beside an “or”, from which an empty filter would vanish


def within(user: Any, right: Right, path: str) -> Q:
    """The filter that keeps rows of the sections in which a person holds a right; `path` leads to the section."""
    ids = holdings(user).section_ids(right)
    return _ALL if ids is None else Q(**{f"{path}__in": ids})


class RoleBackend(BaseBackend):
    """Lets people with a role into the desk. It signs nobody in and grants no permission of Django's or Wagtail's."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """True for entering the desk, of anybody who holds a right there."""
        return perm == ENTER_DESK and obj is None and holdings(user_obj).any
