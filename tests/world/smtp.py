"""A real mail server on this machine, that says what a test wants it to say."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from tests.world.site import free_port


@dataclass(frozen=True, slots=True)
class Taken:
    """One mail the server took: from whom and to whom on the envelope, and the mail itself."""

    sender: str
    recipients: tuple[str, ...]
    mail: EmailMessage


@dataclass(slots=True)
class Server:
    """What arrived, and what the server answers: by recipient, to the text, and after how many it hangs up."""

    port: int = 0
    taken: list[Taken] = field(default_factory=list)
    recipients: dict[str, str] = field(default_factory=dict)
    sender: str = ""
    text: str = ""
    hang_up_after: int | None = None
    hang_up_in_text: bool = False
    sessions: int = 0

    async def handle_EHLO(self, server: SMTP, session: Session, envelope: Envelope, name: str, says: list[str]) -> Any:  # noqa: N802
        self.sessions += 1
        session.host_name = name
        return says

    async def handle_MAIL(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any) -> str:  # noqa: N802
        if self.hang_up_after is not None and len(self.taken) >= self.hang_up_after:
            server.transport.close()
        if self.sender:
            return self.sender
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any) -> str:  # noqa: N802
        if address in self.recipients:
            return self.recipients[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.hang_up_in_text:
            server.transport.close()
            return "250 OK"
        if self.text:
            return self.text
        content = envelope.content
        assert isinstance(content, bytes)
        mail = message_from_bytes(content, policy=policy.default)
        self.taken.append(Taken(str(envelope.mail_from), tuple(envelope.rcpt_tos), mail))
        return "250 OK"


@contextmanager
def a_mail_server() -> Iterator[Server]:
    """A server that takes everything until told otherwise; gone afterwards."""
    server = Server(port=free_port())
    controller = Controller(server, hostname="127.0.0.1", port=server.port)
    controller.start()
    try:
        yield server
    finally:
        controller.stop()
