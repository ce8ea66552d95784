"""Which ways to an office are offered: those that work and those not verified, in their order; the rest is told."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from openletter.kernel import countries
from openletter.targets.resolution.recipient import Notice, Postal
from openletter.targets.rules import NETWORKS, USABLE, ContactHealth, ContactKind, NoticeCode

_OF_THE_WEB = re.compile(r"https?://[^\s/?#@]+(?:[/?#]\S*)?", re.IGNORECASE)
_SPELLED_IN = ("en", "fr", "ar", "es")  # in which the country's name may stand at the foot of an address


@dataclass(frozen=True, slots=True)
class Point:
    """One contact point: what is needed to choose."""

    kind: str
    value: str
    health: str
    order: int = 0
    seen_by_one: bool = False


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways that are offered."""

    postal: Postal | None
    email: str
    phones: tuple[str, ...]
    fax: str
    web_form: str
    handles: Mapping[str, str]
    notices: tuple[Notice, ...]
    mail_waits: bool = False


def ways_of(points: Iterable[Point], *, office: str, country: str) -> Ways:
    """The ways to an office that stands in a country, and a notice for each kind of way of which one is left out.

    What one person alone has seen is not there at all: nobody is told that it fails, for nobody knows.
    """
    given, usable = defaultdict(list), defaultdict(list)
    points = sorted(points, key=_rank)
    for point in (point for point in points if not point.seen_by_one):
        given[point.kind].append(point)
        if point.health in USABLE:
            usable[point.kind].append(point.value.strip())
    first = {kind: values[0] for kind, values in usable.items()}
    notices = [
        Notice(_code(kind, usable), office, kind)
        for kind, all_points in given.items()
        if len(usable[kind]) < len(all_points)
    ]
    if not any(usable.values()):
        notices.append(Notice(NoticeCode.NO_CHANNEL, office))
    postal = first.get(ContactKind.POSTAL)
    return Ways(
        postal=Postal(lines_of(postal, country), country) if postal else None,
        email=first.get(ContactKind.EMAIL, ""),
        phones=tuple(usable[ContactKind.PHONE]),
        fax=first.get(ContactKind.FAX, ""),
        web_form=_linked(first.get(ContactKind.WEB_FORM, "")),
        handles={name: first[kind] for kind, name in NETWORKS.items() if kind in first},
        notices=tuple(notices),
        mail_waits=not usable[ContactKind.EMAIL] and any(map(_mail_of_one, points)),
    )


def _mail_of_one(point: Point) -> bool:
    return point.seen_by_one and point.kind == ContactKind.EMAIL and point.health in USABLE


def lines_of(address: str, country: str) -> tuple[str, ...]:
    """An address in lines, without the country's name should it stand below."""
    lines = [line.strip() for line in address.splitlines() if line.strip()]
    names = {countries.name(country, language).casefold() for language in _SPELLED_IN}
    if len(lines) > 1 and lines[-1].casefold() in names:
        lines.pop()
    return tuple(lines)


def _linked(value: str) -> str:
    """An address of the web; empty for what a reader must not be led to, whoever typed or imported it."""
    address = f"https://{value}" if value.lower().startswith("www.") else value
    return address if _OF_THE_WEB.fullmatch(address) else ""


def _rank(point: Point) -> tuple[str, int, bool]:
    # Of two in the same place, the one known to work.
    return point.kind, point.order, point.health != ContactHealth.OK


def _code(kind: str, usable: Mapping[str, list[str]]) -> NoticeCode:
    return NoticeCode.CHANNEL_SKIPPED if usable[kind] else NoticeCode.ADDRESS_DEAD
