"""What may be done with an action, and when: states, evidence, counting and goals, as pure decisions."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from openletter.cases.rules import GOOD_OUTCOMES, OutcomeType
from openletter.kernel.clock import end_of_day_everywhere


class ActionStatus(TextChoices):
    """Where a published call stands. Expired is not a status: the calendar decides it (see `door`)."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    CHANGES_REQUESTED = "changes_requested", _("Changes requested")
    APPROVED = "approved", _("Approved")
    SCHEDULED = "scheduled", _("Scheduled")
    LIVE = "live", _("Live")
    SUSPENDED = "suspended", _("Suspended")
    CLOSED = "closed", pgettext_lazy("action status", "Closed")
    ARCHIVED = "archived", _("Archived")


ACTION_MOVES: dict[str, frozenset[str]] = {
    ActionStatus.DRAFT: frozenset({ActionStatus.IN_REVIEW}),
    ActionStatus.IN_REVIEW: frozenset({ActionStatus.APPROVED, ActionStatus.CHANGES_REQUESTED}),
    ActionStatus.CHANGES_REQUESTED: frozenset({ActionStatus.IN_REVIEW}),
    ActionStatus.APPROVED: frozenset({ActionStatus.LIVE, ActionStatus.SCHEDULED, ActionStatus.CHANGES_REQUESTED}),
    ActionStatus.SCHEDULED: frozenset({ActionStatus.LIVE, ActionStatus.APPROVED}),
    ActionStatus.LIVE: frozenset({ActionStatus.SUSPENDED, ActionStatus.CLOSED}),
    ActionStatus.SUSPENDED: frozenset({ActionStatus.LIVE, ActionStatus.CLOSED}),
    ActionStatus.CLOSED: frozenset({ActionStatus.ARCHIVED}),
    ActionStatus.ARCHIVED: frozenset(),
}


def may_move(current: str, wanted: str) -> bool:
    """Whether an action may go from one status to another."""
    return wanted in ACTION_MOVES.get(current, frozenset())


# What other sections may take over: its words are approved.
ADOPTABLE = (ActionStatus.APPROVED, ActionStatus.SCHEDULED, ActionStatus.LIVE)


class CloseReason(TextChoices):
    """Why an action ended."""

    WON = "won", _("Won")
    PARTLY_WON = "partly_won", _("Partly won")
    EXPIRED = "expired", pgettext_lazy("close reason", "Deadline passed")
    SUPERSEDED = "superseded", _("Superseded")
    UNSAFE = "unsafe", _("No longer safe")
    WITHDRAWN_BY_FAMILY = "withdrawn_by_family", _("Withdrawn by the family")
    NOT_EFFECTIVE = "not_effective", _("Not effective")
    DUPLICATE = "duplicate", _("Duplicate")
    SUBJECT_DIED = "subject_died", _("The person died")


# Reasons that hold wherever an action was taken over; a deadline, for one, is each section's own.
ENDS_EVERYWHERE = (
    CloseReason.WON,
    CloseReason.PARTLY_WON,
    CloseReason.UNSAFE,
    CloseReason.WITHDRAWN_BY_FAMILY,
    CloseReason.SUBJECT_DIED,
)


class Channel(TextChoices):
    """By which way an act was done."""

    WEB_FORM = "web_form", _("Web form")
    OWN_MAIL_CLIENT = "own_mail_client", _("Own mail program")
    SERVER_MAIL = "server_mail", _("Mail sent by us")
    POST = "post", _("Post")
    IN_PERSON = "in_person", _("In person")
    PAPER_SHEET = "paper_sheet", _("Paper sheet")
    SMS = "sms", _("Text message")
    PHONE = "phone", _("Telephone")
    SOCIAL = "social", _("Social network")


class EvidenceLevel(TextChoices):
    """How surely we know that an act was done."""

    SELF_REPORTED = "self_reported", _("Self-reported")
    CLICKED = "clicked", _("Clicked")
    CONFIRMED_EMAIL = "confirmed_email", _("Confirmed by e-mail")
    COUNTED_BY_GROUP = "counted_by_group", _("Counted by a group")
    COUNTED_BY_SECTION = "counted_by_section", _("Counted by a section")
    DELIVERED = "delivered", _("Delivered")


class ActState(TextChoices):
    """What became of one act."""

    PENDING = "pending", _("Waits for confirmation")
    COUNTED = "counted", _("Counted")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    DISOWNED = "disowned", _("Disowned: this was not me")
    # Translators: an act that was accepted but counts only after somebody has looked at it.
    SHADOWED = "shadowed", _("Waits to be looked at")
    INVALIDATED = "invalidated", _("Found not to be genuine")


# Acts that staff took out of the number, or keep out of it; nothing that people can see tells them from others.
UNSEEN = frozenset({ActState.SHADOWED, ActState.INVALIDATED})


def state_shown(state: str, *, confirmed: bool) -> ActState:
    """The state that whoever acted is shown: of what staff keep out of the number, as if they did not."""
    if state in UNSEEN:
        return ActState.COUNTED if confirmed else ActState.PENDING
    return ActState(state)


class LedgerSource(TextChoices):
    """Where numbers come from.

    `unconfirmed`, `clicked` and `shadowed` are kept in the ledger but are no part of the public number.
    """

    VERIFIED_ONLINE = "verified_online", _("Confirmed online")
    SELF_REPORTED = "self_reported", _("Told by those who did it")
    PAPER = "paper", _("On paper")
    GROUP_REPORT = "group_report", _("Reported by groups")
    PARTNER = "partner", _("Through partners")
    HISTORIC = "historic", _("Counted before, elsewhere")
    UNCONFIRMED = "unconfirmed", _("Not yet confirmed")
    # Translators: people opened their mail program or a network from the page; whether they sent anything is not known.
    CLICKED = "clicked", _("Opened, not told whether sent")
    # Translators: acts that were accepted but count only after somebody has looked at them.
    SHADOWED = "shadowed", _("Waiting to be looked at")


