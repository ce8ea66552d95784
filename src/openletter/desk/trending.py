"""What grows at this moment, in sentences: actions of a person's sections and what their acts have in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max, Sum
from django.utils.translation import gettext, ngettext

from openletter.actions.abuse.signs import Facts, Sign, signs_of
from openletter.actions.models import Action, Trend
from openletter.desk import said
from openletter.kernel import countries
from openletter.sections.access import Right, within

MOST_LINES, MOST_ACTIONS = 600, 50
WEEK = timedelta(days=7)
By = Trend.By


@dataclass(frozen=True, slots=True)
class Growing:
    """Acts with something in common: what, how many, and why that is suspicious. `asks` fills the forms about them."""

    by: str
    heading: str
    label: str
    name: str
    facts: Facts
    country: str
    why: tuple[str, ...]
    asks: str


@dataclass(frozen=True, slots=True)
class OfAction:
    """One action with its lines, the suspicious ones first."""

    action: Action
    title: str
    facts: Facts
    why: tuple[str, ...]
    lines: tuple[Growing, ...]

    @property
    def grave(self) -> int:
        """How many things are suspicious."""
        return len(self.why) + sum(len(line.why) for line in self.lines)


def growing(user: Any, *, at: datetime, hours: int) -> list[OfAction]:
    """The actions in which something grew in the last hours, the most suspicious first. A bounded number of queries."""
    begin = at.replace(minute=0, second=0, microsecond=0) - timedelta(hours=hours - 1)
    rows = Trend.objects.filter(within(user, Right.ABUSE, "action__section_id"), hour__gte=begin)
    sums: list[Any] = list(
        rows.values("action_id", "by", "label")
        .annotate(
            number=Sum("quantity"), sure=Sum("confirmed"), open=Sum("pending"), dark=Sum("shadowed"),
            pace=Max("seconds"), domain=Max("name"), land=Max("country"),
        )
        .order_by("-number")[:MOST_LINES]
    )  # fmt: skip
    alls = {line["action_id"]: line for line in sums if line["by"] == By.ALL}
    wanted = list(alls)[:MOST_ACTIONS]
    usual = _ordinary(wanted, begin, hours)
    by_action: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for line in sums:
        if line["by"] != By.ALL:
            by_action[line["action_id"]].append(line)
    actions = Action.objects.filter(pk__in=wanted).select_related("section").prefetch_related("words")
    found = [_of(action, alls[action.pk], by_action[action.pk], usual.get(action.pk, 0.0)) for action in actions]
    return sorted(found, key=lambda one: (-one.grave, -one.facts.number, one.action.pk))


def _ordinary(actions: Iterable[int], begin: datetime, hours: int) -> dict[int, float]:
    """Acts in as many hours, on average of the week before."""
    rows = Trend.objects.filter(action__in=list(actions), by=By.ALL, hour__lt=begin, hour__gte=begin - WEEK)
    sums = rows.order_by().values_list("action_id").annotate(number=Sum("quantity"))
    return {action: number * hours / (WEEK / timedelta(hours=1)) for action, number in sums}


def _of(action: Action, of_all: dict[str, Any], lines: list[dict[str, Any]], usual: float) -> OfAction:
    whole = _facts(of_all, of_all, usual)
    found = [_line(action, line, _facts(line, of_all, 0.0)) for line in lines]
    found.sort(key=lambda line: (-len(line.why), -line.facts.number))
    return OfAction(action, said.title(action), whole, _why(whole), tuple(found))


def _facts(line: dict[str, Any], of_all: dict[str, Any], usual: float) -> Facts:
    confirmed = round(100 * of_all["sure"] / of_all["number"])
    return Facts(
        by=line["by"], number=line["number"], confirmed=line["sure"], pending=line["open"], shadowed=line["dark"],
        seconds=line["pace"], of_all=of_all["number"], confirmed_of_all=confirmed, ordinary=usual,
    )  # fmt: skip


def _line(action: Action, line: dict[str, Any], facts: Facts) -> Growing:
    by, label, name = line["by"], line["label"], line["domain"]
    value = name if by == By.DOMAIN else label
    return Growing(
        by=by, heading=str(By(by).label), label=label, name=name, facts=facts,
        country=countries.name(line["land"], said.reader()) if line["land"] else "", why=_why(facts),
        asks=f"action={action.pk}&{by}={value}" if value else "",
    )  # fmt: skip


def _why(facts: Facts) -> tuple[str, ...]:
    return tuple(_sentence(sign, facts) for sign in signs_of(facts))


def _sentence(sign: Sign, facts: Facts) -> str:
    if sign is Sign.GROWTH:
        return gettext("%(times)s times as many acts as in ordinary hours.") % {"times": facts.times}
    if sign is Sign.SHARE:
        return gettext("One network sends %(share)s%% of all acts of this action.") % {"share": facts.share}
    if sign is Sign.UNCONFIRMED:
        return gettext("%(share)s%% are not confirmed, while others confirm %(others)s%%.") % {
            "share": facts.unconfirmed_share, "others": facts.confirmed_of_all,
        }  # fmt: skip
    if sign is Sign.QUICK:
        return ngettext(
            "%(count)s second from page to form: faster than people read.",
            "%(count)s seconds from page to form: faster than people read.",
            facts.seconds,
        ) % {"count": facts.seconds}
    return gettext("%(number)s people wrote the very same words of their own.") % {"number": facts.number}
