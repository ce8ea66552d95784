"""Spans of time that figures are asked for, and the fixed calendar spans in which countries may be told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from openletter.desk import said

DAY: Final = timedelta(days=1)


class Span(TextChoices):
    """What can be chosen."""

    WEEK = "7", _("7 days")
    MONTH = "30", _("30 days")
    QUARTER = "90", _("90 days")
    YEAR = "365", _("One year")
    ALL = "all", _("All time")
    OWN = "own", _("Own dates")


class Step(StrEnum):
    """How wide one column is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, both within."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days there are."""
        return (self.last - self.first).days + 1

    @property
    def before(self) -> Period:
        """As many days right before."""
        return Period(self.first - timedelta(days=self.days), self.first - DAY)

    @property
    def step(self) -> Step:
        """The step that gives columns enough to see a course and few enough to see each."""
        if self.days <= 45:
            return Step.DAY
        if self.days <= 200:
            return Step.WEEK
        return Step.MONTH if self.days <= 5 * 366 else Step.YEAR

    def __str__(self) -> str:
        return said.day(self.first) if self.first == self.last else f"{said.day(self.first)} – {said.day(self.last)}"


def last_days(number: int, today: date) -> Period:
    """So many days, the present one among them."""
    return Period(today - timedelta(days=number - 1), today)


def beginning(day: date, step: Step) -> date:
    """The first day of the step that holds a day; weeks begin on Monday."""
    if step == Step.WEEK:
        return day - timedelta(days=day.weekday())
    if step == Step.MONTH:
        return day.replace(day=1)
    return day.replace(month=1, day=1) if step == Step.YEAR else day


def steps_of(period: Period) -> list[date]:
    """The beginnings of every step within a period, in order, those without anything too."""
    step, found = period.step, []
    at = beginning(period.first, step)
    while at <= period.last:
        found.append(at)
        at = beginning(at + timedelta(days={Step.DAY: 1, Step.WEEK: 7, Step.MONTH: 32, Step.YEAR: 370}[step]), step)
    return found


def in_words(at: date, step: Step) -> str:
    """What a step is called under its column."""
    if step == Step.YEAR:
        return str(at.year)
    return said.month(at) if step == Step.MONTH else said.short_day(at)


def calendar(span: str, today: date) -> Period | None:
    """The whole calendar span in which countries are told: the last month, quarter or year that has ended.

    Spans lie within each other and never overlap otherwise, so that none is the difference of two others that were
    chosen by the day. All time, and own dates, are every quarter that has ended; None before the first has.
    """
    if span in (Span.WEEK, Span.MONTH):
        last = today.replace(day=1) - DAY
        return Period(last.replace(day=1), last)
    quarter = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1) - DAY
    if span == Span.QUARTER:
        return Period(quarter.replace(month=quarter.month - 2, day=1), quarter)
    if span == Span.YEAR:
        return Period(date(today.year - 1, 1, 1), date(today.year - 1, 12, 31))
    return Period(date(2000, 1, 1), quarter)
