"""Chambers, how their members are spoken to, and what a new file changes. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from openletter.kernel.folding import words_in
from openletter.kernel.languages import preference

# The name of a thing in the language of its source, beside the names that say which language they are in.
ANY = ""
Names = Mapping[str, str]


class Chamber(TextChoices):
    """Which part of a legislature somebody sits in."""

    SINGLE = "single", pgettext_lazy("chamber", "Single chamber")
    LOWER = "lower", pgettext_lazy("chamber", "Lower house")
    UPPER = "upper", pgettext_lazy("chamber", "Upper house")
    REGIONAL = "regional", pgettext_lazy("chamber", "Regional parliament")


# No gender is kept of anybody, so that these fit everybody; a file may say how one person is addressed.
_SALUTATIONS: Mapping[str, Mapping[str, str]] = {
    "en": {Chamber.UPPER: "Dear Senator {name},", ANY: "Dear {name},"},
    "fr": {Chamber.UPPER: "Madame la Sénatrice, Monsieur le Sénateur,", ANY: "Madame la Députée, Monsieur le Député,"},
    "ar": {
        Chamber.UPPER: "حضرة عضو مجلس الأمة المحترم {name}،",
        ANY: "حضرة النائب المحترم {name}،",
    },
}
_CLOSINGS: Names = {
    "en": "Yours sincerely,",
    "fr": "Je vous prie d’agréer l’expression de ma considération distinguée.",
    "ar": "وتفضلوا بقبول فائق الاحترام والتقدير.",
}
# A house that is called by other words than the rest of its language.
_OF_COUNTRY: Mapping[tuple[str, str, str], str] = {("GB", Chamber.UPPER, "en"): "Dear {name},"}
_CODE = re.compile(r"[^0-9A-Z]+")


def said(names: Names, language: str) -> str:
    """A name in a language, else as the source has it, else in the nearest language there is; empty where none is."""
    for code in (language, language.split("-")[0], ANY, *preference(language, names)):
        if names.get(code):
            return names[code]
    return ""


def spelled(*names: Names) -> str:
    """What a thing is found by: each word of its names in any language once, folded, with a space before it.

    >>> spelled({"en": "El Khiari", "fr": "Él Khiari"})
    ' khiari'
    """
    words = dict.fromkeys(word for every in names for name in (every or {}).values() for word in words_in(name))
    return "".join(f" {word}" for word in words)


def language_of(names: Names, language: str) -> str:
    """In which language `said` answered; empty where the source does not say."""
    return next((code for code in (language, language.split("-")[0]) if names.get(code)), ANY)


def salutation(*, chamber: str, country: str, language: str, name: str) -> str:
    """How a letter to a member of a chamber begins where nothing else is known; English for languages without words."""
    words = _SALUTATIONS.get(language.split("-")[0], _SALUTATIONS["en"])
    form = _OF_COUNTRY.get((country, chamber, language.split("-")[0])) or words.get(chamber, words[ANY])
    return form.format(name=name)


def closing(language: str) -> str:
    """How such a letter ends."""
    return _CLOSINGS.get(language.split("-")[0], _CLOSINGS["en"])


def plain_code(typed: str) -> str:
    """A postcode as it is kept and looked for: letters and digits, nothing between.

    >>> plain_code("h2x 1y4")
    'H2X1Y4'
    """
    return _CODE.sub("", typed.upper())


@dataclass(frozen=True, slots=True)
class Difference:
    """What a file changes of the people kept: their keys, each in one of these."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    same: tuple[str, ...]
    returned: tuple[str, ...]
    gone: tuple[str, ...]


def compare(*, kept: Mapping[str, tuple[str, bool]], found: Mapping[str, str]) -> Difference:
    """What changes when `found` (key to digest) takes the place of `kept` (key to digest and whether it serves now).

    Who is not in the file has left; who comes back after that is named apart from who changed.
    """
    there = [key for key in found if key in kept]
    serving = [key for key in there if kept[key][1]]
    return Difference(
        new=tuple(key for key in found if key not in kept),
        changed=tuple(key for key in serving if kept[key][0] != found[key]),
        same=tuple(key for key in serving if kept[key][0] == found[key]),
        returned=tuple(key for key in there if not kept[key][1]),
        gone=tuple(key for key, (_digest, serves) in kept.items() if serves and key not in found),
    )
