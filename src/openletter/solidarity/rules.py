"""What becomes of a message to a person at risk, and of the bundle it goes in: states and who may decide, purely."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from openletter.kernel.clock import working_days_between

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
    # Its sender may object: then it waits for somebody else.
    MessageState.WITHHELD: frozenset({MessageState.IN_MODERATION, MessageState.SCREENED}),
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
    REPORT = "report", pgettext_lazy("what is judged", "Reports of readers")


class Verdict(TextChoices):
    """One step in the judging of a message."""

    ACCEPTED = "accepted", pgettext_lazy("decision", "Accepted")
    WITHHELD = "withheld", pgettext_lazy("decision", "Withheld")
    SECOND = "second", pgettext_lazy("decision", "Second opinion asked")
    REOPENED = "reopened", pgettext_lazy("decision", "Looked at again")
    TAKEN_OVER = "taken_over", pgettext_lazy("decision", "Taken over while somebody read it")


class Asked(TextChoices):
    """Why a message waits for somebody."""

    READING = "reading", pgettext_lazy("what is asked", "To be read")
    SECOND = "second", pgettext_lazy("what is asked", "A second opinion")
    OBJECTION = "objection", pgettext_lazy("what is asked", "The sender objects")


class ObjectionState(TextChoices):
    """Where a sender's objection stands."""

    RECEIVED = "received", pgettext_lazy("objection", "Received")
    OPEN = "open", pgettext_lazy("objection", "Waits for another reader")
    GRANTED = "granted", pgettext_lazy("objection", "Granted: the message goes")
    REFUSED = "refused", pgettext_lazy("objection", "The decision stands")
    PAST = "past", pgettext_lazy("objection", "There was nothing to decide any more")


DECIDED = (Verdict.ACCEPTED, Verdict.WITHHELD)
LONGEST_OBJECTION = 500
OBJECTION = "objection"  # what the link in the mail is for
# So long a sender may object after the mail was written.
TIME_TO_OBJECT = timedelta(days=30)

# The reason that says nothing by itself: whoever gives it says it in words of their own.
OTHER = "other"


def may_move(current: str, wanted: str) -> bool:
    """Whether a message may go from one state to another."""
    return wanted in MESSAGE_MOVES.get(current, frozenset())


def bundle_may_move(current: str, wanted: str) -> bool:
    """Whether a bundle may go from one state to another."""
    return wanted in BUNDLE_MOVES.get(current, frozenset())


class Age(TextChoices):
    """How a waiting message stands to the time its section promised."""

    EARLY = "early", pgettext_lazy("age", "Within the time promised")
    NEAR = "near", pgettext_lazy("age", "Due today")
    OVER = "over", pgettext_lazy("age", "Over the time promised")


def age_of(since: date, today: date, promised: int) -> Age:
    """The age of what waits since a day, where `promised` working days are allowed."""
    passed = working_days_between(since, today)
    return Age.OVER if passed > promised else Age.NEAR if passed == promised else Age.EARLY


def first_day_within(today: date, promised: int) -> date:
    """The earliest day since which no more than so many working days have passed."""
    day = today
    while working_days_between(day - timedelta(days=1), today) <= promised:
        day -= timedelta(days=1)
    return day


def is_held(locked_until: datetime | None, locked_by: int | None, *, by: int | None, at: datetime) -> bool:
    """Whether somebody else has the message before them just now."""
    return locked_until is not None and locked_until > at and locked_by != by
