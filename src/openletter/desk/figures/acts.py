"""Acts over time, by source and by kind, from the ledger: exact, corrections among them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import get_language_bidi, gettext, ngettext

from openletter.actions.counts import DayOf
from openletter.actions.kinds import all_kinds
from openletter.actions.models import Action, LedgerEntry
from openletter.actions.rules import PUBLIC_SOURCES, LedgerSource
from openletter.desk import said
from openletter.desk.charts import Bar, Chart, Column, bars, columns
from openletter.desk.figures.asked import Asked, moments_of
from openletter.desk.figures.figure import Cell, Figure
from openletter.desk.figures.periods import Period, Step, beginning, in_words, steps_of

MOST_GROUPS = 20


@dataclass(frozen=True, slots=True)
class Acts:
    """What the ledger says of a time: by day, source and kind; and what it says of the time before."""

    by_day: Mapping[date, Counter[str]]
    by_source: Counter[str]
    by_kind: Counter[str]
    before_by_source: Counter[str]
    before_by_kind: Counter[str]

    @property
    def number(self) -> int:
        """All of them."""
        return sum(self.by_source.values())

    @property
    def before(self) -> int:
        """All of the time before."""
        return sum(self.before_by_source.values())


def acts_of(asked: Asked) -> Acts:
    """Two queries: the time asked for, and the one before it."""
    by_day: dict[date, Counter[str]] = defaultdict(Counter)
    by_source, by_kind = Counter[str](), Counter[str]()
    rows = _entries(asked, asked.period).annotate(day=DayOf(Coalesce("hour", "recorded_at")))
    for day, source, kind, number in rows.values_list("day", "source", "action__kind").annotate(Sum("quantity")):
        by_day[date.fromisoformat(day)][source] += number
        by_source[source] += number
        by_kind[kind] += number
    earlier, kinds = Counter[str](), Counter[str]()
    if asked.compares:
        old = _entries(asked, asked.period.before).values_list("source", "action__kind").annotate(Sum("quantity"))
        for source, kind, number in old:
            earlier[source] += number
            kinds[kind] += number
    return Acts(by_day, by_source, by_kind, earlier, kinds)


def _entries(asked: Asked, period: Period) -> QuerySet[LedgerEntry]:
    first, end = moments_of(period)
    then = Q(hour__gte=first, hour__lt=end) | Q(hour__isnull=True, recorded_at__gte=first, recorded_at__lt=end)
    return LedgerEntry.objects.filter(asked.of("action__"), then, source__in=PUBLIC_SOURCES).order_by()


def over_time(asked: Asked, acts: Acts) -> Figure:
    """Columns of days, weeks, months or years, made of their sources."""
    sources = [source for source in PUBLIC_SOURCES if acts.by_source.get(source)]
    step = asked.period.step
    sums: dict[date, Counter[str]] = defaultdict(Counter)
    for day, found in acts.by_day.items():
        sums[beginning(day, step)].update(found)
    spans = [(at, [sums[at][source] for source in sources]) for at in steps_of(asked.period)]
    names = [str(source.label) for source in sources]
    says = _compared(acts.number, acts.before, asked)
    title = gettext("Acts over time")
    drawn = columns(
        [Column(in_words(at, step), tuple(parts)) for at, parts in spans], names, shown=said.number,
        mirrored=get_language_bidi(),
    )  # fmt: skip
    head = (_called(step), *names, *([gettext("Together")] if len(names) != 1 else []))
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (_full(at, step), *parts, *([sum(parts)] if len(names) != 1 else [])) for at, parts in spans
    )
    return Figure("acts", title, says, head, rows, Chart("acts", title, says, drawn) if acts.number else None)


def by_source(asked: Asked, acts: Acts) -> Figure:
    """Where the numbers come from."""
    rows = [(str(source.label), acts.by_source[source], acts.before_by_source[source]) for source in PUBLIC_SOURCES]
    return _shares("sources", gettext("By source"), gettext("Source"), rows, asked)


def by_kind(asked: Asked, acts: Acts) -> Figure:
    """What people did."""
    rows = [(str(kind.name), acts.by_kind[kind.key], acts.before_by_kind[kind.key]) for kind in all_kinds()]
    return _shares("kinds", gettext("By kind of action"), gettext("Kind"), rows, asked)


def groups(asked: Asked, acts: Acts) -> Figure:
    """What groups reported on paper, by action."""
    found = _entries(asked, asked.period).filter(source=LedgerSource.GROUP_REPORT).values_list("action_id")
    sums = {pk: (reports, people) for pk, reports, people in found.annotate(Count("pk"), Sum("quantity"))}
    most = sorted(sums, key=lambda pk: (-sums[pk][1], pk))[:MOST_GROUPS]
    actions = {row.pk: row for row in Action.objects.filter(pk__in=most).prefetch_related("words")}
    title, reports = gettext("Reported by groups"), sum(one for one, _people in sums.values())
    told = ngettext("%(reports)s report, %(people)s acts.", "%(reports)s reports, %(people)s acts.", reports)
    people = sum(each for _one, each in sums.values())
    says = (
        told % {"reports": said.number(reports), "people": said.number(people)} if reports else gettext("No reports.")
    )
    drawn = bars(
        [Bar(said.title(actions[pk]), sums[pk][1], said.number(sums[pk][1])) for pk in most],
        mirrored=get_language_bidi(),
    )
    return Figure(
        "groups", title, says, (gettext("Action"), gettext("Acts"), gettext("Reports")),
        tuple((said.title(actions[pk]), sums[pk][1], sums[pk][0]) for pk in most),
        Chart("groups", title, says, drawn) if most else None,
    )  # fmt: skip


def _shares(key: str, title: str, of: str, rows: list[tuple[str, int, int]], asked: Asked) -> Figure:
    told = sorted((row for row in rows if row[1] or row[2]), key=lambda row: -row[1])
    total = sum(row[1] for row in told)
    says = (
        gettext("Most: %(name)s, %(share)s of %(total)s.")
        % {"name": told[0][0], "share": said.percent(told[0][1] / total), "total": said.number(total)}
        if told and total > 0 else gettext("Nothing was counted in this time.")
    )  # fmt: skip
    drawn = bars([Bar(name, now, said.number(now)) for name, now, _old in told], mirrored=get_language_bidi())
    head: tuple[str, ...] = (of, gettext("Acts"))
    cells: tuple[tuple[Cell, ...], ...] = tuple((name, now) for name, now, _old in told)
    if asked.compares:
        head, cells = (*head, gettext("In the time before")), tuple(told)
    return Figure(key, title, says, head, cells, Chart(key, title, says, drawn) if total > 0 else None)


def _compared(now: int, before: int, asked: Asked) -> str:
    told = {"now": said.number(now), "before": said.number(before)}
    acts = ngettext("%(now)s act.", "%(now)s acts.", now) % told
    if not asked.compares:
        return acts
    if before <= 0:
        return gettext("%(acts)s None in the time before.") % {"acts": acts}
    share = (now - before) / before
    told |= {"acts": acts, "share": said.percent(abs(share))}
    if round(share, 2) == 0:
        return gettext("%(acts)s As many as in the time before (%(before)s).") % told
    if share > 0:
        return gettext("%(acts)s %(share)s more than in the time before (%(before)s).") % told
    return gettext("%(acts)s %(share)s fewer than in the time before (%(before)s).") % told


def _called(step: Step) -> str:
    return {
        Step.DAY: gettext("Day"), Step.WEEK: gettext("Week from"), Step.MONTH: gettext("Month"),
        Step.YEAR: gettext("Year"),
    }[step]  # fmt: skip


def _full(at: date, step: Step) -> str:
    return said.day(at) if step in (Step.DAY, Step.WEEK) else in_words(at, step)
