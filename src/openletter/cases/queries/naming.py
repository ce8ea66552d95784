"""Whom of the people at risk a text names, and whether readers may read that name on the day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from openletter.cases.models import Case, PersonWords
from openletter.cases.queries.consent import consents_of, may_show
from openletter.cases.rules import Visibility
from openletter.cases.rules.naming import Heard


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody a text names in full. `open`: their case is out under this name and may be shown on the day."""

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
    heard = Heard(*texts)
    rows = PersonWords.objects.filter(fact__is_pseudonym=False).order_by("pk")
    found = {
        person: (case, name, visibility)
        for person, case, visibility, name in rows.values_list(
            "fact", "fact__case", "fact__visibility", "name"
        ).iterator()
        if heard.names(name)
    }
    cases = _cases({case for case, _name, _visibility in found.values()})
    return tuple(_named(cases[case], name, visibility, on) for case, name, visibility in found.values())


def _cases(keys: set[int]) -> dict[int, Case]:
    rows = Case.objects.filter(pk__in=keys).prefetch_related("words", "people", consents_of())
    return {case.pk: case for case in rows}


def _named(case: Case, name: str, visibility: str, on: date) -> Named:
    is_open = visibility == Visibility.PUBLIC and case.released_at is not None and may_show(case, on)
    return Named(case.pk, case.section_id, str(case), name, visibility, is_open)
