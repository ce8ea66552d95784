"""The case clock on a page: which figures are said, and to which entries of the timeline each one points."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from openletter.cases import clock
from openletter.cases.queries import Development, PublicCase, Sentence
from openletter.cases.rules import DevelopmentKind, SentenceKind
from openletter.kernel.edtf import MalformedDate, UncertainDate, in_words, parse
from openletter.kernel.languages import in_a_row
from openletter.web.context.page import Link
from openletter.web.context.people import ClockLine

COUNTED = frozenset({SentenceKind.PRISON, SentenceKind.LIFE})


def clock_of(case: PublicCase, language: str, *, today: date, deadline: date | None = None) -> tuple[ClockLine, ...]:
    """Every figure that can honestly be said, from public developments and the sentences in force.

    A closed case has a past, not an age, and neither has one whose facts nobody has checked lately: how long its file
    has been open is left out.
    """
    rows = {str(row.uid): row for row in case.timeline}
    known = happened(case.timeline)
    sentences = [_sentence(row) for row in case.sentences if row.is_in_force and row.kind in COUNTED]
    opened_on = None if case.outcomes or case.clock_day(today) < today else case.opened_on
    said = clock.read(known, sentences, case.clock_day(today), opened_on=opened_on, deadline=deadline)
    return tuple(_line(figure, rows, language) for figure in said)


def happened(rows: Iterable[Development]) -> list[clock.Happened]:
    """The entries as the clock reads them; those without a readable date are left out."""
    found = (_happened(str(row.uid), row) for row in rows)
    return [each for each in found if each]


def _line(figure: clock.Figure, rows: dict[str, Development], language: str) -> ClockLine:
    words = clock.say(figure, language)
    sources = tuple(_source(rows[uid], language) for uid in words.sources if uid in rows)
    return ClockLine(words.sentence, words.working, sources)


def _source(row: Development, language: str) -> Link:
    when = in_words(parse(row.on), language)
    return Link(in_a_row((str(DevelopmentKind(row.kind).label), when)), f"#d-{row.uid}")


def _happened(uid: str, row: Development) -> clock.Happened | None:
    when = _parsed(row.on)
    return clock.Happened(uid, row.kind, when, row.stated_days) if when else None


def _sentence(row: Sentence) -> clock.Sentence:
    return clock.Sentence(row.uid, _parsed(row.imposed), _parsed(row.counted_from), row.length or None)


def _parsed(text: str) -> UncertainDate | None:
    try:
        return parse(text) if text else None
    except MalformedDate:
        return None
