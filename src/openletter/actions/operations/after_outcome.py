"""After an outcome that leaves actions running: whether each goes on is asked, and said by who could close it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from openletter.actions.models import Action, OutcomeQuestion
from openletter.actions.operations.life import locked
from openletter.actions.rules import ActionStatus
from openletter.cases.models import Outcome
from openletter.kernel import audit
from openletter.kernel.audit import Actor
from openletter.kernel.refusals import Refused

RUNNING = (ActionStatus.LIVE, ActionStatus.SUSPENDED, ActionStatus.SCHEDULED)
LET_RUN = "action.let_run"


def ask(*, outcome: Outcome) -> None:
    """Of each action of the case that runs, in whatever section, it is asked whether it goes on. Twice is as once."""
    running = Action.objects.filter(case=outcome.case_id, status__in=RUNNING).order_by("pk")
    questions = [OutcomeQuestion(action=action, outcome=outcome) for action in running]
    OutcomeQuestion.objects.bulk_create(questions, ignore_conflicts=True)


@transaction.atomic
def let_run(*, action: Action, actor: Actor, at: datetime) -> None:
    """The action goes on as it stands, after every outcome on record. Refuses where nobody asked, or it has ended."""
    row = locked(action)
    if row.status not in RUNNING or not row.outcome_questions.filter(decided_at=None).update(decided_at=at):
        raise Refused(_("Of this action it is not asked any more whether it goes on."))
    audit.record(actor=actor, verb=LET_RUN, subject=row, at=at, section=row.section.key)


def undecided(which: Q) -> QuerySet[OutcomeQuestion]:
    """What is still asked, of actions that have not ended; `which` filters the questions."""
    return OutcomeQuestion.objects.filter(which, decided_at=None, action__status__in=RUNNING)
