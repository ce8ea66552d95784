"""What somebody asks figures of: all they may see, a section, a case or an action, in a span of time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import Min, Q
from django.db.models.functions import Coalesce, Least

from openletter.actions.models import Action, LedgerEntry
from openletter.cases.models import Case
from openletter.desk import said
from openletter.desk.called import action_called, case_called
from openletter.desk.figures.periods import Period, Span, last_days
from openletter.sections.access import Right, holdings, within
from openletter.sections.models import Section


@dataclass(frozen=True, slots=True)
class Asked:
    """A person, what they ask of, and when. All figures are narrowed by it and by nothing else."""

    user: Any
    today: date
    span: str
    period: Period
    section: Section | None = None
    case: Case | None = None
    action: Action | None = None

    def of(self, path: str = "") -> Q:
        """The filter of rows whose action lies at `path` (with its `__`, or empty for actions themselves)."""
        narrowed = within(self.user, Right.FIGURES, f"{path}section_id")
        if self.section:
            narrowed &= Q(**{f"{path}section_id": self.section.pk})
        if self.case:
            narrowed &= Q(**{f"{path}case_id": self.case.pk})
        if self.action:
            narrowed &= Q(**{f"{path[:-2] + '_id' if path else 'pk'}": self.action.pk})
        return narrowed

    @property
    def is_all(self) -> bool:
        """Whether everything of the installation is asked for, by somebody who may see it."""
        everywhere = holdings(self.user).section_ids(Right.FIGURES) is None
        return everywhere and not (self.section or self.case or self.action)

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """From the first moment to the one after the last."""
        return moments_of(self.period)

    @property
    def compares(self) -> bool:
        """Whether there is a time before to compare with."""
        return self.span != Span.ALL

    @property
    def name(self) -> str:
        """What is asked of, in words; empty for all."""
        if self.action:
            return action_called(self.user, self.action)
        if self.case:
            return case_called(self.user, self.case)
        return said.name(self.section) if self.section else ""


def moments_of(period: Period) -> tuple[datetime, datetime]:
    """The first moment (UTC) of a period and the one after its last."""
    return _morning(period.first), _morning(period.last + timedelta(days=1))


def period_of(span: str, today: date, entries: Q, own: tuple[date | None, date | None]) -> Period:
    """The days a choice stands for; all time begins with the first entry of the ledger."""
    if span == Span.OWN and own[0] and own[1]:
        return Period(own[0], own[1])
    if span == Span.ALL:
        found = LedgerEntry.objects.filter(entries).order_by()
        at = found.aggregate(first=Min(Least("recorded_at", Coalesce("hour", "recorded_at"))))["first"]
        return Period(min(at.date(), today) if at else today, today)
    return last_days(int(span) if span.isdecimal() else 30, today)


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
