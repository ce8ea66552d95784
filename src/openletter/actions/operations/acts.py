"""What a supporter does with an act once it is taken: confirm it, withdraw it, say it was not them.

    pending -> counted -> withdrawn      pending -> withdrawn
    pending -> disowned                  counted -> disowned

An act that staff keep out of the number (shadowed, invalidated) takes the same steps beneath: whoever acted is shown
what everybody is shown, the step is remembered, and no number moves.

One UPDATE that names the state it starts from decides each step; its row count says who won when two came at once,
and only the winner writes the tally delta and the outbox fact, in the same transaction. Every verb may be repeated.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from openletter.actions.kinds import kind_of
from openletter.actions.models import Action, ActionTaken, TallyDelta
from openletter.actions.rules import UNSEEN, ActionStatus, ActState, Door, LedgerSource, source_of
from openletter.kernel import outbox
from openletter.supporters.queries import person_of_address

LONGEST_ADDRESS = 254  # RFC 5321

# What a withdrawn or disowned act no longer says, from that moment on.
_EMPTIED: dict[str, Any] = {
    "sealed": None, "data_key": None, "to_target": False, "public": False, "news": False, "traces": "",
}  # fmt: skip
_STANDING = (ActState.PENDING, ActState.COUNTED, *UNSEEN)


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What an act is after a verb: its state, whether this very call changed it, and why it was refused, if so."""

    state: ActState
    changed: bool
    refused: Door | None = None


def confirm(*, act_id: UUID, at: datetime) -> Confirmed:
    """Count a pending act from now on.

    An act taken in time may be confirmed after the deadline. Refused while the action is recalled (Door.RECALLED:
    the same link works again if it is resumed) and once it is closed (Door.CLOSED: its number no longer grows).
    Raises ActionTaken.DoesNotExist.
    """
    act = _brief(act_id)
    # The state stands on the row itself, not behind a join: PostgreSQL then looks at it again after waiting for another
    # verb, and an act withdrawn meanwhile stays withdrawn.
    live = Action.objects.filter(status=ActionStatus.LIVE)
    pending = ActionTaken.objects.filter(pk=act_id, state=ActState.PENDING, action__in=live)
    with transaction.atomic():
        changed = pending.update(
            state=ActState.COUNTED, confirmed_at=at, evidence=kind_of(act.action.kind).evidence_confirmed
        )
        if changed:
            _tally(act.action_id, {LedgerSource.UNCONFIRMED: -1, LedgerSource.VERIFIED_ONLINE: 1}, at)
            outbox.write("act_confirmed", {"act": act_id.hex}, at=at)
        else:
            changed = _confirm_beneath(act, at)
    return _told(act_id, changed=bool(changed))


def _confirm_beneath(act: ActionTaken, at: datetime) -> int:
    """Remember that an act kept out of the number was confirmed: it counts from the day staff let it in."""
    kept_out = ActionTaken.objects.filter(
        pk=act.pk, state__in=UNSEEN, confirmed_at=None, action__in=Action.objects.filter(status=ActionStatus.LIVE)
    )
    return kept_out.update(confirmed_at=at, evidence=kind_of(act.action.kind).evidence_confirmed)


def disown(*, act_id: UUID, at: datetime) -> Confirmed:
    """Believe the owner of the address that it was not them: uncount the act and erase what was typed, at once.

    The hash of the address stays for a while, so that whoever used it cannot do so again (see `allow_again`).
    """
    return _end(act_id, ActState.DISOWNED, "act_disowned", at)


def withdraw(*, act_id: UUID, at: datetime) -> Confirmed:
    """Take an act back: uncount it and erase what was typed and the hash of the address, at once.

    It can be done at any time, also after the action is closed. The person may act anew whenever they wish.
    """
    return _end(act_id, ActState.WITHDRAWN, "act_withdrawn", at, person=act_id.bytes)


def allow_again(*, act_id: UUID, at: datetime) -> Confirmed:
    """Let the address of a disowned act be used for this action again; only who holds the mailed link can ask."""
    changed = _forget_person([act_id])
    return _told(act_id, changed=bool(changed))


def resend(*, ref: str, email: str, at: datetime) -> None:
    """Ask for another confirmation mail. What is done here is the same whether or not the address has acted.

    Whether a mail is owed is found out later, by the worker; what is no address at all is passed over in silence.
    """
    action_id = Action.objects.filter(ref=ref).values_list("pk", flat=True).first()
    if action_id is None or "@" not in email or len(email) > LONGEST_ADDRESS:
        return
    with transaction.atomic():
        payload = {"action": action_id, "person": person_of_address(email).hex()}
        outbox.write("resend_asked", payload, at=at)


def lapse(act_ids: Iterable[UUID], *, at: datetime) -> int:
    """Withdraw pending acts that nobody confirmed in time; returns how many."""
    return sum(withdraw(act_id=act_id, at=at).changed for act_id in act_ids)


def release(act_ids: Iterable[UUID]) -> int:
    """Forget the hashes of disowned acts; returns how many."""
    return _forget_person(act_ids)


def _end(act_id: UUID, state: ActState, fact: str, at: datetime, **more: Any) -> Confirmed:
    with transaction.atomic():
        # The row is held: staff may move it in bulk at this very moment, from any state to any other.
        act = _brief(act_id, held=True)
        if act.state in _STANDING:
            ActionTaken.objects.filter(pk=act_id).update(state=state, ended_at=at, **_EMPTIED, **more)
            if act.state != ActState.INVALIDATED:
                _tally(act.action_id, {source_of(act.state, act.evidence): -1}, at)
            outbox.write(fact, {"act": act_id.hex, "person": bytes(act.person).hex()}, at=at)
            return Confirmed(state, changed=True)
    return _told(act_id, changed=False)


def _brief(act_id: UUID, *, held: bool = False) -> ActionTaken:
    rows = ActionTaken.objects.select_related("action").defer("sealed", "traces")
    return (rows.select_for_update(of=("self",)) if held else rows).get(pk=act_id)


def _tally(action_id: int, changes: dict[LedgerSource, int], at: datetime) -> None:
    TallyDelta.objects.bulk_create(
        TallyDelta(action_id=action_id, source=source, quantity=quantity, at=at) for source, quantity in changes.items()
    )


def _told(act_id: UUID, *, changed: bool) -> Confirmed:
    act = _brief(act_id)
    state, refused = act.state_shown, None
    if state == ActState.PENDING:
        refused = Door.RECALLED if act.action.status == ActionStatus.SUSPENDED else Door.CLOSED
    return Confirmed(state, changed=changed, refused=refused)


def _forget_person(act_ids: Iterable[UUID]) -> int:
    """Put the row's own id where the hash of a disowned address was; returns in how many rows."""
    rows = list(ActionTaken.objects.filter(pk__in=list(act_ids), state=ActState.DISOWNED).only("pk"))
    for row in rows:
        row.person = row.pk.bytes
    return ActionTaken.objects.bulk_update(rows, ["person"]) if rows else 0
