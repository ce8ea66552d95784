"""A folder that takes mails instead of a server, for demonstrations and small trials."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage

from openletter.kernel.ids import uuid7


class MailboxBackend(BaseEmailBackend):
    """Writes each mail as an .eml file; the mailbox page shows them."""

    def __init__(self, *args: Any, folder: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.folder = Path(folder)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep every mail; returns how many."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            (self.folder / f"{uuid7().hex}.eml").write_bytes(message.message().as_bytes())
        return len(email_messages)
