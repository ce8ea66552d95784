"""Offices to choose from, each with whether its ways work: what is addressed must be reachable."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Q, When
from django.utils.translation import gettext

from openletter.actions.models import Action
from openletter.desk import said
from openletter.kernel.countries import name as country_name
from openletter.targets.models import ContactPoint, Office
from openletter.targets.rules import ContactHealth, ContactKind, OfficeKind

MOST = 12
# Whoever passes a letter on stands after whoever decides.
_PASSING_ON = (OfficeKind.AMBASSADOR, OfficeKind.ACCREDITED_EMBASSY)


@dataclass(frozen=True, slots=True)
class Way:
    """One way to an office, and whether it works."""

    name: str
    health: str
    works: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """An office as it is offered; `role` where it is chosen already."""

    office: Office
    name: str
    holder: str
    country: str
    ways: tuple[Way, ...]
    role: str = ""
    role_name: str = ""


def chosen(action: Action) -> list[Shown]:
    """The offices of an action, in its order."""
    rows = action.targets.select_related("office").prefetch_related("office__words", "office__contact_points")
    return [_shown(row.office, row.role, row.get_role_display()) for row in rows.prefetch_related("office__holders")]


def found(text: str, *, country: str, without: Iterable[int]) -> list[Shown]:
    """Offices whose name, holder or key holds the text; without a text those of the case's country."""
    rows = Office.objects.exclude(pk__in=list(without))
    if text:
        wanted = Q(words__name__icontains=text) | Q(holders__name__icontains=text) | Q(key__icontains=text)
        rows = rows.filter(pk__in=Office.objects.filter(wanted).values("pk"))
    else:
        rows = rows.filter(territory=country)
    last = When(kind__in=_PASSING_ON, then=1)
    rows = rows.prefetch_related("words", "contact_points", "holders")
    rows = rows.order_by(Case(last, default=0), "territory", "key")
    return [_shown(office) for office in rows[:MOST]]


def _shown(office: Office, role: str = "", role_name: Any = "") -> Shown:
    holders = [holder.name for holder in office.holders.all() if not holder.until]
    return Shown(
        office=office, name=said.name(office), holder=holders[0] if holders else "",
        country=country_name(office.territory, said.reader()), ways=_ways(office), role=role, role_name=str(role_name),
    )  # fmt: skip


def _ways(office: Office) -> tuple[Way, ...]:
    """One line for each kind of way: the best of its points counts."""
    if office.kind == OfficeKind.ACCREDITED_EMBASSY:
        # Translators: said of "the embassy in your country": which one it is depends on who writes
        return (Way(gettext("Found for each supporter"), "", True),)
    best: dict[str, tuple[bool, int, ContactPoint]] = {}
    order = [ContactHealth.OK, ContactHealth.UNVERIFIED, ContactHealth.BOUNCED, ContactHealth.BLOCKED]
    for point in office.contact_points.all():
        if point.health in order:
            placed = (not point.usable, order.index(ContactHealth(point.health)), point)
            best[point.kind] = min(placed, best.get(point.kind, placed), key=lambda one: one[:2])
    return tuple(
        Way(str(ContactKind(kind).label), point.get_health_display(), point.usable)
        for kind, (_failing, _order, point) in best.items()
    )
