"""Who holds an office on a day. Naming the wrong person is worse than naming nobody: what is uncertain names nobody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from openletter.kernel import edtf


@dataclass(frozen=True, slots=True)
class Term:
    """One person's time in an office; an empty `since` began before all records, an empty `until` still runs."""

    name: str
    since: str = ""
    until: str = ""

    def perhaps_on(self, day: date) -> bool:
        """Whether they may have held the office that day."""
        began = not self.since or edtf.parse(self.since).not_before <= day
        return began and (not self.until or day <= edtf.parse(self.until).not_after)

    def surely_on(self, day: date) -> bool:
        """Whether they held it that day, however the doubtful dates fell."""
        began = not self.since or edtf.parse(self.since).not_after <= day
        return began and (not self.until or day <= edtf.parse(self.until).not_before)

    @property
    def start(self) -> date:
        """The earliest day they may have begun."""
        return edtf.parse(self.since).not_before if self.since else date.min


def holder_on(terms: Iterable[Term], day: date) -> str:
    """The holder of the day, or nothing where that is not certain.

    Of terms that overlap, the one begun last counts, for offices are handed over and the end of a term is often
    written down late. Two that may have begun last, or one that may not have begun yet, name nobody.
    """
    possible = sorted((term for term in terms if term.perhaps_on(day)), key=lambda term: term.start)
    if not possible or not possible[-1].surely_on(day):
        return ""
    newest = possible[-1]
    rivals = {term.name for term in possible if term.start == newest.start}
    return newest.name if len(rivals) == 1 else ""
