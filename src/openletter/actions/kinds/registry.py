"""What a kind of action has to say of itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from openletter.actions.rules import Channel, EvidenceLevel, Field


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of action: its rules as data. Words are lazy translations."""

    key: str
    name: Any
    button: Any
    # What counts as one, in a sentence that the public page prints under its number.
    definition: Any
    # "%(number)s have signed": a lazy ngettext for the line beside the number.
    counted: Any
    channel: Channel
    # What is known when the act arrives, and once the address is confirmed.
    evidence_at_first: EvidenceLevel
    evidence_confirmed: EvidenceLevel
    required: tuple[Field, ...]
    templates: str


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Make a kind known; refuses a second one of the same key."""
    if kind.key in _kinds:
        raise ValueError(f"two kinds of action called {kind.key!r}")
    _kinds[kind.key] = kind
    return kind


def kind_of(key: str) -> Kind:
    """The kind of this key. Raises KeyError."""
    return _kinds[key]


def all_kinds() -> tuple[Kind, ...]:
    """Every kind, by key."""
    return tuple(_kinds[key] for key in sorted(_kinds))
