"""What follows for translations from facts, and what recurs."""

from __future__ import annotations

from datetime import datetime

from openletter.kernel.outbox import Payload, on
from openletter.kernel.ticks import every
from openletter.translations import following, letters


@on("translation_asked")
def tell_the_translator(payload: Payload) -> None:
    """Who was asked for words gets a mail with the way to them."""
    letters.tell(payload["request"])


@on("translation_done")
def tell_who_asked(payload: Payload) -> None:
    """Who asked for words gets a mail once all of them are approved."""
    letters.tell_done(payload["request"])


@every(seconds=30)
def reckon_what_changed(at: datetime) -> int:
    """Things whose words may have changed are reckoned again; returns how many."""
    return following.follow(at=at)
