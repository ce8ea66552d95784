"""The pace of letters, as arithmetic."""

from datetime import UTC, date, datetime, timedelta

import pytest

from openletter.deliveries.rules.fate import Thresholds, address_is_dead, must_pause, wait_before
from openletter.deliveries.rules.pacing import (
    BREATH,
    CALM_PER_HOUR,
    Cap,
    Queue,
    first_deadline_ahead,
    may_go,
    most_that_matters,
    open_between,
    pace,
    shortest_wait,
    takes,
)
from openletter.kernel.clock import end_of_day_everywhere
from openletter.targets.hours import hours_of
from openletter.targets.models import Office

AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def hourly(most, gone=0):
    return Cap(most, HOUR, gone)


@pytest.mark.parametrize(
    ("queues", "per_hour"),
    [
        ([Queue(3, 100 * HOUR)], CALM_PER_HOUR),
        ([Queue(400, 10 * HOUR)], 40),
        ([Queue(100_000, 10 * HOUR)], 60),
        ([Queue(5, timedelta())], 60),  # the last minute: as fast as the cap allows
        ([Queue(100, 10 * HOUR), Queue(200, 20 * HOUR)], 15),
        ([Queue(300, 10 * HOUR), Queue(1, 20 * HOUR)], 30),
    ],
)
def test_the_pace_empties_every_queue_in_time_within_the_cap(queues, per_hour):
    assert pace(queues, [hourly(60), Cap(300, DAY)]) == per_hour


@pytest.mark.parametrize(
    ("passed", "number"),
    [(None, 1), (timedelta(seconds=59), 0), (timedelta(seconds=60), 1), (timedelta(days=30), 1)],
)
def test_letters_leave_one_by_one_however_long_nothing_left(passed, number):
    last = None if passed is None else AT - passed
    assert may_go(at=AT, last=last, per_hour=60, caps=[hourly(60)]) == number


def test_a_fast_pace_catches_up_ten_seconds_at_most():
    for passed in (BREATH, HOUR, 30 * DAY):
        assert may_go(at=AT, last=AT - passed, per_hour=3600, caps=[hourly(9999)]) == 10


@pytest.mark.parametrize(
    "caps", [[hourly(60, 60)], [hourly(60, 99)], [hourly(60), Cap(300, DAY, 300)], [hourly(0)], []]
)
def test_a_cap_that_is_reached_lets_nothing_go(caps):
    assert may_go(at=AT, last=None, per_hour=60, caps=caps) == 0


def test_the_shortest_wait_lets_no_cap_be_missed():
    assert shortest_wait([hourly(60), Cap(300, DAY)]) == timedelta(minutes=1)
    assert shortest_wait([hourly(3600)]) == timedelta()
    assert shortest_wait([hourly(0)]) == timedelta()


@pytest.mark.parametrize("left", [timedelta(), HOUR, 80 * HOUR])
def test_nothing_is_lost_by_counting_only_what_matters(left):
    caps = [hourly(60), Cap(300, DAY)]
    counted = most_that_matters(left, caps)
    assert pace([Queue(counted, left)], caps) == pace([Queue(100_000, left)], caps) == 60


def test_open_time_is_counted_in_the_offices_own_days():
    office = Office(key="x", territory="MA", timezone="Africa/Casablanca", office_hours="Mo-Fr 09:00-17:00")
    friday = datetime(2026, 11, 27, 15, 0, tzinfo=UTC)
    hours = hours_of(office)
    ends = friday.astimezone(hours.zone).replace(hour=17, minute=0)
    assert open_between(hours, friday, friday + 2 * DAY) == ends - friday
    assert open_between(hours, friday, friday + 3 * DAY + 2 * HOUR) > ends - friday
    assert open_between(hours, friday, friday - DAY) == timedelta()


@pytest.mark.parametrize("hour", [0, 11, 12, 13, 23])
def test_the_first_deadline_ahead_is_the_first_day_not_over_everywhere(hour):
    at = datetime(2026, 11, 23, hour, 0, tzinfo=UTC)
    first = first_deadline_ahead(at)
    assert end_of_day_everywhere(first) > at
    assert end_of_day_everywhere(first - DAY) <= at
    assert first in (date(2026, 11, 22), date(2026, 11, 23))


def test_how_long_a_queue_takes():
    assert takes(300, [hourly(60), Cap(300, DAY)]) == DAY
    assert takes(1, [hourly(0)]) is None


@pytest.mark.parametrize(
    ("said", "code", "dead"),
    [
        ("550 5.1.1 no such user", 550, True),
        ("5.2.1 mailbox disabled", 550, True),
        ("no such user", 550, True),
        ("no such user", 552, False),
        ("5.7.1 refused by policy", 550, False),
        ("5.2.2 mailbox full", 552, False),
        ("4.1.1 try later", 450, False),
        ("", 0, False),
    ],
)
def test_a_dead_mailbox_is_told_from_a_letter_that_is_not_liked(said, code, dead):
    assert address_is_dead(said, code) is dead


@pytest.mark.parametrize(
    ("counts", "why"),
    [
        ({"bounce": 4}, None),
        ({"bounce": 5}, "bounces"),
        ({"refusal": 2, "delay": 3}, "refusals"),
        ({"bounce": 2, "refusal": 3}, "refusals"),
        ({"complaint": 1}, "complaints"),
    ],
)
def test_what_pauses_an_office(counts, why):
    assert must_pause(counts, Thresholds(failures=5, complaints=1)) == why


def test_waits_grow():
    waits = [wait_before(attempt) for attempt in range(1, 9)]
    assert waits == sorted(waits)
    assert waits[0] == timedelta(minutes=5)
    assert waits[-1] == timedelta(hours=12)
