"""Good news of cases: as many queries for one as for a hundred."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from openletter.cases import models
from openletter.cases.queries.consent import consented, consents_of, may_show
from openletter.cases.queries.lines import CaseLine, line_of
from openletter.cases.queries.photos import photo_of, photos_of
from openletter.cases.queries.public import outcome_of
from openletter.cases.queries.shapes import Outcome
from openletter.cases.rules import ConsentScope
from openletter.kernel.edtf import parse

_PARTS = ("words", "people__words", consents_of(), "outcomes__words", photos_of())


@dataclass(frozen=True, slots=True)
class GoodNews:
    """A good outcome and the case it is of."""

    case: CaseLine
    outcome: Outcome

    @property
    def year(self) -> int:
        """The year in which it happened, or the last one in which it can have."""
        return int(_latest(self.outcome.on)[:4])


def good_news(case_ids: Iterable[int], language: str, *, on: date) -> tuple[GoodNews, ...]:
    """The good outcomes of cases that may be shown on this day, newest first.

    A case whose latest outcome is not good tells no good news any more: whoever was arrested again is not free.
    """
    cases = models.Case.objects.filter(pk__in=list(case_ids), outcomes__isnull=False).distinct()
    rows = (row for row in cases.prefetch_related(*_PARTS) if may_show(row, on))
    found = [news for row in rows for news in _of_case(row, language, on)]
    return tuple(sorted(found, key=lambda news: (_latest(news.outcome.on), news.case.id), reverse=True))


def _of_case(case: models.Case, language: str, on: date) -> list[GoodNews]:
    line = line_of(case, language, photo=photo_of(case, language, on=on))
    outcomes = list(case.outcomes.all())
    if line is None or not outcomes[0].is_good:
        return []
    quoting = consented(case, ConsentScope.QUOTE, on=on)
    return [
        GoodNews(line, outcome_of(row, said, quoting))
        for row in outcomes
        if row.is_good and (said := row.in_language(language)) is not None
    ]


def _latest(on: str) -> str:
    return parse(on).sort_keys[1]
