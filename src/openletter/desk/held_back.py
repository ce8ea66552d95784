"""What keeps an action from being published, resumed or closed, said before anybody fills in a form."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from openletter.actions.models import Action
from openletter.actions.operations import life, readiness
from openletter.actions.rules import ActionStatus
from openletter.actions.safety import safety_check
from openletter.desk import said
from openletter.desk.seeing import reads_findings, works_on
from openletter.kernel.refusals import Refused
from openletter.sections.access import Right, may

_TO_PUBLISH = (ActionStatus.APPROVED, ActionStatus.SCHEDULED)


@dataclass(frozen=True, slots=True)
class HeldBack:
    """Whether this person could publish, resume or close an action now, and what is to be said where not."""

    publishes: bool = True
    resumes: bool = True
    closes: bool = True
    told: tuple[str, ...] = ()


FREE = HeldBack()


def held_back(user: Any, action: Action, *, at: datetime) -> HeldBack:
    """What is in an action's way, for one person, at a moment."""
    if action.status in _TO_PUBLISH:
        found = readiness.in_the_way(action, at=at)
        return HeldBack(publishes=not found, told=told_of(user, action, found, at=at))
    if action.status == ActionStatus.SUSPENDED:
        return _stopped(user, action, at)
    return FREE


def told_of(user: Any, action: Action, found: list[str], *, at: datetime) -> tuple[str, ...]:
    """Of what is in an action's way, all that a person may read: sentences of its case can name whom they protect.

    Who writes or publishes the action of a case that is closed to them learns all but what is found of that.
    """
    if not found or reads_findings(user, action):
        return tuple(found)
    if not works_on(user, action):
        return ()
    hidden = {finding.sentence for finding in safety_check(action.case, action, at.date())}
    own = tuple(line for line in found if line not in hidden)
    return own if len(own) == len(found) else (case_not_out(), *own)


def case_not_out() -> str:
    """What is said instead of all that is found of a case which is closed to whoever works on its action."""
    return _("The case is not public yet. An approver of its section takes it on.")


@contextmanager
def without_findings(user: Any, action: Action) -> Iterator[None]:
    """What a verb refuses within is told with what it finds only to who may read that. Raises Refused."""
    try:
        yield
    except Refused as refusal:
        if reads_findings(user, action):
            raise
        raise Refused(case_not_out()) from refusal


def _stopped(user: Any, action: Action, at: datetime) -> HeldBack:
    keeps = readiness.keeps_stopped(action, at=at)
    told = told_of(user, action, keeps, at=at)
    lifts = life.may_lift(action, user.actor)
    who = "" if lifts and may(user, Right.RELEASE, action.section_id) else _who_lifts(action, own=not lifts)
    return HeldBack(resumes=lifts and not keeps, closes=lifts, told=(*told, who) if who else told)


def _who_lifts(action: Action, *, own: bool) -> str:
    if own:
        return _(
            "You stopped this yourself. Somebody else resumes or closes it, whatever your role: another approver or "
            "administrator of this section or of all of them."
        )
    # Translators: %(section)s is a national section of the organisation
    return _("An approver or administrator of %(section)s resumes or closes it: never the person who stopped it.") % {
        "section": said.name(action.section)
    }
