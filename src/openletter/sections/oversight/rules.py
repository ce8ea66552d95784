"""A month of openings put together, person by person, and what in it is unusual. Pure: no query, no clock."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

# A case was opened of which something is not public: everyday work at any hour, with nothing that must follow.
CASE_OPENED = "case.opened"
# Deeds of the audit by which sealed data was seen, or left the house, or the audit itself did; and such cases.
READING = ("opened", "bundle.print", "names.take_out", "person.search", "person.hand_out", "audit.export", CASE_OPENED)
MODERATION = "moderation"  # the purpose under which messages are read one after the other, all day long
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MANY, MANY_MODERATED = 30, 240  # openings of one person within an hour
NIGHT = range(5)  # hours in UTC; a section far from Greenwich reads the mark with that in mind
ALONE = 10  # openings after which the person did nothing more that day


@dataclass(frozen=True, slots=True)
class Opening:
    """One entry of the audit that says something was seen that is not public."""

    at: datetime
    actor_id: int | None
    actor: str
    verb: str
    kind: str
    row: str
    purpose: str


def first_of_last_month(day: date) -> date:
    """The first day of the month before the one a day falls in.

    >>> first_of_last_month(date(2026, 1, 15))
    datetime.date(2025, 12, 1)
    """
    return (day.replace(day=1) - DAY).replace(day=1)


def month_of(first: date) -> tuple[datetime, datetime]:
    """From when until when a month lasts, in UTC; the end is the beginning of the next."""
    begins = datetime(first.year, first.month, 1, tzinfo=UTC)
    return begins, (begins + 32 * DAY).replace(day=1)


def put_together(openings: Iterable[Opening], other_deeds: Mapping[int, Sequence[datetime]]) -> dict[str, Any]:
    """What a report keeps: sums and one entry a person, who opened most first. `other_deeds` is sorted by time."""
    by_person: dict[tuple[int | None, str], list[Opening]] = {}
    for opening in openings:
        by_person.setdefault((opening.actor_id, opening.actor), []).append(opening)
    people = [_person(key, rows, other_deeds.get(key[0] or 0, ())) for key, rows in by_person.items()]
    people.sort(key=lambda person: (-person["opened"], person["name"]))
    return {"opened": sum(person["opened"] for person in people), "people": people}


def marks(person: Mapping[str, Any]) -> list[str]:
    """What is unusual about a person's openings, in codes: many, night, alone."""
    many = person["most_in_an_hour"] > MANY or person["most_moderated_in_an_hour"] > MANY_MODERATED
    found = {"many": many, "night": person["at_night"] > 0, "alone": person["alone"] >= ALONE}
    return [mark for mark, holds in found.items() if holds]


def _person(key: tuple[int | None, str], rows: list[Opening], deeds: Sequence[datetime]) -> dict[str, Any]:
    by_staff = key[0] is not None
    moderated = [row.at for row in rows if row.purpose == MODERATION]
    others = [row.at for row in rows if row.purpose != MODERATION]
    sealed = [row.at for row in rows if row.purpose != MODERATION and row.verb != CASE_OPENED]
    return {
        "id": key[0], "name": key[1], "opened": len(rows), "rows": len({(row.kind, row.row) for row in rows}),
        "kinds": dict(Counter(row.kind if row.verb == "opened" else row.verb for row in rows).most_common()),
        "purposes": dict(Counter(row.purpose for row in rows if row.purpose).most_common(8)),
        "most_in_an_hour": _most_in_an_hour(others) if by_staff else 0,
        "most_moderated_in_an_hour": _most_in_an_hour(moderated) if by_staff else 0,
        "at_night": sum(at.astimezone(UTC).hour in NIGHT for at in sealed) if by_staff else 0,
        "alone": sum(not _followed(at, deeds) for at in sealed) if by_staff else 0,
    }  # fmt: skip


def _most_in_an_hour(moments: Iterable[datetime]) -> int:
    most, times, first = 0, sorted(moments), 0
    for last, at in enumerate(times):
        while at - times[first] > HOUR:
            first += 1
        most = max(most, last - first + 1)
    return most


def _followed(at: datetime, deeds: Sequence[datetime]) -> bool:
    place = bisect_right(deeds, at)
    return place < len(deeds) and deeds[place] - at <= DAY
