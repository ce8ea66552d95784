"""From words to a message: text and HTML that say the same, and headers that carry nothing about the reader."""

from __future__ import annotations

from datetime import datetime
from email.headerregistry import Address
from email.utils import format_datetime, formataddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from openletter.kernel.languages import direction
from openletter.mailings import rules
from openletter.mailings.letters import Letter, section_name
from openletter.mailings.models import OutgoingMail
from openletter.mailings.reading import Addressed


def message_for(
    mail: OutgoingMail, subject: Addressed, letter: Letter, address: str, *, at: datetime
) -> EmailMultiAlternatives:
    """The message of a mail to one address.

    Raises ValueError or HeaderParseError when the address is not exactly one, as an envelope takes it.
    """
    only = Address(addr_spec=address).addr_spec
    sender = subject.section.mail_from or settings.ENV.mail_from
    context = {"letter": letter, "section": subject.section, "direction": direction(letter.language)}
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=render_to_string("mailings/letter.txt", context),
        from_email=formataddr((" ".join(section_name(subject).split()), sender)),
        to=[only],
        reply_to=[subject.section.contact_email],
        headers={
            # Our own, so that a mail sent twice by mischance is one mail in the reader's mailbox.
            "Message-ID": f"<{mail.pk.hex}@{sender.rpartition('@')[2]}>",
            "Date": format_datetime(at),
            "Auto-Submitted": "auto-generated",
            "Content-Language": letter.language,
            **({"Precedence": "bulk"} if mail.kind in rules.BULK else {}),
            **(_way_out(letter) if mail.kind == rules.SIGN_UP else {}),
        },
    )
    message.attach_alternative(render_to_string("mailings/letter.html", context), "text/html")
    return message


def _way_out(letter: Letter) -> dict[str, str]:
    """The button of mail programmes that ends it (RFC 8058); opening the link alone ends nothing."""
    return {"List-Unsubscribe": f"<{letter.link}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
