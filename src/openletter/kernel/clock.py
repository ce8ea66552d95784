"""The time, in one place. Rules and operations take time as an argument; only surfaces and workers ask here."""

from datetime import UTC, date, datetime, timedelta, timezone

# The last place on earth where a day ends (UTC-12): a deadline holds until it has passed everywhere.
LAST_ZONE = timezone(timedelta(hours=-12))


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The present day, in UTC."""
    return now().date()


def end_of_day_everywhere(day: date) -> datetime:
    """The moment from which `day` is over in every time zone."""
    return datetime(day.year, day.month, day.day, tzinfo=LAST_ZONE) + timedelta(days=1)


def working_days_between(first: date, last: date) -> int:
    """The days from Monday to Friday after `first`, up to and with `last`; none where `last` is not later.

    >>> working_days_between(date(2026, 11, 20), date(2026, 11, 23))
    1
    """
    weeks, rest = divmod(max((last - first).days, 0), 7)
    return 5 * weeks + sum((first + timedelta(days=n)).weekday() < 5 for n in range(1, rest + 1))
