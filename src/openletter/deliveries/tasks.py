"""What follows for letters to offices from facts, and the rounds in which they are sent.

Sending is a duty of its own, apart from the mails to supporters: a great campaign's letters hold up no confirmation,
and a flood of confirmations holds up no letter for longer than a round.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from openletter.deliveries import sending
from openletter.deliveries.lobbying import operations as lobbying
from openletter.deliveries.operations import owing, retention
from openletter.kernel.clock import now
from openletter.kernel.outbox import Payload, on
from openletter.kernel.ticks import every


@on("act_confirmed")
def owe_letters(payload: Payload) -> None:
    """A confirmed act that asks for letters owes each office one; one that counts again takes up those it dropped."""
    if payload.get("again"):
        owing.take_up_again(act_id=UUID(payload["act"]), at=now())
    owing.owe(act_id=UUID(payload["act"]), at=now())


@on("act_withdrawn")
@on("act_disowned")
def stop_letters(payload: Payload) -> None:
    """Nothing more goes for an act that was taken back."""
    owing.drop_of_act(act_id=UUID(payload["act"]))


@every(seconds=2)
def send_letters(at: datetime) -> int:
    """Send the letters that may go now."""
    return sending.send_round(at=at)


@every(minutes=1)
def drop_what_is_too_late(at: datetime) -> int:
    """Drop letters of actions whose deadline has passed or that were closed."""
    return owing.drop_late(action_ids=retention.ended(at))


@every(minutes=5)
def note_lost_letters(at: datetime) -> int:
    """Letters whose worker died in the middle are shown as uncertain."""
    return sending.note_lost(at=at)


@every(hours=6)
def forget(at: datetime) -> None:
    """Rows of erased acts no longer name them, and answers end with personal data."""
    retention.forget(at=at)
    lobbying.forget(at=at)
