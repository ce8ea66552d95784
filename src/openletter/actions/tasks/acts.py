"""What follows from acts that are confirmed or taken back, and an end to what nobody confirmed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from openletter.actions.access import Erased, open_act
from openletter.actions.models import Action, ActionTaken
from openletter.actions.operations import acts
from openletter.actions.rules import UNSEEN, ActState, retention_ends
from openletter.kernel.audit import SYSTEM
from openletter.kernel.clock import now
from openletter.kernel.outbox import Payload, on
from openletter.kernel.ticks import every
from openletter.supporters import operations as supporters
from openletter.supporters.rules import Purpose

UNCONFIRMED_LAPSE = timedelta(days=30)
DISOWNED_REST = timedelta(days=30)
AT_ONCE = 500  # rows a round, so that no other writer waits


@on("act_confirmed")
def know_the_supporter(payload: Payload) -> None:
    """Know the person behind a confirmed act, unless they have taken it back meanwhile."""
    with transaction.atomic():
        # The row is held, so that a withdrawal comes wholly before this or wholly after it.
        found = ActionTaken.objects.select_for_update(of=("self",)).select_related("action", "section")
        act = found.get(pk=UUID(payload["act"]))
        if act.state != ActState.COUNTED or act.data_key_id is None:
            return
        try:
            contact = open_act(act.pk, by=SYSTEM, purpose="know the supporter", at=now())
        except Erased:
            return
        supporters.remember(
            supporters.Joining(
                act_id=act.pk,
                section=act.section,
                person=bytes(act.person),
                contact=contact,
                data_key_id=act.data_key_id,
                language=act.language,
                notice_id=act.notice_id,
                agreed=tuple(p for p in Purpose if p in act.action.offers and getattr(act, p.value)),
                taken_at=act.taken_at,
                retain_until=kept_until(act.action, taken_on=act.taken_at.date()),
            )
        )


@on("act_withdrawn")
@on("act_disowned")
@on("act_invalidated")
def forget_the_act(payload: Payload) -> None:
    """Take back the choices made with an ended act; forget the person when it was the last of theirs."""
    act = ActionTaken.objects.select_related("section").defer("sealed").get(pk=UUID(payload["act"]))
    if act.state == ActState.COUNTED:
        return  # restored meanwhile
    person = bytes.fromhex(payload["person"])
    # By action, because the constraint that counts a person once is the only index there is on persons.
    others = ActionTaken.objects.filter(
        action__in=list(Action.objects.filter(section=act.section).values_list("pk", flat=True)),
        person=person,
        state=ActState.COUNTED,
    )
    supporters.forget_act(
        section=act.section, person=person, act_id=act.pk, acts_left=others.exists(), at=act.ended_at or now()
    )


def kept_until(action: Action, *, taken_on: date) -> date:
    """The last day on which what was typed is kept: the section's months after the action's end.

    An action that neither ended nor has a deadline counts from the act itself, and nothing ends before that.
    """
    months = action.section.retention_months
    of_action = retention_ends(action.closed_on, action.deadline, months=months)
    of_act = retention_ends(taken_on, None, months=months)
    return max(day for day in (of_action, of_act) if day is not None)


@every(minutes=5)
def lapse_unconfirmed(at: datetime) -> int:
    """Withdraw acts that were not confirmed within thirty days; returns how many.

    Often and few at a time: a great campaign leaves more behind in a day than one round should hold up the mail for.
    """
    unconfirmed = Q(state=ActState.PENDING) | Q(state__in=UNSEEN, confirmed_at=None)
    waiting = ActionTaken.objects.filter(unconfirmed, taken_at__lt=at - UNCONFIRMED_LAPSE)
    return acts.lapse(list(waiting.values_list("pk", flat=True)[:AT_ONCE]), at=at)


@every(hours=1)
def release_disowned(at: datetime) -> int:
    """Forget the hashes of addresses disowned more than thirty days ago; returns how many."""
    rows = ActionTaken.objects.filter(state=ActState.DISOWNED, ended_at__lt=at - DISOWNED_REST)
    held = [pk for pk, person in rows.values_list("pk", "person") if bytes(person) != pk.bytes]
    return sum(acts.release(held[start : start + AT_ONCE]) for start in range(0, len(held), AT_ONCE))
