"""How long a hunger strike has lasted."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from openletter.cases.clock.detention import DEATHS
from openletter.cases.clock.facts import Figure, FigureName, Happened, State, Unit
from openletter.cases.clock.spells import Spell, pair
from openletter.cases.rules import DevelopmentKind

_FINAL: Final = DEATHS | {DevelopmentKind.HUNGER_STRIKE_END}
STRIKE_BEGINS: Final = frozenset({DevelopmentKind.HUNGER_STRIKE_START})
STRIKE_ENDS: Final = _FINAL | {DevelopmentKind.HUNGER_STRIKE_SUSPENDED}
# Without news for this long nobody can say that a strike still goes on; most end, one way or the other, sooner.
SILENCE: Final = timedelta(days=120)
_NEWS: Final = frozenset({DevelopmentKind.HUNGER_STRIKE_START, DevelopmentKind.HOSPITALISED})


def strikes(happened: Iterable[Happened]) -> tuple[Spell, ...]:
    """Every recorded hunger strike, in the order of dates; a suspension ends one."""
    return pair(
        happened,
        begins=STRIKE_BEGINS,
        ends=STRIKE_ENDS,
        again=STRIKE_BEGINS,
    )


def days_on_hunger_strike(happened: Iterable[Happened], as_of: date) -> Figure | None:
    """Whole days of the latest hunger strike begun by `as_of`; a stated number wins over the dates.

    A suspended strike stops being counted on the day of its suspension. None where no strike is recorded, or
    where one is recorded as going on and nothing has been heard of it for `SILENCE`.
    """
    record = tuple(happened)
    begun = [strike for strike in strikes(record) if strike.begun.when.earliest <= as_of]
    if not begun or begun[-1].since.low == date.min:
        return None
    strike = begun[-1]
    state = _state(strike, record, as_of)
    if state is State.RUNNING and _unheard_of(strike, record, as_of):
        return None
    low, high = strike.days(as_of)
    stated = strike.ended.stated_days if strike.ended and state in (State.SUSPENDED, State.ENDED) else None
    if stated is not None:
        low = high = stated
    sources = strike.sources(as_of)
    return Figure(FigureName.HUNGER_STRIKE, low, high, Unit.DAYS, state, sources, stated=stated is not None)


def _state(strike: Spell, record: tuple[Happened, ...], as_of: date) -> State:
    state = strike.state(as_of)
    if state is not State.ENDED or not strike.ended or strike.ended.kind in _FINAL:
        return state
    suspended = strike.ended.when
    over = any(
        each.kind in _FINAL and each.when.earliest <= as_of and each.when.latest >= suspended.earliest
        for each in record
    )
    return State.ENDED if over else State.SUSPENDED


def last_heard(strike: Spell, happened: Iterable[Happened], as_of: date) -> date:
    """The last day by `as_of` from which there is news of a strike without an end."""
    since = strike.begun.when.earliest
    return max(each.when.not_after for each in happened if each.kind in _NEWS and since <= each.when.earliest <= as_of)


def _unheard_of(strike: Spell, record: tuple[Happened, ...], as_of: date) -> bool:
    return as_of - last_heard(strike, record, as_of) > SILENCE
