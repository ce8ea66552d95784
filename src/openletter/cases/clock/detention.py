"""How long someone has been deprived of liberty."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from openletter.cases.clock.facts import Figure, FigureName, Happened, Unit
from openletter.cases.clock.spells import Spell, pair
from openletter.cases.rules import DevelopmentKind

BEGINS: Final = frozenset(
    {
        DevelopmentKind.ARREST,
        DevelopmentKind.DETAINED,
        DevelopmentKind.ABDUCTION,
        DevelopmentKind.ADMINISTRATIVE_DETENTION,
        DevelopmentKind.RE_ARREST,
    }
)
DEATHS: Final = frozenset({DevelopmentKind.KILLED, DevelopmentKind.EXECUTED, DevelopmentKind.DEATH})
ENDS: Final = DEATHS | {DevelopmentKind.RELEASED, DevelopmentKind.PARDONED, DevelopmentKind.EXILE}


def detentions(happened: Iterable[Happened]) -> tuple[Spell, ...]:
    """Every recorded stretch of detention, in the order of dates."""
    return pair(happened, begins=BEGINS, ends=ENDS, again=frozenset({DevelopmentKind.RE_ARREST}))


def days_in_detention(happened: Iterable[Happened], as_of: date) -> Figure | None:
    """Whole days in detention by `as_of`, all stretches together; the day of arrest is day 0.

    None where no beginning is recorded by that day, or where it has no first possible day.
    """
    spells = [spell for spell in detentions(happened) if spell.since.low <= as_of]
    if not spells or spells[0].begun.when.earliest > as_of or spells[0].since.low == date.min:
        return None
    first, last = spells[0], spells[-1]
    bounds = [spell.days(as_of) for spell in spells]
    longest = (last.stop(as_of).high - first.since.low).days  # uncertain stretches must not overlap in the sum
    return Figure(
        name=FigureName.DETENTION,
        low=sum(low for low, _high in bounds),
        high=min(sum(high for _low, high in bounds), longest),
        unit=Unit.DAYS,
        state=last.state(as_of),
        sources=tuple(dict.fromkeys(uid for spell in spells for uid in spell.sources(as_of))),
    )
