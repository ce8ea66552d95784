"""What an action page holds: the number, the demands, the letter and the form."""

from __future__ import annotations

from dataclasses import dataclass

from openletter.sections.credits import CreditLine
from openletter.web.context.page import Link
from openletter.web.context.people import Spelling


@dataclass(frozen=True)
class Part:
    """One line of what the number contains."""

    source: str
    label: str
    quantity: str


@dataclass(frozen=True)
class Counter:
    """The public number with what it contains; figures are written in the reader's language.

    `contains` says it in one line where the number has more than one source. `clicked` is how many opened a program
    or network from the page, which is no part of the number.

    `refresh` is the address of the count endpoint, empty when the number is frozen. Not `visible` means that the
    number is still below the threshold from which it is shown. `manner` is how its country writes figures.
    """

    number: int
    shown: str
    unit: str
    as_of: str
    as_of_iso: str
    goal: int = 0
    goal_shown: str = ""
    parts: tuple[Part, ...] = ()
    contains: str = ""
    unconfirmed: str = ""
    clicked: str = ""
    definition: str = ""
    refresh: str = ""
    visible: bool = True
    manner: str = ""
    # The number with the same action in other sections, in words; empty where this is the only one.
    together: str = ""


@dataclass(frozen=True)
class LetterText:
    """An appeal in the language it is shown in, with whom it goes to and, if known, who signs it."""

    language: str
    direction: str
    subject: str
    to: tuple[str, ...]
    salutation: str
    paragraphs: tuple[str, ...]
    closing: str
    signed: str = ""


@dataclass(frozen=True)
class Option:
    """One entry of a list to choose from."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True)
class Field:
    """One question of a form, with what was typed and what is wrong with it.

    `if_missing` and `if_malformed` are what a browser that checks by itself is to say.
    """

    name: str
    label: str
    kind: str = "text"
    value: str = ""
    hint: str = ""
    fault: str = ""
    required: bool = False
    autocomplete: str = ""
    enterkeyhint: str = "next"
    maxlength: int = 0
    direction: str = "auto"
    options: tuple[Option, ...] = ()
    if_missing: str = ""
    if_malformed: str = ""
    rows: int = 4
    remarks: tuple[str, ...] = ()

    @property
    def described_by(self) -> str:
        """The ids of hint and fault, for aria-describedby."""
        ids = [f"{self.name}-hint"] if self.hint else []
        if self.fault:
            ids.append(f"{self.name}-fault")
        if self.remarks:
            ids.append(f"{self.name}-remarks")
        return " ".join(ids)


@dataclass(frozen=True)
class Choice:
    """One separate consent, never ticked beforehand."""

    name: str
    label: str
    hint: str = ""
    chosen: bool = False
    # How, for who says yes: a list below the box, with the name it is sent under.
    how: Field | None = None


@dataclass(frozen=True)
class ActForm:
    """The form of an action: where it goes, what it asks, what was refused and why.

    `begin` is what the button says that leads to the act; the form's own may say that it was done.
    `proof` is where a browser gets the puzzle that it is asked to solve meanwhile; empty where none is asked.
    """

    action: str
    submit: str
    fields: tuple[Field, ...]
    choices: tuple[Choice, ...]
    hidden: tuple[tuple[str, str], ...]
    begin: str = ""
    proof: str = ""
    refusal: str = ""
    encloses: bool = False

    @property
    def faults(self) -> tuple[Field, ...]:
        """The fields that must be corrected, in the order of the form."""
        return tuple(field for field in self.fields if field.fault or field.remarks)


@dataclass(frozen=True)
class ActionView:
    """All an action's page says beside its case."""

    ref: str
    title: Spelling | None
    ask: Spelling | None
    door: str
    demands: tuple[Spelling, ...]
    letter: LetterText | None
    counter: Counter
    deadline: str = ""
    deadline_iso: str = ""
    opens: str = ""
    closed_on: str = ""
    next: Link | None = None
    newer: Link | None = None
    credits: tuple[CreditLine, ...] = ()
