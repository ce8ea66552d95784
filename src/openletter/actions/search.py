"""Finding acts without opening any: by what stands open beside the sealed words, or by the keyed hash of an address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from openletter.actions.models import Action, ActionTaken
from openletter.supporters.queries import person_of_address

FEWEST: Final = 10
"""Of a country with fewer acts in an action none is named: whoever knows the country could know the person."""
ELSEWHERE: Final = "-"
COUNTED_TO: Final = 1000
# What a list shows. The sealed words and the hash of the address are not even fetched.
SHOWN: Final = (
    "id", "action_id", "section_id", "state", "channel", "evidence", "language", "country", "taken_at",
    "confirmed_at", "ended_at", "to_target", "public", "news",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is looked for; what is left empty does not narrow. Days are whole days, UTC, both included."""

    act: UUID | None = None
    action: int | None = None
    case: int | None = None
    section: int | None = None
    state: str = ""
    evidence: str = ""
    channel: str = ""
    language: str = ""
    country: str = ""
    since: date | None = None
    until: date | None = None
    to_target: bool | None = None
    public: bool | None = None
    news: bool | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """So many acts, newest first, and the one after which the next page begins; `few` where too few match to be named.

    `matches` is counted to a thousand and no further; it is then `COUNTED_TO`.
    """

    acts: tuple[ActionTaken, ...]
    older: UUID | None
    matches: int
    few: bool = False


class Countries:
    """The countries that may be named: of each action those with ten acts or more, wherever one of its acts is shown.

    Counted by action and nothing wider, so that a list says no more of an act than the act's own page.
    """

    def __init__(self, within: Q, wanted: Wanted) -> None:
        rows = ActionTaken.objects.filter(within)
        if wanted.action is not None:
            rows = rows.filter(action=wanted.action)
        if wanted.case is not None:
            rows = rows.filter(action__in=Action.objects.filter(case=wanted.case).order_by().values("pk"))
        counted = rows.exclude(country="").order_by().values("country", "action_id").annotate(number=Count("pk"))
        named: dict[str, set[int]] = {}
        for country, action in counted.filter(number__gte=FEWEST).values_list("country", "action_id"):
            named.setdefault(country, set()).add(action)
        self.actions_of: Mapping[str, frozenset[int]] = {key: frozenset(found) for key, found in named.items()}

    def all(self) -> frozenset[str]:
        """Every country that may be chosen."""
        return frozenset(self.actions_of)

    def of(self, act: ActionTaken) -> str:
        """The act's country, ELSEWHERE where it may not be named, empty where none is known."""
        if not act.country:
            return ""
        return act.country if act.action_id in self.actions_of.get(act.country, ()) else ELSEWHERE

    def within(self, chosen: str) -> Q:
        """The acts whose country is shown so."""
        if chosen != ELSEWHERE:
            return Q(country=chosen, action__in=self.actions_of.get(chosen, ()))
        alike: dict[frozenset[int], list[str]] = {}  # countries that the same actions may name, in one condition
        for country, actions in self.actions_of.items():
            alike.setdefault(actions, []).append(country)
        named = Q(pk__in=[])
        for actions, countries in alike.items():
            named |= Q(action__in=actions, country__in=countries)
        return ~Q(country="") & ~named


def find(wanted: Wanted, *, within: Q, countries: Countries, before: UUID | None = None, size: int = 50) -> Page:
    """A page of acts, those of later ids first; `within` keeps to the sections the reader may look at.

    A search by country that fewer than ten acts answer gives none: the answer itself would name somebody.
    """
    rows = ActionTaken.objects.filter(within, _narrowed(wanted))
    if wanted.country:
        rows = rows.filter(countries.within(wanted.country))
    matches = rows.order_by()[:COUNTED_TO].count()
    if wanted.country and 0 < matches < FEWEST:
        return Page((), None, 0, few=True)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(shown(rows)[: size + 1])
    return Page(tuple(found[:size]), found[size - 1].pk if len(found) > size else None, matches)


def of_address(address: str, *, within: Q) -> list[ActionTaken]:
    """The acts taken with an address, oldest first, found by its hash; nothing is opened.

    What was withdrawn, or whose personal data has ended, has no hash any more and is found by nobody.
    """
    return of_person(person_of_address(address), within=within)


def of_person(person: bytes, *, within: Q) -> list[ActionTaken]:
    """The same, of a hash. By action, because the constraint that counts a person once is the only index on persons."""
    actions = Action.objects.order_by().values("pk")
    return list(shown(ActionTaken.objects.filter(within, action__in=actions, person=person)).reverse())


def shown(rows: QuerySet[ActionTaken]) -> QuerySet[ActionTaken]:
    """Newest first, with the titles of their actions and without anything sealed."""
    return rows.only(*SHOWN).order_by("-pk").prefetch_related("action__words", "action__section", "section__words")


def _narrowed(wanted: Wanted) -> Q:
    exact = {
        "pk": wanted.act, "action": wanted.action, "section": wanted.section, "state": wanted.state or None,
        "evidence": wanted.evidence or None, "channel": wanted.channel or None, "language": wanted.language or None,
        "to_target": wanted.to_target, "public": wanted.public, "news": wanted.news,
    }  # fmt: skip
    asked = Q(**{name: value for name, value in exact.items() if value is not None})
    if wanted.case is not None:
        asked &= Q(action__in=Action.objects.filter(case=wanted.case).order_by().values("pk"))
    if wanted.since is not None:
        asked &= Q(taken_at__gte=_begins(wanted.since))
    if wanted.until is not None:
        asked &= Q(taken_at__lt=_begins(wanted.until + timedelta(days=1)))
    return asked


def _begins(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)