PUBLIC_SOURCES = (
    LedgerSource.VERIFIED_ONLINE,
    LedgerSource.SELF_REPORTED,
    LedgerSource.PAPER,
    LedgerSource.GROUP_REPORT,
    LedgerSource.PARTNER,
    LedgerSource.HISTORIC,
)
# What staff may enter by hand; the online sources are written by the counting itself.
MANUAL_SOURCES = (LedgerSource.PAPER, LedgerSource.GROUP_REPORT, LedgerSource.PARTNER, LedgerSource.HISTORIC)


def source_of(state: str, evidence: str) -> LedgerSource:
    """Under which source an act stands in the ledger: what is known of it decides, never who took it."""
    if state in _SOURCES_OF_STATES:
        return _SOURCES_OF_STATES[state]
    return _SOURCES.get(evidence, LedgerSource.VERIFIED_ONLINE)


_SOURCES_OF_STATES: dict[str, LedgerSource] = {
    ActState.PENDING: LedgerSource.UNCONFIRMED,
    ActState.SHADOWED: LedgerSource.SHADOWED,
}
_SOURCES: dict[str, LedgerSource] = {
    EvidenceLevel.SELF_REPORTED: LedgerSource.SELF_REPORTED,
    EvidenceLevel.CLICKED: LedgerSource.CLICKED,
}
# What nobody's address stands behind: such an act is neither confirmed nor told of anything.
WITHOUT_ADDRESS = frozenset(_SOURCES)


class TargetRole(TextChoices):
    """Whether an office is addressed or gets a copy."""

    TARGET = "target", _("Target")
    COPY = "copy", _("Copy")


class Field(TextChoices):
    """What a form may ask beyond the e-mail address and country."""

    NAME = "name", _("Name")
    TOWN = "town", _("Town")
    COMMENT = "comment", _("Comment")
    PHONE = "phone", pgettext_lazy("form field", "Telephone")
    POSTCODE = "postcode", _("Postcode")


class Door(StrEnum):
    """Whether an action can be taken now, and if not, why."""

    OPEN = "open"
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    CLOSED = "closed"
    RECALLED = "recalled"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Terms:
    """What the door needs to know of an action."""

    status: str
    opens_at: datetime | None
    deadline: date | None


def door(terms: Terms, *, at: datetime) -> Door:
    """Whether an action can be taken at a moment.

    A deadline holds to the end of its day in the last time zone on earth: nobody is refused on a day that is still
    theirs (rule of the field for appeals). Expired is not closed: it says "ask the section before you send".
    """
    if terms.status == ActionStatus.SUSPENDED:
        return Door.RECALLED
    if terms.status in (ActionStatus.CLOSED, ActionStatus.ARCHIVED):
        return Door.CLOSED
    if terms.status != ActionStatus.LIVE:
        return Door.HIDDEN
    if terms.opens_at is not None and at < terms.opens_at:
        return Door.NOT_YET
    if terms.deadline is not None and at >= end_of_day_everywhere(terms.deadline):
        return Door.EXPIRED
    return Door.OPEN


def next_goal(number: int) -> int:
    """The goal shown for a number: the first step of 1, 2.5, 5 times a power of ten that it fills to less than 90 %.

    Steps start at 100. The rule is public (how we count); the goal is never lowered to look fuller.
    """
    power = 100
    while True:
        for step in (power, power * 5 // 2, power * 5):
            if number * 10 < step * 9:
                return step
        power *= 10


def retention_ends(closed_on: date | None, deadline: date | None, *, months: int) -> date | None:
    """The last day on which personal data of an action may be kept; None while the action has no end.

    Counted in calendar months from the day it closed, or else from its deadline: one month after 31 January is the
    last day of February.
    """
    end = closed_on or deadline
    if end is None:
        return None
    year, month = divmod(end.year * 12 + end.month - 1 + months, 12)
    return date(year, month + 1, min(end.day, monthrange(year, month + 1)[1]))


_PARTLY = frozenset(
    {
        OutcomeType.RELEASED_CONDITIONAL,
        OutcomeType.DEATH_SENTENCE_COMMUTED,
        OutcomeType.TRANSFERRED_BETTER,
        OutcomeType.MEDICAL_CARE,
        OutcomeType.FAMILY_OR_LAWYER_ACCESS,
        OutcomeType.WHEREABOUTS_REVEALED,
        OutcomeType.PROTECTION_GRANTED,
        OutcomeType.INVESTIGATION_OPENED,
    }
)
_REASONS: dict[str, CloseReason] = {
    OutcomeType.SUPERSEDED: CloseReason.SUPERSEDED,
    OutcomeType.DEADLINE_PASSED: CloseReason.EXPIRED,
    OutcomeType.CONSENT_WITHDRAWN: CloseReason.WITHDRAWN_BY_FAMILY,
    OutcomeType.EXECUTED: CloseReason.SUBJECT_DIED,
    OutcomeType.KILLED: CloseReason.SUBJECT_DIED,
    OutcomeType.DIED: CloseReason.SUBJECT_DIED,
}


def close_reason_for(outcome: str) -> CloseReason:
    """Why an action ends when its case closes with this outcome."""
    if outcome in _REASONS:
        return _REASONS[outcome]
    if outcome in _PARTLY:
        return CloseReason.PARTLY_WON
    return CloseReason.WON if outcome in GOOD_OUTCOMES else CloseReason.NOT_EFFECTIVE
