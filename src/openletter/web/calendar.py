"""Writing days as an iCalendar file (RFC 5545, with the name and refresh interval of RFC 7986)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from openletter.kernel.text import without_controls
from openletter.web.context.of_deadlines import LastDay

if TYPE_CHECKING:
    from icalendar import Event

CONTENT_TYPE = "text/calendar; charset=utf-8"
ASK_AGAIN = timedelta(hours=6)


def written(days: Iterable[LastDay], *, name: str, href: str, language: str) -> bytes:
    """The calendar as bytes: lines folded at 75 octets, never within a letter."""
    # Imported here: no other page needs it, and it would slow every start.
    from icalendar import Calendar, vDuration

    drawn = Calendar()
    drawn.add("PRODID", f"-//Openletter//Deadlines//{language.upper()}")
    drawn.add("VERSION", "2.0")
    drawn.add("CALSCALE", "GREGORIAN")
    drawn.add("METHOD", "PUBLISH")
    drawn.add("NAME", name, parameters={"LANGUAGE": language})
    drawn.add("X-WR-CALNAME", name)
    drawn.add("URL", href)
    drawn.add("REFRESH-INTERVAL", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    drawn.add("X-PUBLISHED-TTL", vDuration(ASK_AGAIN))
    for day in days:
        drawn.add_component(_event(day, language))
    return bytes(drawn.to_ical())


def _event(day: LastDay, language: str) -> Event:
    from icalendar import Event

    event = Event()
    event.add("UID", str(day.uid))
    event.add("DTSTAMP", day.since)
    event.add("DTSTART", day.on)
    event.add("DTEND", day.on + timedelta(days=1))
    event.add("SUMMARY", without_controls(day.summary), parameters={"LANGUAGE": language})
    event.add("DESCRIPTION", without_controls(f"{day.text}\n\n{day.href}"), parameters={"LANGUAGE": language})
    event.add("URL", day.href)
    event.add("TRANSP", "TRANSPARENT")
    return event
