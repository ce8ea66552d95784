"""Where somebody is signed in: written down at the door, ended here. A device is two words, never an address."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet
from django.utils.dateparse import parse_datetime

from openletter.accounts.models import SignIn, User
from openletter.kernel import audit
from openletter.kernel.audit import Actor

NOTE = "sign_in"  # what a session says of itself: its row, its key and when it was last seen
SEEN_EVERY = timedelta(minutes=15)
# The first that is found in what a browser says of itself; several claim to be others as well.
BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "FxiOS": "Firefox", "Chrome": "Chrome",
            "CriOS": "Chrome", "Safari": "Safari"}  # fmt: skip
SYSTEMS = {"iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows", "Mac OS": "macOS",
           "CrOS": "ChromeOS", "Linux": "Linux"}  # fmt: skip


def device(said: str) -> tuple[str, str]:
    """Browser and system in a word each, from what a browser says of itself; empty where it says nothing known.

    >>> device("Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0")
    ('Firefox', 'Linux')
    """
    return tuple(next((name for part, name in known.items() if part in said), "") for known in (BROWSERS, SYSTEMS))  # type: ignore[return-value]


def began(session: Any, user: User, *, said: str, at: datetime) -> None:
    """The session of a person who has just come in is written down."""
    if not session.session_key:
        session.save()
    browser, system = device(said)
    row, _new = SignIn.objects.update_or_create(
        key=session.session_key,
        defaults={"user": user, "browser": browser, "system": system, "began_at": at, "seen_at": at},
    )
    session[NOTE] = [row.pk, session.session_key, at.isoformat()]


def seen(session: Any, *, at: datetime) -> None:
    """Keep the row in step: a session's key changes with the password, and every quarter of an hour it was seen."""
    noted = session.get(NOTE)
    if not noted or not session.session_key:
        return
    pk, key, last = noted
    before = parse_datetime(last)
    if key == session.session_key and before is not None and at - before < SEEN_EVERY:
        return
    SignIn.objects.filter(pk=pk).update(key=session.session_key, seen_at=at)
    session[NOTE] = [pk, session.session_key, at.isoformat()]


def of_person(user: User, *, at: datetime) -> QuerySet[SignIn]:
    """Where the person is signed in now."""
    alive = Session.objects.filter(expire_date__gt=at).values("session_key")
    return SignIn.objects.filter(user=user, key__in=alive)


@transaction.atomic
def end(rows: Iterable[SignIn], *, user: User, actor: Actor, at: datetime) -> int:
    """These sessions of a person are over: who sits there is asked to sign in. Returns how many."""
    keys = [row.key for row in rows if row.user_id == user.pk]
    if not keys:
        return 0
    Session.objects.filter(session_key__in=keys).delete()
    SignIn.objects.filter(key__in=keys).delete()
    audit.record(actor=actor, verb="session.end", subject=user, at=at, after={"sessions": len(keys)})
    return len(keys)


def forget_ended(at: datetime) -> int:
    """Rows of sessions that have run out are deleted, and the sessions themselves."""
    Session.objects.filter(expire_date__lt=at).delete()
    alive = Session.objects.values("session_key")
    return SignIn.objects.exclude(key__in=alive).delete()[0]
