"""The record of how a message was judged: each step stays, a decision that is taken back is marked as overturned."""

from __future__ import annotations

from datetime import datetime

from openletter.kernel import audit
from openletter.kernel.audit import Actor
from openletter.solidarity.models import Decision, Objection, Reason, SolidarityMessage
from openletter.solidarity.rules import DECIDED, ObjectionState, Verdict


def keep(
    row: SolidarityMessage, verdict: Verdict, *, actor: Actor, at: datetime, reason: Reason | None = None,
    words: str = "", leaning: str = "", told: bool = False, may_object: bool = False,
) -> Decision:  # fmt: skip
    """The step is written down, with the reason in the words of today; an opposite decision before it is overturned."""
    made = Decision.objects.create(
        message=row, section=row.section, verdict=verdict, at=at, by_id=actor.id, by_name=actor.name[:200],
        reason=reason.code if reason else "", reason_said=reason.by_language() if reason else {},
        words=words.strip()[:600],
        leaning=leaning if leaning in DECIDED else "", told=told, may_object=may_object,
    )  # fmt: skip
    if verdict in DECIDED:
        opposite = row.decisions.filter(verdict__in=DECIDED, overturned_at=None).exclude(verdict=verdict)
        opposite.update(overturned_at=at)
    return made


def standing(row: SolidarityMessage) -> Decision | None:
    """The last decision on a message; None where nobody has decided."""
    return row.decisions.filter(verdict__in=DECIDED).order_by("at", "id").last()


def answer_objection(row: SolidarityMessage, verdict: Verdict, at: datetime) -> Objection | None:
    """The open objection to the decision before this one is granted or refused; None where there was none."""
    objection = row.objections.filter(state=ObjectionState.OPEN).first()
    if objection is not None:
        objection.state = ObjectionState.GRANTED if verdict == Verdict.ACCEPTED else ObjectionState.REFUSED
        objection.answered_at = at
        objection.save(update_fields=["state", "answered_at"])
    return objection


def note(row: SolidarityMessage, verb: str, actor: Actor, at: datetime, *, reason: str = "") -> None:
    """The audit's entry of a step."""
    audit.record(
        actor=actor, verb=verb, subject=row, at=at, section=row.section.key, reason=reason, after={"state": row.state}
    )
