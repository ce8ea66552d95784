"""When somebody last proved, in this session, that they are who they are: by password, authenticator app or passkey."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest


def last_given(request: HttpRequest) -> datetime | None:
    """The moment of the last proof in this session, signing in included; none where the session knows of none."""
    user: Any = request.user
    records = get_authentication_records(request, user)
    return datetime.fromtimestamp(max(record["at"] for record in records), UTC) if records else None


def given_within(request: HttpRequest, age: timedelta, *, at: datetime) -> bool:
    """Whether the last proof is younger than `age`. What a session cannot say counts as no proof."""
    last = last_given(request)
    return last is not None and at - last < age
