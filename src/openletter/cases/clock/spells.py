"""Stretches of time that begin and end with developments: detention, a hunger strike."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from openletter.cases.clock.facts import Happened, State, Window, days_between
from openletter.cases.rules import DevelopmentKind


@dataclass(frozen=True, slots=True)
class Spell:
    """One stretch. `until` is known without `ended` where only a later beginning, `renewed`, shows that it ended."""

    begun: Happened
    ended: Happened | None
    until: Window | None
    renewed: Happened | None = None

    @property
    def since(self) -> Window:
        """The days on which it may have begun."""
        return Window.of(self.begun.when)

    def stop(self, as_of: date) -> Window:
        """The days up to which it is counted, seen from `as_of`."""
        return self.until.until(as_of) if self.until else Window(as_of, as_of)

    def days(self, as_of: date) -> tuple[int, int]:
        """Fewest and most whole days it lasted by `as_of`."""
        return days_between(self.since.until(as_of), self.stop(as_of))

    def state(self, as_of: date) -> State:
        """Whether it goes on. A recorded end is taken as true from the first day its date names."""
        if as_of < self.begun.when.earliest:
            return State.UNCLEAR
        if self.until is None or as_of < self.until.low:
            return State.RUNNING
        if as_of < (self.ended.when.earliest if self.ended else self.until.high):
            return State.UNCLEAR
        return State.ENDED

    def sources(self, as_of: date) -> tuple[str, ...]:
        """The developments it rests on: its beginning, and its end once that can have come."""
        close = self.ended or self.renewed
        if close is None or (self.until and as_of < self.until.low):
            return (self.begun.uid,)
        return self.begun.uid, close.uid


def pair(
    happened: Iterable[Happened], *, begins: frozenset[str], ends: frozenset[str], again: frozenset[str]
) -> tuple[Spell, ...]:
    """Put beginnings and ends together, in the order of their dates.

    A second beginning without an end between belongs to the same stretch, unless its kind is in `again`: such a
    kind says by itself that the stretch before had ended, on an unknown day. The whole record is read, whatever
    the day asked for, so that a figure never jumps because a later fact sorts earlier facts anew.
    """
    record = tuple(happened)
    starts = sorted((each for each in record if each.kind in begins), key=lambda each: each.when.sort_keys)
    stops = sorted((each for each in record if each.kind in ends), key=lambda each: each.when.sort_keys[::-1])
    found = []
    while starts:
        begun = starts.pop(0)
        ended = _end_of(begun, stops, starts)
        renewed = next((each for each in starts if each.kind in again), None)
        if renewed and (ended is None or renewed.when.latest < ended.when.earliest):
            found.append(Spell(begun, None, Window(begun.when.not_before, renewed.when.not_after), renewed))
            starts = starts[starts.index(renewed) :]
            continue
        found.append(Spell(begun, ended, Window.of(ended.when) if ended else None))
        if ended is None:
            break
        stops.remove(ended)
        starts = [each for each in starts if _follows(each, ended, again)]
    return tuple(found)


def _follows(start: Happened, end: Happened, again: frozenset[str]) -> bool:
    if start.kind in again:
        return start.when.latest >= end.when.earliest
    return start.when.earliest > end.when.earliest


def _end_of(begun: Happened, stops: list[Happened], starts: list[Happened]) -> Happened | None:
    """The first end after a beginning; a pardon gives way to the release that carries it out."""
    later = [each for each in stops if each.when.latest >= begun.when.earliest]
    first = next(iter(later), None)
    if first is None or first.kind != DevelopmentKind.PARDONED:
        return first
    for release in later:
        between = any(first.when.earliest < each.when.earliest <= release.when.latest for each in starts)
        if release.kind == DevelopmentKind.RELEASED and not between:
            return release
    return first
