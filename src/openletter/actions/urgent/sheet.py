"""The sheet of an urgent action, free of tables and of paper: what is written, read, printed and exchanged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

VERSION: Final = 1
FORMAT: Final = "urgent-action"


@dataclass(frozen=True, slots=True)
class Way:
    """One public way to reach an office: `kind` as in `targets.rules.ContactKind`."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Called:
    """An office in one language: its name, how a letter to it begins and ends."""

    name: str
    salutation: str = ""
    closing: str = ""


@dataclass(frozen=True, slots=True)
class Addressed:
    """An office to which appeals or copies go. `holder` is who holds it, without a title."""

    words: Mapping[str, Called]
    key: str = ""
    kind: str = ""
    portfolio: str = ""
    territory: str = ""
    accredited_to: tuple[str, ...] = ()
    holder: str = ""
    preferred_languages: tuple[str, ...] = ()
    ways: tuple[Way, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """The sheet in one language: headline, what is asked, what happened, and what is told beside it."""

    title: str = ""
    ask: str = ""
    summary: str = ""
    background_heading: str = ""
    background: str = ""
    pronouns: str = ""


@dataclass(frozen=True, slots=True)
class Model:
    """The appeal proposed in one language."""

    subject: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier urgent action of the series."""

    ua_sequence: int
    index_number: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """An urgent action as the field writes it on two pages. Days are ISO 8601, countries ISO 3166, languages BCP 47.

    Empty texts and tuples are what is not known. `demands` holds each demand by language.
    """

    ua_number: str = ""
    ua_sequence: int = 0
    index_number: str = ""
    issued_on: str = ""
    appeal_deadline: str = ""
    country: str = ""
    people: tuple[Mapping[str, str], ...] = ()
    words: Mapping[str, Said] = field(default_factory=dict)
    demands: tuple[Mapping[str, str], ...] = ()
    letters: Mapping[str, Model] = field(default_factory=dict)
    mention_organisation: bool = True
    preferred_languages: tuple[str, ...] = ()
    targets: tuple[Addressed, ...] = ()
    copies: tuple[Addressed, ...] = ()
    diplomatic_copies: bool = False
    previous: tuple[Earlier, ...] = ()
    publisher: str = ""
    url: str = ""

    def languages(self) -> tuple[str, ...]:
        """Every language in which anything is said, those of the words first."""
        seen = dict.fromkeys(self.words)
        for mapping in (*self.people, *self.demands, self.letters):
            seen.update(dict.fromkeys(mapping))
        return tuple(seen)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is missing from a sheet, or wrong with it: `field` names the place, `code` what is the matter.

    Codes: missing, malformed, unknown, too_long, not_here (a language this installation does not have).
    """

    field: str
    code: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What could be read from a source, and what could not."""

    sheet: Sheet
    language: str
    faults: tuple[Fault, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """The fields that were not found."""
        return tuple(fault.field for fault in self.faults if fault.code == "missing")
