"""Reading one incoming mail: for which letter it is, what it is, and what it says. Pure, and safe with hostile mail.

Nothing in it is followed, opened or kept but plain text; what cannot be read is said to be unreadable, and is still
an answer that a person should know of.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage, Message
from email.parser import BytesParser
from enum import StrEnum
from typing import cast
from uuid import UUID

from flufl.bounce import all_failures

from openletter.deliveries.addresses import Purpose, found_in
from openletter.deliveries.incoming.words import MOST_SIGNS, plain_text, said_newly
from openletter.deliveries.rules.fate import address_is_dead
from openletter.kernel.text import without_controls

MOST_BYTES = 2_000_000  # what is read of one mail; text stands before attachments
MOST_PARTS = 60
_LONGEST_HEAD = 300
_ADDRESSES = ("Delivered-To", "X-Original-To", "To", "Cc", "X-Envelope-To", "Envelope-To")
_ROBOTS = ("x-autoreply", "x-autorespond", "x-autoresponse")
_PRECEDENCE = {"auto_reply", "bulk", "junk", "list"}


class Sort(StrEnum):
    """What an incoming mail is."""

    BOUNCE = "bounce"
    DELAY = "delay"
    COMPLAINT = "complaint"
    AUTO_REPLY = "auto_reply"
    REPLY = "reply"


@dataclass(frozen=True, slots=True, repr=False)
class Incoming:
    """One mail, read. `dead`: it says that the mailbox does not exist."""

    letter: UUID
    sort: Sort
    digest: bytes
    subject: str = ""
    sender: str = ""
    text: str = ""
    attachments: tuple[str, ...] = ()
    shortened: bool = False
    dead: bool = False

    def __repr__(self) -> str:
        return f"Incoming({self.sort})"


def read(raw: bytes, *, recipient: str, key: str, own: str) -> Incoming | None:
    """What a mail is; None when it belongs to no letter of ours.

    `recipient` is the address the server took it for, where it says; `own` our sender's address, which marks where a
    quoted letter begins.
    """
    mail = _parsed(raw[:MOST_BYTES])
    found = _letter_of(mail, recipient, key)
    if found is None:
        return None
    purpose, letter = found
    digest = hashlib.blake2b(letter.bytes + raw[:MOST_BYTES], digest_size=16).digest()
    try:
        sort, dead = _sort(mail, purpose)
        return _with_words(Incoming(letter, sort, digest, dead=dead, shortened=len(raw) > MOST_BYTES), mail, own)
    except Exception:  # noqa: BLE001 - whatever a hostile mail does to a parser, somebody answered
        return Incoming(letter, Sort.REPLY, digest, shortened=True)


def _parsed(raw: bytes) -> EmailMessage:
    try:
        return BytesParser(policy=policy.default).parsebytes(raw)
    except (RecursionError, ValueError, IndexError, TypeError, AttributeError, LookupError):
        head, _blank, _body = raw.partition(b"\n\n")  # its heads at least
        return cast("EmailMessage", BytesParser(policy=policy.compat32).parsebytes(head[:20_000], headersonly=True))


def _letter_of(mail: Message, recipient: str, key: str) -> tuple[Purpose, UUID] | None:
    """By the address it came to; a complaint may come to any address of ours and brings the letter along."""
    if recipient and (found := found_in(recipient, key=key)):
        return found
    for name, value in mail.raw_items():
        if name.lower() in {head.lower() for head in _ADDRESSES} and (found := found_in(str(value), key=key)):
            return found
    if _is_complaint(mail):
        whole = _whole(mail)
        return found_in(whole, key=key, purpose=Purpose.BOUNCE) or found_in(whole, key=key)
    return None


def _sort(mail: EmailMessage, purpose: Purpose) -> tuple[Sort, bool]:
    """Only the office's own server learns the address for what comes back; a supporter who was answered, and whoever
    the answer was passed on to, knows the other one. Reports that come there stop no letters: a person reads them.
    """
    if purpose == Purpose.BOUNCE:
        if _is_complaint(mail):
            return Sort.COMPLAINT, False
        delayed, failed = all_failures(mail)
        if failed:
            return Sort.BOUNCE, address_is_dead(_whole(mail))
        if delayed:
            return Sort.DELAY, False
    return (Sort.AUTO_REPLY if _is_automatic(mail) else Sort.REPLY), False


def _is_automatic(mail: Message) -> bool:
    """RFC 3834, and what programs wrote before it."""
    auto = str(mail.get("Auto-Submitted", "no")).split(";")[0].strip().lower()
    precedence = str(mail.get("Precedence", "")).strip().lower()
    return auto != "no" or precedence in _PRECEDENCE or any(name in mail for name in _ROBOTS)


def _is_complaint(mail: Message) -> bool:
    return _report_of(mail) == "feedback-report"


def _report_of(mail: Message) -> str:
    if mail.get_content_type() != "multipart/report":
        return ""
    return str(mail.get_param("report-type", "")).lower()


def _whole(mail: Message) -> str:
    """The mail as text, as far as it matters here."""
    return mail.as_bytes(policy=policy.compat32).decode("utf-8", "replace")[:200_000]


def _with_words(found: Incoming, mail: EmailMessage, own: str) -> Incoming:
    parts = [part for _number, part in zip(range(MOST_PARTS), mail.walk(), strict=False) if not part.is_multipart()]
    whole = plain_text(parts)
    text = said_newly(whole, own) if found.sort in (Sort.REPLY, Sort.AUTO_REPLY) else whole[:MOST_SIGNS]
    return Incoming(
        found.letter, found.sort, found.digest,
        subject=_head(mail, "Subject"), sender=_head(mail, "From"), text=text,
        attachments=tuple(_name(part) for part in parts if _is_attachment(part)),
        shortened=found.shortened or len(whole) >= MOST_SIGNS, dead=found.dead,
    )  # fmt: skip


def _head(mail: Message, name: str) -> str:
    return " ".join(without_controls(str(mail.get(name, ""))).split())[:_LONGEST_HEAD]


def _is_attachment(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or part.get_content_maintype() not in ("text", "message")


def _name(part: Message) -> str:
    name = re.sub(r"[^\w .()-]", "_", part.get_filename() or "")
    return f"{name[-80:]} ({part.get_content_type()})".strip()[:160]
