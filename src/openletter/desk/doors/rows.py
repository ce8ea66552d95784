"""Kinds of rows that addresses name, and how a row leads to the section in which a right must be held."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import models
from wagtail.images import get_image_model

from openletter.accounts.models import SignIn
from openletter.actions.models import Action, ActionTaken, Invalidation, LedgerEntry, LedgerEvidence, Switch
from openletter.actions.operations.after_outcome import RUNNING
from openletter.campaigns.models import Campaign
from openletter.cases.models import Case
from openletter.deliveries.models import DeliveryRequest, LobbyContact, OfficeMail, OfficialResponse, PetitionDelivery
from openletter.desk import today
from openletter.desk.windows import newsroom
from openletter.kernel.models import AuditEntry, LimitRule, Proposal, Work
from openletter.sections.access import Right, holdings, within
from openletter.sections.models import AccessReport, Contributor, Membership, Section
from openletter.solidarity.models import Bundle, Reason, SolidarityMessage
from openletter.solidarity.reports.models import PageReport
from openletter.supporters.models import EmailRule
from openletter.targets.models import ContactPoint, Office, PostRoute
from openletter.targets.representatives.models import Representative
from openletter.translations import pages
from openletter.translations.models import GlossaryTerm


class Rows(Protocol):
    """A kind of row: whether the one an address names is open to a person who needs one of the rights."""

    def open_to(self, user: Any, rights: Iterable[Right], named: Mapping[str, Any]) -> bool:
        """True where a right is held in the row's section. Who holds it everywhere costs no query."""
        ...


def sections_of(user: Any, rights: Iterable[Right]) -> frozenset[int] | None:
    """The sections in which a person holds one of the rights; None for all of them."""
    held = holdings(user)
    found: frozenset[int] = frozenset()
    for right in rights:
        ids = held.section_ids(right)
        if ids is None:
            return None
        found |= ids
    return found


@dataclass(frozen=True, slots=True)
class InSection:
    """Rows that belong to a section: `path` leads to its id, `named` is the row's place in the address."""

    model: type[models.Model]
    path: str = "section_id"
    key: str = "pk"
    named: str = "pk"

    def open_to(self, user: Any, rights: Iterable[Right], named: Mapping[str, Any]) -> bool:
        """One query by primary key for who is limited to sections."""
        ids = sections_of(user, rights)
        if not ids:
            return ids is None
        rows = self.model._base_manager.filter(**{self.key: named[self.named], f"{self.path}__in": ids})
        return rows.exists()


@dataclass(frozen=True, slots=True)
class CaseOrActions:
    """Cases by their own section, and by those of their running actions for who could close one there."""

    def open_to(self, user: Any, rights: Iterable[Right], named: Mapping[str, Any]) -> bool:
        """One query, a second where the case itself is not the person's."""
        rights = frozenset(rights)
        return _CASE.open_to(user, rights, named) or (
            Right.RELEASE in rights
            and Action.objects.filter(
                within(user, Right.RELEASE, "section_id"), case=named["pk"], status__in=RUNNING
            ).exists()
        )


@dataclass(frozen=True, slots=True)
class OfSwitch:
    """Switches belong to the section they name, or to that of their action; the house's own to who works everywhere."""

    def open_to(self, user: Any, rights: Iterable[Right], named: Mapping[str, Any]) -> bool:
        """One query, as for rows in a section."""
        ids = sections_of(user, rights)
        if not ids:
            return ids is None
        mine = models.Q(section__in=ids) | models.Q(action__section__in=ids)
        return Switch.objects.filter(mine, pk=named["pk"]).exists()


@dataclass(frozen=True, slots=True)
class OfPage:
    """Pages of the tree: they belong to the section whose home they stand under."""

    def open_to(self, user: Any, rights: Iterable[Right], named: Mapping[str, Any]) -> bool:
        """Three queries for who is limited to sections."""
        ids = sections_of(user, rights)
        if not ids:
            return ids is None
        return pages.section_of(named["pk"]) in ids


@dataclass(frozen=True, slots=True)
class Shared:
    """Rows that all sections share: the right held in any section is enough."""

    model: type[models.Model]

    def open_to(self, user: Any, rights: Iterable[Right], named: Mapping[str, Any]) -> bool:
        """Whether the right is held anywhere."""
        return sections_of(user, rights) != frozenset()


@dataclass(frozen=True, slots=True)
class InSectionOrShared:
    """Rows of a section, and beside them those of the whole house, for which the right held anywhere is enough."""

    model: type[models.Model]

    def open_to(self, user: Any, rights: Iterable[Right], named: Mapping[str, Any]) -> bool:
        """One query by primary key for who is limited to sections."""
        ids = sections_of(user, rights)
        if not ids:
            return ids is None
        mine = models.Q(section=None) | models.Q(section__in=ids)
        return self.model._base_manager.filter(mine, pk=named["pk"]).exists()


@dataclass(frozen=True, slots=True)
class Own:
    """Rows that belong to one person, whatever their rights."""

    model: type[models.Model]
    owner: str

    def open_to(self, user: Any, rights: Iterable[Right], named: Mapping[str, Any]) -> bool:
        """Whether it is theirs."""
        return self.model._base_manager.filter(**{"pk": named["pk"], self.owner: user.pk}).exists()


@dataclass(frozen=True, slots=True)
class OfToday:
    """Groups of Today, each with the right it was registered with."""

    def open_to(self, user: Any, rights: Iterable[Right], named: Mapping[str, Any]) -> bool:
        """Whether there is such a group, and its right is held anywhere."""
        return today.may_see(user, named["name"])


