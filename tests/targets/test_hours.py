"""When an office is open."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from openletter.targets.hours import MalformedHours, hours_of, read_hours, usual_week, validate_hours, validate_zone
from openletter.targets.models import Office

RABAT = Office(territory="MA", office_hours="Mo-Th 09:00-12:00, 14:00-16:00\nFr 09:00-11:30; 07-30 off\n2026-11-18 off")
WASHINGTON = Office(territory="MA", seat="US", timezone="America/New_York", office_hours="Mo-Fr 09:00-16:00")


@pytest.mark.parametrize(
    ("local", "is_open"),
    [
        ("2026-11-16T08:59", False),
        ("2026-11-16T09:00", True),
        ("2026-11-16T11:59", True),
        ("2026-11-16T12:00", False),
        ("2026-11-16T14:30", True),
        ("2026-11-18T10:00", False),  # a day off
        ("2026-11-20T11:45", False),  # Friday
        ("2026-11-21T10:00", False),  # Saturday
        ("2026-07-30T10:00", False),  # every year
    ],
)
def test_an_office_is_open_in_its_own_time(local: str, is_open: bool) -> None:
    at = datetime.fromisoformat(local).replace(tzinfo=ZoneInfo("Africa/Casablanca"))
    assert hours_of(RABAT).is_open(at.astimezone(UTC)) is is_open


@pytest.mark.parametrize(
    ("at", "opens"),
    [
        ("2026-11-21T12:00+00:00", "2026-11-23T14:00+00:00"),  # a Saturday; nine in winter
        ("2026-07-03T21:00+00:00", "2026-07-06T13:00+00:00"),  # a Friday evening; nine in summer
        ("2026-07-06T13:30+00:00", "2026-07-06T13:30+00:00"),
        ("2026-07-06T20:00+00:00", "2026-07-07T13:00+00:00"),
    ],
)
def test_the_next_opening_knows_weekends_and_summer_time(at: str, opens: str) -> None:
    assert hours_of(WASHINGTON).next_opening(datetime.fromisoformat(at)) == datetime.fromisoformat(opens)


def test_a_closed_office_never_opens() -> None:
    closed = Office(territory="MA", office_hours="Mo-Su off")
    assert hours_of(closed).next_opening(datetime(2026, 1, 1, tzinfo=UTC)) is None


def test_hours_are_told_in_the_callers_time() -> None:
    [(start, end)] = hours_of(WASHINGTON).in_zone(ZoneInfo("Africa/Algiers"), date(2026, 11, 23))
    assert (start.hour, end.hour, start.date()) == (15, 22, date(2026, 11, 23))


def test_where_nothing_is_written_the_countrys_working_week_stands_in() -> None:
    algiers, unknown = hours_of(Office(territory="DZ")), hours_of(Office(territory="US"))
    assert (algiers.known, algiers.zone_known, str(algiers.zone)) == (False, True, "Africa/Algiers")
    assert [bool(day) for day in algiers.week] == [True, True, True, True, False, False, True]  # Friday and Saturday
    assert (unknown.zone_known, unknown.zone) == (False, UTC)
    assert usual_week("ZZ") == usual_week("US")


@pytest.mark.parametrize(
    "text",
    [
        "Mo",
        "Mo-Fr 9-16",
        "Xx 09:00-16:00",
        "Mo 16:00-09:00",
        "Mo 09:00-12:00, 11:00-13:00",
        "02-30 off",
        "Mo 09:00-25:00",
    ],
)
def test_what_cannot_be_read_is_refused_with_its_rule(text: str) -> None:
    with pytest.raises(MalformedHours, match=text[:2]):
        read_hours(f"Tu 09:00-16:00\n{text}")
    with pytest.raises(ValidationError):
        validate_hours(text)


def test_a_time_zone_must_exist() -> None:
    validate_zone("Africa/Casablanca")
    for wrong in ("Africa/Atlantis", "../etc/passwd", "Africa"):
        with pytest.raises(ValidationError):
            validate_zone(wrong)


def test_a_later_rule_stands_and_midnight_ends_a_day() -> None:
    week, _dated, _yearly = read_hours("Mo-Su 10:00-24:00; Sa-Mo off; mo 08:00-09:00")
    assert week[0] == ((time(8), time(9)),)
    assert (week[5], week[6]) == ((), ())
    late = Office(territory="MA", office_hours="Mo-Su 10:00-24:00")
    [(_start, end)] = hours_of(late).in_zone(ZoneInfo("Africa/Casablanca"), date(2026, 11, 23))
    assert (end.date(), end.time()) == (date(2026, 11, 24), time(0))


@given(st.integers(0, 5_000_000).map(lambda minutes: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)))
def test_an_office_is_open_when_it_opens_and_never_just_before(at: datetime) -> None:
    hours = hours_of(WASHINGTON)
    opens = hours.next_opening(at)
    assert opens is not None
    assert opens >= at
    assert hours.is_open(opens)
    assert opens == at or not hours.is_open(opens - timedelta(minutes=1))
