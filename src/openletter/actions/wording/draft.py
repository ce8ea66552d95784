"""A letter as a file that mail programs open as a draft."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP

from openletter.actions.wording.mailto import with_crlf


def draft(to: tuple[str, ...], *, cc: tuple[str, ...] = (), subject: str, body: str, at: datetime) -> bytes:
    """An RFC 5322 message in UTF-8 that has not been sent: `X-Unsent: 1` is what Outlook, and others after it, open for
    writing. It names no sender, which the mail program knows, and nobody in bcc. `subject` is one line."""
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    message["Date"] = at
    message["To"] = ", ".join(to)
    if cc:
        message["Cc"] = ", ".join(cc)
    if subject:
        message["Subject"] = subject
    message.set_content(with_crlf(body).replace("\r\n", "\n") + "\n", charset="utf-8")
    return message.as_bytes()
