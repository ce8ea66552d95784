"""A message as a moderator sees it: its text with what the rules remarked marked in it, and the words for the marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from openletter.actions.wording.message import Guidance, look_at_message, places
from openletter.kernel.languages import endonym

# Short labels beside a mark in the text, for a moderator who reads fifty messages in ten minutes.
LABELS: dict[str, Any] = {
    "organisation": gettext_lazy("Organisation"),
    "religion": gettext_lazy("Religion"),
    "mentions_case": gettext_lazy("Case or charges"),
    "politics": gettext_lazy("Politics"),
    "season": gettext_lazy("Feast days"),
    "unkind": gettext_lazy("Insult or threat"),
    "email": gettext_lazy("E-mail address"),
    "link": gettext_lazy("Link or account"),
    "phone": gettext_lazy("Telephone number"),
    "address": gettext_lazy("Postal address"),
    "language": gettext_lazy("Another language"),
    "too_long_for_case": gettext_lazy("Too long"),
    "address_missing": pgettext_lazy("remark", "Sender’s address is missing"),
    "address_forbidden": pgettext_lazy("remark", "Sender’s address is given"),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text; `label` says what was remarked of it, empty for the rest."""

    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What the rules remarked, in one line."""

    label: str
    detail: str


def label_of(code: str) -> str:
    """A remark's short label."""
    return str(LABELS.get(code, code))


def pieces(text: str, guidance: Guidance, organisation: tuple[str, ...]) -> tuple[Piece, ...]:
    """The whole text, cut where something was remarked."""
    return tuple(_cut(text, guidance, organisation))


def remarks_of(text: str, address: str, guidance: Guidance, organisation: tuple[str, ...]) -> tuple[Said, ...]:
    """What was remarked, under the rules as they stand today."""
    found = look_at_message(text, guidance=guidance, organisation=organisation, address=address)
    return tuple(Said(label_of(remark.code), _detail(remark.code, remark.words)) for remark in found)


def _detail(code: str, words: tuple[str, ...]) -> str:
    if code == "language":
        # Translators: the name of a language, which a small programme has guessed
        return _("It seems to be %(language)s.") % {"language": endonym(words[0])}
    if code == "too_long_for_case":
        return _("%(length)s characters; %(most)s are allowed.") % {"length": words[0], "most": words[1]}
    return " · ".join(words)


def _cut(text: str, guidance: Guidance, organisation: tuple[str, ...]) -> Iterator[Piece]:
    at = 0
    for place in places(text, guidance=guidance, organisation=organisation):
        yield Piece(text[at : place.start])
        yield Piece(text[place.start : place.end], label_of(place.code))
        at = place.end
    yield Piece(text[at:])
