"""The steps from a case to a live action, and what each still misses: pure, so that every page says the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from openletter.actions.kinds import Kind, Need
from openletter.actions.operations.readiness import called
from openletter.actions.rules import ActionStatus
from openletter.kernel.languages import endonym, in_a_row


class Step(StrEnum):
    """One short page of the path, in the order in which they are told."""

    CASE = "case"
    CALL = "call"
    TARGETS = "targets"
    TEXT = "text"
    LANGUAGES = "languages"
    TERMS = "terms"
    SAFETY = "safety"
    PREVIEW = "preview"
    REVIEW = "review"
    PUBLISH = "publish"


class Mark(StrEnum):
    """How a step stands: nothing is missing, something is, it waits for somebody or a moment, or its turn comes."""

    DONE = "done"
    MISSING = "missing"
    WAITS = "waits"
    AHEAD = "ahead"


ENDED = (ActionStatus.CLOSED, ActionStatus.ARCHIVED)
_LEFT_OUT = {Step.TARGETS: Need.TARGET, Step.TEXT: Need.LETTER}
_REVIEWED = frozenset(
    {ActionStatus.APPROVED, ActionStatus.SCHEDULED, ActionStatus.LIVE, ActionStatus.SUSPENDED, ActionStatus.CLOSED,
     ActionStatus.ARCHIVED}
)  # fmt: skip
_SENT = _REVIEWED | {ActionStatus.IN_REVIEW}  # whoever sends it has looked at it
_WAITS = frozenset({(Step.REVIEW, ActionStatus.IN_REVIEW), (Step.PUBLISH, ActionStatus.SCHEDULED)})
_PUBLISHED = _REVIEWED - {ActionStatus.APPROVED, ActionStatus.SCHEDULED}


@dataclass(frozen=True, slots=True)
class Written:
    """What stands of an action and its case, as far as the steps ask. Sets are of language codes."""

    wanted: tuple[str, ...]
    status: str = ActionStatus.DRAFT
    case: frozenset[str] = frozenset()
    has_concern: bool = False
    call: frozenset[str] = frozenset()
    demands: tuple[frozenset[str], ...] = ()
    targets: int = 0
    text: frozenset[str] = frozenset()
    has_guidance: bool = False
    lacks: tuple[str, ...] = ()  # what its kind says beside the usual
    deadline_passed: bool = False
    consent_missing: tuple[str, ...] = ()
    is_recalled: bool = False
    unsafe: tuple[str, ...] = ()  # what else was pointed out and neither mended nor answered


@dataclass(frozen=True, slots=True)
class Place:
    """A step in the rail: how it stands and, where something is missing, what."""

    step: Step
    name: str
    mark: Mark
    missing: tuple[str, ...] = field(default_factory=tuple)


def steps_of(kind: Kind) -> tuple[Step, ...]:
    """The steps an action of this kind has: parts that its page has no place for are not asked."""
    return tuple(step for step in Step if _LEFT_OUT.get(step) not in kind.leaves_out)


def name_of(step: Step, kind: Kind) -> str:
    """What a step is called."""
    if step == Step.TEXT and kind.text_name:
        return str(kind.text_name)
    return {
        Step.CASE: _("The case"),
        Step.CALL: _("What is asked"),
        Step.TARGETS: _("To whom"),
        Step.TEXT: _("The letter"),
        Step.LANGUAGES: _("Languages"),
        Step.TERMS: _("When and how"),
        Step.SAFETY: _("Consent and safety"),
        Step.PREVIEW: _("Preview"),
        # Translators: a step of publishing: a second person looks at the action
        Step.REVIEW: pgettext("step", "Review"),
        # Translators: the last step of publishing
        Step.PUBLISH: pgettext("step", "Publish"),
    }[step]


def rail(kind: Kind, written: Written) -> tuple[Place, ...]:
    """Every step of the kind with what it still misses."""
    return tuple(_place(step, kind, written) for step in steps_of(kind))


def first_missing(places: tuple[Place, ...]) -> Place:
    """Where to go on: the first step that misses something, else the first that is not done, else the last."""
    wanting = wanting_in(places)
    ahead = [place for place in places if place.mark in (Mark.AHEAD, Mark.WAITS) and place.step != Step.PREVIEW]
    return (wanting or ahead or list(places[-1:]))[0]


def wanting_in(places: tuple[Place, ...]) -> list[Place]:
    """The steps in which something is missing."""
    return [place for place in places if place.mark == Mark.MISSING]


def neighbours(step: Step, kind: Kind) -> tuple[Step | None, Step | None]:
    """The steps before and after one, in its kind's path."""
    order = steps_of(kind)
    at = order.index(step)
    return (order[at - 1] if at else None), (order[at + 1] if at + 1 < len(order) else None)


