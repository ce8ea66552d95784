"""What those concerned agreed to, and what publishing needs of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ConsentScope(TextChoices):
    """What a person at risk, or who speaks for them, agreed to."""

    CASE_WORK = "case_work", _("Public work on the case")
    NAME = "name", _("Given name")
    SURNAME = "surname", _("Surname")
    PHOTO = "photo", _("Photo")
    VIDEO = "video", _("Video")
    QUOTE = "quote", _("Quote")
    AUDIO = "audio", _("Audio")
    SOCIAL_MEDIA = "social_media", _("Social media")
    PRESS = "press", _("Press")
    FUNDRAISING = "fundraising", _("Fundraising")
    PRINT = "print", pgettext_lazy("consent scope", "Print")
    PARTNER_SHARE = "partner_share", _("Sharing with partners")
    UN_SUBMISSION = "un_submission", _("Submission to the United Nations")
    FUTURE_CAMPAIGNS = "future_campaigns", _("Future campaigns")
    # Of somebody under 18 nothing is published without both.
    CHILD_GUARDIAN = "child_guardian", _("A child: the guardian agrees")
    CHILD_ASSENT = "child_assent", _("A child: the child itself agrees")


class ConsentState(TextChoices):
    """What one entry of the consent ledger says of its scope. The latest entry of a scope holds."""

    REQUESTED = "requested", _("Requested")
    GIVEN = "given", _("Given")
    WITHDRAWN = "withdrawn", pgettext_lazy("consent", "Withdrawn")


class ConsentGiver(TextChoices):
    """Who gave or withdrew consent."""

    SELF = "self", _("The person")
    GUARDIAN = "guardian", _("Guardian")
    FAMILY = "family", _("Family")
    LAWYER = "lawyer", _("Lawyer")
    PARTNER_ORGANISATION = "partner_organisation", _("Partner organisation")
    PUBLIC_RECORD = "public_record", _("Public record")


# What a public page of a case says of a person, and so what must be consented to before it is shown.
SCOPES_OF_A_PUBLIC_PAGE = (ConsentScope.CASE_WORK, ConsentScope.NAME, ConsentScope.SURNAME)


SCOPES_UNDER_A_PSEUDONYM = (ConsentScope.CASE_WORK,)

SCOPES_OF_A_CHILD = (ConsentScope.CHILD_GUARDIAN, ConsentScope.CHILD_ASSENT)
# Only these people can say so; of all other scopes anybody who speaks for the person may.
GIVERS: dict[str, ConsentGiver] = {
    ConsentScope.CHILD_GUARDIAN: ConsentGiver.GUARDIAN,
    ConsentScope.CHILD_ASSENT: ConsentGiver.SELF,
}


@dataclass(frozen=True, slots=True)
class ConsentEntry:
    """One line of the consent ledger, as far as the decision needs it."""

    scope: str
    state: str
    on: date
    order: int
    expires_on: date | None = None


def standing_scopes(entries: Iterable[ConsentEntry], *, on: date) -> frozenset[str]:
    """The scopes that hold on a day: the latest entry of the scope is `given` and has not run out.

    An entry's `expires_on` is its last valid day. Entries of one day are told apart by `order`.
    """
    latest: dict[str, ConsentEntry] = {}
    for entry in sorted(entries, key=lambda e: (e.on, e.order)):
        if entry.on <= on:
            latest[entry.scope] = entry
    return frozenset(
        entry.scope
        for entry in latest.values()
        if entry.state == ConsentState.GIVEN and (entry.expires_on is None or entry.expires_on >= on)
    )


def needed_scopes(*, pseudonym: bool, child: bool = False) -> tuple[str, ...]:
    """What a public page of a case needs, in the order to ask for it."""
    own = SCOPES_UNDER_A_PSEUDONYM if pseudonym else SCOPES_OF_A_PUBLIC_PAGE
    return (*own, *(SCOPES_OF_A_CHILD if child else ()))


def last_day(entries: Iterable[ConsentEntry], *, pseudonym: bool, child: bool = False) -> date | None:
    """The last day on which what is recorded now covers a public page; `date.max` where it has no end, None if not."""
    latest: dict[str, ConsentEntry] = {}
    for entry in sorted(entries, key=lambda e: (e.on, e.order)):
        latest[entry.scope] = entry
    needed = needed_scopes(pseudonym=pseudonym, child=child)
    held = [latest[scope] for scope in needed if scope in latest and latest[scope].state == ConsentState.GIVEN]
    return min(entry.expires_on or date.max for entry in held) if len(held) == len(needed) else None


def missing_scopes(
    entries: Iterable[ConsentEntry], *, on: date, pseudonym: bool, child: bool = False, also: Iterable[str] = ()
) -> tuple[str, ...]:
    """The scopes that publishing needs on this day and that nobody has given, in the order to ask for them."""
    needed = (*needed_scopes(pseudonym=pseudonym, child=child), *also)
    held = standing_scopes(entries, on=on)
    return tuple(scope for scope in needed if scope not in held)
