"""Moving an action through its life: review, opening, recall, extension, closing."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from openletter.actions.kinds import kind_of
from openletter.actions.models import Action
from openletter.actions.operations.readiness import (
    require_ahead,
    require_complete,
    require_original,
    require_pages,
    require_readers,
)
from openletter.actions.rules import ENDS_EVERYWHERE, ActionStatus, CloseReason, may_move
from openletter.actions.safety import require_safe
from openletter.cases.models import Outcome
from openletter.cases.operations import release, require_consent, require_not_recalled
from openletter.kernel import audit, marks, outbox, second
from openletter.kernel.audit import Actor
from openletter.kernel.refusals import Refused

_RUNNING = (ActionStatus.LIVE, ActionStatus.SUSPENDED)
# Who wrote an action: everybody in its audit who did more than move it on.
HABIT = second.Habit(
    approvals=frozenset({f"action.{ActionStatus.APPROVED}"}),
    not_writing=frozenset(
        {*(f"action.{status}" for status in ActionStatus), "action.changed", "action.extend", "action.erase",
         "action.embargo", "action.let_run", "pages.publish", "pages.down", "recount", "opened"}
    ),
    not_writing_beginning=("proposal.", "translation.", "ledger.", "evidence.", "abuse.", "handover."),
)  # fmt: skip


class MomentRefused(Refused):
    """An action cannot open at the moment asked for, whatever else stands."""


@transaction.atomic
def submit(*, action: Action, actor: Actor, at: datetime) -> Action:
    """The action waits for review. Refuses one that lacks what nobody could approve it without."""
    row = locked(action)
    _require_move(row, ActionStatus.IN_REVIEW)
    require_complete(row, at)
    return _move(row, ActionStatus.IN_REVIEW, actor=actor, at=at)


@transaction.atomic
def request_changes(*, action: Action, actor: Actor, at: datetime, reason: str) -> Action:
    """The action goes back to its editor. Refuses without saying what to change."""
    if not reason.strip():
        raise Refused(_("Say what needs to change."))
    return _move(locked(action), ActionStatus.CHANGES_REQUESTED, actor=actor, at=at, reason=reason)


@transaction.atomic
def approve(*, action: Action, actor: Actor, at: datetime) -> Action:
    """The action may be opened. Refuses whoever wrote any of it, and one that lacks what its page must show.

    The audit keeps it as it was approved, so that the next one who approves sees what changed since.
    """
    row = locked(action)
    second.require_another(actor, second.writers_of(row, HABIT))
    require_complete(row, at)
    return _move(row, ActionStatus.APPROVED, actor=actor, at=at, more={second.APPROVED: audit.snapshot(row)})


@transaction.atomic
def open_action(*, action: Action, actor: Actor, at: datetime) -> Action:
    """The action is live; people may act from `opens_at`, or now where none is set.

    Refuses without the consent that its case's pages need, while the safety check finds anything, with words,
    demands, letter or target missing, with a deadline that has passed, and where the section would hide its page in
    every language. One that was recalled is resumed, which asks who recalled it.
    """
    row = locked(action)
    if row.status == ActionStatus.SUSPENDED:
        raise Refused(_("This action is stopped. Somebody else than who stopped it resumes it."))
    require_not_recalled(row.case)
    require_consent(row.case, on=at.date())
    require_original(row)
    require_safe(row.case, row, on=at.date(), answers=actor.id is not None)
    require_complete(row, at)
    require_readers(row)
    row.opens_at = row.opens_at or at
    row.save(update_fields=["opens_at"])
    row = _move(row, ActionStatus.LIVE, actor=actor, at=at)
    if follows := kind_of(row.kind).opened:
        follows(row, actor, at)
    return row


@transaction.atomic
def schedule(*, action: Action, opens_at: datetime, actor: Actor, at: datetime) -> Action:
    """The action waits for its moment; until then nothing of it is shown anywhere, then it opens by itself.

    Everything is asked now as if that moment had come, and once more when it has. Refuses a moment that has passed, a
    deadline before it, what `open_action` refuses, and whoever wrote any of the case.
    """
    row = locked(action)
    if opens_at <= at:
        raise MomentRefused(_("This moment has passed. Choose a later one, or publish now."))
    require_not_recalled(row.case)
    require_consent(row.case, on=opens_at.date())
    require_original(row)
    require_safe(row.case, row, on=opens_at.date(), answers=actor.id is not None)
    # Who schedules is the second person; what is written of the case after this waits for another.
    release(case=row.case, actor=actor, at=at)
    require_complete(row, at)
    require_pages(row)
    require_readers(row)
    if row.deadline is not None and row.deadline < opens_at.date():
        raise MomentRefused(
            _("This moment lies after the deadline. Choose an earlier moment, or move the deadline on.")
        )
    _require_move(row, ActionStatus.SCHEDULED)
    row.opens_at = opens_at
    row.save(update_fields=["opens_at"])
    return _move(row, ActionStatus.SCHEDULED, actor=actor, at=at, reason=opens_at.isoformat())


@transaction.atomic
def unschedule(*, action: Action, actor: Actor, at: datetime) -> Action:
    """A scheduled action is only approved again, and opens when somebody opens it."""
    row = locked(action)
    if row.status != ActionStatus.SCHEDULED:
        raise Refused(_("Only a scheduled action can be taken off the calendar."))
    row.opens_at = None
    row.save(update_fields=["opens_at"])
    return _move(row, ActionStatus.APPROVED, actor=actor, at=at)


@transaction.atomic
def suspend(*, action: Action, actor: Actor, at: datetime, reason: str) -> Action:
    """Safety stop: within a minute nobody can act any more, on any page, in any language. Refuses without a reason.

    What other sections made of this action stops with it, and nobody there is asked.
    """
    if not reason.strip():
        raise Refused(_("Say why the action is recalled. Only staff read it."))
    row = _move(locked(action), ActionStatus.SUSPENDED, actor=actor, at=at, reason=reason)
    outbox.write("action_recalled", {"action": row.pk}, at=at)
    for adapted in row.adaptations.filter(status=ActionStatus.LIVE).order_by("pk"):
        suspend(action=adapted, actor=actor, at=at, reason=reason)
    return row


@transaction.atomic
def resume(*, action: Action, actor: Actor, at: datetime, reason: str) -> Action:
    """A recalled action is live again.

    Refuses when it is not recalled, whoever recalled it, whatever their role, and while something grave stands in the
    way.

    What other sections made of it stays recalled until they resume it; theirs stays recalled while this one is.
    """
    row = locked(action)
    if row.status != ActionStatus.SUSPENDED:
        raise Refused(_("Only a recalled action can be resumed."))
    if not may_lift(row, actor):
        raise Refused(
            _(
                "You stopped this yourself. Somebody else has to resume it, whatever your role: another approver or "
                "administrator of this section or of all of them."
            )
        )
    require_not_recalled(row.case)
    require_consent(row.case, on=at.date())
    require_original(row)
    require_safe(row.case, row, on=at.date(), answers=False)
    return _move(row, ActionStatus.LIVE, actor=actor, at=at, reason=reason)


@transaction.atomic
def extend(*, action: Action, deadline: date, actor: Actor, at: datetime) -> Action:
    """The same action goes on to a later day. Refuses a day that is not later, and an action that has ended."""
    row = locked(action)
    if row.status != ActionStatus.LIVE:
        raise Refused(_("Only a live action can be extended."))
    require_ahead(deadline, at)
    if row.deadline is None or deadline <= row.deadline:
        raise Refused(_("Choose a day after the present deadline."))
    before, row.deadline = row.deadline, deadline
    row.erased_on = None  # what is typed from now on has an end of its own
    row.save(update_fields=["deadline", "erased_on"])
    _record(row, "action.extend", actor, at, {"deadline": str(before)}, {"deadline": str(deadline)})
    return row


@transaction.atomic
def close(
    *, action: Action, actor: Actor, at: datetime, reason: str, outcome: Outcome | None = None
) -> Action:  # fmt: skip
    """The action has ended: its address and number stay, nothing is accepted any more.

    `reason` is a CloseReason. What other sections made of it closes with it where there is an outcome, or a reason that
    holds everywhere, also what was stopped together with it. What one of them stopped itself stays stopped, unless a
    process of ours closes it: its page would be seen again, and its section is told on Today. Refuses an action that
    is not live or recalled, one that the actor stopped, and an outcome of another case.
    """
    row = locked(action)
    if outcome is not None and outcome.case_id != row.case_id:
        raise Refused(_("This outcome belongs to another case."))
    if row.status == ActionStatus.SUSPENDED and not may_lift(row, actor):
        raise Refused(
            _(
                "You stopped this yourself. Closing shows its page again: somebody else has to do it, whatever your "
                "role."
            )
        )
    row.close_reason, row.outcome, row.closed_on = CloseReason(reason), outcome, at.date()
    _require_move(row, ActionStatus.CLOSED)
    row.save(update_fields=["close_reason", "outcome", "closed_on"])
    _move(row, ActionStatus.CLOSED, actor=actor, at=at, reason=str(CloseReason(reason)))
    outbox.write("action_closed", {"action": row.pk}, at=at)
    if outcome is not None or reason in ENDS_EVERYWHERE:
        for adapted in row.adaptations.filter(status__in=_RUNNING).order_by("pk"):
            if adapted.status in running_for(actor) or _stopped_together(row, adapted, actor):
                close(action=adapted, actor=actor, at=at, reason=reason, outcome=outcome)
    return row


def running_for(actor: Actor) -> tuple[ActionStatus, ...]:
    """What ends together with something else: what a person stopped is left stopped, but by processes of ours."""
    return (ActionStatus.LIVE,) if actor.id is not None else _RUNNING


def _stopped_together(row: Action, adapted: Action, actor: Actor) -> bool:
    """Whether one press stopped both, and not this actor's: no section had a reason of its own."""
    stop = f"action.{ActionStatus.SUSPENDED}"
    together = second.last_of(row, stop) == second.last_of(adapted, stop) is not None
    return together and may_lift(adapted, actor)


