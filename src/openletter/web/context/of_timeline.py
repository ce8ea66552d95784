"""One chronology out of two records: what happened, and what a court did, each thing said once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final

from babel import Locale
from django.utils.translation import gettext as _

from openletter.cases.clock.detention import BEGINS, ENDS, detentions
from openletter.cases.clock.spans import span_in_words
from openletter.cases.clock.spells import Spell
from openletter.cases.clock.strikes import STRIKE_BEGINS, STRIKE_ENDS, strikes
from openletter.cases.queries import Development, PublicCase
from openletter.cases.rules import DevelopmentKind, Standing
from openletter.kernel.edtf import MalformedDate, Precision, UncertainDate, in_words, parse
from openletter.kernel.languages import direction
from openletter.web.context import figures
from openletter.web.context.of_clock import happened
from openletter.web.context.of_court import in_court
from openletter.web.context.people import CourtLine, Moment, Spelling

LEGAL: Final = frozenset(
    {
        DevelopmentKind.CHARGE, DevelopmentKind.HEARING, DevelopmentKind.VERDICT, DevelopmentKind.SENTENCING,
        DevelopmentKind.APPEAL_DECIDED, DevelopmentKind.QUASHED,
    }
)  # fmt: skip
SILENCE: Final = timedelta(days=365)
"""From this long on, a stretch between two public entries is said to be one in which nothing is recorded."""


@dataclass
class Entry:
    """One place in the chronology: something that happened, what a court did, or both at once."""

    anchor: str
    on: str
    when: UncertainDate | None
    row: Development | None = None
    court: list[CourtLine] = field(default_factory=list)

    @property
    def legal(self) -> bool:
        """Whether it belongs to a court case."""
        return bool(self.court) or (self.row is not None and self.row.kind in LEGAL)

    @property
    def alleged(self) -> bool:
        """Whether it is reported, not established."""
        return self.row is not None and self.row.standing == Standing.ALLEGATION

    @property
    def kind(self) -> str:
        """What it is, in a word or two of the reader's language."""
        return str(DevelopmentKind(self.row.kind).label) if self.row else self.court[0].what

    @property
    def unsure(self) -> bool:
        """Whether its day or month is in doubt, not merely left out."""
        return self.when is not None and (
            self.when.approximate or self.when.uncertain or self.when.precision not in (Precision.DAY, Precision.MONTH)
        )


def entries_of(case: PublicCase, manner: str) -> list[Entry]:
    """Everything public with a date, in the order of time; a court's record joins the entry of the same date."""
    found = [Entry(f"d-{row.uid}", row.on, read(row.on), row) for row in case.timeline]
    for number, line in enumerate(line for line in in_court(case, manner) if line.when):
        when = read(line.on)
        home = next((each for each in found if when and _is_of(each, when)), None)
        if home is None:
            home = Entry(f"c-{number}", line.on, when)
            found.append(home)
        home.court.append(line)
    return sorted(found, key=lambda each: each.when.sort_keys if each.when else ("", ""))


def chronology(case: PublicCase, manner: str, today: date) -> tuple[Moment, ...]:
    """The entries in words: which of them begin a stretch of time, and after which nothing is known for long."""
    entries = entries_of(case, manner)
    lasting = _lasting(case, manner)
    held = _during(entries, BEGINS, ENDS)
    fasting = _during(entries, STRIKE_BEGINS, STRIKE_ENDS)
    silent = silences(entries, manner)
    return tuple(
        replace(
            _moment(entry, manner),
            held=entry.anchor in held,
            fasting=entry.anchor in fasting,
            lasts=lasting.get(entry.anchor, ""),
            silence=silent.get(entry.anchor, ""),
        )
        for entry in entries
    )


def silences(entries: Sequence[Entry], manner: str) -> dict[str, str]:
    """By the entry before it, every stretch of `SILENCE` or more without a dated public entry.

    Only what lies surely between two entries counts, so an uncertain date never makes a silence longer. Before the
    first entry and after the last one nothing is said: there silence may be ours.
    """
    dated = [(entry, entry.when) for entry in entries if entry.when]
    found: dict[str, str] = {}
    if not dated:
        return found
    last, until, since = dated[0][0], dated[0][1].not_after, dated[0][1].not_before
    for entry, when in dated[1:]:
        if when.not_before - until >= SILENCE:
            span = span_in_words((when.not_before - until).days, (when.not_after - since).days, _locale(manner))
            # Translators: stands between two dated entries of a chronology; %(span)s may be "about 14 months".
            found[last.anchor] = _("Nothing is recorded here for %(span)s") % {"span": span}
        if when.not_after >= until:
            until, since = when.not_after, when.not_before
        last = entry
    return found


def read(text: str) -> UncertainDate | None:
    """The date; None where it is empty or cannot be read."""
    try:
        return parse(text) if text else None
    except MalformedDate:
        return None


def _is_of(entry: Entry, when: UncertainDate) -> bool:
    return bool(entry.legal and entry.when and entry.when.sort_keys == when.sort_keys)


def _moment(entry: Entry, manner: str) -> Moment:
    when, iso = figures.date_in(entry.on, manner)
    row = entry.row
    return Moment(
        anchor=entry.anchor,
        when=when,
        iso=iso,
        kind=entry.kind,
        note=Spelling(row.note, row.language, direction(row.language)) if row and row.note else None,
        standing=_("Allegation") if entry.alleged else "",
        unsure=entry.unsure,
        legal=entry.legal,
        court=tuple(replace(line, what="" if line.what == entry.kind else line.what) for line in entry.court),
    )


def _during(entries: Sequence[Entry], begins: frozenset[str], ends: frozenset[str]) -> frozenset[str]:
    """The entries after which a stretch that such kinds begin and end is going on."""
    on, found = False, set()
    for entry in entries:
        if entry.row is not None:
            on = (on or entry.row.kind in begins) and entry.row.kind not in ends
        if on:
            found.add(entry.anchor)
    return frozenset(found)


def _lasting(case: PublicCase, manner: str) -> dict[str, str]:
    known = happened(case.timeline)
    # Translators: said at an arrest; %(date)s may be "about April 2011".
    held = _("Held until %(date)s")
    # Translators: said where a hunger strike begins; %(date)s may be "about April 2011".
    fasting = _("Refused food until %(date)s")
    spells = [*((spell, held) for spell in detentions(known)), *((spell, fasting) for spell in strikes(known))]
    return {f"d-{spell.begun.uid}": words for spell, frame in spells for words in _end_of(spell, frame, manner)}


def _end_of(spell: Spell, frame: str, manner: str) -> Iterator[str]:
    if spell.ended is not None:
        yield frame % {"date": in_words(spell.ended.when, manner)}
    elif spell.renewed is None:
        # Translators: said at an arrest or where a hunger strike begins.
        yield _("No end of it is recorded")


def _locale(manner: str) -> Locale:
    return Locale.parse(manner, sep="-")
