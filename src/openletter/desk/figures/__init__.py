"""The figures of the desk: each a sentence, a drawing and its table. See docs/campaign/figures.md."""

from __future__ import annotations

from collections.abc import Callable

from openletter.desk.figures import acts, goals, people, work
from openletter.desk.figures.asked import Asked
from openletter.desk.figures.figure import Figure

__all__ = ["FIGURES", "Asked", "Figure", "all_of", "one_of"]

FIGURES: dict[str, Callable[[Asked], Figure]] = {
    "countries": people.countries,
    "languages": people.languages,
    "confirmations": people.confirmations,
    "goals": goals.goals,
    "letters": work.letters,
    "coverage": work.coverage,
    "draft-to-live": work.from_draft_to_live,
    "moderation": work.moderation,
}
_OF_THE_LEDGER = {
    "acts": acts.over_time, "kinds": acts.by_kind, "sources": acts.by_source, "groups": acts.groups,
}  # fmt: skip


def all_of(asked: Asked) -> list[Figure]:
    """Every figure of what was asked, in the order of the page; the ledger is read once for all of its own."""
    counted = acts.acts_of(asked)
    own = [draw(asked, counted) for draw in _OF_THE_LEDGER.values()]
    return [*own, *(draw(asked) for draw in FIGURES.values())]


def one_of(asked: Asked, key: str) -> Figure | None:
    """One figure; None where none is called so."""
    if key in _OF_THE_LEDGER:
        return _OF_THE_LEDGER[key](asked, acts.acts_of(asked))
    return FIGURES[key](asked) if key in FIGURES else None