def gaps(kind: Kind, written: Written) -> Mapping[str, tuple[str, ...]]:
    """What is not written yet in each wanted language, in words; languages in which all is written are not there."""
    found: dict[str, tuple[str, ...]] = {}
    for language in written.wanted:
        if parts := _gaps_in(language, kind, written):
            found[language] = parts
    return found


def _gaps_in(language: str, kind: Kind, written: Written) -> tuple[str, ...]:
    demands = sum(1 for demand in written.demands if language not in demand)
    has_text = Need.LETTER not in kind.leaves_out and written.text
    parts = [
        (language not in written.case, _("the case")),
        (language not in written.call, _("title and what is asked")),
        (bool(demands) and Need.DEMAND not in kind.leaves_out, _("demands")),
        (bool(has_text) and language not in written.text, called(Need.LETTER, kind)),
    ]
    return tuple(name for wanting, name in parts if wanting)


def _place(step: Step, kind: Kind, written: Written) -> Place:
    missing = () if written.status in ENDED else tuple(_missing(step, kind, written))  # nothing is to come any more
    return Place(step, name_of(step, kind), Mark.MISSING if missing else _mark(step, written), missing)


def _mark(step: Step, written: Written) -> Mark:
    if (step, written.status) in _WAITS:
        return Mark.WAITS
    return Mark.AHEAD if _is_ahead(step, written) else Mark.DONE


def _is_ahead(step: Step, written: Written) -> bool:
    if step == Step.PREVIEW:
        return written.status not in _SENT
    if step == Step.REVIEW:
        return written.status not in _REVIEWED
    return step == Step.PUBLISH and written.status not in _PUBLISHED


def _missing(step: Step, kind: Kind, written: Written) -> list[str]:
    return {
        Step.CASE: _of_case,
        Step.CALL: _of_call,
        Step.TARGETS: _of_targets,
        Step.TEXT: _of_text,
        Step.LANGUAGES: _of_languages,
        Step.TERMS: _of_terms,
        Step.SAFETY: _of_safety,
    }.get(step, lambda _kind, _written: [])(kind, written)


def _of_case(kind: Kind, written: Written) -> list[str]:
    found = [] if written.case else [_("A name and one sentence of what happened")]
    return found if written.has_concern else [*found, _("A concern")]


def _of_call(kind: Kind, written: Written) -> list[str]:
    found = [] if written.call else [_("A title and what is asked")]
    wanting = Need.DEMAND in kind.needs and not any(written.demands)
    return [*found, _sentence(called(Need.DEMAND, kind))] if wanting else found


def _of_targets(kind: Kind, written: Written) -> list[str]:
    if Need.TARGET in kind.needs and not written.targets:
        return [_sentence(called(Need.TARGET, kind))]
    return list(written.lacks) if kind.lacks_in == Need.TARGET else []


def _of_text(kind: Kind, written: Written) -> list[str]:
    if Need.LETTER in kind.needs and not written.text:
        return [_sentence(called(Need.LETTER, kind))]
    return list(written.lacks) if kind.lacks_in == Need.LETTER else []


def _of_languages(kind: Kind, written: Written) -> list[str]:
    if not written.call or not written.case:
        return []  # said where it is written; nothing is half translated yet
    return [
        # Translators: %(language)s is a language by its own name, %(parts)s a list such as "demands, a letter".
        _("%(language)s: %(parts)s") % {"language": endonym(language), "parts": in_a_row(parts)}
        for language, parts in gaps(kind, written).items()
    ]


def _of_terms(kind: Kind, written: Written) -> list[str]:
    found = [_("A deadline that has not passed")] if written.deadline_passed else []
    if Need.GUIDANCE in kind.needs and not written.has_guidance:
        found.append(_sentence(called(Need.GUIDANCE, kind)))
    return [*found, *written.lacks] if kind.lacks_in is None else found


def _of_safety(kind: Kind, written: Written) -> list[str]:
    stopped = [_("The case is stopped: show it again first")] if written.is_recalled else []
    if written.consent_missing:
        # Translators: %(uses)s is a list of uses, such as "Given name, Surname".
        stopped.append(_("Consent to: %(uses)s") % {"uses": in_a_row(written.consent_missing)})
    return [*stopped, *written.unsafe]


def _sentence(part: str) -> str:
    return part[:1].upper() + part[1:]
