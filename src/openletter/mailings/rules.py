"""What becomes of an owed mail: whether it goes, waits or is dropped; when it is tried again. Pure decisions."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from openletter.actions.rules import ActionStatus, ActState

CONFIRM, ALREADY, OUTCOME, UPDATE = "confirm", "already", "outcome", "update"
FOLLOWED = "followed"  # an urgent action was followed by the next of its series
# Answers to something the reader has just done; they never queue behind news to thousands.
SIGN_UP = "sign_up"  # about no act: whoever asked for a section's news confirms it
SINGLE = (CONFIRM, ALREADY, SIGN_UP)
# What became of a message of one's own; of a bundle thousands at once.
MESSAGES = ("msg_sent", "msg_arrived", "msg_withheld", "msg_again")
ANSWERED = "answered"  # an office answered somebody's letter
BULK = (OUTCOME, UPDATE, FOLLOWED, ANSWERED, *MESSAGES)

AGAIN_AFTER = timedelta(minutes=2)  # no second mail of one kind about the same act within this time
HELD_FOR = timedelta(minutes=1)  # how often a mail held back by a recall is looked at
CLAIMED_FOR = timedelta(minutes=10)  # after that, another worker takes over a mail whose worker died
MOST_ATTEMPTS = 10  # with the waits below, about two days


class Fate(StrEnum):
    """What to do with a mail that is due."""

    SEND = "send"
    HOLD = "hold"
    DROP = "drop"


def fate(kind: str, *, act_state: str, action_status: str, may_show: bool) -> Fate:
    """Whether a mail may go.

    Nothing goes about an action that is recalled, or a case that may not be shown: what was asked for waits, news is
    dropped. A confirmation is dropped when there is nothing left to confirm, any other mail when the act no longer
    counts.
    """
    if act_state != (ActState.PENDING if kind == CONFIRM else ActState.COUNTED):
        return Fate.DROP
    if kind == CONFIRM and action_status in (ActionStatus.CLOSED, ActionStatus.ARCHIVED):
        return Fate.DROP
    if action_status == ActionStatus.SUSPENDED or not may_show:
        return Fate.HOLD if kind in SINGLE or may_show else Fate.DROP
    return Fate.SEND


def wait_before(attempt: int) -> timedelta:
    """How long to wait after a failed attempt, the first being 1: half a minute, growing fourfold, at most 12 hours."""
    return timedelta(seconds=min(30 * 4 ** (attempt - 1), 12 * 3600))


def due_within_limit(at: datetime, earlier: Sequence[datetime], *, most: int, window: timedelta) -> datetime | None:
    """When one more mail may go to an address that gets at most `most` in any `window`; None when it may get none.

    `earlier` are the times of its mails so far, sent and waiting.
    """
    if most == 0:
        return None
    if len(earlier) < most:
        return at
    return max(at, sorted(earlier)[-most] + window)


def key_for_act(kind: str, act_id: UUID) -> str:
    """The key of the first mail of a kind about an act."""
    return f"{kind}:{act_id.hex}"


def key_for_repeat(kind: str, act_id: UUID, at: datetime) -> str:
    """The key of a further mail about an act; the same within each two minutes, so handling twice sends once."""
    return f"{kind}:{act_id.hex}:{int(at.timestamp() // AGAIN_AFTER.total_seconds())}"


def key_for_news(kind: str, subject: UUID, person: bytes) -> str:
    """The key of a mail about an outcome or update: one a person, however many of the case's actions they took.

    The hash of the address cannot be had back from it, nor two subjects' keys be matched without that hash.
    """
    return f"{kind}:{hashlib.blake2b(person, key=subject.bytes, digest_size=20).hexdigest()}"
