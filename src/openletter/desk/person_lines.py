"""What we hold on a person, as lines to be read: each with its name in the reader's language instead of a field's code.

The file that is handed out keeps the codes (see subject.FORMAT); this is the same for who reads it on paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from openletter.actions.rules import ActState, Channel, EvidenceLevel, Field
from openletter.deliveries.rules.states import MailState
from openletter.desk import said
from openletter.kernel import countries
from openletter.kernel.languages import endonym
from openletter.mailings.models import OutgoingMail
from openletter.solidarity.rules import MessageState, ObjectionState, Verdict
from openletter.supporters.models import SignUp
from openletter.supporters.rules import Purpose

type Name = str | Promise

NAMES: Mapping[str, Name] = {
    "made_at": _("Gathered on"),
    "acts": _("Acts"),
    "known_to": _("Known as a supporter"),
    "signed_up": _("Signed up for news by e-mail"),
    "asked_at": _("Asked on"),
    "number": _("Number of the act"),
    "action": _("Action"),
    "case": _("Case"),
    "section": _("Section"),
    "state": _("State"),
    "evidence": _("Evidence"),
    "way": _("Way"),
    "language": _("Language"),
    "country": _("Country"),
    "taken_at": _("Done on"),
    "confirmed_at": _("Confirmed"),
    "ended_at": _("Ended"),
    "kept_until": _("Kept until"),
    "agreed": _("Agreed to"),
    **{purpose.value: purpose.label for purpose in Purpose},
    "wording": _("The words that were agreed to"),
    "version": _("Version"),
    "words": _("Words"),
    "typed": _("What was typed"),
    "email": _("E-mail address"),
    **{field.value: field.label for field in Field},
    "message": _("Message"),
    "signed": _("Signed as"),
    "sender_address": _("Address for an answer"),
    "decisions": _("Decisions on the message"),
    "verdict": _("Decision"),
    "reason": _("Reason"),
    # Translators: whether the sender of a message was told of a decision on it
    "told": _("The person was told"),
    "objections": _("Objections of the person"),
    "said_at": _("Said on"),
    "text": _("What was said"),
    "answered_at": _("Answered on"),
    "mails": _("Mails to the person"),
    "letters": _("Letters to offices"),
    "office": _("Office"),
    "kind": _("Kind"),
    "sent_at": _("Sent"),
    "decided_at": _("Decided"),
    "picture": _("A picture came with it"),
    "since": _("Since"),
    "consents": _("Choices"),
    "purpose": _("For what"),
    "given": _("Agreed"),
    "at": _("When"),
    "source": _("By which way"),
}
# What a code says hangs on where it stands: a letter and an act have states of their own.
SAID: Mapping[tuple[str, str], type[TextChoices]] = {
    ("acts", "state"): ActState,
    ("signed_up", "state"): SignUp.State,
    ("acts", "evidence"): EvidenceLevel,
    ("acts", "way"): Channel,
    ("mails", "kind"): OutgoingMail.Kind,
    ("mails", "state"): OutgoingMail.State,
    ("letters", "state"): MailState,
    ("message", "state"): MessageState,
    ("decisions", "verdict"): Verdict,
    ("objections", "state"): ObjectionState,
    ("consents", "purpose"): Purpose,
}
LEFT_OUT = frozenset({"format"})  # for programmes


def readable(held: Any, depth: int = 0, within: str = "") -> Iterator[tuple[int, str, str]]:
    """Line by line: how deep it stands, what it is, and what it says. `within` is the name of what holds it."""
    pairs = held.items() if isinstance(held, dict) else enumerate(held, 1)
    for name, value in pairs:
        if name in LEFT_OUT:
            continue
        if isinstance(value, dict | list):
            yield depth, _named(name), "" if value else "—"
            yield from readable(value, depth + 1, name if isinstance(name, str) else within)
        else:
            yield depth, _named(name), _plain(within, str(name), value)


def _named(name: str | int) -> str:
    return str(NAMES.get(str(name), name))


def _plain(within: str, name: str, value: Any) -> str:
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if value in (None, ""):
        return "—"
    if within == "typed" or name == "text":  # as the person wrote it, whatever it looks like
        return str(value)
    if choices := SAID.get((within, name)):
        return str(dict(choices.choices).get(value, value))
    if name == "country":
        return countries.name(value, said.reader())
    if name == "language":
        return endonym(value)
    if name.endswith("_at") or name in ("at", "since"):
        return said.moment(datetime.fromisoformat(value))
    return said.day(date.fromisoformat(value)) if name == "kept_until" else str(value)
