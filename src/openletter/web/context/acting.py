"""What an action page holds: the number, the demands, the letter and the form."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Part:
    """One line of what the number contains."""

    label: str
    quantity: str
    since: str = ""


@dataclass(frozen=True)
class Counter:
    """The public number with what it contains; figures are written in the reader's language.

    `refresh` is the address of the count endpoint, empty when the number is frozen.
    """

    number: int
    shown: str
    unit: str
    as_of: str
    as_of_iso: str = ""
    goal: int = 0
    goal_shown: str = ""
    parts: tuple[Part, ...] = ()
    refresh: str = ""
    frozen: bool = False


@dataclass(frozen=True)
class LetterText:
    """An appeal in the language it is sent in, which need not be the page's."""

    language: str
    direction: str
    to: tuple[str, ...]
    salutation: str
    paragraphs: tuple[str, ...]
    closing: str
    copies: tuple[str, ...] = ()


@dataclass(frozen=True)
class Option:
    """One entry of a list to choose from."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True)
class Field:
    """One question of a form, with what was typed and what is wrong with it."""

    name: str
    label: str
    kind: str = "text"
    value: str = ""
    hint: str = ""
    fault: str = ""
    required: bool = False
    autocomplete: str = ""
    inputmode: str = ""
    enterkeyhint: str = "next"
    maxlength: int = 0
    direction: str = "auto"
    options: tuple[Option, ...] = ()

    @property
    def described_by(self) -> str:
        """The ids of hint and fault, for aria-describedby."""
        ids = [f"{self.name}-hint"] if self.hint else []
        if self.fault:
            ids.append(f"{self.name}-fault")
        return " ".join(ids)


@dataclass(frozen=True)
class Choice:
    """One separate consent, never ticked beforehand."""

    name: str
    label: str
    hint: str = ""
    chosen: bool = False


@dataclass(frozen=True)
class ActForm:
    """The form of an action: where it goes, what it asks, what was refused and why."""

    action: str
    submit: str
    fields: tuple[Field, ...]
    choices: tuple[Choice, ...] = ()
    hidden: tuple[tuple[str, str], ...] = ()
    refusal: str = ""
    faults: tuple[Field, ...] = field(default_factory=tuple)
