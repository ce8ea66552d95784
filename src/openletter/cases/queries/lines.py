"""Cases as lines of a list: as many queries for one as for a hundred."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from openletter.cases import models
from openletter.cases.queries.consent import consents_of, is_kept_out, may_show, named_people
from openletter.cases.queries.names import names_of
from openletter.cases.queries.photos import photo_of, photos_of
from openletter.cases.queries.shapes import Name, Photo
from openletter.cases.rules import SubjectKind


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in a list. `outcome` is the type of the latest outcome, empty while there is none.

    `names` are those of its one person, beginning with the page's language; empty where a case is about several.
    """

    id: int
    key: str
    title: str
    headline: str
    language: str
    country: str
    status: str
    outcome: str
    outcome_is_good: bool
    outcome_on: str
    names: tuple[Name, ...]
    pseudonym: bool
    several: bool
    priority: str = ""
    opened_on: date | None = None
    photo: Photo | None = None
    kept_out: bool = False


def case_lines(case_ids: Iterable[int], language: str, *, on: date) -> tuple[CaseLine, ...]:
    """The cases that may be shown on this day, in the order given; the others are silently left out."""
    wanted = list(case_ids)
    parts = ("words", "people__words", consents_of(), "outcomes", photos_of())
    rows = models.Case.objects.prefetch_related(*parts).in_bulk(wanted)
    shown = (rows[pk] for pk in wanted if pk in rows and may_show(rows[pk], on))
    lines = (line_of(case, language, photo=photo_of(case, language, on=on)) for case in shown)
    return tuple(line for line in lines if line is not None)


def line_of(case: models.Case, language: str, *, photo: Photo | None = None) -> CaseLine | None:
    """One case as a line, whatever may be shown of it; words, people and outcomes prefetched by the caller."""
    said = case.in_language(language)
    if said is None:
        return None
    outcome = next(iter(case.outcomes.all()), None)
    people = named_people(case)
    alone = people[0] if len(people) == 1 else None
    return CaseLine(
        id=case.pk, key=case.key, title=said.title, headline=said.headline, language=said.language,
        country=case.country, status=case.status, outcome=outcome.type if outcome else "",
        outcome_is_good=bool(outcome and outcome.is_good), outcome_on=outcome.on if outcome else "",
        names=names_of(alone, language) if alone else (), pseudonym=bool(alone and alone.is_pseudonym),
        several=len(people) > 1 or any(person.kind != SubjectKind.INDIVIDUAL for person in people),
        priority=case.priority, opened_on=case.opened_on, photo=photo,
        kept_out=is_kept_out(case),
    )  # fmt: skip
