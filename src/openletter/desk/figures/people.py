"""Who acted, as far as it may be told: countries in whole tens, languages, and how people confirm."""

from __future__ import annotations

from collections import Counter

from django.db.models import Sum
from django.utils.translation import get_language_bidi, gettext

from openletter.actions.counts import Delay
from openletter.actions.models import ActCount
from openletter.actions.rules import ActState
from openletter.desk import said
from openletter.desk.charts import Bar, Chart, bars, globe
from openletter.desk.figures.asked import Asked
from openletter.desk.figures.figure import Cell, Figure
from openletter.desk.figures.periods import Period, calendar
from openletter.kernel import countries as lands
from openletter.kernel.anonymity import LEAST, Protected, protect
from openletter.kernel.languages import endonym

About = ActCount.About
MOST_BARS = 12


def countries(asked: Asked) -> Figure:
    """The world in whole tens; of fixed calendar spans alone, and of no country with fewer than ten."""
    span = calendar(asked.span, asked.today)
    told = _told(asked, span) if span else protect({})
    title, names = gettext("By country"), {code: _called(code) for code, _number in told.shown}
    says = _said(told, names)
    note = gettext("%(days)s. In whole tens, rounded down; countries with fewer than ten stand together.")
    rows: list[tuple[Cell, ...]] = [(names[code], number) for code, number in told.shown]
    if told.rest:
        rows.append((gettext("All other countries together"), told.rest))
    if told.total:
        rows.append((gettext("Together"), told.total))
    drawn = globe(dict(told.shown), called=_called, shown=said.number, mirrored=get_language_bidi())
    return Figure(
        "countries", title, says, (gettext("Country or territory"), gettext("Acts")), tuple(rows),
        Chart("countries", title, says, drawn) if told.shown else None,
        note % {"days": _days(asked, span)} if span else "",
    )  # fmt: skip


def languages(asked: Asked) -> Figure:
    """In which language people acted; the rare ones stand together."""
    cells = Counter[str](dict(_sums(asked, About.LANGUAGE, asked.period)))
    told = protect(cells, step=1)
    rows: list[tuple[Cell, ...]] = [(endonym(code), number) for code, number in told.shown]
    if told.rest:
        rows.append((gettext("All other languages together"), told.rest))
    title = gettext("By language")
    says = _most(told, endonym(told.shown[0][0])) if told.shown else gettext("Too few acts to tell languages apart.")
    drawn = bars(
        [Bar(str(name), int(number), said.number(int(number))) for name, number in rows[:MOST_BARS]],
        mirrored=get_language_bidi(),
    )
    return Figure(
        "languages", title, says, (gettext("Language"), gettext("Acts")), tuple(rows),
        Chart("languages", title, says, drawn) if told.shown else None,
    )  # fmt: skip


def confirmations(asked: Asked) -> Figure:
    """How many of those who were asked by mail confirmed, and how soon."""
    delays = dict(_sums(asked, About.DELAY, asked.period))
    states = dict(_sums(asked, About.STATE, asked.period))
    confirmed, waiting = sum(delays.values()), states.get(ActState.PENDING, 0)
    rows: list[tuple[Cell, ...]] = [
        (gettext("Confirmed %(when)s") % {"when": delay.label}, delays.get(delay.value, 0)) for delay in Delay
    ]
    others = (ActState.PENDING, ActState.WITHDRAWN, ActState.DISOWNED)
    rows += [(str(state.label), states.get(state.value, 0)) for state in others]
    title = gettext("Confirmation")
    asked_for = confirmed + waiting
    if not asked_for:
        says = gettext("Nobody was asked to confirm in this time.")
    else:
        says = gettext("%(share)s of %(number)s confirmed; half of them %(half)s.") % {
            "share": said.percent(confirmed / asked_for), "number": said.number(asked_for),
            "half": _half(delays, confirmed) or gettext("not yet"),
        }  # fmt: skip
    drawn = bars([Bar(str(name), int(n), said.number(int(n))) for name, n in rows], mirrored=get_language_bidi())
    return Figure(
        "confirmations", title, says, (gettext("What became of acts"), gettext("Acts")), tuple(rows),
        Chart("confirmations", title, says, drawn) if asked_for else None,
    )  # fmt: skip


def _told(asked: Asked, span: Period) -> Protected:
    """Countries that a case says are never told apart are unsaid, whatever their number."""
    found = ActCount.objects.filter(asked.of("action__"), about=About.COUNTRY, since__range=(span.first, span.last))
    cells, unsaid = Counter[str](), 0
    rows = found.order_by().values_list("key", "action__case__warned_countries").annotate(Sum("number"))
    for code, warned, number in rows:
        if code in (warned or ()):
            unsaid += number
        else:
            cells[code] += number
    return protect(cells, unsaid=unsaid)


def _sums(asked: Asked, about: str, span: Period) -> list[tuple[str, int]]:
    found = ActCount.objects.filter(asked.of("action__"), about=about, since__range=(span.first, span.last))
    return list(found.order_by().values_list("key").annotate(Sum("number")))


def _called(code: str) -> str:
    return lands.name(code, said.reader()) if code else gettext("Not told")


def _said(told: Protected, names: dict[str, str]) -> str:
    if not told.shown:
        return gettext("No country has %(least)d acts or more in a span that may be told.") % {"least": LEAST}
    return _most(told, names[told.shown[0][0]])


def _most(told: Protected, name: str) -> str:
    return gettext("Most: %(name)s, %(number)s of %(total)s.") % {
        "name": name, "number": said.number(told.shown[0][1]), "total": said.number(told.total),
    }  # fmt: skip


def _days(asked: Asked, span: Period) -> str:
    if span.first.year <= 2000:
        return gettext("All quarters up to %(day)s") % {"day": said.day(span.last)}
    return str(span)


def _half(delays: dict[str, int], confirmed: int) -> str:
    so_far = 0
    for delay in Delay:
        so_far += delays.get(delay.value, 0)
        if confirmed and so_far * 2 >= confirmed:
            return str(delay.label)
    return ""
