"""The cases on a section's site that hold what was looked for, each with how its actions stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from openletter.actions.rules import Door, Terms, door
from openletter.cases.queries import Found, find_cases
from openletter.web.models import ActionPage, CasePage, HomePage
from openletter.web.readable import shown
from openletter.web.seeking import PLAIN, Sought

OPEN, FOLLOWED, WELL, ENDED = "open", "followed", "ended_well", "ended"
TOLD = frozenset({Door.OPEN, Door.NOT_YET, Door.EXPIRED, Door.CLOSED})


@dataclass(frozen=True, slots=True)
class Seen:
    """A case found with the kinds of action told of it here, and whether one is open."""

    case: Found
    kinds: frozenset[str]
    open: bool

    @property
    def status(self) -> str:
        """How it stands, as the filter puts it."""
        if self.case.ended:
            return WELL if self.case.well else ENDED
        return OPEN if self.open else FOLLOWED

    def has(self, name: str, value: str) -> bool:
        """Whether a filter set to this value keeps it."""
        return value in self.values(name)

    def values(self, name: str) -> Iterable[str]:
        """What it is, for one filter."""
        return {
            "country": (self.case.country,),
            "concern": self.case.concerns,
            "kind": self.kinds,
            "status": (self.status,),
        }[name]


def seen_cases(home: HomePage, text: str, *, at: datetime) -> list[Seen]:
    """The cases with a live page here that may be shown and hold the words, with how their actions stand."""
    among = CasePage.objects.child_of(home).live().order_by().values_list("case_id", flat=True)
    found = find_cases(text, among=among, on=at.date())
    kinds: dict[int, set[str]] = {}
    can: set[int] = set()
    pages = ActionPage.objects.descendant_of(home).live().filter(shown(home.section)).order_by()
    told = pages.values_list("action__case", "action__kind", "action__status", "action__opens_at", "action__deadline")
    for case, kind, status, opens_at, deadline in told:
        stands = door(Terms(status, opens_at, deadline), at=at)
        if stands in TOLD:
            kinds.setdefault(case, set()).add(kind)
        if stands == Door.OPEN:
            can.add(case)
    return [Seen(case, frozenset(kinds.get(case.id, ())), case.id in can) for case in found]


def keeps(each: Seen, sought: Sought, *, but: str = "") -> bool:
    """Whether every filter keeps a case, leaving one of them aside."""
    return all(each.has(name, value) for name in PLAIN if name != but and (value := getattr(sought, name)))


def order(each: Seen) -> tuple[int, bool, int, int]:
    """Names that fit first, then those one can act for, then the newest."""
    return each.case.fit, each.status != OPEN, -each.case.opened_on.toordinal(), -each.case.id
