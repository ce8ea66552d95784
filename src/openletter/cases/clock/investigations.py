"""How long an investigation has stood still."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from openletter.cases.clock.facts import Figure, FigureName, Happened, State, Unit, Window, days_between
from openletter.cases.rules import DevelopmentKind

# Charges and hearings belong to the trial of the person at risk, not to the inquiry into what was done to them.
SIGNS: Final = frozenset({DevelopmentKind.INVESTIGATION_OPENED, DevelopmentKind.MEDICAL_EXAMINATION})


def investigation_still(happened: Iterable[Happened], as_of: date) -> Figure | None:
    """Whole days since the last recorded sign of an open investigation: its opening or an examination.

    None where no investigation is recorded as opened by `as_of`, or where the last one opened is closed.
    """
    known = sorted((each for each in happened if each.when.earliest <= as_of), key=lambda each: each.when.sort_keys)
    opened = [each for each in known if each.kind == DevelopmentKind.INVESTIGATION_OPENED]
    if not opened:
        return None
    closed = [each for each in known if each.kind == DevelopmentKind.INVESTIGATION_CLOSED]
    if closed and closed[-1].when.latest >= opened[-1].when.earliest:
        return None
    signs = [each for each in known if each.kind in SIGNS and each.when.latest >= opened[-1].when.earliest]
    last = Window(max(each.when.not_before for each in signs), max(each.when.not_after for each in signs)).until(as_of)
    low, high = days_between(last, Window(as_of, as_of))
    if last.low == date.min:
        return None
    sources = tuple(each.uid for each in signs)
    return Figure(FigureName.INVESTIGATION_STILL, low, high, Unit.DAYS, State.RUNNING, sources)
