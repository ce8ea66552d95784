"""When an office is open, in its own time: read from a small part of the opening-hours notation of OpenStreetMap.

    Mo-Th 09:00-12:00, 14:00-16:00
    Fr 09:00-11:30
    07-30 off
    2026-03-20 off

One rule a line, or several with semicolons between. A later rule replaces an earlier one for its days; a day with a
date stands above all days of the week. Nothing here asks a clock or a database.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

if TYPE_CHECKING:
    from openletter.targets.models import Office

DAYS: Final = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
USUAL: Final = ((time(9), time(16)),)  # where nothing is known: the hours in which ministries answer almost everywhere
_SPAN: Final = re.compile(r"([01]\d|2[0-3]):([0-5]\d)\s*[-–]\s*(?:([01]\d|2[0-3]):([0-5]\d)|24:00)")
_DATED: Final = re.compile(r"(?:(\d{4})-)?(\d{2})-(\d{2})")
_AHEAD: Final = 400  # days; an office that opens on none of them is closed for good

Span = tuple[time, time]


class MalformedHours(ValueError):
    """A rule cannot be read; its message is that rule."""


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """An office's week and its closed days, in its own time zone.

    `known` is False where staff wrote no hours and the usual ones stand in; `zone_known` likewise of the time zone.
    """

    zone: tzinfo
    week: tuple[tuple[Span, ...], ...]  # Monday first
    dated: Mapping[date, tuple[Span, ...]]
    yearly: Mapping[tuple[int, int], tuple[Span, ...]]
    known: bool = True
    zone_known: bool = True

    def spans_on(self, day: date) -> tuple[Span, ...]:
        """The hours of one day of the office's calendar; none when it is closed."""
        if day in self.dated:
            return self.dated[day]
        return self.yearly.get((day.month, day.day), self.week[day.weekday()])

    def is_open(self, at: datetime) -> bool:
        """Whether somebody is there at a moment (which knows its time zone)."""
        here = at.astimezone(self.zone)
        return any(_within(here, span) for span in self.spans_on(here.date()))

    def next_opening(self, at: datetime) -> datetime | None:
        """The moment itself while it is open, else the next at which it opens, in UTC; None when it never does."""
        if self.is_open(at):
            return at.astimezone(UTC)
        today = at.astimezone(self.zone).date()
        for ahead in range(_AHEAD):
            day = today + timedelta(days=ahead)
            for start, _end in self.spans_on(day):
                opens = datetime.combine(day, start, self.zone).astimezone(UTC)
                if opens >= at and self.is_open(opens):
                    return opens
        return None

    def in_zone(self, zone: tzinfo, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """The hours of a day of the office's calendar, as the clocks of another zone show them."""
        return tuple((_moment(day, start, self.zone, zone), _ending(day, end, self.zone, zone))
                     for start, end in self.spans_on(day))  # fmt: skip


def hours_of(office: Office) -> OfficeHours:
    """An office's hours: those written, or the usual ones on the working days of the country it stands in."""
    country = office.seat or office.territory
    zone = office.timezone or only_zone(country)
    return _read(office.office_hours.strip(), zone, country)


@lru_cache(maxsize=1024)
def _read(text: str, zone: str, country: str) -> OfficeHours:
    week, dated, yearly = read_hours(text) if text else (usual_week(country), {}, {})
    return OfficeHours(
        zone=ZoneInfo(zone) if zone else UTC, week=week, dated=dated, yearly=yearly,
        known=bool(text), zone_known=bool(zone),
    )  # fmt: skip


def only_zone(country: str) -> str:
    """The time zone of a country that has one; empty where there are several (CLDR, through Babel)."""
    zones = get_global("territory_zones").get(country, [])
    return str(zones[0]) if len(zones) == 1 else ""


def usual_week(country: str) -> tuple[tuple[Span, ...], ...]:
    """Usual hours on every day but the country's weekend (CLDR, through Babel)."""
    try:
        locale = Locale.parse(f"und_{country}")
        first, last = locale.weekend_start, locale.weekend_end
    except (ValueError, UnknownLocaleError):
        first, last = 5, 6
    length = (last - first) % 7
    return tuple(() if (day - first) % 7 <= length else USUAL for day in range(7))


Read = tuple[tuple[tuple[Span, ...], ...], dict[date, tuple[Span, ...]], dict[tuple[int, int], tuple[Span, ...]]]


def read_hours(text: str) -> Read:
    """The week, the dated days and the days of every year that a text describes. Raises MalformedHours."""
    week: list[tuple[Span, ...]] = [()] * 7
    dated: dict[date, tuple[Span, ...]] = {}
    yearly: dict[tuple[int, int], tuple[Span, ...]] = {}
    for rule in (part.strip() for part in re.split(r"[;\n]", text)):
        if not rule:
            continue
        days, spans = _rule(rule)
        if found := _DATED.fullmatch(days):
            _put_date(found, spans, dated, yearly, rule)
            continue
        for day in _weekdays(days, rule):
            week[day] = spans
    return tuple(week), dated, yearly


def _rule(rule: str) -> tuple[str, tuple[Span, ...]]:
    days, _blank, rest = rule.partition(" ")
    rest = rest.strip()
    if rest.lower() in {"off", "closed"}:
        return days, ()
    return days, _spans(rest, rule)


def _spans(text: str, rule: str) -> tuple[Span, ...]:
    spans: list[Span] = []
    for part in text.split(","):
        found = _SPAN.fullmatch(part.strip())
        if not found:
            raise MalformedHours(rule)
        end = time(int(found[3]), int(found[4])) if found[3] else time.max
        span = (time(int(found[1]), int(found[2])), end)
        if span[0] >= span[1] or (spans and spans[-1][1] > span[0]):
            raise MalformedHours(rule)
        spans.append(span)
    return tuple(spans)


def _weekdays(days: str, rule: str) -> set[int]:
    named: set[int] = set()
    for part in days.split(","):
        first, _dash, last = (piece.strip().capitalize() for piece in part.partition("-"))
        if first not in DAYS or (last and last not in DAYS):
            raise MalformedHours(rule)
        start, end = DAYS.index(first), DAYS.index(last or first)
        named |= {(start + step) % 7 for step in range((end - start) % 7 + 1)}
    return named


def _put_date(
    found: re.Match[str], spans: tuple[Span, ...], dated: dict[date, tuple[Span, ...]],
    yearly: dict[tuple[int, int], tuple[Span, ...]], rule: str,
) -> None:  # fmt: skip
    try:
        day = date(int(found[1] or 2024), int(found[2]), int(found[3]))  # 2024 has a 29 February
    except ValueError as error:
        raise MalformedHours(rule) from error
    if found[1]:
        dated[day] = spans
    else:
        yearly[day.month, day.day] = spans


def _within(here: datetime, span: Span) -> bool:
    return span[0] <= here.time() < span[1]


def _moment(day: date, at: time, own: tzinfo, other: tzinfo) -> datetime:
    return datetime.combine(day, at, own).astimezone(other)


def _ending(day: date, at: time, own: tzinfo, other: tzinfo) -> datetime:
    if at == time.max:  # midnight belongs to the next day
        return _moment(day + timedelta(days=1), time.min, own, other)
    return _moment(day, at, own, other)


def validate_hours(value: str) -> None:
    """Raise ValidationError, in the reader's language, unless every rule can be read."""
    try:
        read_hours(value)
    except MalformedHours as error:
        raise ValidationError(
            gettext("“%(rule)s” is not a rule we can read. Write for example: Mo-Fr 09:00-16:00")
            % {"rule": str(error)},
            code="malformed_hours",
        ) from error


def validate_zone(value: str) -> None:
    """Raise ValidationError unless the text names a time zone of the IANA database."""
    try:
        ZoneInfo(value)
    except (ValueError, OSError, ZoneInfoNotFoundError) as error:
        raise ValidationError(
            gettext("There is no time zone “%(zone)s”. Write for example: Africa/Casablanca") % {"zone": value},
            code="unknown_zone",
        ) from error
