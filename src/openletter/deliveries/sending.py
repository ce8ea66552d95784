"""One round of handing letters to the mail server: claim what may go, write each, hand it over, note what became of it.

Handing over happens outside any transaction. A letter whose worker dies in the middle stays claimed and is never sent
again by itself: to an office, twice is worse than perhaps; the desk shows it as uncertain.
"""

from __future__ import annotations

import logging
import time
from contextlib import closing
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import mailers
from django.db import transaction
from django.db.models import F

from openletter.actions.access import Erased
from openletter.deliveries.addresses import mark_of
from openletter.deliveries.handing import Refused, Uncertain, Unreachable, hand_over
from openletter.deliveries.letters import Directory, Gone, Held, NoAddress, message_of
from openletter.deliveries.models import TargetMail
from openletter.deliveries.operations import troubles
from openletter.deliveries.operations.claiming import claim, release
from openletter.deliveries.rules import fate
from openletter.deliveries.rules.states import MailState, Trouble

log = logging.getLogger("openletter.letters")
SERVER_AWAY = timedelta(minutes=1)


def send_round(*, at: datetime, most: int = 20, within: timedelta = timedelta(seconds=10)) -> int:
    """Send the letters that may go at this moment; returns how many the server took.

    Stops after `within` and puts back what it did not come to. While no sender address is set, nothing is claimed.
    """
    if not settings.ENV.target_mail_from:
        return 0
    ids = claim(at=at, most=most)
    if not ids:
        return 0
    started, directory, sent = time.monotonic(), Directory(at.date()), 0
    with closing(mailers["targets"]) as server:
        for position, mail_id in enumerate(ids):
            if time.monotonic() - started > within.total_seconds():
                release(ids[position:])
                break
            try:
                sent += _deal_with(mail_id, directory, server, at)
            except Unreachable as error:
                log.warning("letters to offices wait: the mail server does not take them (%s)", error)
                _put_off(ids[position:], at)
                break
    return sent


def note_lost(*, at: datetime) -> int:
    """Letters whose worker died while it had them in hand are uncertain; returns how many."""
    lost = TargetMail.objects.filter(state=MailState.SENDING, claimed_at__lt=at - fate.CLAIM_LOST)
    return lost.update(state=MailState.UNCERTAIN)


def _deal_with(mail_id: UUID, directory: Directory, server: Any, at: datetime) -> bool:
    """Whether the letter went. Nothing a letter can do stops the next one; only a server that is away does."""
    mail = TargetMail.objects.select_related("office").get(pk=mail_id)
    try:
        message = message_of(mail, directory, at=at)
        mail.sent_to = mark_of(message.to[0])
        _note(mail, sent_to=mail.sent_to)
        hand_over(message, server)
        _note(mail, state=MailState.SENT, sent_at=at)
        return True
    except Unreachable:
        raise
    except Refused as refusal:
        _refused(mail, refusal, at)
    except Uncertain:
        _note(mail, state=MailState.UNCERTAIN)
    except (Erased, Gone):
        _note(mail, state=MailState.DROPPED, act_id=None)
    except Held:
        _put_off([mail.pk], at)
    except NoAddress:
        _note(mail, state=MailState.SKIPPED)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is noted and the next letter goes
        log.warning("letter %s not written (%s)", mail.pk, type(error).__name__)
        _later(mail, at)
    return False


def _refused(mail: TargetMail, refusal: Refused, at: datetime) -> None:
    log.warning("letter %s refused with %s", mail.pk, refusal.code)
    if refusal.code >= 500:
        dead = refusal.of_recipient and fate.address_is_dead(refusal.said, refusal.code)
        troubles.note(mail=mail, trouble=Trouble.REFUSAL, at=at, dead=dead)
        return
    with transaction.atomic():
        _later(mail, at)
        troubles.note(mail=mail, trouble=Trouble.DELAY, at=at)


def _later(mail: TargetMail, at: datetime) -> None:
    if mail.attempts >= fate.MOST_ATTEMPTS:
        _note(mail, state=MailState.REFUSED)
    else:
        _note(mail, state=MailState.WAITING, due_at=at + fate.wait_before(mail.attempts))


def _put_off(ids: list[UUID], at: datetime) -> None:
    """The server is away, or an address waits for a second look: no fault of these letters; it costs no attempt."""
    rows = TargetMail.objects.filter(pk__in=ids, state=MailState.SENDING)
    rows.update(
        state=MailState.WAITING, claimed_at=None, attempts=F("attempts") - 1, due_at=at + SERVER_AWAY
    )  # fmt: skip


def _note(mail: TargetMail, **what: Any) -> None:
    TargetMail.objects.filter(pk=mail.pk, state=MailState.SENDING).update(**what)
