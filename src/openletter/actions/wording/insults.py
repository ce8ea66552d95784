"""Words that insult, in languages that somebody has looked through: whole words, rather too few than too many.

The dictionaries of glin-profanity hold words that no letter about torture can do without, so each language has a list
of ours beside it (`lists/`): what is fit to say, and what the dictionary lacks. A language without a list of ours is
not checked: nobody has looked through its dictionary.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from openletter.actions.wording.folding import alike, words

DICTIONARIES = {"en": "english", "fr": "french", "ar": "arabic", "es": "spanish", "de": "german", "fa": "persian"}
LONGEST_PHRASE = 4
ARABIC_LETTERS = frozenset({"ar", "fa"})


@dataclass(frozen=True, slots=True)
class Listed:
    """What is listed of one language: phrases that insult, what is fit to say, patterns that insult or threaten."""

    insults: frozenset[str]
    begins: frozenset[str]  # the first words of these phrases
    fit: frozenset[str]
    aimed: tuple[str, ...]
    threats: tuple[str, ...]
    war: tuple[str, ...]


NOTHING = Listed(frozenset(), frozenset(), frozenset(), (), (), ())


@cache
def listed(language: str) -> Listed:
    """The lists of a language, read when they are first needed; nothing for one that nobody has looked through."""
    base = language.split("-")[0]
    if base not in DICTIONARIES:
        return NOTHING
    own = tomllib.loads(files(__package__).joinpath("lists", f"{base}.toml").read_text("utf-8"))
    bad = {*own.get("only", _dictionary(base)), *own["insults"]}
    fit = frozenset(_phrase(entry) for entry in own.get("fit", ()))
    plain = (_phrase(entry) for entry in bad if _is_spelled_out(entry))
    insults = frozenset(phrase for phrase in plain if phrase and phrase not in fit)
    return Listed(
        insults=insults,
        begins=frozenset(phrase.split()[0] for phrase in insults),
        fit=fit,
        aimed=tuple(own["aimed"]),
        threats=tuple(own["threats"]),
        war=tuple(own["war"]),
    )


def insults_in(said: list[str], language: str, *, variants: Iterable[list[str]] = ()) -> list[str]:
    """The insulting phrases among these words, each once, in the order they come."""
    known = listed(language)
    found: dict[str, None] = {}
    for row in (said, *variants):
        for start in (place for place, word in enumerate(row) if word in known.begins):
            phrases = (" ".join(row[start:end]) for end in range(start + 1, start + 1 + LONGEST_PHRASE))
            found |= dict.fromkeys(phrase for phrase in phrases if phrase in known.insults)
    return list(found)


def _dictionary(language: str) -> list[str]:
    # Read as data: importing the package would load its scanners, which find words inside words.
    source = files("glin_profanity").joinpath("data", "dictionaries", f"{DICTIONARIES[language]}.json")
    entries: list[str] = json.loads(source.read_text("utf-8"))["words"]
    return entries


def _phrase(entry: str) -> str:
    return " ".join(words(entry))


def _is_spelled_out(entry: str) -> bool:
    """Not written with signs for letters: those find more innocent text than insults."""
    return all(sign.isalpha() or sign in " -'’\u200c" for sign in alike(entry))
