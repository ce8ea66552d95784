"""What happened in cases of late, for feeds: as many queries for one case as for a hundred."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from openletter.cases import models
from openletter.cases.queries.consent import consents_of, is_kept_out, may_show
from openletter.kernel.edtf import MalformedDate, parse


class NewsKind(StrEnum):
    """Why there is something to tell."""

    OPENED = "opened"
    UPDATE = "update"
    OUTCOME = "outcome"


@dataclass(frozen=True, slots=True)
class NewsLine:
    """One thing to tell of a case. `uid` is of the case, the update or the outcome and never changes.

    `on` is the day it is about; of an uncertain date, the first day it can have been. `type` is an outcome's. An
    update's `text` is Wagtail's stored HTML, every other one is plain.
    """

    kind: NewsKind
    uid: UUID
    case_id: int
    country: str
    on: date
    case_title: str
    title: str
    text: str
    type: str
    language: str


def case_news(case_ids: Iterable[int], language: str, *, on: date) -> tuple[NewsLine, ...]:
    """What may be told of these cases up to this day, the latest first.

    Cases that may not be shown, and those kept out of search engines, tell nothing: what a feed gave away once is
    beyond recall.
    """
    parts = ("words", "people", consents_of(), "updates__words", "outcomes__words")
    rows = models.Case.objects.filter(pk__in=list(case_ids)).prefetch_related(*parts)
    told = (case for case in rows if may_show(case, on) and not is_kept_out(case))
    lines = [line for case in told for line in _of_case(case, language)]
    return tuple(sorted((line for line in lines if line.on <= on), key=lambda line: (line.on, line.uid), reverse=True))


def _of_case(case: models.Case, language: str) -> Iterator[NewsLine]:
    said = case.in_language(language)
    if said is None:
        return
    yield _line(NewsKind.OPENED, case, case, case.opened_on, said.title, said.headline, said)
    for update in case.updates.all():
        if (words := update.in_language(language)) is not None:
            yield _line(NewsKind.UPDATE, case, update, update.on, words.title, words.body, words, case_said=said)
    for outcome in case.outcomes.all():
        words, day = outcome.in_language(language), _first_day(outcome.on)
        if words is not None and day is not None:
            yield _line(NewsKind.OUTCOME, case, outcome, day, "", words.summary, words, case_said=said)


def _line(
    kind: NewsKind,
    case: models.Case,
    fact: models.Case | models.Update | models.Outcome,
    on: date,
    title: str,
    text: str,
    words: models.CaseWords | models.UpdateWords | models.OutcomeWords,
    *,
    case_said: models.CaseWords | None = None,
) -> NewsLine:
    return NewsLine(
        kind=kind, uid=fact.uid, case_id=case.pk, country=case.country, on=on,
        case_title=case_said.title if case_said else title, title=title, text=text,
        type=fact.type if isinstance(fact, models.Outcome) else "", language=words.language,
    )  # fmt: skip


def _first_day(text: str) -> date | None:
    try:
        return parse(text).earliest
    except MalformedDate:
        return None
