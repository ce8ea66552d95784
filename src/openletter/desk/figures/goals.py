"""When live actions reach their goal, at the pace of the last two weeks."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import get_language_bidi, gettext

from openletter.actions import pace
from openletter.actions.models import Action
from openletter.actions.rules import ActionStatus, next_goal
from openletter.actions.tally import counts_of
from openletter.desk import said
from openletter.desk.charts import Bar, Chart, bars
from openletter.desk.figures.asked import Asked
from openletter.desk.figures.figure import Figure

MOST = 12


def goals(asked: Asked) -> Figure:
    """The newest live actions with their number, their goal and a forecast; no forecast on too few acts."""
    live = asked.of() & Q(status=ActionStatus.LIVE)
    rows = list(Action.objects.filter(live).prefetch_related("words").order_by("-pk")[:MOST])
    numbers = counts_of([row.pk for row in rows]) if rows else {}
    days = pace.by_day(Q(action__in=rows), until=asked.today, days=pace.FORTNIGHT) if rows else {}
    cells, drawn = [], []
    for row in rows:
        number = numbers[row.pk].number
        goal = row.goal or next_goal(number)
        seen = pace.forecast(days.get(row.pk, ()), goal - number, today=asked.today)
        cells.append((said.title(row), number, goal, _told(seen, reached=number >= goal)))
        share = min(number / goal, 1.0)
        drawn.append(Bar(said.title(row), share, said.percent(share)))
    title = gettext("Goals")
    says = gettext("At the pace of the last 14 days.") if rows else gettext("No action is live.")
    return Figure(
        "goals", title, says, (gettext("Action"), gettext("Number"), gettext("Goal"), gettext("Reached")), tuple(cells),
        Chart("goals", title, says, bars(drawn, most=1, mirrored=get_language_bidi())) if rows else None,
    )  # fmt: skip


def _told(seen: pace.Forecast | None, *, reached: bool) -> str:
    if reached:
        return gettext("reached")
    if seen is None:
        return gettext("too few acts to tell")
    if seen.latest is None:
        return gettext("not before %(day)s") % {"day": said.day(seen.soonest)}
    if seen.soonest == seen.latest:
        return said.day(seen.soonest)
    return gettext("between %(first)s and %(last)s") % {"first": said.day(seen.soonest), "last": said.day(seen.latest)}
