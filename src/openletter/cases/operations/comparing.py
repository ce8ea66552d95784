"""What of a case readers see, and what is done without waiting: what only takes away, and what protects somebody."""

from __future__ import annotations

from typing import Any

from openletter.cases.models import Case, CaseRelation
from openletter.cases.queries.consent import is_about_a_child
from openletter.cases.rules import Visibility
from openletter.cases.rules.exposure import LEAST_LEFT_OUT
from openletter.kernel.clusters import Line, lines_of

RELATIONS = (
    "words", "people", "concerns", "developments", "proceedings", "sentences", "updates", "outcomes",
    "context_figures", "credits",
)  # fmt: skip
# What is read, and changed elsewhere than in the case's form: which cases it is named with.
_READ = (*RELATIONS, "relations")
# Of the case's own row and of what hangs on it, what readers never see.
_INSIDE = frozenset(
    {"key", "section", "status", "priority", "recalled_at", "released_at", "visibility", "source_note",
     "tell_participants", "about_child"}
)  # fmt: skip
# Ticking these protects somebody: nobody has to wait for it.
_TICKS = ("hide_from_search", "quick_exit", "warn_ties_to_country")
_PROTECTS = frozenset({"is_minor", *_TICKS})
# What hangs on a case and carries a mark of who may see it.
MARKED = ("people", "developments", "proceedings", "sentences")


def public_lines(case: Case) -> list[Line]:
    """What readers see of the case's words and facts, wherever they are written: saved, proposed or once approved."""
    return [line for line in lines_of(case, relations=_READ, keep=_is_public) if _field(line) not in _INSIDE]


def all_lines(case: Case) -> list[Line]:
    """Everything a second person looks at, with what readers do not see."""
    silent = {"section", "status", "recalled_at", "released_at", "key", "about_child"}
    return [line for line in lines_of(case, relations=_READ) if _field(line) not in silent]


def needs_second_person(before: Case, after: Case) -> bool:
    """Whether readers would see anything they do not see now, or somebody would be protected less.

    Taking away is no such thing, nor is protecting.
    """
    if _protects_less(before, after):
        return True
    shown = {line.key: line.says for line in public_lines(before)}
    return any(shown.get(line.key) != line.says and not _protects(line, before, after) for line in public_lines(after))


def lines_beside(before: Case, after: Case) -> tuple[list[Line], list[Line]]:
    """Both states for whoever decides: of what only now comes onto the pages every line is new, however old it is."""
    comes = _rows_shown(after) - _rows_shown(before)
    old = [line for line in all_lines(before) if not comes & set(line.key.split("/")) or _field(line) == "visibility"]
    return old, all_lines(after)


def _rows_shown(case: Case) -> set[str]:
    """The people and facts that are public, as keys of lines name them."""
    rows = (row for name in MARKED for row in getattr(case, name).all() if row.pk and _is_public(row))
    return {f"{row._meta.model_name}:{row.pk}" for row in rows}


def _protects_less(before: Case, after: Case) -> bool:
    """Whether a country is listed again, or what guards children (see `is_about_a_child`) would no longer be asked."""
    listed_again = set(before.warned_countries or ()) - set(after.warned_countries or ())
    return bool(listed_again) or (is_about_a_child(before) and not is_about_a_child(after))


def protecting(base: dict[str, Any], wrote: dict[str, Any]) -> dict[str, Any]:
    """`base` with what `wrote` protects more: ticks, a graver risk, further countries, a child, facts off the pages.

    Both are states of a case as plain values (`state_of`).
    """
    result = dict(base) | {name: base[name] or wrote[name] for name in _TICKS}
    if LEAST_LEFT_OUT.get(wrote["exposure"], 0) > LEAST_LEFT_OUT.get(base["exposure"], 0):
        result["exposure"] = wrote["exposure"]
    warned = base["warned_countries"] or []
    result["warned_countries"] = [*warned, *(each for each in wrote["warned_countries"] or [] if each not in warned)]
    for name in MARKED:
        asked = {row["pk"]: row for row in wrote[name]}
        result[name] = [_safer(row, asked.get(row["pk"], row)) for row in base[name]]
    return result


def kept_inside(base: dict[str, Any], wrote: dict[str, Any]) -> dict[str, Any]:
    """`base` with what `wrote` says of people and facts that are on no page and stay off the pages: readers see none of
    it, so it is done at once, and whoever approves words need not look at it.

    But for a child: that somebody is under 18 no longer, or is no part of the case any more, is left as `base` has it.
    """
    result = dict(base)
    for name in MARKED:
        asked = {row["pk"]: row for row in wrote[name] if row["pk"] is not None}
        stand = [_inside(row, asked.get(row["pk"])) for row in base[name]]
        result[name] = [row for row in stand if row is not None] + [
            row for row in wrote[name] if row["pk"] is None and _is_inside(row)
        ]
    return result


def without_inside(state: dict[str, Any], done: dict[str, Any], wrote: dict[str, Any]) -> dict[str, Any]:
    """A state without the rows that `kept_inside` has done: nothing of them is part of what waits.

    `done` is what that gave for `wrote`. A child that `wrote` makes none of any more stays in.
    """
    result = dict(state)
    for name in MARKED:
        asked = {row["pk"]: row for row in wrote[name]}
        settled = {row["pk"] for row in done[name] if _is_inside(row) and row == asked.get(row["pk"])}
        result[name] = [
            row for row in state[name] if row["pk"] not in settled and (row["pk"] is not None or not _is_inside(row))
        ]
    return result


def _inside(row: dict[str, Any], asked: dict[str, Any] | None) -> dict[str, Any] | None:
    """One row that stands, as it says from now on; None where it goes."""
    if not _is_inside(row) or (asked is not None and not _is_inside(asked)):
        return row
    child = row.get("is_minor", False)
    if asked is None:
        return row if child else None
    return asked | ({"is_minor": True} if child else {})


def _is_inside(row: dict[str, Any]) -> bool:
    return bool(row["visibility"] != Visibility.PUBLIC)


def _safer(row: dict[str, Any], asked: dict[str, Any]) -> dict[str, Any]:
    """A person or fact as it stands, but for being under age and off the pages, where that is asked."""
    hidden = row["visibility"] == Visibility.PUBLIC != asked["visibility"]
    own = {"visibility": asked["visibility"]} if hidden else {}
    return row | own | ({"is_minor": True} if asked.get("is_minor") else {})


def _is_public(row: Any) -> bool:
    if isinstance(row, CaseRelation):  # no page names a case that was never let out
        return row.related.released_at is not None
    return getattr(row, "visibility", Visibility.PUBLIC) == Visibility.PUBLIC


def _field(line: Line) -> str:
    return line.key.rpartition(".")[2]


def _protects(line: Line, before: Case, after: Case) -> bool:
    """Whether a line only makes somebody safer: a tick that protects, a higher risk, more countries warned."""
    name = _field(line)
    if name == "exposure":
        return LEAST_LEFT_OUT.get(after.exposure, 0) >= LEAST_LEFT_OUT.get(before.exposure, 0)
    if name == "warned_countries":
        return set(before.warned_countries or ()) <= set(after.warned_countries or ())
    return name in _PROTECTS and bool(getattr(line.row, name, False))
