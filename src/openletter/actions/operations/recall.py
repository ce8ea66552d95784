"""The safety stop of a whole case: its pages and every action of it, in whatever section, in one transaction."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from openletter.actions.models import Action
from openletter.actions.models.call import ADAPTED_FIRST, ADAPTED_LAST
from openletter.actions.operations import life
from openletter.actions.rules import ActionStatus
from openletter.cases import operations as cases
from openletter.cases.models import Case
from openletter.kernel.audit import Actor

STOPPED = "actions"  # in the audit entry of the recall: the refs of the actions it stopped


@transaction.atomic
def recall_case(*, case: Case, actor: Actor, at: datetime, reason: str) -> list[Action]:
    """Nothing of the case is shown, taken or sent any more; gives the actions that were live and now are recalled.

    All or nothing. Refuses without a reason; a case that is recalled already stays so, and what was opened is stopped.
    """
    # What was adapted stops with its original, so it goes first: nothing is stopped twice.
    live = list(Action.objects.filter(case=case, status=ActionStatus.LIVE).order_by(ADAPTED_FIRST, "pk"))
    cases.recall(case=case, actor=actor, at=at, reason=reason, after={STOPPED: [action.ref for action in live]})
    return [life.suspend(action=action, actor=actor, at=at, reason=reason) for action in live]


@transaction.atomic
def resume_case(*, case: Case, actor: Actor, at: datetime, reason: str) -> list[Action]:
    """The case is shown again, and the actions that its recall stopped are live again; gives these.

    Actions that were recalled apart stay recalled. Refuses whoever recalled it, whatever their role, and while
    consent is missing for one of the actions.
    """
    entry = cases.last_recall(case)
    stopped = entry.after.get(STOPPED, []) if entry else []
    row = cases.show_again(case=case, actor=actor, at=at, reason=reason)
    waiting = Action.objects.filter(case=row, ref__in=stopped, status=ActionStatus.SUSPENDED)
    waiting = waiting.order_by(ADAPTED_LAST, "pk")
    return [life.resume(action=action, actor=actor, at=at, reason=reason) for action in waiting]