@dataclass(frozen=True, slots=True)
class OfFigures:
    """Figures by name; what they are narrowed to is the view's own question."""

    def open_to(self, user: Any, rights: Iterable[Right], named: Mapping[str, Any]) -> bool:
        """Whether the right is held anywhere."""
        return sections_of(user, rights) != frozenset()


@dataclass(frozen=True, slots=True)
class ByKey:
    """Rows that name their section by its key; those of the house are for who holds the right everywhere.

    `shared`: rows without a section are everybody's who holds the right anywhere.
    """

    model: type[models.Model]
    shared: bool = False

    def open_to(self, user: Any, rights: Iterable[Right], named: Mapping[str, Any]) -> bool:
        """One query, as for rows in a section."""
        ids = sections_of(user, rights)
        if not ids:
            return ids is None
        keys = Section.objects.filter(pk__in=ids).order_by().values("key")
        mine = models.Q(section__in=keys)
        if self.shared:
            mine |= models.Q(section="")
        return self.model._base_manager.filter(mine, pk=named["pk"]).exists()


@dataclass(frozen=True, slots=True)
class OfPages:
    """Pages of the public site: every page that the address names, under whatever word."""

    words: tuple[str, ...] = ("page_id", "parent_page_id", "page_to_move_id", "destination_id", "pk")

    def open_to(self, user: Any, rights: Iterable[Right], named: Mapping[str, Any]) -> bool:
        """Whether a right is held in the section of each; a page that belongs to no section is open to nobody."""
        ids = sections_of(user, rights)
        if not ids:
            return ids is None
        pages = [int(named[word]) for word in self.words if word in named]
        return bool(pages) and all(newsroom().section_of(page) in ids for page in pages)


@dataclass(frozen=True, slots=True)
class OfRedirects:
    """Old addresses of a section's site, kept by the site itself."""

    def open_to(self, user: Any, rights: Iterable[Right], named: Mapping[str, Any]) -> bool:
        """One query, as for rows in a section."""
        ids = sections_of(user, rights)
        if not ids:
            return ids is None
        return bool(newsroom().redirects_of(ids).filter(pk=named["pk"]).exists())


@dataclass(frozen=True, slots=True)
class OfFiles:
    """Files of pictures, as they came and as they were drawn, by the name under which they are kept."""

    def open_to(self, user: Any, rights: Iterable[Right], named: Mapping[str, Any]) -> bool:
        """Whether a right is held in the section whose picture it is; a file of no picture is open to nobody."""
        ids = sections_of(user, rights)
        if ids is not None and not ids:
            return False
        name = named["name"]
        rows = get_image_model().objects.filter(models.Q(file=name) | models.Q(renditions__file=name))
        return rows.exists() if ids is None else rows.filter(collection__pictures_of__section__in=ids).exists()


@dataclass(frozen=True, slots=True)
class OneOf:
    """Rows of several kinds under one address, which says the kind in its own word."""

    kinds: Mapping[str, Rows]
    word: str = "kind"

    def open_to(self, user: Any, rights: Iterable[Right], named: Mapping[str, Any]) -> bool:
        """As that kind answers; an unknown kind is open to nobody."""
        rows = self.kinds.get(str(named[self.word]))
        return rows is not None and rows.open_to(user, rights, named)


_CASE, _ACTION = InSection(Case), InSection(Action)
ROWS: Mapping[str, Rows] = {
    "case": _CASE,
    "case or its actions": CaseOrActions(),
    "action": _ACTION,
    "adaptation": _ACTION,
    "offered action": Shared(Action),
    "link to a case": _CASE,
    "link to an action": _ACTION,
    "act": InSection(ActionTaken),
    "ledger entry": InSection(LedgerEntry, "action__section_id"),
    "evidence": InSection(LedgerEvidence, "entry__action__section_id"),
    "switch": OfSwitch(),
    "judgement": InSection(Invalidation),
    "words": OneOf(
        {
            "case": _CASE,
            "action": _ACTION,
            "page": OfPage(),
            "section": InSection(Section, path="pk"),
            "campaign": Shared(Campaign),
            "reason": InSectionOrShared(Reason),
        }
    ),
    "section": InSection(Section, path="pk"),
    "person": InSection(Membership, key="user_id"),
    "message": InSection(SolidarityMessage),
    "messages of a case": InSection(Section, path="pk", named="section"),
    "bundle": InSection(Bundle),
    "reason": InSection(Reason),
    "report": InSection(PageReport),
    "contributor": InSection(Contributor),
    "glossary term": InSection(GlossaryTerm),
    "answer": InSection(OfficialResponse, path="action__section_id"),
    "hand-over": InSection(PetitionDelivery, path="action__section_id"),
    "request for names": InSection(DeliveryRequest, path="delivery__action__section_id"),
    "lobby contact": InSection(LobbyContact),
    "access report": InSection(AccessReport),
    "audit entry": ByKey(AuditEntry),
    "proposal": ByKey(Proposal, shared=True),
    "office": Shared(Office),
    "contact point": Shared(ContactPoint),
    "route": Shared(PostRoute),
    "letters": Shared(OfficeMail),
    "representative": Shared(Representative),
    "campaign": Shared(Campaign),
    "page": OfPages(),
    "story": OfPages(),
    "file of a picture": OfFiles(),
    "redirect": OfRedirects(),
    "picture": InSection(get_image_model(), path="collection__pictures_of__section_id"),
    "limit": Shared(LimitRule),
    "e-mail rule": Shared(EmailRule),
    "own sign-in": Own(SignIn, "user_id"),
    "own work": Own(Work, "owner_id"),
    "group of Today": OfToday(),
    "figure": OfFigures(),
}
