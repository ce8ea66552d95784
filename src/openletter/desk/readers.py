"""What readers will see of a case: exactly the facts that are public, in the words in which they stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from openletter.cases.models import Case, CaseRelation
from openletter.cases.operations.comparing import public_lines
from openletter.desk import said
from openletter.kernel.clusters import Line
from openletter.kernel.languages import direction, endonym
from openletter.sections.models import Credit

# Settings of the pages themselves: they are safety, not facts.
_SETTINGS = frozenset(
    {"exposure", "hide_from_search", "quick_exit", "warn_ties_to_country", "warned_countries", "closes_case"}
)


@dataclass(frozen=True, slots=True)
class Fact:
    """One field that readers see, with its language where it has one."""

    label: str
    text: str
    language: str
    direction: str

    @property
    def language_name(self) -> str:
        """The language by its own name."""
        return endonym(self.language) if self.language else ""


@dataclass(frozen=True, slots=True)
class Part:
    """The fields of one fact, under what it is called; the case itself is called nothing."""

    heading: str
    facts: tuple[Fact, ...]


def readers_see(case: Case, today: date) -> tuple[Part, ...]:
    """The public facts of a case as saved, in the order in which they are kept."""
    parts: dict[tuple[str, str], list[Fact]] = {}
    for line in public_lines(case):
        if line.key.rpartition(".")[2] not in _SETTINGS and not _unnamed(line.row, today):
            parts.setdefault((_of(line), line.where), []).append(_fact(line))
    return tuple(Part(where, tuple(facts)) for (_key, where), facts in parts.items())


def _unnamed(row: Any, today: date) -> bool:
    """Whether it credits somebody whom no page names."""
    return isinstance(row, Credit) and not row.contributor.may_be_named(on=today)


def _of(line: Line) -> str:
    """Which fact of the case a line hangs on: the first step below the case."""
    steps = line.key.split("/")
    return steps[1].partition(".")[0] if len(steps) > 1 and line.where else ""


def _fact(line: Line) -> Fact:
    text = said.title(line.row.related) if isinstance(line.row, CaseRelation) else line.text
    return Fact(line.label, text, line.language, direction(line.language) if line.language else "auto")
