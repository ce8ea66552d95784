"""Reading the clock: every figure that can honestly be said of a case on one day."""

from collections.abc import Iterable
from datetime import date

from openletter.cases.clock.detention import days_in_detention
from openletter.cases.clock.facts import CASE_FILE, Figure, FigureName, Happened, Sentence, State, Unit
from openletter.cases.clock.investigations import investigation_still
from openletter.cases.clock.sentences import sentence_figures
from openletter.cases.clock.strikes import days_on_hunger_strike


def read(
    happened: Iterable[Happened],
    sentences: Iterable[Sentence],
    as_of: date,
    opened_on: date | None = None,
    deadline: date | None = None,
) -> tuple[Figure, ...]:
    """All figures of a case on `as_of`, in the order of `FigureName`; a hunger strike that is over comes last.

    A figure that cannot be said is absent. What has not happened by `as_of` does not count, but what is recorded
    later is read to understand what came before. `deadline` is the last day of the action, by the calendar.
    """
    record = tuple(happened)
    figures = (
        days_on_hunger_strike(record, as_of),
        days_in_detention(record, as_of),
        *sentence_figures(record, sentences, as_of),
        investigation_still(record, as_of),
        days_to_deadline(deadline, as_of),
        age_of_case(opened_on, as_of),
    )
    said = [figure for figure in figures if figure is not None]
    return tuple(sorted(said, key=_is_over))


def days_to_deadline(deadline: date | None, as_of: date) -> Figure | None:
    """Calendar days left, 0 on the last day; once it has passed, the days since, in the state `ended`."""
    if deadline is None:
        return None
    days = (deadline - as_of).days
    state = State.RUNNING if days >= 0 else State.ENDED
    return Figure(FigureName.DEADLINE, abs(days), abs(days), Unit.DAYS, state, (CASE_FILE,))


def age_of_case(opened_on: date | None, as_of: date) -> Figure | None:
    """Days since the file was opened; None before that day."""
    if opened_on is None or opened_on > as_of:
        return None
    days = (as_of - opened_on).days
    return Figure(FigureName.CASE_AGE, days, days, Unit.DAYS, State.RUNNING, (CASE_FILE,))


def _is_over(figure: Figure) -> bool:
    return figure.name is FigureName.HUNGER_STRIKE and figure.state in (State.SUSPENDED, State.ENDED)
