"""Owing letters: one to each office that an act addresses, as soon as the act is confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from openletter.actions.access import Erased, open_act
from openletter.actions.kinds import kind_of
from openletter.actions.models import ActionTaken, AppealWords
from openletter.actions.recipients import recipients_of
from openletter.actions.rules import ActionStatus, ActState
from openletter.deliveries.models import OfficeMail, TargetMail
from openletter.deliveries.rules.states import MailState
from openletter.kernel.audit import SYSTEM
from openletter.targets.models import Office
from openletter.targets.resolution import Recipient

AT_ONCE = 5000
_CLOSED = (ActionStatus.CLOSED, ActionStatus.ARCHIVED)


def owe(*, act_id: UUID, at: datetime) -> int:
    """Owe the offices of a confirmed act its letter; returns how many are new. Doing it twice owes nothing more.

    Nothing is owed for kinds that we do not send, nor for an act taken back meanwhile, nor to an office without a
    mail address that works; one whose address waits for a second look is owed it.
    Several offices and copies are several letters; the act counts once all the same.
    """
    with transaction.atomic():
        found = ActionTaken.objects.select_for_update(of=("self",)).select_related("action", "section")
        act = found.get(pk=act_id)
        if act.state != ActState.COUNTED or act.action.status in _CLOSED or not kind_of(act.action.kind).sends:
            return 0
        try:
            typed = open_act(act.pk, by=SYSTEM, purpose="letter to the targets", at=at).more
        except Erased:
            return 0
        mails = list(_letters(act, own_words=_is_own(act, typed.get("letter", "")), at=at))
        known = set(TargetMail.objects.filter(act_id=act.pk).values_list("office", flat=True))
        new = [mail for mail in mails if mail.office_id not in known]
        TargetMail.objects.bulk_create(new, ignore_conflicts=True)
        _open_lines({mail.office_id for mail in new})
    return len(new)


def drop_of_act(*, act_id: UUID) -> int:
    """An act was taken back: nothing more goes for it, and no row names it; returns how many were dropped."""
    rows = TargetMail.objects.filter(act_id=act_id)
    dropped = rows.filter(state=MailState.WAITING).update(state=MailState.DROPPED, act_id=None)
    rows.exclude(state=MailState.SENDING).update(act_id=None)
    return dropped


def take_up_again(*, act_id: UUID, at: datetime) -> int:
    """Letters that were dropped while their act did not count wait once more; returns how many."""
    return TargetMail.objects.filter(act_id=act_id, state=MailState.DROPPED).update(state=MailState.WAITING, due_at=at)


def drop_late(*, action_ids: Iterable[int]) -> int:
    """Drop what still waits for actions whose time is over; returns how many, at most some thousands a time."""
    rows = TargetMail.objects.filter(action__in=list(action_ids), state=MailState.WAITING)
    ids = list(rows.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    return TargetMail.objects.filter(pk__in=ids, state=MailState.WAITING).update(state=MailState.DROPPED)


def _letters(act: ActionTaken, *, own_words: bool, at: datetime) -> Iterator[TargetMail]:
    country = act.country or act.section.territory
    resolution = recipients_of(act.action_id, country=country, on=at.date(), language=act.language)
    written = [to for to in (*resolution.targets, *resolution.copies) if to.email or to.mail_waits]
    keys = Office.objects.filter(key__in=[to.office for to in written]).values_list("key", "pk")
    offices = dict(keys)
    seen: set[int] = set()
    for to in written:
        if (office := offices[to.office]) not in seen:
            seen.add(office)
            yield _letter(act, to, office, own_words, at)


def _open_lines(offices: set[int]) -> None:
    """The offices' own rows are there."""
    known = set(OfficeMail.objects.filter(office__in=offices).values_list("pk", flat=True))
    OfficeMail.objects.bulk_create((OfficeMail(office_id=pk) for pk in offices - known), ignore_conflicts=True)


def _letter(act: ActionTaken, to: Recipient, office: int, own_words: bool, at: datetime) -> TargetMail:
    return TargetMail(
        act_id=act.pk, action_id=act.action_id, office_id=office, role=to.role, own_words=own_words,
        owed_at=at, due_at=at,
    )  # fmt: skip


def _is_own(act: ActionTaken, letter: str) -> bool:
    """Whether the letter differs from every text proposed, spaces and line ends aside."""
    proposed: Any = AppealWords.objects.filter(fact__action=act.action_id).values_list("body", flat=True)
    return " ".join(letter.split()) not in {" ".join(body.split()) for body in proposed}
