"""A case in court, in words: each stage and each sentence, in the order in which they came."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from babel import Locale
from django.utils.translation import gettext as _

from openletter.cases.clock.spans import length_in_words
from openletter.cases.queries import Proceeding, PublicCase, Sentence
from openletter.cases.rules import CourtType, ProceedingResult, ProceedingStage, SentenceKind
from openletter.kernel.edtf import MalformedDate, UncertainDate, parse
from openletter.web.context import figures
from openletter.web.context.people import CourtLine

Keys = tuple[str, str]
_REPLACED = frozenset({ProceedingResult.SENTENCE_REDUCED, ProceedingResult.SENTENCE_INCREASED})
_UNMEASURED = frozenset({SentenceKind.LIFE, SentenceKind.DEATH})
_FIRST: Keys = ("", "")


def in_court(case: PublicCase, manner: str) -> tuple[CourtLine, ...]:
    """Stages and sentences by date, a stage before the sentence of the same day; empty where nothing is public.

    What has no date stays behind what was entered before it; sentences without any come after all stages.
    """
    stages = list(_placed([row.on for row in case.proceedings], _FIRST))
    sentences = _placed([row.imposed for row in case.sentences], max(stages, default=_FIRST))
    lines = [
        *zip(stages, (_stage(row, manner) for row in case.proceedings), strict=True),
        *zip(sentences, (_sentence(row, case, manner) for row in case.sentences), strict=True),
    ]
    return tuple(line for _keys, line in sorted(lines, key=lambda placed: placed[0]))


def sentence_in_words(kind: str, length: str, manner: str) -> str:
    """`20 years in prison`, `Life imprisonment`: the kind alone where no length is known or none can be."""
    label = str(SentenceKind(kind).label)
    span = "" if kind in _UNMEASURED else length_in_words(length, Locale.parse(manner, sep="-"))
    if span and kind == SentenceKind.PRISON:
        # Translators: a sentence; %(span)s is a length of time, such as "20 years" or "2 years and 6 months".
        return _("%(span)s in prison") % {"span": span}
    return " · ".join(part for part in (label, span) if part)


def _stage(row: Proceeding, manner: str) -> CourtLine:
    when, iso = _date(row.on, manner)
    # What is closed waits for nothing.
    over = row.stage == ProceedingStage.CLOSED and row.result == ProceedingResult.PENDING
    return CourtLine(
        what=str(ProceedingStage(row.stage).label),
        result="" if over else str(ProceedingResult(row.result).label),
        when=when,
        iso=iso,
        court="" if row.court == CourtType.UNKNOWN else str(CourtType(row.court).label),
        on=row.on,
    )


def _sentence(row: Sentence, case: PublicCase, manner: str) -> CourtLine:
    when, iso = _date(row.imposed, manner)
    return CourtLine(
        what=_("Sentence"),
        result=sentence_in_words(row.kind, row.length, manner),
        when=when,
        iso=iso,
        standing="" if row.is_in_force else _no_longer(row, case),
        is_sentence=True,
        on=row.imposed,
    )


def _no_longer(row: Sentence, case: PublicCase) -> str:
    """Replaced on appeal only where the record has it all: an appeal that changed it, and the sentence of that day."""
    imposed = _parsed(row.imposed)
    later = {other.imposed for other in case.sentences if other is not row and other.imposed}
    appeals = (_parsed(each.on) for each in case.proceedings if _replaces(each) and each.on in later)
    if imposed and any(when.earliest > imposed.latest for when in appeals if when):
        return _("Replaced on appeal")
    return _("No longer in force")


def _replaces(row: Proceeding) -> bool:
    return row.stage == ProceedingStage.APPEAL and row.result in _REPLACED


def _placed(dates: Sequence[str], before: Keys) -> Iterator[Keys]:
    """Where each row stands in time; one without a date stands with the row before it."""
    for text in dates:
        when = _parsed(text)
        before = when.sort_keys if when else before
        yield before


def _date(text: str, manner: str) -> tuple[str, str]:
    return figures.date_in(text, manner) if text else ("", "")


def _parsed(text: str) -> UncertainDate | None:
    try:
        return parse(text) if text else None
    except MalformedDate:
        return None
