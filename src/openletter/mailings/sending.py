"""Sending what is due: claim one mail, open the address, write it, hand it over, note what became of it."""

from __future__ import annotations

import logging
import smtplib
import time
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime, timedelta
from email.errors import HeaderParseError
from typing import Any

from django.core.mail import EmailMessage, mailers
from django.db.models import F

from openletter.actions.access import Erased, open_act
from openletter.actions.rules import ActState
from openletter.kernel.audit import SYSTEM
from openletter.mailings import holding, of_sign_ups, rules
from openletter.mailings.letters import Gone, write_letter
from openletter.mailings.models import OutgoingMail
from openletter.mailings.post import message_for
from openletter.mailings.reading import About, about

log = logging.getLogger("openletter.mailings")
State = OutgoingMail.State


def send_due(kinds: Sequence[str], *, using: str, at: datetime, most: int, within: timedelta) -> int:
    """Send mails of these kinds that are due, oldest first; returns how many went.

    Stops after `most` mails or `within` a time. A mail is claimed in one statement, so that of several workers one
    sends it; handing it over happens outside any transaction. Should a worker die between handing over and noting
    it, the mail goes out a second time: rather twice than never.
    """
    due = OutgoingMail.objects.filter(state=State.WAITING, due_at__lte=at, kind__in=kinds).order_by("due_at")[:most]
    waiting, known = list(due), dict[int, bool]()
    if not waiting:
        return 0
    started, sent = time.monotonic(), 0
    with closing(mailers[using]) as server:
        for mail in waiting:
            if time.monotonic() - started > within.total_seconds():
                break
            if _claim(mail, at):
                sent += _deal_with(mail, server, at, known)
    return sent


def _claim(mail: OutgoingMail, at: datetime) -> bool:
    mine = OutgoingMail.objects.filter(pk=mail.pk, state=State.WAITING, due_at=mail.due_at)
    return bool(mine.update(due_at=at + rules.CLAIMED_FOR, attempts=F("attempts") + 1))


def _deal_with(mail: OutgoingMail, server: Any, at: datetime, known: dict[int, bool]) -> bool:
    """Whether it went. Nothing a mail can do stops the next one."""
    try:
        if mail.kind == rules.SIGN_UP:
            message: EmailMessage | None = of_sign_ups.message_of(mail, at=at)
        else:
            message = _message(mail, about(mail.act_id, on=at.date(), known=known), at)
        if message is not None:
            _hand_over(message, server)
            _note(mail, state=State.SENT, sent_at=at)
        return message is not None
    except (Erased, Gone):
        _note(mail, state=State.DROPPED)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is noted and the next mail goes
        _failed(mail, error, at)
    return False


def _message(mail: OutgoingMail, subject: About, at: datetime) -> EmailMessage | None:
    """The message to hand over; None when the mail is held back or dropped."""
    fate = rules.fate(
        mail.kind,
        act_state=_state_for(mail.kind, subject),
        action_status=subject.action.status,
        may_show=subject.may_show,
    )
    if fate == rules.Fate.DROP:
        _note(mail, state=State.DROPPED)
    if fate == rules.Fate.HOLD:
        _note(mail, due_at=at + rules.HELD_FOR, attempts=F("attempts") - 1)
    if fate != rules.Fate.SEND:
        return None
    contact = open_act(mail.act_id, by=SYSTEM, purpose=f"mail: {mail.kind}", at=at)
    if mail.kind in rules.SINGLE and holding.holds(subject.act, contact.email, at=at):
        _note(mail, due_at=at + holding.LOOKED_AT_EVERY, attempts=F("attempts") - 1)
        return None
    return message_for(mail, subject, write_letter(mail, subject), contact.email, at=at)


def _state_for(kind: str, subject: About) -> str:
    """Answers to what somebody did go to who waits to be looked at as to everybody; news goes to who counts."""
    shadowed = subject.act.state == ActState.SHADOWED
    return subject.act.state_shown if shadowed and kind in rules.SINGLE else subject.act.state


def _hand_over(message: EmailMessage, server: Any) -> None:
    """One connection serves the whole round; after an error it is made anew."""
    try:
        server.open()
        server.send_messages([message])
    except Exception:
        server.close()
        raise


def _failed(mail: OutgoingMail, error: Exception, at: datetime) -> None:
    """Try again later, unless it is hopeless. Only the error's class is written down: its text may quote an address."""
    attempt = mail.attempts + 1
    hopeless = _is_permanent(error) or attempt >= rules.MOST_ATTEMPTS
    log.warning("mail %s not sent (%s)%s", mail.pk, type(error).__name__, ", given up" if hopeless else "")
    _note(mail, **({"state": State.FAILED} if hopeless else {"due_at": at + rules.wait_before(attempt)}))


def _is_permanent(error: Exception) -> bool:
    """An address that the server refuses for good, or that cannot stand in a header."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _said in error.recipients.values())
    return isinstance(error, ValueError | HeaderParseError)


def _note(mail: OutgoingMail, **what: Any) -> None:
    OutgoingMail.objects.filter(pk=mail.pk, state=State.WAITING).update(**what)
