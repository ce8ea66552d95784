"""A life in dates, arranged: spans in lanes, events on a line, stages in court on their own, years below.

Everything is placed as if time ran to the right; a mirrored axis turns it round, words and all. Units are those of the
picture, one to a pixel at its natural size.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from openletter.kernel.labels import Label, Wish, place, width_of
from openletter.web.drawing.placed import Bar, Mark, Picture, Tick, Words
from openletter.web.drawing.scale import Axis, in_months, ticks
from openletter.web.drawing.told import Between, Event, Lane, Span, Told

SIZE: Final = 13.0
"""Type size of every word in a picture."""
EDGE: Final = 9.0
CAPTION: Final = 21.0
BAR: Final = 12.0
GAP: Final = 9.0
ROW: Final = 18.0
MARK: Final = 6.5
FADE: Final = 34.0
"""How long the end of an open span fades."""


def arrange(told: Told, width: float, *, rows: int, mirrored: bool = False) -> Picture | None:
    """The picture at a width; None where there is nothing to draw a line through.

    `rows` is how many rows of words may stand over the events, and over the stages in court.
    """
    ends = _ends(told)
    if ends is None:
        return None
    axis = Axis(*ends, EDGE, width - EDGE, mirrored)
    begin = width if mirrored else 0.0
    bars, words, top = _lanes(told, axis, begin)
    events = [each for each in told.events if not each.legal]
    court = [each for each in told.events if each.legal]
    marks: list[Mark] = []
    lines: list[float | None] = []
    for group, caption in ((events, ""), (court, told.captions.get("court", ""))):
        line, top = _line(group, axis, top, rows, caption, begin, marks, words)
        lines.append(line)
    foot = top + 4
    return Picture(
        width=width, height=foot + 24, mirrored=mirrored, axis=foot, event_line=lines[0], court_line=lines[1],
        bars=tuple(bars), marks=tuple(marks), ticks=_ticks(told, axis), words=tuple(words),
    )  # fmt: skip


def _ends(told: Told) -> tuple[date, date] | None:
    days = [day for each in told.events for day in (each.when.low, each.when.high)]
    for span in told.spans:
        days += [span.since.low, span.since.high]
        days += [span.until.low, span.until.high] if span.until else [span.checked]
    known = [day for day in days if date.min < day < date.max]
    if not known or min(known) == max(known):
        return None
    room = timedelta(days=max((max(known) - min(known)).days // 40, 2))
    return _moved(min(known), -room), _moved(max(known), room)


def _moved(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return day


def _lanes(told: Told, axis: Axis, begin: float) -> tuple[list[Bar], list[Words], float]:
    bars: list[Bar] = []
    words: list[Words] = []
    top = 0.0
    for lane in Lane:
        spans = [span for span in told.spans if span.lane == lane]
        if not spans:
            continue
        caption = told.captions.get(lane, "")
        at = _beginning(caption, [axis.at(span.since.low) for span in spans], axis)
        words.append(Words(caption, at, top + 14, begins=True))
        bars += [_bar(span, axis, top + CAPTION) for span in spans]
        top += CAPTION + BAR + GAP
    return bars, words, top + 4 if bars else top


def _beginning(caption: str, starts: Sequence[float], axis: Axis) -> float:
    """Where a caption begins: over the first span, moved so that it stays inside."""
    room = width_of(caption, SIZE)
    if axis.mirrored:
        return min(max(max(starts), axis.left + room), axis.right)
    return max(min(min(starts), axis.right - room), axis.left)


def _bar(span: Span, axis: Axis, top: float) -> Bar:
    since, until = span.since, span.until or Between(span.checked, span.checked)
    low, high = sorted((axis.at(since.low), axis.at(until.high)))
    # What is certain lies between the last possible beginning and the first possible end, if anything does.
    left, right = sorted((axis.at(since.high), axis.at(max(until.low, since.high))))
    if high - low < 3:
        low, high = max(low - 1.5, axis.left), min(high + 1.5, axis.right)
    return Bar(span.lane, left, right, low, high, top, span.until is None, span.key)


def _line(
    events: Sequence[Event], axis: Axis, top: float, rows: int, caption: str, begin: float, marks: list[Mark],
    words: list[Words],
) -> tuple[float | None, float]:  # fmt: skip
    """A line with its events and their words above it: where it runs, and where the next thing may begin."""
    if not events:
        return None, top
    if caption:
        words.append(Words(caption, begin, top + 14, begins=True))
        top += CAPTION
    shown = place(_wishes(events, axis), left=0, right=axis.right + EDGE, size=SIZE, rows=rows)
    used = 1 + max((label.row for label in shown), default=-1)
    line = top + used * ROW + MARK + 5
    words += [_over(label, line) for label in shown]
    placed = _side_by_side(_mark(event, axis, line) for event in sorted(events, key=_weight))
    marks += placed
    return line, max(mark.top for mark in placed) + MARK + GAP + 3


def _weight(event: Event) -> tuple[int, date, str]:
    return event.rank, event.when.low, event.key


def _side_by_side(marks: Iterable[Mark]) -> list[Mark]:
    """The marks, the first on the line, those they would hide below them: a place on the axis is never moved."""
    levels: list[list[float]] = []
    found = []
    for mark in marks:
        free = (n for n, taken in enumerate(levels) if all(abs(mark.at - at) > 2 * MARK for at in taken))
        level = next(free, len(levels))
        if level == len(levels):
            levels.append([])
        levels[level].append(mark.at)
        found.append(replace(mark, top=mark.top + level * (2 * MARK + 2)))
    return found


def _over(label: Label, line: float) -> Words:
    foot = line - MARK - 6 - label.row * ROW
    return Words(label.text, label.middle, foot, leader=label.at if label.row else None)


def _wishes(events: Iterable[Event], axis: Axis) -> list[Wish]:
    return [Wish(event.word, axis.at(_middle(event.when)), event.rank, event.key) for event in events]


def _mark(event: Event, axis: Axis, line: float) -> Mark:
    left, right = sorted((axis.at(event.when.low), axis.at(event.when.high)))
    at = axis.at(_middle(event.when))
    return Mark(event.key, at, left, right, line, event.title, event.alleged, event.legal, event.sure)


def _middle(when: Between) -> date:
    if when.low == date.min or when.high == date.max:
        return when.high if when.low == date.min else when.low
    return when.low + (when.high - when.low) / 2


def _ticks(told: Told, axis: Axis) -> tuple[Tick, ...]:
    months = in_months(axis)
    sample = max((told.tick(day, months) for day in (axis.first, axis.last)), key=len)
    days = ticks(axis, width_of(sample, SIZE) + 10)
    wishes = [Wish(told.tick(day, months), axis.at(day), key=day.isoformat()) for day in days]
    said = {each.key: each for each in place(wishes, left=0, right=axis.right + EDGE, size=SIZE, rows=1)}
    # Words that had to move aside would stand beside their tick: better none.
    centred = {key for key, label in said.items() if abs(label.middle - label.at) < 1}
    return tuple(Tick(wish.at, wish.text if wish.key in centred else "") for wish in wishes)
