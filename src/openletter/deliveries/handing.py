"""Handing one message to the mail server, and knowing afterwards what became of it.

The steps of SMTP are taken one by one, because they fail differently: before the text is handed over nothing was
sent; an error in the answer to the text leaves it open whether it was.
"""

from __future__ import annotations

import smtplib
from email import policy
from typing import Any

from django.core.mail import EmailMessage


class Refused(Exception):
    """The server does not take this letter: `code` and what it said. Below 500 it may take it later."""

    def __init__(self, code: int, said: bytes, *, of_recipient: bool) -> None:
        super().__init__(str(code))
        self.code, self.said, self.of_recipient = code, said.decode("utf-8", "replace")[:500], of_recipient


class Unreachable(Exception):
    """The server is away, or does not take us as a sender: no letter can go, whoever it is for. Nothing was sent."""


class Uncertain(Exception):
    """The connection ended after the text was handed over and before the server said that it has it."""


def hand_over(message: EmailMessage, server: Any) -> None:
    """Give one message to a mailer of Django's; returns when the server has taken it.

    Raises Refused, Unreachable or Uncertain. After any of the last two the connection is closed and made anew.
    """
    try:
        server.open()
    except (OSError, smtplib.SMTPException) as error:
        server.close()
        raise Unreachable(type(error).__name__) from error
    connection = getattr(server, "connection", None)
    if isinstance(connection, smtplib.SMTP):
        _step_by_step(message, server, connection)
    else:
        server.send_messages([message])


def _step_by_step(message: EmailMessage, server: Any, connection: smtplib.SMTP) -> None:
    text = message.message(policy=policy.SMTP).as_bytes()
    sender, recipient = server.prep_address(message.from_email), server.prep_address(message.to[0])
    try:
        connection.ehlo_or_helo_if_needed()
        code, _said = connection.mail(sender)
        if code >= 400:  # it does not take us, and so no letter of ours
            raise Unreachable(str(code))
        _expect(connection.rcpt(recipient), of_recipient=True)
    except Refused:
        _start_over(server, connection)
        raise
    except (OSError, smtplib.SMTPException, Unreachable) as error:
        server.close()
        raise Unreachable(str(error) if isinstance(error, Unreachable) else type(error).__name__) from error
    _give_text(text, server, connection)


def _give_text(text: bytes, server: Any, connection: smtplib.SMTP) -> None:
    try:
        _expect(connection.data(text), of_recipient=False)
    except Refused:
        _start_over(server, connection)
        raise
    except smtplib.SMTPDataError as error:  # the server did not even want to hear it
        _start_over(server, connection)
        raise Refused(error.smtp_code, _bytes(error.smtp_error), of_recipient=False) from error
    except (OSError, smtplib.SMTPException) as error:
        server.close()
        raise Uncertain(type(error).__name__) from error


def _expect(answer: tuple[int, bytes], *, of_recipient: bool) -> None:
    code, said = answer
    if not 200 <= code < 300:
        raise Refused(code, said, of_recipient=of_recipient)


def _start_over(server: Any, connection: smtplib.SMTP) -> None:
    """Make the connection fit for the next message, or close it."""
    try:
        connection.rset()
    except (OSError, smtplib.SMTPException):
        server.close()


def _bytes(said: bytes | str) -> bytes:
    return said if isinstance(said, bytes) else said.encode()
