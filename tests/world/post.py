"""What arrives by mail, read as its recipient reads it."""

from __future__ import annotations

import re
import time
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

PATIENCE = 60.0
LINK = re.compile(r"https?://\S+/confirm/\S+")


def mails_to(address: str, mailbox: Path) -> list[EmailMessage]:
    """Every mail to an address so far, oldest first."""
    bodies = [file.read_bytes() for file in sorted(mailbox.glob("*.eml"))]
    # Only what can be to them is taken apart, which is slow.
    mails = [message_from_bytes(body, policy=policy.default) for body in bodies if address.encode() in body]
    return [mail for mail in mails if address in str(mail["To"])]


def wait_for_mail(address: str, mailbox: Path, *, number: int = 1) -> EmailMessage:
    """The mail of that number to an address, once the worker has sent it; fails when it does not come."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        mails = mails_to(address, mailbox)
        if len(mails) >= number:
            return mails[number - 1]
        time.sleep(0.1)
    raise AssertionError(f"mail {number} to {address} did not come within {PATIENCE:.0f} s")


def text_of(mail: EmailMessage) -> str:
    """The plain text of a mail."""
    body = mail.get_body(("plain",))
    assert body is not None, "a mail without plain text"
    return str(body.get_content())


def link_in(mail: EmailMessage) -> str:
    """The one link to confirm or withdraw."""
    found = LINK.findall(text_of(mail))
    assert len(set(found)) == 1, found
    return str(found[0])
