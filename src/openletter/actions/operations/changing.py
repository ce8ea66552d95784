"""Changing an action that was approved: what people may be signing changes only when a second person agrees."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import wraps
from typing import Any, cast

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from openletter.actions.models import Action, Adaptation
from openletter.actions.operations import readiness
from openletter.actions.operations.fitting import require_room
from openletter.actions.operations.life import HABIT, locked
from openletter.actions.rules import ActionStatus
from openletter.actions.wholeness import pages_in
from openletter.kernel import audit, marks, second
from openletter.kernel.audit import Actor
from openletter.kernel.clusters import Line, as_new, lines_of, merged, same
from openletter.kernel.gone import Key, gone_from, require_there, without
from openletter.kernel.models import Proposal
from openletter.kernel.proposals import Kind, fitting, propose, register, taken_in, undo, waiting_for
from openletter.kernel.refusals import Refused

CHANGE, CHANGED, TAKEN_IN = "action.change", "action.changed", "action.taken_in"
# Before approval an action is written straight; afterwards its words have been looked at.
UNSETTLED = (ActionStatus.DRAFT, ActionStatus.IN_REVIEW, ActionStatus.CHANGES_REQUESTED)
RELATIONS = ("words", "demands", "appeals", "targets", "sheets", "credits")
FIELDS = (
    "opens_at", "deadline", "next_action", "superseded_by", "unconfirmed", "goal", "display_threshold", "asks",
    "offers", "settings", "page_languages",
)  # fmt: skip
_TAKEN = "taken "  # in a state, before the key of a text of an adaptation
_SILENT = frozenset(
    {"ref", "case", "section", "status", "closed_on", "erased_on", "outcome", "close_reason", "released_at"}
)


def lines_of_action(action: Action) -> list[Line]:
    """What an action says and asks, wherever it is written: saved, proposed, or as it was approved."""
    return [
        line
        for line in lines_of(action, relations=RELATIONS)
        if line.key.rpartition(".")[2] not in _SILENT or "/" in line.key
    ]


def as_approved(action: Action) -> Action | None:
    """The action as it was last approved, not saved; None where it never was."""
    found = second.approved_of(action, HABIT)
    return Action.from_serializable_data(found, check_fks=False) if found else None


def state_of(action: Action) -> dict[str, Any]:
    """What a proposal may change of an action, as plain values; of an adaptation also what its original said of each
    text when that was decided on, so that theirs counts as taken only once it stands.
    """
    whole = audit.snapshot(action)
    own = {name: whole[name] for name in ("pk", *FIELDS, *RELATIONS) if name in whole}
    if action.original_id is None:
        return own
    taken = Adaptation.objects.filter(action=action.pk).values_list("taken", flat=True).first() or {}
    return own | {f"{_TAKEN}{key}": text for key, text in taken.items()}


def decided_in(proposal: Proposal) -> dict[str, str]:
    """What the original said, by key, of each text that this proposal takes from it; empty where it says nothing."""
    return {
        name.removeprefix(_TAKEN): text
        for name, text in proposal.wanted.items()
        if name.startswith(_TAKEN) and text != proposal.base.get(name, "")
    }


def is_settled(action: Action) -> bool:
    """Whether it was approved: from then on it is not written straight."""
    return action.status not in UNSETTLED


def pending_change(action: Action) -> Proposal | None:
    """The changes of an action that wait, or were sent back."""
    return waiting_for(action, CHANGE).first()


def changes_of(actions: Iterable[Action]) -> dict[int, Proposal]:
    """The same of many, by their keys, in one query."""
    named = {"subject_type": Action._meta.label_lower, "subject_id__in": [str(row.pk) for row in actions]}
    return {int(row.subject_id): row for row in Proposal.objects.filter(kind=CHANGE, **named).defer("body")}


def waits_from(action: Action, at: datetime) -> bool:
    """Whether what was written of an action at that moment waits for a second person."""
    pending = pending_change(action)
    return pending is not None and pending.written_at >= at


def with_change(action: Action, proposal: Proposal) -> Action:
    """The action as it would be, without what was deleted since. Not saved."""
    whole = audit.snapshot(action)
    kept = {name: value for name, value in whole.items() if name not in RELATIONS}
    made: Action = Action.from_serializable_data(kept | _laid_over(action, proposal)[0], check_fks=False)
    made._state.adding = False
    return made


def _laid_over(action: Action, proposal: Proposal) -> tuple[dict[str, Any], frozenset[Key]]:
    """What waits, over what stands, without what was deleted since; and what that is."""
    stands = state_of(action)
    state = merged(stands, proposal.base, proposal.wanted)
    gone = gone_from(Action, state, stands)
    return without(Action, state, gone), gone


@transaction.atomic
def propose_change(*, changed: Action, actor: Actor, at: datetime) -> Proposal:
    """What `changed` (not saved) says differently waits for a second person, together with what waited before.

    `changed` was written over what `as_it_would_be` gives; where it differs in nothing, what waited stays as it is.
    """
    live = locked(changed)
    pending, wanted = pending_change(live), state_of(changed)
    if pending is not None and same(wanted, state_of(with_change(live, pending))) and not _lacks(live, pending):
        return pending
    return propose(
        kind=CHANGE, subject=live, section=live.section.key, wanted=wanted, base=state_of(live), actor=actor, at=at,
        amends=pending,
    )  # fmt: skip


@transaction.atomic
def take_in(*, action: Action, pending: Proposal, before: dict[str, Any], actor: Actor, at: datetime) -> None:
    """What waited is part of an action that is a draft again, as it says by now; its writers wrote of it.

    `before` is the action as it stood without it.
    """
    after = audit.snapshot(Action.objects.get(pk=action.pk)) | {second.WRITERS: pending.writers}
    audit.record(
        actor=actor, verb=TAKEN_IN, subject=action, at=at, section=action.section.key, before=before, after=after
    )
    taken_in(proposal=pending, actor=actor, at=at)


def as_it_would_be(action: Action) -> Action:
    """The action as its writers left it: with what waits, or was sent back, laid over it; else as it stands.

    For reading. What is laid over is not saved: verbs are given the row itself.
    """
    pending = pending_change(action)
    if pending is None:
        return action
    made = with_change(action, pending)
    made.case, made.section = action.case, action.section  # with what was fetched of them
    return made


def written[**P](verb: Callable[P, Action]) -> Callable[P, Action]:
    """For verbs that write an action: once it is approved, what they did is taken back and waits for a second person.

    The verb takes `action`, `actor` and `at` by name and gives the action's row. It writes on top of what waits
    already, as its writers see it (`as_it_would_be`): where nothing differs from that nothing is proposed anew, and
    where nothing differs any more from what stands, what waited is discarded. Refuses where that does not fit.
    """

    @wraps(verb)
    @transaction.atomic
    def kept(*args: P.args, **kwargs: P.kwargs) -> Action:
        live, actor, at = locked(cast(Action, kwargs["action"])), cast(Actor, kwargs["actor"]), kwargs["at"]
        pending = pending_change(live)
        if actor.id is None or live.status in UNSETTLED:
            if pending is not None and live.status in UNSETTLED:
                _fold_in(live, pending, actor, cast(datetime, at))
            return verb(*args, **kwargs)
        base, savepoint = state_of(live), transaction.savepoint_create()
        waited = base if pending is None else _put_for_now(live, pending, base)
        verb(*args, **kwargs)
        wanted = _state_now(live, base)
        if pending is None and same(_said(wanted), _said(waited)):
            transaction.savepoint_commit(savepoint)
            return live
        transaction.savepoint_rollback(savepoint)
        if not same(wanted, waited) or _lacks(live, pending):
            _keep(live, wanted, base, pending, actor, cast(datetime, at))
        return live

    return kept


def _fold_in(live: Action, pending: Proposal, actor: Actor, at: datetime) -> None:
    before = audit.snapshot(live)
    _stand(live, pending)
    take_in(action=live, pending=pending, before=before, actor=actor, at=at)


def _lacks(live: Action, pending: Proposal | None) -> bool:
    """Whether something that waits was deleted since: who writes on saves what is left."""
    return pending is not None and bool(_laid_over(live, pending)[1])


def _stand(live: Action, proposal: Proposal) -> None:
    """The change is saved; what it takes from an original is taken. Refuses what does not fit beside what stands."""
    require_room(live, _laid_over(live, proposal)[0])
    with fitting():
        with_change(live, proposal).save()
    if decided := decided_in(proposal):
        row = Adaptation.objects.select_for_update().get(action=live)
        row.taken = {key: text for key, text in {**row.taken, **decided}.items() if text}
        row.save(update_fields=["taken"])


def _state_now(action: Action, base: dict[str, Any]) -> dict[str, Any]:
    """The state beside `base`: what of an original is taken no more is said to be nothing."""
    nothing = {name: "" for name in base if name.startswith(_TAKEN)}
    return nothing | as_new(state_of(Action.objects.get(pk=action.pk)), base)


def _said(state: dict[str, Any]) -> dict[str, Any]:
    """What of a state readers may see."""
    return {name: value for name, value in state.items() if not name.startswith(_TAKEN)}


def _put_for_now(live: Action, pending: Proposal, base: dict[str, Any]) -> dict[str, Any]:
    """What waits stands until the savepoint is taken back; gives the state then."""
    _stand(live, pending)
    return _state_now(live, base)


def _keep(
    live: Action, wanted: dict[str, Any], base: dict[str, Any], pending: Proposal | None, actor: Actor, at: datetime
) -> None:
    if not same(_said(wanted), _said(base)):
        propose(
            kind=CHANGE, subject=live, section=live.section.key, wanted=wanted, base=base, actor=actor, at=at,
            amends=pending,
        )  # fmt: skip
    elif pending is not None:
        undo(proposal=pending, actor=actor, at=at)


def _action(proposal: Proposal) -> Action:
    return Action.objects.select_related("case", "section").get(pk=proposal.subject_id)


def _put(proposal: Proposal, actor: Actor, at: datetime) -> Action:
    """The change stands. Refuses one without which the action could not have been approved at first."""
    live = locked(_action(proposal))
    require_there(_laid_over(live, proposal)[1])
    before, lacked, had_pages = audit.snapshot(live), readiness.lacking(live, at=at), bool(pages_in(live))
    _stand(live, proposal)
    row = locked(live)
    if lacks := [part for part in readiness.lacking(row, at=at) if part not in lacked]:
        raise Refused(" ".join(lacks))
    if had_pages:
        readiness.require_pages(row)
    audit.record(
        actor=actor, verb=CHANGED, subject=row, at=at, section=row.section.key, before=before,
        after=audit.snapshot(row),
    )  # fmt: skip
    marks.bump(marks.PAGES, marks.ACTIONS)
    return row


def _show(proposal: Proposal) -> tuple[list[Line], list[Line]]:
    action = _action(proposal)
    return lines_of_action(action), lines_of_action(with_change(action, proposal))


register(Kind(CHANGE, _("Change of an action"), _put, _show, _action))
