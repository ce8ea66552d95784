"""The names of a person at risk, in every language they are written in."""

from __future__ import annotations

from openletter.cases import models
from openletter.cases.queries.shapes import Name
from openletter.kernel.languages import preference


def names_of(person: models.PersonAtRisk, language: str) -> tuple[Name, ...]:
    """A person's names, the one in the wanted language or the nearest to it first; words prefetched by the caller."""
    words = {row.language: row for row in person.words.all()}
    return tuple(Name(code, words[code].name, words[code].role) for code in preference(language, words))
