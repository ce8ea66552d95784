"""What becomes of a message to a person at risk, and of the bundle it goes in: states and who may decide, purely."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

KIND = "solidarity_message"
# Nobody else decides on a message while somebody has it before them; then it is free again.
LOCK = timedelta(minutes=5)
LONGEST_REASON = 600
LONGEST_TRANSLATION = 4_000


class MessageState(TextChoices):
    """Where one message stands."""

    RECEIVED = "received", pgettext_lazy("message", "Received")
    SCREENED = "screened", pgettext_lazy("message", "Waits to be read")
    IN_MODERATION = "in_moderation", pgettext_lazy("message", "Being read")
    ACCEPTED = "accepted", pgettext_lazy("message", "Accepted")
    WITHHELD = "withheld", pgettext_lazy("message", "Withheld")
    BATCHED = "batched", pgettext_lazy("message", "In a bundle")
    SENT = "sent", pgettext_lazy("message", "Sent")
    DELIVERED = "delivered", pgettext_lazy("message", "Delivered")
    RETURNED = "returned", pgettext_lazy("message", "Came back")
    UNKNOWN = "unknown", pgettext_lazy("message", "Sent; nobody knows more")


class BundleState(TextChoices):
    """Where a bundle stands."""

    OPEN = "open", pgettext_lazy("bundle", "Being made up")
    SENT = "sent", pgettext_lazy("bundle", "Sent")
    DELIVERED = "delivered", pgettext_lazy("bundle", "Delivered")
    RETURNED = "returned", pgettext_lazy("bundle", "Came back")
    UNKNOWN = "unknown", pgettext_lazy("bundle", "Sent; nobody knows more")
    DISSOLVED = "dissolved", pgettext_lazy("bundle", "Dissolved")


WAITING = (MessageState.RECEIVED, MessageState.SCREENED, MessageState.IN_MODERATION)
UNSENT = (*WAITING, MessageState.ACCEPTED, MessageState.WITHHELD, MessageState.BATCHED)
CONCLUSIONS = (BundleState.DELIVERED, BundleState.RETURNED, BundleState.UNKNOWN)

MESSAGE_MOVES: dict[str, frozenset[str]] = {
    MessageState.RECEIVED: frozenset({MessageState.SCREENED}),
    MessageState.SCREENED: frozenset({MessageState.IN_MODERATION}),
    MessageState.IN_MODERATION: frozenset({MessageState.ACCEPTED, MessageState.WITHHELD, MessageState.SCREENED}),
    # Nothing is lost: until it is in a bundle a decision may be looked at again.
    MessageState.ACCEPTED: frozenset({MessageState.BATCHED, MessageState.IN_MODERATION}),
    MessageState.WITHHELD: frozenset({MessageState.IN_MODERATION}),
    MessageState.BATCHED: frozenset({MessageState.ACCEPTED, MessageState.SENT}),
    MessageState.SENT: frozenset({MessageState.DELIVERED, MessageState.RETURNED, MessageState.UNKNOWN}),
    MessageState.DELIVERED: frozenset(),
    # What came back may be sent once more, in another bundle; what nobody knew may come to be known.
    MessageState.RETURNED: frozenset({MessageState.ACCEPTED}),
    MessageState.UNKNOWN: frozenset({MessageState.DELIVERED, MessageState.RETURNED}),
}
BUNDLE_MOVES: dict[str, frozenset[str]] = {
    BundleState.OPEN: frozenset({BundleState.SENT, BundleState.DISSOLVED}),
    BundleState.SENT: frozenset(CONCLUSIONS),
    BundleState.UNKNOWN: frozenset({BundleState.DELIVERED, BundleState.RETURNED}),
    BundleState.DELIVERED: frozenset(),
    BundleState.RETURNED: frozenset(),
    BundleState.DISSOLVED: frozenset(),
}


class Judged(TextChoices):
    """What a reason can be given for."""

    MESSAGE = "message", pgettext_lazy("what is judged", "Messages")
    PICTURE = "picture", pgettext_lazy("what is judged", "Drawings and photos")


# The reason that says nothing by itself: whoever gives it says it in words of their own.
OTHER = "other"


def may_move(current: str, wanted: str) -> bool:
    """Whether a message may go from one state to another."""
    return wanted in MESSAGE_MOVES.get(current, frozenset())


def bundle_may_move(current: str, wanted: str) -> bool:
    """Whether a bundle may go from one state to another."""
    return wanted in BUNDLE_MOVES.get(current, frozenset())


def is_held(locked_until: datetime | None, locked_by: int | None, *, by: int | None, at: datetime) -> bool:
    """Whether somebody else has the message before them just now."""
    return locked_until is not None and locked_until > at and locked_by != by
