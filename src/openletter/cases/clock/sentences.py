"""How much of a prison term has been served, what remains, and how long it has been overrun."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from openletter.cases.clock.detention import detentions
from openletter.cases.clock.facts import (
    Figure,
    FigureName,
    Happened,
    Sentence,
    State,
    Unit,
    Window,
    after,
    days_between,
)
from openletter.cases.clock.spells import Spell
from openletter.cases.rules import DevelopmentKind

# What shows nothing about where the person is.
_SILENT: Final = frozenset({DevelopmentKind.OTHER, DevelopmentKind.PETITION_DELIVERED})
_UNEVEN: Final = 3  # days by which terms of the same number of months can differ


@dataclass(frozen=True, slots=True)
class _Term:
    """A term that is being served, or was."""

    sentence: Sentence
    counted: Window
    runs_out: Window
    spell: Spell

    def sources(self, as_of: date) -> tuple[str, ...]:
        return (*self.spell.sources(as_of), self.sentence.uid)


def sentence_figures(happened: Iterable[Happened], sentences: Iterable[Sentence], as_of: date) -> tuple[Figure, ...]:
    """Days held beyond the sentence, percent served and days remaining, as far as they can be said.

    Nothing is said of life and death sentences, of a quashed one, of one whose beginning is unknown, without a
    recorded detention, or where a release and a new arrest lie in it: what then counts is for a court to say.
    Where no day is given to count from, the term runs from the arrest at the earliest and from the day it was
    imposed at the latest, and the figures say that range.
    """
    record = tuple(happened)
    term = _term(record, _in_force(record, sentences, as_of), as_of)
    if term is None:
        return ()
    figures = (_beyond(term, record, as_of), _served(term, as_of), _remaining(term, as_of))
    return tuple(figure for figure in figures if figure is not None)


def _in_force(record: tuple[Happened, ...], sentences: Iterable[Sentence], as_of: date) -> Sentence | None:
    """The sentence imposed last by `as_of`, unless it was quashed."""

    def imposed(sentence: Sentence) -> date:
        return sentence.imposed.earliest if sentence.imposed else date.min

    known = sorted((each for each in sentences if imposed(each) <= as_of), key=imposed)
    if not known:
        return None
    last = known[-1]
    quashed = (each.when for each in record if each.kind == DevelopmentKind.QUASHED)
    if any(when.earliest <= as_of and when.latest >= imposed(last) for when in quashed):
        return None
    return last


def _term(record: tuple[Happened, ...], sentence: Sentence | None, as_of: date) -> _Term | None:
    if sentence is None or sentence.length is None:
        return None
    spells = [spell for spell in detentions(record) if spell.since.low <= as_of]
    counted = _counted(sentence, spells)
    if counted is None or counted.low == date.min or counted.low > as_of:
        return None
    served_in = [spell for spell in spells if spell.until is None or spell.until.high >= counted.low]
    if len(served_in) != 1 or served_in[0].begun.when.earliest > as_of:
        return None
    runs_out = Window(after(counted.low, sentence.length), after(counted.high, sentence.length))
    return _Term(sentence, counted, runs_out, served_in[0])


def _counted(sentence: Sentence, spells: list[Spell]) -> Window | None:
    if sentence.counted_from:
        return Window.of(sentence.counted_from)
    if sentence.imposed is None:
        return None
    imposed = Window.of(sentence.imposed)
    for spell in reversed(spells):
        if spell.since.low <= imposed.high and (spell.until is None or spell.until.high >= imposed.low):
            return Window(spell.since.low, max(imposed.high, spell.since.high))
    return None


def _beyond(term: _Term, record: tuple[Happened, ...], as_of: date) -> Figure | None:
    """Days held after the term ran out. Said only where it is certain, and where something recorded later shows
    that the person was still held: a file that fell silent accuses nobody.
    """
    held_until = term.spell.stop(as_of)
    low, high = days_between(term.runs_out, held_until)
    later = sorted(
        (each for each in record if term.runs_out.high < each.when.not_before <= as_of and each.kind not in _SILENT),
        key=lambda each: each.when.sort_keys,
    )
    if low == 0 or not later:
        return None
    sources = (*term.sources(as_of), *(each.uid for each in later))
    return Figure(
        FigureName.BEYOND_SENTENCE, low, high, Unit.DAYS, term.spell.state(as_of), tuple(dict.fromkeys(sources))
    )


def _served(term: _Term, as_of: date) -> Figure | None:
    """Whole percent of the term served, at most 100."""
    low, high = days_between(term.counted, term.spell.stop(as_of))
    totals = [
        (term.runs_out.low - term.counted.low).days,
        (term.runs_out.high - term.counted.high).days,
    ]
    slack = _UNEVEN if term.counted.low != term.counted.high else 0
    longest, shortest = max(totals) + slack, min(totals) - slack
    if shortest <= 0:
        return None
    complete = term.spell.stop(as_of).low >= term.runs_out.high
    return Figure(
        FigureName.SENTENCE_SERVED,
        100 if complete else min(100, low * 100 // longest),
        min(100, high * 100 // shortest),
        Unit.PERCENT,
        State.ENDED if complete else term.spell.state(as_of),
        term.sources(as_of),
    )


def _remaining(term: _Term, as_of: date) -> Figure | None:
    """Days of the term still to come, said only of someone who is held."""
    today = Window(as_of, as_of)
    low, high = days_between(today, term.runs_out)
    if high == 0 or term.spell.state(as_of) is not State.RUNNING or term.counted.high > as_of:
        return None
    return Figure(FigureName.SENTENCE_REMAINING, low, high, Unit.DAYS, State.RUNNING, term.sources(as_of))
