"""How many letters may leave for an office now. Pure: the caps, the clock and what went before are handed in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from openletter.kernel.clock import LAST_ZONE
from openletter.targets.hours import OfficeHours

# Few letters need no spreading: they go at this pace whatever the deadline, one every five minutes.
CALM_PER_HOUR = 12.0
# Without a deadline, or with a distant one, letters are spread over so many days.
HORIZON = timedelta(days=14)
# What may be caught up after a pause of ours. More than this, and downtime would be followed by a burst.
BREATH = timedelta(seconds=10)
_SHORTEST = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Cap:
    """At most so many in any so long a time; what has gone in that time so far."""

    most: int
    within: timedelta
    gone: int = 0

    @property
    def room(self) -> int:
        """How many more may go now."""
        return max(0, self.most - self.gone)

    @property
    def minutes(self) -> int:
        """The time it looks at, in minutes."""
        return round(self.within.total_seconds() / 60)

    @property
    def hours(self) -> int:
        """The same in hours, where it is whole hours; else nothing."""
        return 0 if self.minutes % 60 else self.minutes // 60

    @property
    def per_hour(self) -> float:
        """The fastest steady pace it allows."""
        return self.most * 3600 / max(1.0, self.within.total_seconds())


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits for an office on behalf of one action, and the office's open time until its deadline."""

    waiting: int
    open_left: timedelta


def pace(queues: Iterable[Queue], caps: Iterable[Cap]) -> float:
    """Letters an hour for an office: what empties every queue in time, never below the calm pace nor above a cap.

    A cap over a longer time than an hour limits how many go in that time, not how fast the first of them go.
    """
    needed, waiting = CALM_PER_HOUR, 0
    for queue in sorted(queues, key=lambda queue: queue.open_left):
        waiting += queue.waiting
        needed = max(needed, waiting * 3600 / max(queue.open_left, _SHORTEST).total_seconds())
    return min([needed, *(cap.per_hour for cap in caps if cap.within <= timedelta(hours=1))])


def may_go(*, at: datetime, last: datetime | None, per_hour: float, caps: Iterable[Cap]) -> int:
    """How many letters may be claimed for an office at this moment, while it is open.

    One after the other at the pace. However long nothing went, because of us or because the office was closed, at
    most ten seconds' worth goes at once.
    """
    room = min((cap.room for cap in caps), default=0)
    if room == 0 or per_hour <= 0:
        return 0
    wait = 3600 / per_hour
    passed = BREATH if last is None else at - last
    if last is not None and passed.total_seconds() < wait:
        return 0
    return min(max(1, int(min(passed, BREATH).total_seconds() / wait)), room)


def most_that_matters(open_left: timedelta, caps: Iterable[Cap]) -> int:
    """Beyond so many waiting letters a queue asks for no faster a pace: the caps do not allow one."""
    fastest = min((cap.per_hour for cap in caps if cap.within <= timedelta(hours=1)), default=0.0)
    return int(fastest * max(open_left, _SHORTEST).total_seconds() / 3600) + 1


def shortest_wait(caps: Iterable[Cap]) -> timedelta:
    """How long it takes at the least from one letter to an office to the next; nothing while a cap allows a burst."""
    fastest = min((cap.per_hour for cap in caps if cap.within <= timedelta(hours=1)), default=0.0)
    wait = timedelta(hours=1 / fastest) if fastest else timedelta()
    return wait if wait > BREATH else timedelta()


def open_between(hours: OfficeHours, start: datetime, end: datetime) -> timedelta:
    """How long an office is open between two moments; looks at most two weeks ahead."""
    end = min(end, start + HORIZON)
    day, total = start.astimezone(hours.zone).date(), timedelta()
    while datetime(day.year, day.month, day.day, tzinfo=hours.zone) < end:
        for opens, closes in hours.in_zone(UTC, day):
            total += max(timedelta(), min(closes, end) - max(opens, start))
        day += timedelta(days=1)
    return total


def first_deadline_ahead(at: datetime) -> date:
    """The earliest deadline that has not passed everywhere at a moment."""
    return at.astimezone(LAST_ZONE).date()


def takes(waiting: int, caps: Iterable[Cap]) -> timedelta | None:
    """How long a queue takes at the least, by the cap that is strictest in the long run; None if nothing may go."""
    slowest = min((cap.per_hour for cap in caps), default=0.0)
    return timedelta(hours=waiting / slowest) if slowest else None
