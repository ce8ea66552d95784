"""Two states of a row side by side: per field and language, what is gone and what is new marked in words and signs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any

from openletter.actions.models import Action
from openletter.kernel.clusters import Line
from openletter.kernel.languages import direction, endonym

_PIECES = re.compile(r"\s+|[^\s]+")
_PAGES = "action.page_languages"
# Longer texts are compared by lines: word by word they would take seconds.
_MOST_PIECES = 4_000


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of one side: `same`, or `gone` on the left and `new` on the right."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Pair:
    """One field in both states."""

    where: str
    label: str
    language: str
    direction: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]
    kind: str

    @property
    def language_name(self) -> str:
        """The language by its own name; empty for what has none."""
        return endonym(self.language) if self.language else ""


def differing(before: Iterable[Line], after: Iterable[Line]) -> list[Pair]:
    """The fields that differ, in the order in which the later state tells them; what is gone stands at the end."""
    old, new = {line.key: line for line in before}, {line.key: line for line in after}
    moved = {key for key in old.keys() & new.keys() if old[key].language != new[key].language}
    old = {
        f"{key}@" if key in moved else key: line for key, line in old.items()
    }  # gone in one language, new in another
    changed = [_pair(old.get(key), line) for key, line in new.items() if key not in old or old[key].says != line.says]
    return changed + [_pair(line, None) for key, line in old.items() if key not in new]


def read_of(lines: Iterable[Line], seen: frozenset[str]) -> list[Line]:
    """Those of the lines that somebody who sees facts of these visibilities reads."""
    return [line for line in lines if visibility_of(line.row) in {*seen, "public"}]


def unread(before: Iterable[Line], after: Iterable[Line], seen: frozenset[str]) -> list[Line]:
    """What differs and is read by nobody who sees facts of these visibilities alone."""
    old, new = {line.key: line for line in before}, {line.key: line for line in after}
    came = [line for key, line in new.items() if key not in old or old[key].says != line.says]
    gone = [line for key, line in old.items() if key not in new]
    read = {line.key for line in read_of([*came, *gone], seen)}
    return [line for line in (*came, *gone) if line.key not in read]


def visibility_of(row: Any) -> str:
    """Who may read a row or its words: public, or the mark of the fact."""
    fact = getattr(row, "fact", None) or row
    return str(getattr(fact, "visibility", "public"))


def languages_named(before: list[Line], after: list[Line]) -> tuple[list[Line], list[Line]]:
    """Both states with the languages of an action's pages by their own names.

    No choice is every language of the section, and is written so: what goes is then seen beside what stays.
    """
    chosen = next((line for side in (after, before) for line in side if line.key == _PAGES), None)
    if chosen is None:
        return before, after
    return _named(before, chosen), _named(after, chosen)


def _named(side: list[Line], chosen: Line) -> list[Line]:
    action = next((line.row for line in side if isinstance(line.row, Action)), None)
    if action is None:
        return side
    text = ", ".join(endonym(code) for code in action.wanted_languages())
    told = replace(chosen, text=text, row=action)
    found = [told if line.key == _PAGES else line for line in side]
    return found if told in found else [*found, told]


def _pair(before: Line | None, after: Line | None) -> Pair:
    line = after or before
    assert line is not None  # noqa: S101 - one of the two is always there
    left, right = _compared(before.text if before else "", after.text if after else "")
    kind = "changed" if before and after else "new" if after else "gone"
    way = direction(line.language) if line.language else "auto"
    return Pair(line.where, line.label, line.language, way, tuple(left), tuple(right), kind)


def _compared(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    old, new = _split(before), _split(after)
    left: list[Piece] = []
    right: list[Piece] = []
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        same = kind == "equal"
        left += _piece(old[i:j], "same" if same else "gone")
        right += _piece(new[k:m], "same" if same else "new")
    return left, right


def _split(text: str) -> list[str]:
    pieces = _PIECES.findall(text)
    return pieces if len(pieces) <= _MOST_PIECES else text.splitlines(keepends=True)


def _piece(words: list[str], kind: str) -> Iterator[Piece]:
    if words:
        yield Piece("".join(words), kind)
