"""Who lobbied, by which way, what the representative did, and what may be shown. Pure."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class LobbyBy(TextChoices):
    """Who got in touch."""

    SUPPORTER = "supporter", _("A supporter")
    GROUP = "group", _("A group")
    SECTION = "section", _("The section")


class LobbyWay(TextChoices):
    """How they got in touch."""

    LETTER = "letter", _("Letter")
    EMAIL = "email", _("E-mail")
    MEETING = "meeting", _("Meeting")
    CALL = "call", pgettext_lazy("way of lobbying", "Telephone call")
    OTHER = "other", pgettext_lazy("way of lobbying", "Other")


class LobbyDid(TextChoices):
    """What the representative did about it."""

    WROTE_TO_AMBASSADOR = "wrote_to_ambassador", _("Wrote to the ambassador")
    ASKED_IN_PARLIAMENT = "asked_in_parliament", _("Asked a question in parliament")
    ASKED_GOVERNMENT = "asked_government", _("Asked their own government to act")
    MADE_STATEMENT = "made_statement", _("Made a public statement")
    MET_FAMILY = "met_family", _("Met the family")
    ANSWERED_POLITELY = "answered_politely", _("Answered politely")
    NOTHING = "nothing", pgettext_lazy("what a representative did", "Nothing so far")


class LobbyState(TextChoices):
    """Where a contact stands."""

    RECEIVED = "received", pgettext_lazy("lobby contact", "To be looked at")
    KEPT = "kept", pgettext_lazy("lobby contact", "Kept, not public")
    RELEASED = "released", pgettext_lazy("lobby contact", "Released")


# What is worth telling of: that nothing came, or a polite word, is for those who plan the next letter.
TOLD_IN_PUBLIC = frozenset(LobbyDid) - {LobbyDid.NOTHING, LobbyDid.ANSWERED_POLITELY}
LONGEST_ANSWER = 4_000
LONGEST_CONTACT = 200


def obstacles(*, did: str, has_words: bool) -> tuple[str, ...]:
    """Why a contact cannot be released yet, as sentences; empty when nothing stands in the way."""
    found = []
    if did not in TOLD_IN_PUBLIC:
        found.append(str(_("Say what the representative did; a polite answer or none is not published.")))
    if not has_words:
        found.append(str(_("Write what is to be read in public, in at least one language.")))
    return tuple(found)
