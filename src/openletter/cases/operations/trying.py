"""Trying out whom we know: what a login learns by being refused names is kept, counted, and comes to an end.

One request of one login is one trial. Whoever has had more people withheld than the limit says (`names_tried`) is
stopped: from then on texts of this login are refused before anybody looks at what they say, until somebody else has
looked and lets them go on. All of this stands in the audit and nowhere else. It never holds a name, only a mark by
which the same people are known again, made so that no two logins have the same one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from openletter.accounts.models import User
from openletter.kernel import audit
from openletter.kernel.audit import Actor
from openletter.kernel.models import AuditEntry, LimitRule
from openletter.kernel.refusals import Refused
from openletter.sections.models import Membership

TRIED, STOPPED, LET_GO_ON = "names.tried", "names.stopped", "names.let_go_on"
DAY = timedelta(days=1)  # the same people on the same day are one entry: forms are saved while somebody types

_busy: set[int] = set()
_door = Lock()


@dataclass(slots=True)
class Trial:
    """What one request of a login was refused. Other requests of the same login wait for none of it: they are refused.

    Otherwise many texts sent at the same moment would all be answered before the first of them is counted.
    """

    user: Any
    at: datetime
    _why_not: str | None = None
    _holds: bool = False
    _heard: set[int] = field(default_factory=set)

    def why_not(self) -> str:
        """Why texts of this login are not looked at now, whatever they say; empty where they are. Asked once."""
        if self._why_not is None:
            self._why_not = self._asked()
        return self._why_not

    def hear(self, people: Iterable[int]) -> None:
        """Withheld were these people, whom this login may not know; a case as a whole is its number below nought."""
        self._heard.update(people)

    def keep(self, *, screen: str) -> None:
        """Write down what was refused: called once all transactions of the request have ended, before its answer."""
        if self._heard:
            _keep(self.user, self._heard, screen, self.at)

    def leave(self) -> None:
        """Other requests of the login are looked at again."""
        if self._holds:
            with _door:
                _busy.discard(self.user.pk)

    def _asked(self) -> str:
        with _door:
            self._holds = self.user.pk not in _busy
            _busy.add(self.user.pk)
        if not self._holds:
            return _("Another text of yours is being saved at this moment. Save this one again.")
        if is_stopped(self.user):
            return _(
                "Texts of this login were refused too often because of whom they name. No text that is looked "
                "through for names is saved until an administrator has looked. Ask one."
            )
        return ""


_trial: ContextVar[Trial | None] = ContextVar("openletter_trial", default=None)


def current() -> Trial | None:
    """The trial of the request that is being answered; None for processes of ours."""
    return _trial.get()


@contextmanager
def trial_of(user: Any, *, at: datetime) -> Iterator[Trial]:
    """All that is asked meanwhile is asked by this login."""
    trial = Trial(user, at)
    token = _trial.set(trial)
    try:
        yield trial
    finally:
        _trial.reset(token)
        trial.leave()


def is_stopped(user: Any) -> bool:
    """Whether texts of this login are refused until somebody has looked."""
    rows = _of(user).filter(verb__in=(STOPPED, LET_GO_ON)).order_by("-pk")
    return rows.values_list("verb", flat=True).first() == STOPPED


def stopped() -> dict[int, datetime]:
    """Every login that is stopped, by its key, and since when."""
    rows = AuditEntry.objects.filter(verb__in=(STOPPED, LET_GO_ON)).order_by("pk")
    last = {int(pk): (verb, at) for pk, verb, at in rows.values_list("subject_id", "verb", "at")}
    return {pk: at for pk, (verb, at) in last.items() if verb == STOPPED}


@transaction.atomic
def let_go_on(*, user: User, reason: str, actor: Actor, at: datetime) -> None:
    """Texts of this login are looked at again, and it is counted from nothing. Refuses one's own login, and no reason.

    A login that is not stopped stays as it is.
    """
    if user.pk == actor.id:
        raise Refused(_("This is your own login. Somebody else looks at it."))
    if not reason.strip():
        raise Refused(_("Say why. Only staff read it."))
    if is_stopped(user):
        _record(LET_GO_ON, user, actor, at, reason=reason.strip())


@transaction.atomic
def _keep(user: User, people: set[int], screen: str, at: datetime) -> None:
    mark, rule = _mark(user, people), LimitRule.objects.get(key=LimitRule.Key.NAMES_TRIED)
    begins = max(at - timedelta(seconds=rule.seconds), _last_let(user) or datetime.min.replace(tzinfo=at.tzinfo))
    rows = _of(user).filter(verb=TRIED, at__gt=begins).values_list("after", "at")
    before = [(after.get("people"), when) for after, when in rows]
    if not any(known == mark and when > at - DAY for known, when in before):
        _record(TRIED, user, user.actor, at, after={"screen": screen, "people": mark})
    if len({mark, *(known for known, _when in before)}) >= rule.most and not is_stopped(user):
        _record(STOPPED, user, audit.SYSTEM, at, after={"in_seconds": rule.seconds, "most": rule.most})


def _mark(user: User, people: set[int]) -> str:
    heard = ",".join(map(str, sorted(people)))
    return salted_hmac("openletter.names.tried", f"{user.pk}:{heard}", algorithm="sha256").hexdigest()[:16]


def _last_let(user: User) -> datetime | None:
    return _of(user).filter(verb=LET_GO_ON).order_by("-pk").values_list("at", flat=True).first()


def _of(user: User) -> Any:
    return AuditEntry.objects.filter(subject_type=User._meta.label_lower, subject_id=str(user.pk))


def _record(verb: str, user: User, actor: Actor, at: datetime, **more: Any) -> None:
    """For whoever reads the audit of the one section where this person works; of somebody in several, for the house."""
    places = set(Membership.objects.filter(user=user).values_list("section__key", flat=True))
    section = places.pop() if len(places) == 1 else ""
    audit.record(actor=actor, verb=verb, subject=user, at=at, section=section or "", **more)
