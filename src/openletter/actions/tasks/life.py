"""What follows in actions from facts elsewhere, and what has to be looked at every so often."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from openletter.actions.models import Action
from openletter.actions.models.call import ADAPTED_FIRST
from openletter.actions.operations import after_outcome, life, reading, retention, series
from openletter.actions.rules import ActionStatus, close_reason_for
from openletter.cases.models import Outcome
from openletter.cases.queries import may_show
from openletter.kernel import clock, outbox, ticks
from openletter.kernel.audit import SYSTEM
from openletter.kernel.outbox import Payload

_OPEN = (ActionStatus.LIVE, ActionStatus.SUSPENDED)


@outbox.on("outcome_recorded")
def close_actions_of_closed_case(payload: Payload) -> None:
    """An outcome that closes its case closes the case's live and recalled actions."""
    outcome = Outcome.objects.filter(pk=payload["outcome"], closes_case=True).first()
    if outcome is None:
        return
    reason = close_reason_for(outcome.type)
    # What was adapted closes with its original, so it goes first: nothing is closed twice.
    for action in Action.objects.filter(case_id=outcome.case_id, status__in=_OPEN).order_by(ADAPTED_FIRST, "pk"):
        life.close(action=action, actor=SYSTEM, at=clock.now(), reason=reason, outcome=outcome)


@outbox.on("outcome_recorded")
def ask_whether_actions_go_on(payload: Payload) -> None:
    """An outcome that people recorded asks of what still runs whether it goes on; what it closes is asked nothing."""
    outcome = Outcome.objects.filter(pk=payload["outcome"]).first()
    if outcome is not None and payload.get("by_people"):
        after_outcome.ask(outcome=outcome)


@outbox.on(series.DUE)
def take_over_when_open(payload: Payload) -> None:
    """An urgent action published for a later hour takes the place of the earlier ones when that hour has come."""
    action = Action.objects.filter(pk=payload["action"]).first()
    if action is not None:
        series.take_over(action=action, actor=SYSTEM, at=clock.now())


@outbox.on("consent_withdrawn")
def recall_at_once(payload: Payload) -> None:
    """Consent taken back recalls the case's live actions, and nobody reads its pages by a link any more."""
    at = clock.now()
    _recall(Action.objects.filter(case_id=payload["case"], status=ActionStatus.LIVE), at)
    reading.revoke_all(case_id=payload["case"], actor=SYSTEM, at=at)


@ticks.every(minutes=10)
def recall_without_consent(at: datetime) -> None:
    """Consent that ran out recalls actions just as consent taken back does."""
    _recall(Action.objects.filter(status=ActionStatus.LIVE), at)


@ticks.every(hours=6)
def erase_ended(at: datetime) -> None:
    """Personal data whose day has come is destroyed."""
    retention.erase_ended(at=at)


def _recall(actions: QuerySet[Action], at: datetime) -> None:
    rows = actions.order_by(ADAPTED_FIRST, "pk").select_related("case")
    for action in rows.prefetch_related("case__consents", "case__people"):
        if not may_show(action.case, at.date()):
            life.suspend(action=action, actor=SYSTEM, at=at, reason="No consent covers the case's pages any more.")
