"""A call to an office: its numbers, when somebody is there, what to say, and how it went."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from openletter.actions.kinds import Address, kind_of
from openletter.actions.queries import Letter
from openletter.actions.wording.telephone import tel
from openletter.kernel.languages import direction, endonym
from openletter.targets.hours import OfficeHours, only_zone
from openletter.targets.resolution import Recipient
from openletter.web.context import figures
from openletter.web.tools import Matter

AHEAD: Final = 9  # days of hours that a browser is told, to reckon them in its own time
Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Line:
    """A telephone number as it is written, and the link that dials it; no link where it lacks its country's code."""

    shown: str
    link: str


@dataclass(frozen=True, slots=True)
class Office:
    """An office that can be called. `standing` says when somebody is there in its own time, `here` in the section's.

    `spans` are its hours of the coming days in UTC, for a browser that knows where it is.
    """

    name: str
    holder: str
    lines: tuple[Line, ...]
    standing: str
    here: str
    doubts: tuple[str, ...]
    spans: str


@dataclass(frozen=True, slots=True)
class Script:
    """What to say, in one language."""

    language: str
    name: str
    direction: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """What the template draws."""

    offices: tuple[Office, ...]
    silent: tuple[str, ...]
    scripts: tuple[Script, ...]
    manner: str
    clicks: bool
    script: bool = field(default=True, init=False)
    style: bool = field(default=True, init=False)


def build(matter: Matter) -> Call:
    """Every office of the action with its numbers, and the words in its language and in the reader's."""
    place = matter.place
    found = matter.recipients()
    manner = figures.manner(place.language, place.section.territory)
    return Call(
        offices=tuple(_office(office, matter, manner) for office in found.targets if office.phones),
        silent=tuple(office.name for office in found.targets if not office.phones),
        scripts=_scripts(matter, found.targets),
        manner=manner,
        clicks=kind_of(matter.action.kind).address is Address.OPTIONAL,
    )


def _office(office: Recipient, matter: Matter, manner: str) -> Office:
    hours = office.hours
    known = hours if hours is not None and hours.zone_known else None
    return Office(
        name=office.name, holder=office.holder, lines=tuple(Line(phone, tel(phone)) for phone in office.phones),
        standing=standing(known, matter.at, manner) if known else "",
        here=_here(known, matter, manner) if known else "",
        doubts=_doubts(hours),
        spans=" ".join(f"{start:%Y-%m-%dT%H:%MZ}/{end:%Y-%m-%dT%H:%MZ}" for start, end in _spans(known, matter.at)),
    )  # fmt: skip


def standing(hours: OfficeHours, at: datetime, manner: str) -> str:
    """Whether somebody is there, and until or from when, in the office's time. It stays true on a page kept a while:
    it names its own moment."""
    local = at.astimezone(hours.zone)
    words = {"now": f"{local:%H:%M}"}
    if hours.is_open(at):
        until = next(end for start, end in _spans(hours, at) if start <= at < end).astimezone(hours.zone)
        # Translators: both are times of day, in the office's own time
        return _("At %(now)s there, the office is open, until %(until)s.") % (words | {"until": f"{until:%H:%M}"})
    opens = hours.next_opening(at)
    if opens is None:
        return _("As far as we know, the office does not open in the coming year.")
    there = opens.astimezone(hours.zone)
    words |= {"time": f"{there:%H:%M}", "day": figures.day(there.date(), manner)}
    if there.date() == local.date():
        return _("At %(now)s there, the office is closed. It opens at %(time)s.") % words
    # Translators: a time of day, a day such as "21 November 2026", a time of day; all in the office's own time
    return _("At %(now)s there, the office is closed. It opens on %(day)s at %(time)s.") % words


def _here(hours: OfficeHours, matter: Matter, manner: str) -> str:
    """The same moment where the section is; nothing where its country has several times, or the office's own."""
    zone = only_zone(matter.place.section.territory)
    opens = hours.next_opening(matter.at)
    if not zone or opens is None or hours.is_open(matter.at):
        return ""
    there, here = opens.astimezone(hours.zone), opens.astimezone(ZoneInfo(zone))
    if there.utcoffset() == here.utcoffset():
        return ""
    # Translators: a day such as "21 November 2026" and a time of day, in the country of those who call
    return _("Where you are, that is %(day)s at %(time)s.") % {
        "day": figures.day(here.date(), manner), "time": f"{here:%H:%M}",
    }  # fmt: skip


def _doubts(hours: OfficeHours | None) -> tuple[str, ...]:
    if hours is None or not hours.zone_known:
        return (_("We do not know its office hours."),)
    if not hours.known:
        return (
            _("We do not know its own hours: these are the usual ones there. On public holidays nobody may answer."),
        )
    return (_("On public holidays nobody may answer."),)


def _spans(hours: OfficeHours | None, at: datetime) -> list[Span]:
    if hours is None:
        return []
    first = at.astimezone(hours.zone).date() - timedelta(days=1)
    utc = ZoneInfo("UTC")
    return [span for day in range(AHEAD) for span in hours.in_zone(utc, first + timedelta(days=day)) if span[1] > at]


def _scripts(matter: Matter, offices: tuple[Recipient, ...]) -> tuple[Script, ...]:
    """The words in the reader's language, or the nearest, and in the office's best where that is another."""
    letters = {letter.language: letter for letter in matter.action.letters}
    if not letters:
        return ()
    reader = matter.place.language
    theirs = [office.best_language(letters, reader=reader) for office in offices[:1]]
    codes = [matter.action.letters[0].language, *theirs]
    return tuple(_script(letters[code]) for code in dict.fromkeys(codes))


def _script(letter: Letter) -> Script:
    paragraphs = tuple(part.strip() for part in letter.body.split("\n\n") if part.strip())
    return Script(letter.language, endonym(letter.language), direction(letter.language), paragraphs)
