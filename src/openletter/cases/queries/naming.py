"""Whom of the people at risk a text names, and whether readers may read that name on the day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from openletter.cases.models import Case, PersonAtRisk, PersonWords
from openletter.cases.queries.consent import consents_of, may_show
from openletter.cases.rules import Visibility
from openletter.cases.rules.naming import Heard


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody a text names in full. `open`: their case is out under this name and may be shown on the day."""

    person: int
    case: int
    section: int
    title: str
    name: str
    visibility: str
    open: bool


def named_in(texts: Iterable[str], *, on: date) -> tuple[Named, ...]:
    """Everybody at risk whom texts name in full, whatever we may show of them; each person once.

    A name changed for safety names nobody. Texts may be formatted.
    """
    found = _heard(texts)
    cases = _cases({case for case, _name, _visibility in found.values()})
    return tuple(_named(pk, cases[case], name, visibility, on) for pk, (case, name, visibility) in found.items())


def people_named(texts: Iterable[str]) -> list[int]:
    """The keys of the people at risk whom texts name in full; kept beside a text, they say when it has to go."""
    return sorted(_heard(texts))


def may_be_named(people: Iterable[int], *, on: date) -> bool:
    """Whether readers may read the names of all these people on a day, by their keys.

    A public node sees no row of whom it may not show: somebody who is not found may not be named.
    """
    wanted = set(people)
    shown = dict(PersonAtRisk.objects.filter(pk__in=wanted, visibility=Visibility.PUBLIC).values_list("pk", "case"))
    rows = Case.objects.filter(pk__in=shown.values(), released_at__isnull=False).prefetch_related(
        "people", consents_of()
    )
    open_now = {case.pk for case in rows if may_show(case, on)} if shown else set()
    return wanted == {person for person, case in shown.items() if case in open_now}


def _heard(texts: Iterable[str]) -> dict[int, tuple[int, str, str]]:
    heard = Heard(*texts)
    rows = PersonWords.objects.filter(fact__is_pseudonym=False).order_by("pk")
    told = rows.values_list("fact", "fact__case", "fact__visibility", "name").iterator()
    return {person: (case, name, visibility) for person, case, visibility, name in told if heard.names(name)}


def _cases(keys: set[int]) -> dict[int, Case]:
    rows = Case.objects.filter(pk__in=keys).prefetch_related("words", "people", consents_of())
    return {case.pk: case for case in rows}


def _named(person: int, case: Case, name: str, visibility: str, on: date) -> Named:
    is_open = visibility == Visibility.PUBLIC and case.released_at is not None and may_show(case, on)
    return Named(person, case.pk, case.section_id, str(case), name, visibility, is_open)
