"""What keeps an action from being published, resumed or closed, said before anybody fills in a form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from openletter.actions.models import Action
from openletter.actions.operations import life, readiness
from openletter.actions.rules import ActionStatus
from openletter.desk import said
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
        found = tuple(readiness.in_the_way(action, at=at))
        return HeldBack(publishes=not found, told=found)
    if action.status == ActionStatus.SUSPENDED:
        return _stopped(user, action, at)
    return FREE


def _stopped(user: Any, action: Action, at: datetime) -> HeldBack:
    keeps = readiness.keeps_stopped(action, at=at)
    lifts = life.may_lift(action, user.actor)
    who = "" if lifts and may(user, Right.RELEASE, action.section_id) else _who_lifts(action, own=not lifts)
    return HeldBack(resumes=lifts and not keeps, closes=lifts, told=(*keeps, who) if who else tuple(keeps))


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
