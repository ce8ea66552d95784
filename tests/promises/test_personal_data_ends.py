"""Promise: personal data has an end date; after it only the number remains."""

import os
from datetime import UTC, date, datetime

import pytest
from tests.world import making

from openletter.actions.models import Action, ActionTaken
from openletter.actions.operations import retention
from openletter.actions.rules import ActState, retention_ends
from openletter.kernel.models import AuditEntry

pytestmark = pytest.mark.django_db
CLOSED = date(2026, 1, 31)
LAST_DAY = datetime(2027, 1, 31, 12, tzinfo=UTC)
DAY_AFTER = datetime(2027, 2, 1, 12, tzinfo=UTC)


def act(on: Action, **more: object) -> ActionTaken:
    values = {
        "person": os.urandom(16), "state": ActState.COUNTED, "channel": "web_form", "evidence": "confirmed_email",
        "language": "en", "taken_at": datetime(2026, 1, 5, tzinfo=UTC), "to_target": True, "public": True,
        "news": False, "sealed": b"nonce and what she typed",
    }  # fmt: skip
    return ActionTaken.objects.create(action=on, section=on.section, **(values | more))


@pytest.fixture
def closed() -> Action:
    return making.action(making.case(making.section(retention_months=12)), status="closed", closed_on=CLOSED)


def kept(row: ActionTaken) -> tuple[bytes, bytes | None]:
    row.refresh_from_db()
    return bytes(row.person), row.sealed and bytes(row.sealed)


def test_after_the_last_day_nobody_can_be_found_and_the_number_is_the_same(closed: Action) -> None:
    rows = [act(closed) for _ in range(3)]
    before = [kept(row) for row in rows]
    assert retention.erase_ended(at=LAST_DAY) == 0
    assert [kept(row) for row in rows] == before
    assert retention.erase_ended(at=DAY_AFTER) == 3
    after = [kept(row) for row in rows]
    assert [sealed for _person, sealed in after] == [None] * 3
    assert {person for person, _sealed in after}.isdisjoint({person for person, _sealed in before})
    assert len({person for person, _sealed in after}) == 3
    assert ActionTaken.objects.filter(action=closed, state=ActState.COUNTED).count() == 3
    assert AuditEntry.objects.get(verb="action.erase").after["erased"] == 3


def test_batches_reach_every_row_and_a_second_round_finds_nothing(closed: Action, monkeypatch) -> None:
    monkeypatch.setattr(retention, "BATCH", 2)
    for _ in range(5):
        act(closed)
    assert retention.erase_ended(at=DAY_AFTER) == 5
    assert retention.erase_ended(at=DAY_AFTER) == 0
    assert not ActionTaken.objects.filter(sealed__isnull=False).exists()


def test_an_action_that_only_passed_its_deadline_ends_too_and_a_live_one_does_not() -> None:
    case = making.case(making.section(retention_months=12))
    past = act(making.action(case, status="live", deadline=date(2025, 12, 31)))
    live = act(making.action(case, status="live", deadline=date(2027, 12, 31)))
    endless = act(making.action(case, status="live"))
    assert retention.erase_ended(at=DAY_AFTER) == 1
    assert kept(past)[1] is None
    assert kept(live)[1] is not None
    assert kept(endless)[1] is not None


@pytest.mark.parametrize(
    ("closed_on", "deadline", "months", "end"),
    [
        (date(2026, 1, 31), None, 1, date(2026, 2, 28)),
        (date(2026, 1, 31), date(2027, 1, 1), 13, date(2027, 2, 28)),
        (None, date(2024, 2, 29), 12, date(2025, 2, 28)),
        (None, date(2026, 12, 15), 1, date(2027, 1, 15)),
        (None, None, 12, None),
    ],
    ids=["shorter month", "closing comes before the deadline", "leap day", "over the year", "no end yet"],
)
def test_months_are_counted_on_the_calendar(
    closed_on: date | None, deadline: date | None, months: int, end: date | None
) -> None:
    assert retention_ends(closed_on, deadline, months=months) == end
