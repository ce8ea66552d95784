"""Offices that we know, found by the name a sheet gives them: suggestions, which a person accepts or not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz, utils

from openletter.actions.urgent.sheet import Addressed

LIKELY: Final = 60.0  # of 100; below this the names have little in common
SURE: Final = 92.0  # the same words, perhaps in another order
MOST: Final = 5


@dataclass(frozen=True, slots=True)
class Known:
    """An office of the directory, with its names in every language."""

    id: int
    key: str
    territory: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A known office, and how near its name is, from 0 to 100."""

    office: Known
    score: float


def suggest(said: Addressed, offices: Iterable[Known]) -> tuple[Suggestion, ...]:
    """The offices it may be, the nearest first. One of another country is never suggested where both are known."""
    found = (Suggestion(office, _score(said, office)) for office in offices if _may_be(said, office))
    near = sorted((one for one in found if one.score >= LIKELY), key=lambda one: (-one.score, one.office.key))
    return tuple(near[:MOST])


def _may_be(said: Addressed, office: Known) -> bool:
    return not said.territory or not office.territory or said.territory == office.territory


def _score(said: Addressed, office: Known) -> float:
    if said.key and said.key == office.key:
        return 100.0
    names = [called.name for called in said.words.values() if called.name]
    return max(
        (
            fuzz.token_sort_ratio(ours, theirs, processor=utils.default_process)
            for ours in office.names
            for theirs in names
        ),
        default=0.0,
    )
