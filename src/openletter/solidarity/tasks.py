"""What follows for messages from facts, and what recurs."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from openletter.kernel.clock import now
from openletter.kernel.outbox import Payload, on
from openletter.kernel.ticks import every
from openletter.solidarity.operations import messages, objections
from openletter.solidarity.reports import operations as reports


@on("act_confirmed")
def receive_the_message(payload: Payload) -> None:
    """A confirmed message waits to be read by a person."""
    messages.receive(UUID(payload["act"]), at=now())


@on("act_withdrawn")
@on("act_disowned")
def forget_the_message(payload: Payload) -> None:
    """Who takes a message back has it taken out of every bundle that has not left."""
    messages.forget(UUID(payload["act"]))


@on("act_invalidated")
def take_the_message_out(payload: Payload) -> None:
    """A message whose act was found not to be genuine is not read by anybody, nor sent."""
    messages.take_out(UUID(payload["act"]))


@on(objections.MADE)
def enter_the_objection(payload: Payload) -> None:
    """What a sender objects to waits for somebody else."""
    objections.enter(UUID(payload["objection"]), at=now())


@every(hours=1)
def forget_erased_messages(at: datetime) -> int:
    """What personal data's own end left of messages goes with it."""
    return messages.forget_erased() + objections.forget_past(at=at) + reports.forget(at=at)
