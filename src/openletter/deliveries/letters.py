"""From an act to the message an office gets: its words opened, greeted and signed; headers that carry no more.

One recipient a message. The letter is plain text. Its sender is ours, with the supporter's name in front where they
agreed that the office learns it; its answer comes to an address of that letter alone, and to the supporter's own one
only where they agreed to that as well.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from email.headerregistry import Address
from email.utils import format_datetime, formataddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _
from django.utils.translation import override

from openletter.actions.access import Contact, open_act
from openletter.actions.models import ActionTaken
from openletter.actions.recipients import recipients_of
from openletter.actions.rules import ActState, TargetRole
from openletter.config.env import env
from openletter.deliveries.addresses import Purpose, address_for
from openletter.deliveries.models import TargetMail
from openletter.kernel import countries
from openletter.kernel.audit import SYSTEM
from openletter.kernel.languages import in_a_row
from openletter.kernel.text import clean_line, without_controls
from openletter.sections.routing import base_of, root_of
from openletter.targets.resolution import Recipient, Resolution

LONGEST_NAME, LONGEST_SUBJECT = 60, 200
# Nobody answers to these names (RFC 2606, RFC 6761); outside production no other is written to.
_NOBODY = ("example.org", "example.com", "example.net", "example", "test", "invalid", "localhost")
OWN_ADDRESS_TOO = "yes"


class NoAddress(Exception):
    """The office has no mail address that may be written to."""


class Held(Exception):
    """The office's mail address was seen by one person alone; the letter waits until somebody else has."""


class Gone(Exception):
    """The act no longer counts."""


@dataclass(slots=True)
class Directory:
    """Whom actions address, remembered for one round: a thousand letters to one minister ask once."""

    on: date
    _known: dict[tuple[int, str, str], Resolution] = field(default_factory=dict)

    def recipients(self, act: ActionTaken) -> Resolution:
        """The offices of an act's action, as its supporter's country and language have them."""
        key = (act.action_id, act.country or act.section.territory, act.language)
        if key not in self._known:
            self._known[key] = recipients_of(key[0], country=key[1], on=self.on, language=key[2])
        return self._known[key]


def message_of(mail: TargetMail, directory: Directory, *, at: datetime) -> EmailMessage:
    """The message of one letter. Raises Gone, Erased, CannotOpen, NoAddress, Held; ValueError for a wrong address."""
    if mail.act_id is None:
        raise Gone
    act = ActionTaken.objects.defer("sealed").select_related("section", "action").filter(pk=mail.act_id).first()
    if act is None or act.state != ActState.COUNTED:
        raise Gone
    everyone = directory.recipients(act)
    to = _recipient(mail, everyone)
    typed = open_act(act.pk, by=SYSTEM, purpose="letter to the targets", at=at)
    with override(act.language):
        return message_as(mail, act, typed, to, everyone, at)


def message_as(
    mail: TargetMail, act: ActionTaken, typed: Contact, to: Recipient, everyone: Resolution, at: datetime
) -> EmailMessage:
    """The message of what was typed, to one office, in the language that is spoken just now."""
    return _message(mail, act, typed, to, _text(mail, act, typed, to, everyone), at)


def may_be_written_to(address: str) -> bool:
    """Whether letters may go to an address at all: outside production, only to names that nobody answers to."""
    domain = address.rpartition("@")[2].lower()
    return env().mode == "production" or any(domain == name or domain.endswith(f".{name}") for name in _NOBODY)


def _recipient(mail: TargetMail, everyone: Resolution) -> Recipient:
    for to in (*everyone.targets, *everyone.copies):
        if to.office == mail.office.key and to.email:
            if not may_be_written_to(to.email):
                raise NoAddress
            return to
        if to.office == mail.office.key and to.mail_waits:
            raise Held
    raise NoAddress


