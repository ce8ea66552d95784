"""Today: what waits for one person, in groups that each part of the desk registers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model, prefetch_related_objects

from openletter.desk.said import titles_of
from openletter.sections.access import Right, may

SHORT = 5
"""So many lines of a group stand on the first page."""
ENOUGH = 20
"""So many of a group are fetched and counted for the first page; it says of the rest that there are more."""
LONGEST = 60
"""So many stand on the page of one group."""
_most: ContextVar[int] = ContextVar("most", default=LONGEST)


def most() -> int:
    """How many rows a group need fetch: one more than are counted, by which it is seen that there are more."""
    return _most.get() + 1


Says = str | Callable[[], str]


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to do: what it is, where it is done, and since or until when. Grave is what harms if left.

    What needs the words of rows is handed over as a function, and those rows as `worded`: of all lines that a page
    shows, whatever group they are of, words are fetched together, and of those it does not show not at all.
    """

    says: Says
    url: str
    notes: Says = ""
    grave: bool = False
    worded: tuple[Any, ...] = ()

    @property
    def title(self) -> str:
        """What it is."""
        return self.says() if callable(self.says) else self.says

    @property
    def note(self) -> str:
        """Since or until when, or what else is to be said."""
        return self.notes() if callable(self.notes) else self.notes


@dataclass(frozen=True, slots=True)
class Group:
    """Things of one sort, the most urgent first. `more` is the address of the full list, where there is one."""

    heading: str
    lines: tuple[Line, ...]
    more: str = ""


Ask = Callable[[Any, date], Group | None]


@dataclass(frozen=True, slots=True)
class Registered:
    """A group that a part of the desk can say, its place, and the right without which nobody is asked."""

    name: str
    order: int
    right: Right | None
    ask: Ask


@dataclass(frozen=True, slots=True)
class Shown:
    """A group of one person that is not empty."""

    name: str
    group: Group
    counted: int = LONGEST

    @property
    def first(self) -> tuple[Line, ...]:
        """The lines that stand on the first page."""
        return self.group.lines[:SHORT]

    @property
    def grave(self) -> bool:
        """Whether anything in it harms if left."""
        return any(line.grave for line in self.group.lines)

    @property
    def number(self) -> int:
        """How many there are, as far as was counted."""
        return min(len(self.group.lines), self.counted)

    @property
    def is_cut(self) -> bool:
        """Whether there are more than were counted."""
        return len(self.group.lines) > self.counted

    @property
    def is_long(self) -> bool:
        """Whether the first page does not hold it."""
        return len(self.group.lines) > SHORT


_groups: dict[str, Registered] = {}


def waits(*, order: int, right: Right | None = None, name: str = "") -> Callable[[Ask], Ask]:
    """Register a group: `@waits(order=30, right=Right.RELEASE)` above a function of a person and a day.

    The function fetches at most `most()` rows, in as many queries however many there are, and only rows of the
    sections in which the person holds the right; it answers None, or a group without lines, where nothing waits.
    """

    def register(ask: Ask) -> Ask:
        key = name or ask.__name__.replace("_", "-")
        if key in _groups and _groups[key].ask.__module__ != ask.__module__:
            raise ImproperlyConfigured(f"Two groups of Today are called {key}.")
        _groups[key] = Registered(key, order, right, ask)
        return ask

    return register


def registered() -> tuple[Registered, ...]:
    """Every group there is, in order."""
    return tuple(sorted(_groups.values(), key=lambda each: (each.order, each.name)))


def may_see(user: Any, name: str) -> bool:
    """Whether there is such a group, and the person holds its right anywhere."""
    found = _groups.get(name)
    return found is not None and (found.right is None or may(user, found.right))


def groups_of(user: Any, today: date) -> list[Shown]:
    """What waits for a person: groups that hold something grave first, then by their order; empty ones left out."""
    with _counting(ENOUGH):
        found = sorted(_asked(user, today), key=lambda shown: not shown.grave)
    _word(line for shown in found for line in shown.first)
    return found


def group_of(user: Any, today: date, name: str) -> Shown | None:
    """One group; None where there is none of this name, where the person may not see it, or nothing waits."""
    found = _groups.get(name)
    shown = _shown(found, user, today) if found else None
    _word(shown.group.lines if shown else ())
    return shown


def _word(lines: Iterable[Line]) -> None:
    """Fetch what the lines' rows are called: one query a kind of row, and no more of the words than titles."""
    rows: dict[type[Model], list[Any]] = defaultdict(list)
    for line in lines:
        for row in line.worded:
            rows[type(row)].append(row)
    for model, found in rows.items():
        prefetch_related_objects(found, titles_of(model))


def _asked(user: Any, today: date) -> Iterator[Shown]:
    for each in registered():
        if shown := _shown(each, user, today):
            yield shown


def _shown(each: Registered, user: Any, today: date) -> Shown | None:
    if each.right is not None and not may(user, each.right):
        return None
    group = each.ask(user, today)
    if group is None or not group.lines:
        return None
    return Shown(each.name, group, _most.get())


@contextmanager
def _counting(number: int) -> Iterator[None]:
    before = _most.set(number)
    try:
        yield
    finally:
        _most.reset(before)
