"""Claiming the letters that may leave now: exactly, however many workers ask at once.

Whoever claims holds the row of the cap for all offices, so that claims come one after the other and each sees what the
ones before it took. The statement that claims a letter asks once more whether it may go: a recall, a hidden case, a
passed deadline, a withdrawal or a pause committed before it leaves the letter where it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count, F, Q

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
    open_between,
    pace,
    shortest_wait,
)
from openletter.deliveries.rules.states import MailState
from openletter.kernel.clock import end_of_day_everywhere
from openletter.targets.hours import hours_of
from openletter.targets.models import Office

Waiting = dict[int, dict[int, int]]  # office -> action -> how many


def claim(*, at: datetime, most: int) -> list[UUID]:
    """Letters that this caller, and nobody else, has to hand over now; at most so many.

    Never more than the caps leave room for, only to offices that are open and not paused, and of several actions
    that write to one office one letter each in turn. Offices that waited longest come first.
    """
    with transaction.atomic():
        rules = limits(hold=True)
        waiting = _waiting(at, rules)
        room = min(most, _with_gone(rules.in_all, at).room)
        claimed: list[UUID] = []
        if not waiting or room == 0:
            return claimed
        actions = _sendable(waiting, at)
        for line in _lines(waiting, at):
            if len(claimed) >= room:
                break
            queue = {pk: count for pk, count in waiting[line.office_id].items() if pk in actions}
            claimed += _from_line(line, queue, actions, rules, at, room - len(claimed))
        return claimed


def release(ids: Iterable[UUID]) -> int:
    """Put claimed letters back that nobody tried to hand over; they no longer count against the caps."""
    rows = TargetMail.objects.filter(pk__in=list(ids), state=MailState.SENDING)
    return rows.update(state=MailState.WAITING, claimed_at=None, attempts=F("attempts") - 1)


def _waiting(at: datetime, rules: Limits) -> Waiting:
    """What waits for offices that are not paused, and whose last letter is not too young for any other."""
    resting = Q(paused_at__isnull=False) | Q(last_claimed_at__gt=at - shortest_wait(rules.office))
    paused = OfficeMail.objects.filter(resting).values("office")
    rows = TargetMail.objects.filter(state=MailState.WAITING, due_at__lte=at).exclude(office__in=paused)
    found: Waiting = defaultdict(dict)
    for office, action, count in rows.values_list("office", "action").annotate(Count("id")).order_by("office"):
        found[office][action] = count
    return found


def _sendable(waiting: Waiting, at: datetime) -> dict[int, Action]:
    """The actions on whose behalf letters may go now."""
    wanted = {action for queue in waiting.values() for action in queue}
    rows = Action.objects.filter(pk__in=wanted).select_related("case")
    rows = rows.prefetch_related(consents_of("case__consents"), "case__people")
    return {
        row.pk: row
        for row in rows
        if fate(door_of(row, at), may_show=may_show(row.case, at.date())) == Fate.SEND
    }  # fmt: skip


def _lines(waiting: Waiting, at: datetime) -> list[OfficeMail]:
    """The offices' own rows, made where they are missing; the one that waited longest first, else in no set order."""
    known = {row.office_id: row for row in OfficeMail.objects.filter(office__in=waiting)}
    new = [OfficeMail(office_id=office) for office in waiting if office not in known]
    OfficeMail.objects.bulk_create(new, ignore_conflicts=True)
    rows = [*known.values(), *new]
    offices = Office.objects.in_bulk([row.office_id for row in rows])
    for row in rows:
        row.office = offices[row.office_id]
    now = int(at.timestamp())
    return sorted(rows, key=lambda row: (row.last_claimed_at is not None, row.last_claimed_at, hash((row.pk, now))))


def _from_line(
    line: OfficeMail, queue: Mapping[int, int], actions: Mapping[int, Action], rules: Limits, at: datetime, most: int
) -> list[UUID]:  # fmt: skip
    """Claim what one office may get now."""
    hours = hours_of(line.office)
    if not queue or not hours.is_open(at):
        return []
    caps = [_with_gone(cap, at, line.office_id) for cap in rules.office]
    queues = []
    for pk, count in queue.items():
        deadline = actions[pk].deadline
        end = end_of_day_everywhere(deadline) if deadline else at + HORIZON
        queues.append(Queue(count, open_between(hours, at, end)))
    number = may_go(at=at, last=line.last_claimed_at, per_hour=pace(queues, caps), caps=caps)
    shares = in_turn(queue, min(number, most), after=line.last_action_id)
    claimed = [pk for action, share in shares.items() for pk in _take(line.office_id, action, share, at)]
    if claimed:
        last = next(reversed(shares))
        OfficeMail.objects.filter(pk=line.pk).update(last_claimed_at=at, last_action_id=last)
    return claimed


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
    ).update(state=MailState.SENDING, claimed_at=at, attempts=F("attempts") + 1)
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
