"""Handing a petition over: planned, noted step by step; names leave the house only when two people agree.

asked -> released -> destroyed        asked -> refused
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from openletter.actions.models import Action
from openletter.actions.rules import ActionStatus
from openletter.deliveries import names
from openletter.deliveries.models import DeliveryRequest, DeliveryStep, PetitionDelivery
from openletter.deliveries.rules.handing_over import LIST_LASTS, MOST_PARTS, MOVES, DeliveryState, ListState
from openletter.kernel import audit
from openletter.kernel.audit import Actor
from openletter.kernel.refusals import Refused
from openletter.targets.models import Office

PUBLISHED = (ActionStatus.LIVE, ActionStatus.CLOSED, ActionStatus.ARCHIVED)


@transaction.atomic
def plan(
    *, action: Action, offices: Sequence[Office], split: bool, planned_on: date | None, actor: Actor, at: datetime
) -> list[PetitionDelivery]:
    """One hand-over for each office; `split` gives each its own part of the names, else each gets all of them.

    Refuses an action that was never published, no office, and more than twenty.
    """
    if action.status not in (*PUBLISHED, ActionStatus.SUSPENDED):
        raise Refused(_("Nobody has signed yet: this action was never published."))
    if not 1 <= len(offices) <= MOST_PARTS:
        raise Refused(_("Choose between one and twenty offices."))
    parts = len(offices) if split else 1
    made = [
        PetitionDelivery(
            action=action, office=office, part=number if split else 1, parts=parts, planned_on=planned_on,
            made_at=at, made_by=actor.name[:200],
        )
        for number, office in enumerate(offices, 1)
    ]  # fmt: skip
    for delivery in made:
        delivery.save(force_insert=True)
        _audit(delivery, "delivery.plan", actor, at, after={"office": delivery.office.key, "parts": parts})
    return made


@transaction.atomic
def note(*, delivery: PetitionDelivery, state: str, on: date, note: str, actor: Actor, at: datetime) -> None:
    """What happened on a day. Refuses a step that cannot follow the last, and days to come."""
    row = PetitionDelivery.objects.select_for_update().get(pk=delivery.pk)
    if state not in MOVES.get(row.state, frozenset()):
        raise Refused(_("This cannot follow what is written down already."))
    if on > at.date():
        raise Refused(_("This day has not come yet."))
    before, row.state = row.state, DeliveryState(state)
    row.save(update_fields=["state"])
    DeliveryStep.objects.create(
        delivery=row, state=state, on=on, note=note, recorded_at=at, actor=actor.name[:200]
    )  # fmt: skip
    _audit(row, "delivery.note", actor, at, before={"state": before}, after={"state": state}, reason=note)


@transaction.atomic
def ask_for_names(
    *, delivery: PetitionDelivery, columns: str, reason: str, actor: Actor, at: datetime
) -> DeliveryRequest:
    """The names of those who agreed are asked for; nothing is opened yet.

    Refuses without a reason, while the action or its case is stopped, while another request of the hand-over waits,
    and where nobody agreed. Asked for twice in the same moment, the second waits for the first and is refused.
    """
    PetitionDelivery.objects.select_for_update().get(pk=delivery.pk)
    _refuse_stopped(delivery)
    if not reason.strip():
        raise Refused(_("Say what the names are for: it stands in the audit."))
    if delivery.requests.filter(state=ListState.ASKED).exists():
        raise Refused(_("These names are asked for already, and wait for a second person."))
    people = names.people_of(delivery, at)
    if not people:
        raise Refused(_("Nobody has agreed that their name is handed over. The certificate gives the number."))
    row = DeliveryRequest.objects.create(
        delivery=delivery, columns=columns, as_of=at, people=people, reason=reason, asked_id=actor.id,
        asked_by=actor.name[:200],
    )  # fmt: skip
    after = {"people": people, "columns": columns, "office": delivery.office.key}
    _audit(delivery, "names.ask", actor, at, after=after, reason=reason)
    return row


@transaction.atomic
def decide(*, request: DeliveryRequest, release: bool, reason: str, actor: Actor, at: datetime) -> DeliveryRequest:
    """Another person lets the names leave the house, or does not.

    Refuses whoever asked, a request that is decided, no reason where it is refused, and a stopped action.
    """
    row = DeliveryRequest.objects.select_for_update().get(pk=request.pk)
    if row.state != ListState.ASKED:
        raise Refused(_("This is decided already."))
    if actor.id is not None and actor.id == row.asked_id and release:
        raise Refused(_("You asked for these names yourself: another person releases them."))
    if release:
        _refuse_stopped(row.delivery)
    elif not reason.strip():
        raise Refused(_("Say why the names stay here."))
    row.state = ListState.RELEASED if release else ListState.REFUSED
    row.decided_at, row.decided_id, row.decided_by, row.decided_why = at, actor.id, actor.name[:200], reason
    row.save()
    verb = "names.release" if release else "names.refuse"
    _audit(row.delivery, verb, actor, at, after={"people": row.people}, reason=reason)
    return row


@transaction.atomic
def take_out(*, request: DeliveryRequest, actor: Actor, at: datetime) -> DeliveryRequest:
    """The list is about to be drawn for one of the two people; the audit says so first, with how many it names.

    Refuses anybody else, a list that is not released or was more than seven days ago, and a stopped action.
    """
    row = DeliveryRequest.objects.select_for_update().get(pk=request.pk)
    if row.state != ListState.RELEASED or row.decided_at is None:
        raise Refused(_("These names are not released."))
    if at > row.decided_at + LIST_LASTS:
        raise Refused(_("They were released more than seven days ago. Ask for them again."))
    if actor.id is not None and actor.id not in (row.asked_id, row.decided_id):
        raise Refused(_("Only who asked for these names and who released them can take them out."))
    _refuse_stopped(row.delivery)
    DeliveryRequest.objects.filter(pk=row.pk).update(taken_out=F("taken_out") + 1)
    people = names.people_of(row.delivery, row.as_of)
    after = {"people": people, "columns": row.columns, "office": row.delivery.office.key}
    _audit(row.delivery, "names.take_out", actor, at, after=after, reason=row.reason)
    return row


@transaction.atomic
def destroyed(*, request: DeliveryRequest, on: date, how: str, actor: Actor, at: datetime) -> DeliveryRequest:
    """Our own copies of the list are no more. Refuses a list that was never released, and how it was done left out."""
    row = DeliveryRequest.objects.select_for_update().get(pk=request.pk)
    if row.state != ListState.RELEASED:
        raise Refused(_("These names are not released."))
    if not how.strip():
        raise Refused(_("Say how every copy was destroyed."))
    if on > at.date():
        raise Refused(_("This day has not come yet."))
    row.state, row.destroyed_on, row.destroyed_how = ListState.DESTROYED, on, how[:300]
    row.save(update_fields=["state", "destroyed_on", "destroyed_how"])
    _audit(row.delivery, "names.destroy", actor, at, after={"on": on.isoformat()}, reason=how)
    return row


def _refuse_stopped(delivery: PetitionDelivery) -> None:
    action = Action.objects.select_related("case").get(pk=delivery.action_id)
    if action.status == ActionStatus.SUSPENDED or action.case.recalled_at is not None:
        raise Refused(_("This action is stopped: no name leaves the house."))


def _audit(delivery: PetitionDelivery, verb: str, actor: Actor, at: datetime, **said: object) -> None:
    section = delivery.action.section.key
    audit.record(actor=actor, verb=verb, subject=delivery, at=at, section=section, **said)  # type: ignore[arg-type]
