"""What becomes of a letter that waits, and of the office when letters to it fail. Pure decisions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from openletter.actions.rules import Door
from openletter.deliveries.rules.states import PauseReason, Trouble

CLAIM_LOST = timedelta(minutes=30)  # a letter in hand for longer lost its worker
MOST_ATTEMPTS = 8  # with the waits below, about two days
_ENHANCED = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
# RFC 3463: no such mailbox, no such system, bad syntax, moved without a trace, null MX; mailbox disabled.
_DEAD = {(1, 1), (1, 2), (1, 3), (1, 6), (1, 10), (2, 1)}
_DEAD_CODES = (550, 551, 553)


class Fate(StrEnum):
    """What to do with waiting letters of an action."""

    SEND = "send"
    HOLD = "hold"
    DROP = "drop"


def fate(door: Door, *, may_show: bool) -> Fate:
    """Whether letters of an action may go.

    A recalled action, or a case that may not be shown just now, holds them: they go if it is resumed. After the
    deadline, or once the action is closed, no letter goes any more.
    """
    if door in (Door.EXPIRED, Door.CLOSED):
        return Fate.DROP
    return Fate.SEND if door == Door.OPEN and may_show else Fate.HOLD


def wait_before(attempt: int) -> timedelta:
    """How long to wait after a failed attempt, the first being 1: five minutes, growing threefold, at most 12 hours."""
    return timedelta(seconds=min(300 * 3 ** (attempt - 1), 12 * 3600))


def address_is_dead(said: str, code: int = 0) -> bool:
    """Whether a server's words mean that the mailbox does not exist, and not that it dislikes this letter.

    An enhanced status code decides (RFC 3463); without one, a plain 550, 551 or 553 does.
    """
    found = _ENHANCED.search(said)
    if found is not None:
        return found[1] == "5" and (int(found[2]), int(found[3])) in _DEAD
    return code in _DEAD_CODES


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How much trouble in the time looked at makes letters to an office stop."""

    failures: int
    complaints: int


def must_pause(counts: Mapping[str, int], thresholds: Thresholds) -> PauseReason | None:
    """Why letters to an office have to stop now; None while they may go on."""
    if counts.get(Trouble.COMPLAINT, 0) >= max(1, thresholds.complaints):
        return PauseReason.COMPLAINTS
    bounces = counts.get(Trouble.BOUNCE, 0)
    refusals = counts.get(Trouble.REFUSAL, 0) + counts.get(Trouble.DELAY, 0)
    if bounces + refusals >= max(1, thresholds.failures):
        return PauseReason.BOUNCES if bounces >= refusals else PauseReason.REFUSALS
    return None
