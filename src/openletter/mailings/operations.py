"""Owing mails: which mail, to whom, and not before when. Sending is another matter (sending.py)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import batched
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from openletter.actions.models import Action, ActionTaken
from openletter.actions.rules import UNSEEN, WITHOUT_ADDRESS, ActState, state_shown
from openletter.kernel.models import LimitRule
from openletter.mailings import rules
from openletter.mailings.models import OutgoingMail

AT_ONCE = 1000  # people told in one transaction
# Counted by what the person told us, without an address to write to.
ANONYMOUS = Q(state=ActState.COUNTED, evidence__in=WITHOUT_ADDRESS) | Q(
    state__in=UNSEEN, confirmed_at__isnull=False, evidence__in=WITHOUT_ADDRESS
)


def owe_confirmations(act_ids: Iterable[UUID], *, at: datetime) -> int:
    """Owe each pending act its confirmation mail; returns how many are new.

    An address over its limit gets the mail when there is room again: who signs ten petitions in one evening can
    confirm the last ones the next day, and who floods a stranger's address gains nothing.
    """
    # A shadowed act gets its mail like every other: nothing tells it apart.
    rows = ActionTaken.objects.filter(
        Q(state=ActState.PENDING) | Q(state=ActState.SHADOWED, confirmed_at=None), pk__in=list(act_ids)
    )
    acts = [(act_id, bytes(person)) for act_id, person in rows.order_by("pk").values_list("pk", "person")]
    room, owed = _Room([person for _act, person in acts], at), []
    for act_id, person in acts:
        due_at = room.take(person)
        if due_at is not None:
            key = rules.key_for_act(rules.CONFIRM, act_id)
            owed.append(_mail(rules.CONFIRM, key, act_id, at, due_at=due_at, person=person))
    return _owe(owed)


def owe_repeat(action_id: int, person: bytes, *, at: datetime, only_pending: bool = False) -> bool:
    """Owe a mail to who acted again, or asked for the mail again; returns whether one is owed.

    A pending act gets its confirmation mail once more; a counted one the word that it counts already, unless
    `only_pending`. Nothing is owed for a disowned act, for one without an address, within two minutes of the last of
    its kind, or above the limit.
    """
    told = ActionTaken.objects.filter(action=action_id, person=person).exclude(ANONYMOUS)
    act = told.exclude(state=ActState.INVALIDATED).values_list("pk", "state", "confirmed_at").first()
    kinds = {ActState.PENDING: rules.CONFIRM} | ({} if only_pending else {ActState.COUNTED: rules.ALREADY})
    kind = kinds.get(state_shown(act[1], confirmed=act[2] is not None)) if act else None
    if act is None or kind is None:
        return False
    recent = OutgoingMail.objects.filter(act_id=act[0], kind=kind, owed_at__gt=at - rules.AGAIN_AFTER)
    if recent.exists() or _Room([person], at).take(person) != at:
        return False
    key = rules.key_for_repeat(kind, act[0], at)
    return bool(_owe([_mail(kind, key, act[0], at, due_at=at, person=person)]))


def owe_for_sign_up(sign_up_id: UUID, person: bytes, *, at: datetime) -> bool:
    """Owe who asked for news the mail to confirm it with; returns whether one is owed.

    An address over its limit gets it when there is room again; none is owed within two minutes of the last, or while
    one waits.
    """
    earlier = OutgoingMail.objects.filter(act_id=sign_up_id, kind=rules.SIGN_UP)
    recent = Q(owed_at__gt=at - rules.AGAIN_AFTER) | Q(state=OutgoingMail.State.WAITING)
    due_at = None if earlier.filter(recent).exists() else _Room([person], at).take(person)
    if due_at is None:
        return False
    key = rules.key_for_repeat(rules.SIGN_UP, sign_up_id, at)
    return bool(_owe([_mail(rules.SIGN_UP, key, sign_up_id, at, due_at=due_at, person=person)]))


@dataclass(frozen=True, slots=True)
class Telling:
    """How far the telling of one piece of news has come. It begins before the first action and person."""

    kind: str
    subject: UUID
    case_id: int
    action_id: int = 0
    person: bytes = b""


def owe_news(telling: Telling, *, at: datetime) -> Telling | None:
    """Owe the next thousand people who acted for a case a mail about its news; returns where to go on, or None.

    Of an urgent action that followed others, those hear who acted on the others. Told are those whose act is counted,
    each once however many of the case's actions they took.
    """
    action_id, after = telling.action_id, telling.person
    if not action_id:
        first = _actions_after(telling, 0)
        return None if first is None else owe_news(_moved(telling, first), at=at)
    rows = ActionTaken.objects.filter(action=action_id, person__gt=after).order_by("person")
    people = list(rows.values_list("person", "pk", "state", "evidence", "data_key")[:AT_ONCE])
    counted = [
        (bytes(p), pk)
        for p, pk, state, evidence, key in people
        if state == ActState.COUNTED and key is not None and evidence not in WITHOUT_ADDRESS
    ]
    _owe(_news(telling, pk, at, rules.key_for_news(telling.kind, telling.subject, p)) for p, pk in counted)
    if len(people) == AT_ONCE:
        return _moved(telling, action_id, bytes(people[-1][0]))
    following = _actions_after(telling, action_id)
    return None if following is None else _moved(telling, following)


def owe_of_answer(response_id: UUID, act_id: UUID, *, at: datetime) -> bool:
    """Owe who wrote a letter the word that an office answered it; once an answer. Returns whether one is new."""
    key = f"{rules.ANSWERED}:{response_id.hex}"
    mail = OutgoingMail(key=key, kind=rules.ANSWERED, act_id=act_id, subject_uid=response_id, owed_at=at, due_at=at)
    return bool(_owe([mail]))


def owe_of_messages(kind: str, act_ids: Iterable[UUID], *, at: datetime) -> int:
    """Owe who wrote each of these messages a mail of what became of it, once a change; returns how many are new.

    It is an answer about something of their own, so no consent to news is asked.
    """
    return sum(
        _owe(
            OutgoingMail(key=rules.key_for_act(kind, act), kind=kind, act_id=act, owed_at=at, due_at=at) for act in part
        )
        for part in batched(act_ids, AT_ONCE)
    )


def owe_of_decision(kind: str, act_id: UUID, decision: UUID, *, at: datetime) -> bool:
    """Owe who wrote a message the word of one decision on it; once a decision. Returns whether one is new."""
    key = f"{kind}:{decision.hex}"
    mail = OutgoingMail(key=key, kind=kind, act_id=act_id, subject_uid=decision, owed_at=at, due_at=at)
    return bool(_owe([mail]))


def forget_addressees(*, at: datetime) -> int:
    """Clear the hashes that the limit per address no longer looks at; returns how many."""
    before = at - _limit()[1]
    return OutgoingMail.objects.filter(person__isnull=False, due_at__lt=before).update(person=None)


def forget_mails(*, before: datetime) -> int:
    """Delete what is finished and older than a moment, of the mails about single acts; returns how many."""
    finished = OutgoingMail.objects.filter(kind__in=(*rules.SINGLE, *rules.MESSAGES), owed_at__lt=before)
    return finished.exclude(state=OutgoingMail.State.WAITING).delete()[0]


class _Room:
    """How many more mails some addresses may get, as the mails owed so far leave it."""

    def __init__(self, people: Sequence[bytes], at: datetime) -> None:
        self._at, (self._most, self._window) = at, _limit()
        self._earlier: dict[bytes, list[datetime]] = defaultdict(list)
        counted = (OutgoingMail.State.WAITING, OutgoingMail.State.SENT)
        rows = OutgoingMail.objects.filter(person__in=people, state__in=counted, due_at__gt=at - self._window)
        for person, due_at in rows.values_list("person", "due_at"):
            self._earlier[bytes(person or b"")].append(due_at)

    def take(self, person: bytes) -> datetime | None:
        """When the next mail to an address may go; that room is then taken."""
        earlier = self._earlier[person]
        due_at = rules.due_within_limit(self._at, earlier, most=self._most, window=self._window)
        if due_at is not None:
            earlier.append(due_at)
        return due_at


def _limit() -> tuple[int, timedelta]:
    rule = LimitRule.objects.get(key=LimitRule.Key.MAILS_PER_ADDRESS)
    return rule.most, timedelta(seconds=rule.seconds)


def _mail(kind: str, key: str, act_id: UUID, at: datetime, *, due_at: datetime, person: bytes) -> OutgoingMail:
    return OutgoingMail(key=key, kind=kind, act_id=act_id, person=person, owed_at=at, due_at=due_at)


def _news(telling: Telling, act_id: UUID, at: datetime, key: str) -> OutgoingMail:
    return OutgoingMail(key=key, kind=telling.kind, act_id=act_id, subject_uid=telling.subject, owed_at=at, due_at=at)


def _owe(mails: Iterable[OutgoingMail]) -> int:
    """Write what is not owed already; the unique key decides."""
    wanted = {mail.key: mail for mail in mails}
    with transaction.atomic():
        known = set(OutgoingMail.objects.filter(key__in=list(wanted)).values_list("key", flat=True))
        new = [mail for key, mail in wanted.items() if key not in known]
        OutgoingMail.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def _actions_after(telling: Telling, action_id: int) -> int | None:
    """The next action whose people are told: all of the case, or those that the one told of has followed."""
    actions = Action.objects.filter(case=telling.case_id, pk__gt=action_id).order_by("pk")
    if telling.kind == rules.FOLLOWED:
        actions = actions.filter(superseded_by__uid=telling.subject)
    return actions.values_list("pk", flat=True).first()


def _moved(telling: Telling, action_id: int, person: bytes = b"") -> Telling:
    return Telling(telling.kind, telling.subject, telling.case_id, action_id, person)
