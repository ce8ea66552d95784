"""What a sender hears of their own message to somebody at risk: it left, it arrived, or it could not go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openletter.kernel.languages import day_in_words
from openletter.mailings.models import OutgoingMail
from openletter.mailings.reading import About
from openletter.sections.models import Section
from openletter.solidarity.models import Bundle, Decision, SolidarityMessage, said_in
from openletter.solidarity.rules import TIME_TO_OBJECT, BundleState, Verdict

SENT, ARRIVED, WITHHELD, AGAIN = "msg_sent", "msg_arrived", "msg_withheld", "msg_again"
KINDS = (SENT, ARRIVED, WITHHELD, AGAIN)
# Only these two changes are told: what came back or is not known leaves nobody anything to do.
TOLD_OF = {BundleState.SENT.value: SENT, BundleState.DELIVERED.value: ARRIVED}
# The last day is said a day early, so that nobody who believes it comes too late.
CAUTION = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Said:
    """The words of such a mail: its subject, its sentences, what follows the link, and a link other than the usual."""

    subject: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    button: str = ""
    link: str = ""


def words_of(mail: OutgoingMail, subject: About, *, written_on: str) -> Said | None:
    """What to say; None where the message was taken back or its state has changed meanwhile."""
    message = SolidarityMessage.objects.select_related("bundle").defer("sealed").filter(act_id=mail.act_id).first()
    if message is None:
        return None
    if mail.kind in (WITHHELD, AGAIN):
        wanted = message.decisions.filter(overturned_at=None)
        decision = wanted.filter(pk=mail.subject_uid).first() if mail.subject_uid else None
        if decision is None:
            return None
        write = _withheld if mail.kind == WITHHELD else _again
        return write(decision, mail, subject, written_on)
    if message.bundle is None or message.bundle.sent_on is None:
        return None
    return {SENT: _sent, ARRIVED: _arrived}[mail.kind](message.bundle, written_on, subject.language)


def promise(section: Section) -> str:
    """Within what time a person reads what was written, once it is confirmed."""
    days = section.days_to_moderate
    return ngettext(
        "Once you have confirmed, a person reads your message within %(days)d working day.",
        "Once you have confirmed, a person reads your message within %(days)d working days.",
        days,
    ) % {"days": days}


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


def _withheld(decision: Decision, mail: OutgoingMail, subject: About, written_on: str) -> Said:
    opening = _("On %(date)s you wrote a message with us. We could not pass it on.") % {"date": written_on}
    before = (opening, *_reasons(decision, subject.language))
    title = _("Your message could not be passed on")
    if not decision.may_object:
        return Said(title, before, (_withdraw(),))
    until = day_in_words((mail.owed_at + TIME_TO_OBJECT - CAUTION).date(), subject.language)
    return Said(
        title,
        (
            *before,
            _("Do you think we are wrong? Tell us once, until %(day)s: then somebody else reads your message.")
            % {"day": until},
        ),
        (
            _("It counts all the same. Withdraw it with this link, and you can write another one: %(link)s")
            % {"link": subject.own_link},
        ),
        button=_("Ask for a second look"),
        link=subject.objection_link(decision.pk),
    )


def _again(decision: Decision, mail: OutgoingMail, subject: About, written_on: str) -> Said:
    if decision.verdict == Verdict.ACCEPTED:
        return Said(
            _("Your message will be passed on"),
            (
                _("On %(date)s you wrote a message with us, and we told you that it could not be passed on.")
                % {"date": written_on},
                _("Somebody else has read it since, and it goes: word for word as you wrote it."),
            ),
            (_("You need not do anything. If you change your mind, withdraw it with this link."),),
        )
    return Said(
        _("We have looked at your message again"),
        (
            _("On %(date)s you wrote a message with us, and you asked us to look at it again.") % {"date": written_on},
            _("Somebody else has read it. It cannot be passed on."),
            *_reasons(decision, subject.language),
        ),
        (_withdraw(),),
    )


def _withdraw() -> str:
    return _("It counts all the same. Withdraw it with this link, and you can write another one.")


def _reasons(decision: Decision, language: str) -> tuple[str, ...]:
    """The reason as it was said on the day of the decision, and the moderator's own words."""
    return tuple(line for line in (said_in(decision.reason_said, language), decision.words) if line)
