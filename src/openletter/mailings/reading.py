"""What a mail has to know of the act it is about. Nothing sealed is opened here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from django.conf import settings

from openletter.actions.models import Action, ActionTaken
from openletter.cases.models import Case
from openletter.cases.queries import may_show
from openletter.kernel import tokens
from openletter.sections.models import Section
from openletter.sections.routing import base_of, root_of
from openletter.solidarity.rules import OBJECTION


class Addressed(Protocol):
    """What every mail has to know: whose it is, in which language, and the page behind its link."""

    @property
    def section(self) -> Section:
        """The section that writes."""
        ...

    @property
    def language(self) -> str:
        """The language it is written in."""
        ...

    @property
    def own_link(self) -> str:
        """The page where the reader takes back what the mail is about."""
        ...


@dataclass(frozen=True, slots=True)
class About:
    """An act and what stands around it, in the language it was done in, or the section's own if it left that one."""

    act: ActionTaken
    language: str
    may_show: bool

    @property
    def action(self) -> Action:
        """The action it was."""
        return self.act.action

    @property
    def section(self) -> Section:
        """The section it was done with."""
        return self.act.section

    @property
    def case(self) -> Case:
        """The case it was done for."""
        return self.act.action.case

    @property
    def own_link(self) -> str:
        """The page where the act is confirmed, disowned or withdrawn; whoever holds the link can do so."""
        return f"{self._base}confirm/{tokens.sign(self.act.pk, purpose='act', key=settings.SECRET_KEY)}/"

    def objection_link(self, decision: UUID) -> str:
        """The page where who wrote a message says once, and for a time, that a decision on it is wrong."""
        token = tokens.sign_for_now(decision.hex, purpose=OBJECTION, key=settings.SECRET_KEY)
        return f"{self._base}look-again/{token}/"

    @property
    def action_link(self) -> str:
        """The action's page."""
        return self.link_to(self.action)

    def link_to(self, action: Action) -> str:
        """The page of an action, in the section and language of the act."""
        return f"{self._base}act/{action.ref}/"

    @property
    def _base(self) -> str:
        return f"{root_of(self.section)}{base_of(self.section, self.language)}"


def about(act_id: UUID, *, on: date, known: dict[int, bool]) -> About:
    """What stands around an act. `known` remembers from mail to mail of a round which cases may be shown.

    Raises ActionTaken.DoesNotExist.
    """
    act = ActionTaken.objects.defer("sealed").select_related("section", "action__case").get(pk=act_id)
    case = act.action.case
    if case.pk not in known:
        known[case.pk] = may_show(case, on)
    spoken = act.language in act.section.languages
    return About(act, act.language if spoken else act.section.default_language, known[case.pk])