def _message(
    mail: TargetMail, act: ActionTaken, typed: Contact, to: Recipient, text: str, at: datetime
) -> EmailMessage:  # fmt: skip
    sender = settings.ENV.target_mail_from
    domain = sender.rpartition("@")[2]
    own, key = Purpose.REPLY, settings.SECRET_KEY
    back = address_for(mail.pk, Purpose.BOUNCE, domain=domain, key=key)
    return EmailMessage(
        subject=_head(typed.more.get("subject", "")) or _("A letter"),
        body=text,
        from_email=back,
        to=[Address(addr_spec=to.email).addr_spec],
        reply_to=[address_for(mail.pk, own, domain=domain, key=key), *_own_address(act, typed)],
        headers={
            "From": formataddr((_sender_name(act, typed), sender)),
            "Message-ID": f"<{mail.pk.hex}@{domain}>",
            "Date": format_datetime(at),
            "Auto-Submitted": "no",
            "Content-Language": act.language,
            # A complaint brings the letter's heads along, and not always the envelope's sender; answers quote neither.
            "X-Report-Abuse-To": back,
        },
    )


def _own_address(act: ActionTaken, typed: Contact) -> list[str]:
    if not act.to_target or typed.more.get("own_address") != OWN_ADDRESS_TOO:
        return []
    return [Address(addr_spec=typed.email).addr_spec]


def _sender_name(act: ActionTaken, typed: Contact) -> str:
    name, organisation = _name(act, typed), _organisation(act)
    if not name:
        return organisation
    # Translators: the sender of a letter to an office: a person, and the organisation that sends it for them.
    return _("%(name)s via %(organisation)s") % {"name": name, "organisation": organisation}


def _text(mail: TargetMail, act: ActionTaken, typed: Contact, to: Recipient, everyone: Resolution) -> str:
    copy = ""
    if mail.role == TargetRole.COPY:
        names = in_a_row(target.name for target in everyone.targets)
        # Translators: first line of a letter of which an embassy, for example, gets a copy.
        copy = _("Copy for your information of a letter to: %(names)s") % {"names": names}
    body = without_controls(typed.more.get("letter", "")).replace("\r\n", "\n").replace("\r", "\n").strip()
    parts = (copy, to.salutation, body, f"{to.closing}\n{_signed(act, typed)}".strip(), f"-- \n{_about(act, typed)}")
    return "\n\n".join(part for part in parts if part) + "\n"


def _signed(act: ActionTaken, typed: Contact) -> str:
    country = countries.name(act.country, act.language) if act.country else ""
    if name := _name(act, typed):
        return f"{name}\n{country}".strip()
    # Translators: stands under a letter in place of a name.
    return _("A person in %(country)s, known to us by name") % {"country": country} if country else ""


def _about(act: ActionTaken, typed: Contact) -> str:
    link = f"{root_of(act.section)}{base_of(act.section, _spoken(act))}act/{act.action.ref}/"
    organisation = _organisation(act)
    why = _("%(organisation)s sends this letter for a person who wrote it and confirmed it by e-mail.")
    if _own_address(act, typed):
        reply = _("An answer to this message reaches the writer and %(organisation)s.")
    else:
        reply = _("An answer to this message reaches %(organisation)s.")
    return "\n".join((f"{why} {reply}" % {"organisation": organisation}, link))


def _spoken(act: ActionTaken) -> str:
    return act.language if act.language in act.section.languages else act.section.default_language


def _organisation(act: ActionTaken) -> str:
    words = act.section.in_language(act.language)
    return _head(words.name if words else act.section.key)


def _name(act: ActionTaken, typed: Contact) -> str:
    """The supporter's name, where they agreed that the office learns it."""
    return _head(typed.name)[:LONGEST_NAME].strip() if act.to_target else ""


def _head(text: str) -> str:
    """A text fit for a header: one line, without signs that would end it or turn it round."""
    line = " ".join(text.split())
    kept = clean_line(line)
    if kept is None:
        kept = "".join(sign for sign in line if clean_line(f"a{sign}a") is not None)
    return " ".join(kept.split())[:LONGEST_SUBJECT]
