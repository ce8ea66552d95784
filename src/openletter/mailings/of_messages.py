"""What a sender hears of their own message to somebody at risk: it left, it arrived, or it could not go."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from openletter.kernel.languages import day_in_words
from openletter.solidarity.models import Bundle, SolidarityMessage, said_in
from openletter.solidarity.rules import BundleState, MessageState

SENT, ARRIVED, WITHHELD = "msg_sent", "msg_arrived", "msg_withheld"
KINDS = (SENT, ARRIVED, WITHHELD)
# Only these two changes are told: what came back or is not known leaves nobody anything to do.
TOLD_OF = {BundleState.SENT.value: SENT, BundleState.DELIVERED.value: ARRIVED}


@dataclass(frozen=True, slots=True)
class Said:
    """The words of such a mail: its subject, its sentences, and what follows the link."""

    subject: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def words_of(kind: str, act_id: UUID, *, written_on: str, language: str) -> Said | None:
    """What to say; None where the message was taken back or its state has changed meanwhile."""
    message = SolidarityMessage.objects.select_related("bundle").defer("sealed").filter(act_id=act_id).first()
    if message is None:
        return None
    if kind == WITHHELD:
        return _withheld(message, written_on, language)
    if message.bundle is None or message.bundle.sent_on is None:
        return None
    return {SENT: _sent, ARRIVED: _arrived}[kind](message.bundle, written_on, language)


def _sent(bundle: Bundle, written_on: str, language: str) -> Said:
    return Said(
        _("Your message is on its way"),
        (
            _("On %(date)s you wrote a message with us. It is on its way.") % {"date": written_on},
            _("It left on %(day)s together with other messages, word for word as you wrote it.")
            % {"day": day_in_words(bundle.sent_on, language) if bundle.sent_on else ""},
        ),
        (_("If we learn that it arrived, we tell you. Often nobody can say."),),
    )


def _arrived(bundle: Bundle, written_on: str, language: str) -> Said | None:
    if bundle.state != BundleState.DELIVERED or bundle.concluded_on is None:
        return None
    return Said(
        _("Your message has arrived"),
        (
            _("On %(date)s you wrote a message with us. It has arrived.") % {"date": written_on},
            _("We know of it since %(day)s.") % {"day": day_in_words(bundle.concluded_on, language)},
        ),
        (_("Please do not ask the person for an answer: it may not be safe to give one."),),
    )


def _withheld(message: SolidarityMessage, written_on: str, language: str) -> Said | None:
    if message.state != MessageState.WITHHELD:
        return None
    reason = (said_in(message.reason_said, language), message.reason_words)
    return Said(
        _("Your message could not be passed on"),
        (
            _("On %(date)s you wrote a message with us. We could not pass it on.") % {"date": written_on},
            *(line for line in reason if line),
        ),
        (_("It counts all the same. Withdraw it with this link, and you can write another one."),),
    )
