"""A folder that takes mails instead of a server, for demonstrations and small trials."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.header import decode_header, make_header
from email.message import EmailMessage as Parsed
from email.parser import BytesHeaderParser, BytesParser
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage

from openletter.config.env import env
from openletter.kernel.ids import uuid7

MOST_LISTED = 200


class MailboxBackend(BaseEmailBackend):
    """Writes each mail as an .eml file; the mailbox page shows them."""

    def __init__(self, *args: Any, folder: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.folder = Path(folder)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep every mail; returns how many."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for message in email_messages:
            file = self.folder / f"{uuid7().hex}.eml"
            # Under another name first: the page must never read half a mail.
            draft = file.with_suffix(".part")
            draft.write_bytes(message.message().as_bytes())
            draft.rename(file)
        return len(email_messages)


@dataclass(frozen=True, slots=True)
class Kept:
    """One mail in the folder."""

    id: UUID
    subject: str
    sender: str
    to: str
    at: datetime | None
    language: str
    text: str
    html: str


def newest() -> list[Kept]:
    """The mails in the folder, newest first; at most two hundred."""
    files = sorted(_folder().glob("*.eml"), reverse=True)[:MOST_LISTED]
    return [_read(file) for file in files]


def kept(mail_id: UUID) -> Kept | None:
    """One mail of the folder."""
    file = _folder() / f"{mail_id.hex}.eml"
    return _read(file) if file.exists() else None


def _folder() -> Path:
    return env().data_dir / "mailbox"


def _read(file: Path) -> Kept:
    raw = file.read_bytes()
    mail: Parsed = BytesParser(policy=policy.default).parsebytes(raw)
    heads = BytesHeaderParser().parsebytes(raw)

    def head(name: str) -> str:
        # The newer parser puts a space into an encoded name where the line was folded; this one does not.
        return str(make_header(decode_header(heads[name] or "")))

    return Kept(
        id=UUID(hex=file.stem),
        subject=head("Subject"),
        sender=head("From"),
        to=head("To"),
        at=parsedate_to_datetime(head("Date")) if heads["Date"] else None,
        language=head("Content-Language") or "en",
        text=_part(mail, "plain"),
        html=_part(mail, "html"),
    )


def _part(mail: Parsed, kind: str) -> str:
    part = mail.get_body((kind,))
    return str(part.get_content()) if part is not None else ""
