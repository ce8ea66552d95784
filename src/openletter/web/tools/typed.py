"""What was typed to be printed: read, checked like everything typed, used for one paper and kept nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import QueryDict

from openletter.actions.papers import MOST_LETTERS, EnvelopeFormat, Format, Sender
from openletter.kernel import text

TOO_LONG, CONTROL_CHARACTERS, REQUIRED = "too_long", "control_characters", "required"
LONGEST = {
    "own_subject": 160, "own_letter": 6_000, "sender_name": 120, "sender_address": 600, "sender_place": 80,
    "people": MOST_LETTERS * 202, "language": 20, "paper": 20, "envelope": 20, "heeded": 80, "office": 60, "layout": 10,
}  # fmt: skip
BLOCKS = frozenset({"own_letter", "sender_address", "people"})
MOST_ADDRESS_LINES = 8
MOST_LINES = 150  # of a letter; a sheet holds some forty


@dataclass(frozen=True, slots=True)
class Typed:
    """One form as it was typed: `values` go back into it should it be shown again, `errors` is one code per field."""

    values: Mapping[str, str]
    errors: Mapping[str, str] = field(default_factory=dict)
    beside: bool = False

    def sender(self) -> Sender:
        """Who writes, as printed."""
        lines = (line.strip() for line in self.values["sender_address"].splitlines())
        return Sender(self.values["sender_name"], tuple(filter(None, lines)), self.values["sender_place"])

    def people(self) -> tuple[Sender, ...]:
        """A group's list: a name and, after the last comma, a town; one person a line."""
        return tuple(_person(line) for line in self.values["people"].splitlines() if line.strip())

    def format(self, usual: Format) -> Format:
        """The paper chosen, or the usual one."""
        return Format(self.values["paper"]) if self.values["paper"] in Format else usual

    def envelope(self, usual: EnvelopeFormat) -> EnvelopeFormat:
        """The envelope chosen, or the usual one."""
        return EnvelopeFormat(self.values["envelope"]) if self.values["envelope"] in EnvelopeFormat else usual


def read(posted: QueryDict) -> Typed:
    """The form, with everything that cannot be printed named by its field."""
    values, errors = {}, {}
    for name, longest in LONGEST.items():
        raw = posted.get(name, "")
        clean = (text.clean_block if name in BLOCKS else text.clean_line)(raw)
        values[name] = raw if clean is None else clean
        if clean is None:
            errors[name] = CONTROL_CHARACTERS
            values[name] = text.without_controls(raw)
        elif len(clean) > longest:
            errors[name] = TOO_LONG
    if len(values["sender_address"].splitlines()) > MOST_ADDRESS_LINES:
        errors.setdefault("sender_address", TOO_LONG)
    if values["own_letter"].count("\n") >= MOST_LINES:
        errors.setdefault("own_letter", TOO_LONG)
    if len([line for line in values["people"].splitlines() if line.strip()]) > MOST_LETTERS:
        errors.setdefault("people", TOO_LONG)
    return Typed(values, errors, beside=posted.get("beside") == "yes")


def nothing() -> Typed:
    """The form before anything is typed."""
    return Typed(dict.fromkeys(LONGEST, ""))


def _person(line: str) -> Sender:
    name, _comma, town = line.replace("،", ",").rpartition(",")
    name, town = (name.strip(), town.strip()) if name.strip() else (town.strip(), "")
    return Sender(name[:120], (town[:80],) if town else (), town[:80])
