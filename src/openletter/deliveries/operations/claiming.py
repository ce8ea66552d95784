"""Claiming the letters that may leave now: exactly, however many workers ask at once.

Whoever claims holds the row of the cap for all offices, so that claims come one after the other and each sees what the
ones before it took. The statement that claims a letter asks once more whether it may go: a recall, a hidden case, a
passed deadline, a withdrawal or a pause committed before it leaves the letter where it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from openletter.actions.models import Action, ActionTaken
from openletter.actions.queries import door_of
from openletter.actions.rules import ActionStatus, ActState
from openletter.cases.queries import consents_of, may_show
from openletter.cases.rules import PUBLIC_STATUSES
from openletter.deliveries.limits import Limits, limits
from openletter.deliveries.models import OfficeMail, TargetMail
from openletter.deliveries.rules.fate import Fate, fate
from openletter.deliveries.rules.pacing import (
    HORIZON,
    Cap,
    Queue,
    first_deadline_ahead,
    may_go,
    most_that_matters,
    open_between,
    pace,
    shortest_wait,
)
from openletter.deliveries.rules.states import MailState
from openletter.kernel.clock import end_of_day_everywhere
from openletter.targets.hours import OfficeHours, hours_of
from openletter.targets.queries import whose_mail_waits


def claim(*, at: datetime, most: int) -> list[UUID]:
    """Letters that this caller, and nobody else, has to hand over now; at most so many.

    Never more than the caps leave room for, only to offices that are open and not paused, and of several actions
    that write to one office one letter each in turn. Offices that waited longest come first.
    """
    if not TargetMail.objects.filter(state=MailState.WAITING, due_at__lte=at).exists():
        return []  # most rounds of most installations: nothing is held for it
    with transaction.atomic():
        rules, actions = limits(hold=True), _Actions(at)
        room = min(most, _with_gone(rules.in_all, at).room)
        claimed: list[UUID] = []
        for line in _lines(at, rules) if room else ():
            if len(claimed) >= room:
                break
            claimed += _from_line(line, actions, rules, at, room - len(claimed))
        return claimed


def release(ids: Iterable[UUID]) -> int:
    """Put claimed letters back that nobody tried to hand over; they no longer count against the caps."""
    rows = TargetMail.objects.filter(pk__in=list(ids), state=MailState.SENDING)
    return rows.update(state=MailState.WAITING, claimed_at=None, attempts=F("attempts") - 1)


class _Actions:
    """The actions on whose behalf letters may go at a moment, each looked up once in a claim."""

    def __init__(self, at: datetime) -> None:
        self._at, self._known = at, dict[int, Action | None]()

    def sendable(self, wanted: Iterable[int]) -> dict[int, Action]:
        """Those of the actions whose letters may go now."""
        wanted = list(wanted)
        new = [pk for pk in wanted if pk not in self._known]
        rows = Action.objects.filter(pk__in=new).select_related("case") if new else Action.objects.none()
        for row in rows.prefetch_related(consents_of("case__consents"), "case__people"):
            shown = may_show(row.case, self._at.date())
            self._known[row.pk] = row if fate(door_of(row, self._at), may_show=shown) == Fate.SEND else None
        return {pk: action for pk in wanted if (action := self._known.get(pk)) is not None}


def _lines(at: datetime, rules: Limits) -> list[OfficeMail]:
    """Offices for which something waits, neither paused nor resting; the one that waited longest first.

    Left out are those whose address one person alone has seen.

    Nothing is counted here: a queue of a hundred thousand costs no more than a queue of one until it is its turn.
    """
    waiting = TargetMail.objects.filter(state=MailState.WAITING, office=OuterRef("pk"), due_at__lte=at)
    rows = OfficeMail.objects.filter(Exists(waiting), paused_at=None).select_related("office")
    rows = rows.exclude(office__in=whose_mail_waits())
    rows = rows.exclude(last_claimed_at__gt=at - shortest_wait(rules.office))
    now = int(at.timestamp())
    return sorted(rows, key=lambda row: (row.last_claimed_at is not None, row.last_claimed_at, hash((row.pk, now))))


def _from_line(line: OfficeMail, known: _Actions, rules: Limits, at: datetime, most: int) -> list[UUID]:
    """Claim what one office may get now."""
    hours = hours_of(line.office)
    caps = [_with_gone(cap, at, line.pk) for cap in rules.office] if hours.is_open(at) else []
    if min((cap.room for cap in caps), default=0) == 0:
        return []
    queues = _queues(line, known, hours, caps, at)
    per_hour = pace(queues.values(), caps)
    number = min(most, may_go(at=at, last=line.last_claimed_at, per_hour=per_hour, caps=caps))
    queue = {pk: found.waiting for pk, found in queues.items()}
    shares = in_turn(queue, number, after=line.last_action_id)
    claimed = [pk for action, share in shares.items() for pk in _take(line.pk, action, share, at)]
    if claimed:
        last = next(reversed(shares))
        OfficeMail.objects.filter(pk=line.pk).update(last_claimed_at=at, last_action_id=last)
    return claimed


def _queues(
    line: OfficeMail, known: _Actions, hours: OfficeHours, caps: Iterable[Cap], at: datetime
) -> dict[int, Queue]:
    """What waits for an office, by action; counted only as far as it matters for the pace, which a cap bounds."""
    mails = TargetMail.objects.filter(state=MailState.WAITING, office=line.pk, due_at__lte=at)
    live = Action.objects.filter(Exists(mails.filter(action=OuterRef("pk"))), status=ActionStatus.LIVE)
    found = {}
    for pk, action in known.sendable(live.order_by("pk").values_list("pk", flat=True)).items():
        end = end_of_day_everywhere(action.deadline) if action.deadline else at + HORIZON
        left = open_between(hours, at, end)
        found[pk] = Queue(mails.filter(action=pk)[: most_that_matters(left, caps)].count(), left)
    return found


def in_turn(queue: Mapping[int, int], number: int, *, after: int | None) -> dict[int, int]:
    """How many letters of each action go, one each in turn, beginning behind the action that went last."""
    order = sorted(queue, key=lambda pk: (after is not None and pk <= after, pk))
    shares: dict[int, int] = {}
    left = min(number, sum(queue.values()))
    while left > 0:
        for pk in order:
            if left > 0 and shares.get(pk, 0) < queue[pk]:
                shares[pk] = shares.pop(pk, 0) + 1  # whoever went last stands last
                left -= 1
    return shares


def _take(office: int, action: int, number: int, at: datetime) -> list[UUID]:
    """Claim the oldest letters of an action to an office; those of acts that no longer count are dropped instead."""
    rows = TargetMail.objects.filter(state=MailState.WAITING, office=office, action=action, due_at__lte=at)
    ids = list(rows.order_by("due_at", "id").values_list("pk", flat=True)[:number])
    mine = TargetMail.objects.filter(pk__in=ids, state=MailState.WAITING)
    counted = ActionTaken.objects.filter(state=ActState.COUNTED, sealed__isnull=False)
    mine.exclude(act_id__in=counted.values("pk")).update(state=MailState.DROPPED, act_id=None)
    open_still = Q(deadline=None) | Q(deadline__gte=first_deadline_ahead(at))
    live = Action.objects.filter(open_still, status=ActionStatus.LIVE, case__status__in=PUBLIC_STATUSES)
    mine.filter(action__in=live, act_id__in=counted.values("pk")).exclude(
        office__in=OfficeMail.objects.filter(paused_at__isnull=False).values("office")
    ).exclude(office__in=whose_mail_waits()).update(state=MailState.SENDING, claimed_at=at, attempts=F("attempts") + 1)
    taken = TargetMail.objects.filter(pk__in=ids, state=MailState.SENDING, claimed_at=at)
    return list(taken.order_by("due_at", "id").values_list("pk", flat=True))


def _with_gone(cap: Cap, at: datetime, office: int | None = None) -> Cap:
    rows = TargetMail.objects.filter(claimed_at__gt=at - cap.within)
    return replace(cap, gone=(rows if office is None else rows.filter(office=office)).count())


@dataclass(frozen=True, slots=True)
class Room:
    """What the caps leave an office now, for the desk."""

    office: tuple[Cap, ...]
    in_all: Cap


def room_of(office: int, *, at: datetime) -> Room:
    """How many letters have gone to an office in the time each cap looks at."""
    rules = limits()
    return Room(tuple(_with_gone(cap, at, office) for cap in rules.office), _with_gone(rules.in_all, at))
