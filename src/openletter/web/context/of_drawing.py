"""The chronology of a case as a picture: which facts go in, in which words, and what the picture says to those who
cannot see it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from babel.dates import format_skeleton
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openletter.cases.clock.detention import BEGINS, ENDS, detentions
from openletter.cases.clock.facts import State, Window
from openletter.cases.clock.spells import Spell
from openletter.cases.clock.strikes import SILENCE, last_heard, strikes
from openletter.cases.queries import PublicCase
from openletter.cases.rules import DevelopmentKind
from openletter.kernel.edtf import in_words, parse
from openletter.kernel.languages import direction
from openletter.web.context import figures
from openletter.web.context.of_clock import happened
from openletter.web.context.of_timeline import Entry, entries_of
from openletter.web.context.people import Drawing, Key
from openletter.web.drawing.chronology import arrange
from openletter.web.drawing.svg import drawn
from openletter.web.drawing.told import Between, Event, Lane, Span, Told

WIDE: Final = 608
NARROW: Final = 288
FEWEST: Final = 2
"""With fewer dated entries than this there is nothing to see that a line of text does not say better."""


def drawing_of(case: PublicCase, manner: str, today: date) -> Drawing | None:
    """The picture at two widths; None where there are too few dates for one."""
    entries = [entry for entry in entries_of(case, manner) if entry.when]
    if len(entries) < FEWEST:
        return None
    told = _told(case, entries, manner, today)
    mirrored = direction(_language(manner)) == "rtl"
    wide = arrange(told, WIDE, rows=2, mirrored=mirrored)
    narrow = arrange(told, NARROW, rows=2, mirrored=mirrored)
    if wide is None or narrow is None:
        return None
    says = " ".join(_says(told, manner))
    return Drawing(drawn(wide, "wide", says), drawn(narrow, "narrow", says), tuple(_keys(told)))


def _language(manner: str) -> str:
    return manner.split("-")[0]


def _told(case: PublicCase, entries: list[Entry], manner: str, today: date) -> Told:
    captions = {**{lane.value: _lane(lane) for lane in Lane}, "court": _("In court")}
    return Told(
        spans=tuple(_spans(case, case.clock_day(today))),
        events=tuple(_event(entry, manner) for entry in entries),
        captions=captions,
        tick=lambda day, months: format_skeleton("yMMM" if months else "y", day, locale=manner.replace("-", "_")),
    )


def _spans(case: PublicCase, as_of: date) -> Iterator[Span]:
    known = happened(case.timeline)
    for spell in detentions(known):
        yield from _span(Lane.DETENTION, spell, as_of)
    for strike in strikes(known):
        going_on = strike.state(as_of) is State.RUNNING
        heard = last_heard(strike, known, as_of) if going_on else as_of
        # A strike of which nothing has been heard for long is drawn as far as the news reaches.
        yield from _span(Lane.STRIKE, strike, heard if as_of - heard > SILENCE else as_of)


def _span(lane: Lane, spell: Spell, as_of: date) -> Iterator[Span]:
    if spell.since.low > as_of:
        return
    ended = spell.until is not None and spell.until.low <= as_of
    until = _between(spell.until) if spell.until and ended else None
    yield Span(lane, _between(spell.since), until, max(as_of, spell.since.low), f"d-{spell.begun.uid}")


def _between(window: Window) -> Between:
    return Between(window.low, window.high)


def _event(entry: Entry, manner: str) -> Event:
    assert entry.when is not None  # noqa: S101 - only dated entries come here
    kind = entry.row.kind if entry.row else ""
    turning = kind in BEGINS or kind in ENDS
    words = {"date": figures.date_in(entry.on, manner)[0], "what": entry.kind}
    # Translators: an entry of a chronology, such as "about May 2017: Arrest"; the second one is only reported.
    title = _("%(date)s: %(what)s (allegation)") if entry.alleged else _("%(date)s: %(what)s")
    return Event(
        key=entry.anchor,
        when=Between(entry.when.not_before, entry.when.not_after),
        word="" if kind == DevelopmentKind.OTHER else entry.kind,
        title=title % words,
        alleged=entry.alleged,
        legal=entry.legal,
        sure=not entry.unsure,
        rank=0 if turning else 1,
    )


def _says(told: Told, manner: str) -> Iterator[str]:
    days = sorted(day for each in told.events for day in (each.when.low, each.when.high) if date.min < day < date.max)
    if days:
        ends = {"start": _year(days[0], manner), "end": _year(max(days[-1], _last(told)), manner)}
        # Translators: what a drawn timeline shows, for those who cannot see it. Both are years. More sentences follow.
        yield _("Timeline from %(start)s to %(end)s; the list below says all of it.") % ends
    for span in told.spans:
        yield _span_says(span, manner)
    alleged = sum(event.alleged for event in told.events)
    legal = sum(event.legal for event in told.events)
    count = len(told.events)
    yield ngettext("%(count)s dated entry.", "%(count)s dated entries.", count) % _count(count, manner)
    if alleged:
        yield ngettext("%(count)s is an allegation.", "%(count)s are allegations.", alleged) % _count(alleged, manner)
    if legal:
        yield ngettext("%(count)s is of a court.", "%(count)s are of courts.", legal) % _count(legal, manner)


def _span_says(span: Span, manner: str) -> str:
    what = _lane(span.lane)
    start = _year(span.since.low if span.since.low > date.min else span.since.high, manner)
    if span.until is None:
        checked = in_words(parse(span.checked.isoformat()), manner)
        # Translators: %(what)s is "In detention" or "Hunger strike", %(start)s a year, %(checked)s a day.
        words = _("%(what)s: from %(start)s on, no end known by %(checked)s.")
        return words % {"what": what, "start": start, "checked": checked}
    end = _year(span.until.high if span.until.high < date.max else span.until.low, manner)
    if start == end:
        # Translators: %(what)s is "In detention" or "Hunger strike", %(year)s a year.
        return _("%(what)s: in %(year)s.") % {"what": what, "year": start}
    # Translators: %(what)s is "In detention" or "Hunger strike"; both ends are years.
    return _("%(what)s: from %(start)s to %(end)s.") % {"what": what, "start": start, "end": end}


def _lane(lane: Lane) -> str:
    return _("In detention") if lane is Lane.DETENTION else _("Hunger strike")


def _last(told: Told) -> date:
    return max((span.checked for span in told.spans if span.until is None), default=date.min)


def _keys(told: Told) -> Iterator[Key]:
    if any(event.alleged for event in told.events):
        if any(not event.alleged for event in told.events):
            yield Key("fact", _("Established"))
        yield Key("alleged", _("Allegation"))
    if any(not event.sure for event in told.events):
        yield Key("unsure", _("Date not exactly known"))
    if any(span.until is None for span in told.spans):
        yield Key("open", _("No end is recorded"))


def _year(day: date, manner: str) -> str:
    return str(format_skeleton("y", day, locale=manner.replace("-", "_")))


def _count(number: int, manner: str) -> dict[str, str]:
    return {"count": figures.number(number, manner)}
