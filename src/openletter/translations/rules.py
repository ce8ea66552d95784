"""Where the words of one thing in one language stand, and how they move on: pure tables (domain, 2.1)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class TranslationState(TextChoices):
    """Where the words of one case, action or page stand in one language."""

    MISSING = "missing", pgettext_lazy("translation state", "Missing")
    MACHINE_DRAFT = "machine_draft", pgettext_lazy("translation state", "Machine draft")
    IN_TRANSLATION = "in_translation", pgettext_lazy("translation state", "In translation")
    IN_REVIEW = "in_review", pgettext_lazy("translation state", "In review")
    APPROVED = "approved", pgettext_lazy("translation state", "Approved")
    # Translators: the text a translation was made from has changed since
    STALE = "stale", pgettext_lazy("translation state", "Stale")


class Happening(StrEnum):
    """What can move the words of a language from one state to another."""

    BEGUN = "begun"  # a person wrote or kept a word
    MACHINE_DRAFTED = "machine_drafted"
    SUBMITTED = "submitted"
    SENT_BACK = "sent_back"
    APPROVED = "approved"
    SOURCE_CHANGED = "source_changed"  # or something was added that is not said in this language yet
    CAUGHT_UP = "caught_up"  # typed in the forms, whole, and published with what it belongs to
    EMPTIED = "emptied"


_S, _H = TranslationState, Happening
MOVES: dict[tuple[str, str], TranslationState] = {
    (_S.MISSING, _H.BEGUN): _S.IN_TRANSLATION,
    (_S.MISSING, _H.MACHINE_DRAFTED): _S.MACHINE_DRAFT,
    (_S.MISSING, _H.SUBMITTED): _S.IN_REVIEW,
    (_S.MISSING, _H.CAUGHT_UP): _S.APPROVED,
    (_S.MACHINE_DRAFT, _H.BEGUN): _S.IN_TRANSLATION,
    (_S.MACHINE_DRAFT, _H.MACHINE_DRAFTED): _S.MACHINE_DRAFT,
    (_S.MACHINE_DRAFT, _H.SUBMITTED): _S.IN_REVIEW,
    (_S.MACHINE_DRAFT, _H.CAUGHT_UP): _S.APPROVED,
    (_S.MACHINE_DRAFT, _H.EMPTIED): _S.MISSING,
    (_S.IN_TRANSLATION, _H.BEGUN): _S.IN_TRANSLATION,
    (_S.IN_TRANSLATION, _H.MACHINE_DRAFTED): _S.IN_TRANSLATION,
    (_S.IN_TRANSLATION, _H.SUBMITTED): _S.IN_REVIEW,
    (_S.IN_TRANSLATION, _H.CAUGHT_UP): _S.APPROVED,
    (_S.IN_TRANSLATION, _H.EMPTIED): _S.MISSING,
    (_S.IN_REVIEW, _H.BEGUN): _S.IN_REVIEW,  # a reviewer mends a word
    (_S.IN_REVIEW, _H.SENT_BACK): _S.IN_TRANSLATION,
    (_S.IN_REVIEW, _H.SOURCE_CHANGED): _S.IN_TRANSLATION,
    (_S.IN_REVIEW, _H.APPROVED): _S.APPROVED,
    (_S.IN_REVIEW, _H.CAUGHT_UP): _S.APPROVED,
    (_S.APPROVED, _H.SOURCE_CHANGED): _S.STALE,
    (_S.APPROVED, _H.BEGUN): _S.IN_TRANSLATION,
    (_S.APPROVED, _H.CAUGHT_UP): _S.APPROVED,
    (_S.STALE, _H.SOURCE_CHANGED): _S.STALE,
    (_S.STALE, _H.BEGUN): _S.STALE,  # readers still have the old words; it stays what it is until it is reviewed
    (_S.STALE, _H.MACHINE_DRAFTED): _S.STALE,
    (_S.STALE, _H.SUBMITTED): _S.IN_REVIEW,
    (_S.STALE, _H.CAUGHT_UP): _S.APPROVED,
}

OPEN = (_S.MISSING, _S.MACHINE_DRAFT, _S.IN_TRANSLATION, _S.STALE)  # a translator has something to do


def may_move(state: str, happening: str) -> bool:
    """Whether something can happen to words in a state."""
    return (state, happening) in MOVES


def moved(state: str, happening: str) -> TranslationState:
    """The state after something happened; the same one where it changes nothing."""
    return MOVES.get((state, happening), TranslationState(state))


@dataclass(frozen=True, slots=True)
class Standing:
    """What the words of one language amount to, whatever was recorded of them.

    `whole`: everything that is said in the source is said in this language. `written`: something is. `changed`: the
    source says something that these words were not made from. `drafted`: words wait that readers do not see yet, and
    `by_machine` if no person has looked at any. `settled`: what they belong to is approved or public. `asked`:
    somebody was asked for them.
    """

    whole: bool
    written: bool
    changed: bool
    drafted: bool
    by_machine: bool
    settled: bool
    asked: bool


def reckoned(state: str, now: Standing) -> TranslationState:
    """The state that follows from how the words stand now."""
    if now.changed or (state in (_S.IN_REVIEW, _S.APPROVED, _S.STALE) and not now.whole):
        state = moved(state, _H.SOURCE_CHANGED)
    if now.drafted:
        return _drafted(state, now)
    if now.whole and not now.changed:
        if now.settled:
            return moved(state, _H.CAUGHT_UP)
        return TranslationState(state) if now.asked and state != _S.MISSING else moved(state, _H.SUBMITTED)
    if not now.written:
        return moved(state, _H.EMPTIED)
    return moved(state, _H.BEGUN) if state == _S.MISSING else TranslationState(state)


def _drafted(state: str, now: Standing) -> TranslationState:
    if state != _S.MISSING:
        return TranslationState(state)
    return moved(state, _H.MACHINE_DRAFTED if now.by_machine else _H.BEGUN)
