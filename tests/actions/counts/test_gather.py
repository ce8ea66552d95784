"""Counts are made from acts, and made again they are the same."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from tests.world.acts import a_section, an_act, an_action

from openletter.actions.counts import gather
from openletter.actions.models import ActCount, Action, ActionTaken
from openletter.actions.rules import ActState

AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
OCTOBER = datetime(2026, 10, 30, 23, 59, tzinfo=UTC)


@pytest.fixture
def action(db: None) -> Action:
    return an_action(a_section())


def _taken(action: Action, number: int, *, at: datetime, country: str = "CA", after: timedelta | None = None) -> None:
    act = an_act(action, f"p{number}@people.example", at=at, language="fr" if number % 2 else "ar")
    fields = {"country": country}
    if after is not None:
        fields |= {"state": ActState.COUNTED, "confirmed_at": at + after}
    ActionTaken.objects.filter(pk=act).update(**fields)


def _counts(about: str) -> list[tuple[str, str, int]]:
    rows = ActCount.objects.filter(about=about).order_by("since", "key")
    return [(str(row.since), row.key, row.number) for row in rows]


def test_acts_are_counted_by_month_of_country_and_by_day_of_the_rest(action: Action) -> None:
    for number, (at, country, after) in enumerate(
        [
            (OCTOBER, "CA", timedelta(minutes=3)),
            (OCTOBER, "CA", timedelta(hours=5)),
            (AT, "CA", timedelta(minutes=10)),
            (AT, "FR", timedelta(days=9)),
            (AT, "FR", None),
        ]
    ):
        _taken(action, number, at=at, country=country, after=after)
    assert gather(at=AT, everything=True) == 14
    assert _counts("country") == [("2026-10-01", "CA", 2), ("2026-11-01", "CA", 1), ("2026-11-01", "FR", 1)]
    assert _counts("language") == [
        ("2026-10-30", "ar", 1), ("2026-10-30", "fr", 1), ("2026-11-21", "ar", 1), ("2026-11-21", "fr", 1),
    ]  # fmt: skip
    assert _counts("state") == [
        ("2026-10-30", "counted", 2),
        ("2026-11-21", "counted", 2),
        ("2026-11-21", "pending", 1),
    ]
    assert [row[1:] for row in _counts("delay")] == [("10m", 1), ("1d", 1), ("1h", 1), ("later", 1)]


def test_done_twice_nothing_changes_and_what_was_taken_back_goes(action: Action) -> None:
    _taken(action, 1, at=OCTOBER, after=timedelta(minutes=1))
    gather(at=AT, everything=True)
    assert gather(at=AT, everything=True) == 0
    ActionTaken.objects.update(state=ActState.WITHDRAWN)
    gather(at=AT, everything=True)
    assert _counts("country") == []
    assert _counts("state") == [("2026-10-30", "withdrawn", 1)]


def test_between_full_rounds_older_months_are_left_as_they_are(action: Action) -> None:
    _taken(action, 1, at=OCTOBER, after=timedelta(minutes=1))
    _taken(action, 2, at=AT, after=timedelta(minutes=1))
    gather(at=AT)
    assert _counts("country") == [("2026-11-01", "CA", 1)]
    gather(at=AT, everything=True)
    ActionTaken.objects.update(state=ActState.WITHDRAWN)
    gather(at=AT)
    assert _counts("country") == [("2026-10-01", "CA", 1)]
