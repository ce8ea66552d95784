"""What a kind of action has to say of itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal

from openletter.actions import exposure
from openletter.actions.exposure import Exposure
from openletter.actions.rules import Channel, EvidenceLevel, Field
from openletter.actions.wording.remarks import Remark

if TYPE_CHECKING:
    from datetime import datetime

    from openletter.actions.models import Action
    from openletter.kernel.audit import Actor

Shape = Literal["line", "block", "choice"]


class Tool(StrEnum):
    """What an action's page can put into the supporter's hands; each is a module and a template of `web.tools`."""

    OWN_MAIL = "own_mail"
    LETTER = "letter"
    POSTCARD = "postcard"
    SOCIAL = "social"
    CALL = "call"
    REPRESENTATIVE = "representatives"
    GUIDANCE = "guidance"
    SHEET = "sheet"


class Address(StrEnum):
    """Whether an act needs an e-mail address.

    REQUIRED: it waits until the address is confirmed. OPTIONAL: without one it counts at once as what it is, told by
    the person; who gives an address confirms by mail and is counted as confirmed, and can hear what becomes of it.
    """

    REQUIRED = "required"
    OPTIONAL = "optional"


class Need(StrEnum):
    """What must be there before an action can be approved, beside its words."""

    DEMAND = "demand"
    LETTER = "letter"
    TARGET = "target"
    GUIDANCE = "guidance"


@dataclass(frozen=True, slots=True)
class Question:
    """One thing a kind asks in its form beyond name, address and country. The answer is sealed with the act.

    `longest` in characters. `fill` is where the first value comes from: `letter.subject` or `letter.body`, the text
    proposed in the reader's language. Answers to a choice are one of `choices`, or one of the action's setting `of`.
    """

    name: str
    label: Any
    shape: Shape = "line"
    longest: int = 120
    required: bool = False
    hint: Any = ""
    fill: str = ""
    choices: tuple[tuple[str, Any], ...] = ()
    of: str = ""
    missing: Any = ""  # what stands beside the field when it must be filled and is not

    def allows(self, value: str, settings: Mapping[str, Any]) -> bool:
        """Whether a choice is among those there are; everything else may be anything."""
        if self.shape != "choice":
            return True
        own = settings.get(self.of) if self.of else None
        return value in (own if own is not None else [key for key, _label in self.choices])


@dataclass(frozen=True, slots=True)
class Option:
    """A setting that every action of a kind has; the desk asks for it.

    `several`: any number of the choices, kept as a list. Without choices it is text, or a yes and no where the
    default is one of these.
    """

    name: str
    label: Any
    default: Any = ""
    choices: tuple[tuple[str, Any], ...] = ()
    several: bool = False
    hint: Any = ""


@dataclass(frozen=True, slots=True)
class About:
    """What own words are looked at beside: the texts proposed, and what the case asks of messages."""

    language: str
    texts: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # language -> subject and body
    guidance: Mapping[str, Any] | None = None
    names: tuple[str, ...] = ()  # of the people at risk, in every spelling
    organisation: tuple[str, ...] = ()  # the names of the section that asks, in every language


Look = Callable[[Mapping[str, str], About], tuple[Remark, ...]]


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
    # The template of the act itself: templates/web/kinds/<templates>.html
    templates: str
    address: Address = Address.REQUIRED
    tools: tuple[Tool, ...] = ()
    asks: tuple[Question, ...] = ()
    options: tuple[Option, ...] = ()
    needs: frozenset[Need] = frozenset({Need.DEMAND, Need.LETTER, Need.TARGET})
    # Parts that its page has no place for; the desk does not ask for them.
    leaves_out: frozenset[Need] = frozenset()
    # Whether its text has a subject: a post, a card and a script have none.
    has_subject: bool = True
    # Whether we mail the letter to the targets once the act is confirmed; whether a picture may come with the act.
    sends: bool = False
    encloses: bool = False
    # Whether texts may be proposed for single uses (networks, ways) beside the one for everybody: the setting's name.
    uses: str = ""
    # What the text proposed is called on this kind's pages, and who is thanked: "The letter", "The post".
    text_name: Any = ""
    # What the form's button says where the act is done elsewhere and told here: "I posted it".
    report: Any = ""
    looks: Look | None = None
    # Who sees what of those who act. Left out, it follows from the tools and from what the form offers.
    exposure: Exposure | None = None
    # What an action lacks beside the usual: sentences, empty when nothing.
    lacks: Callable[[Action], list[str]] | None = None
    # In which part of the action that is mended; None where it is in its settings and terms.
    lacks_in: Need | None = None
    # What follows in the same transaction when an action is published; it may refuse.
    opened: Callable[[Action, Actor, datetime], None] | None = None

    def is_writing(self) -> bool:
        """Whether acting takes room: tools, or words of one's own. Its page then gives the act the wide column."""
        return bool(self.tools) or any(question.longest > 1_000 for question in self.asks)

    def choices_of_use(self) -> tuple[tuple[str, Any], ...]:
        """The networks or ways for which a text of its own may be proposed."""
        return next((option.choices for option in self.options if self.uses and option.name == self.uses), ())

    def looked_at(self) -> tuple[str, ...]:
        """The fields whose words are looked at: the blocks it asks, and their subject."""
        return tuple(q.name for q in self.asks if q.shape == "block" or q.fill) if self.looks else ()

    def exposes(self, tools: Iterable[Tool], *, offers_name: bool) -> Exposure:
        """Who sees what of those who act, on a page with these tools; `offers_name`: names may go to the officials."""
        if self.exposure is not None:
            return self.exposure
        signed = exposure.SIGNED if offers_name else exposure.COUNTED_ONLY
        own = exposure.MAILED_BY_US if self.sends else signed
        ways = [_EXPOSURES[tool] for tool in tools if tool in _EXPOSURES]
        return exposure.together([*([own] if self.sends or offers_name or not ways else []), *ways])

    def settings_of(self, settings: Mapping[str, Any]) -> dict[str, Any]:
        """Every setting of an action of this kind, with what holds where nothing was set."""
        return {option.name: settings.get(option.name, option.default) for option in self.options}

    def setting(self, settings: Mapping[str, Any], name: str) -> Any:
        """A setting of an action of this kind, or what holds where nothing was set. Raises KeyError."""
        option = next((option for option in self.options if option.name == name), None)
        if option is None:
            raise KeyError(name)
        return settings.get(name, option.default)


_EXPOSURES = {
    Tool.OWN_MAIL: exposure.FROM_OWN_MAIL,
    Tool.LETTER: exposure.ON_PAPER,
    Tool.POSTCARD: exposure.ON_A_CARD,
    Tool.SOCIAL: exposure.POSTED,
    Tool.CALL: exposure.CALLED,
    Tool.REPRESENTATIVE: exposure.TO_OWN_LEGISLATOR,
    Tool.GUIDANCE: exposure.TO_THE_PERSON,
    Tool.SHEET: exposure.ON_PAPER,
}

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