def may_lift(row: Action, actor: Actor) -> bool:
    """Whether this actor may resume or close a recalled action: not whoever recalled it, whatever their role."""
    return second.may_approve(actor, [second.last_by(row, f"action.{ActionStatus.SUSPENDED}")])


def locked(action: Action) -> Action:
    """The action's row as it stands now, held until the transaction ends."""
    return Action.objects.select_for_update(of=("self",)).select_related("case", "section").get(pk=action.pk)


def _move(
    row: Action, wanted: ActionStatus, *, actor: Actor, at: datetime, reason: str = "",
    more: dict[str, Any] | None = None,
) -> Action:  # fmt: skip
    _require_move(row, wanted)
    before, row.status = row.status, wanted
    row.save(update_fields=["status"])
    _record(row, f"action.{wanted}", actor, at, {"status": before}, {"status": str(wanted), **(more or {})}, reason)
    return row


def _require_move(row: Action, wanted: ActionStatus) -> None:
    if not may_move(row.status, wanted):
        raise Refused(
            # Translators: both are states of an action, such as "Draft" and "Live".
            _("An action cannot go from “%(now)s” to “%(wanted)s”.")
            % {"now": ActionStatus(row.status).label, "wanted": wanted.label}
        )


def _record(
    row: Action, verb: str, actor: Actor, at: datetime, before: dict[str, str], after: dict[str, Any], reason: str = ""
) -> None:
    audit.record(
        actor=actor, verb=verb, subject=row, at=at, section=row.section.key, before=before, after=after, reason=reason
    )
    marks.bump(marks.PAGES, marks.ACTIONS)
