"""What a translation must keep from its original, and how our sentences sound."""

from __future__ import annotations

import re
from collections.abc import Iterator

from babel.messages.catalog import Message

PLACEHOLDER = re.compile(r"%\(\w+\)[sdif]|(?<!%)%[sd]|(?<!{)\{\w*\}(?!})|</?[a-z]+\b[^>]*>")
# French sets spaces that do not break before its marks, Arabic turns its commas round.
TYPOGRAPHY = {
    "fr": (
        (re.compile(r"\w'\w"), "a straight apostrophe, not ’"),
        (re.compile(r"(?<![\u00a0\u202f])[;?»:](?=\s|$)"), "no unbreakable space before ; ? » or :"),
        (re.compile(r"«(?![\u00a0\u202f])"), "no unbreakable space after «"),
        (re.compile(r'"(?![^<]*>)'), "straight quotes, not « »"),
    ),
    "ar": (
        (re.compile(r"[\u0600-\u06ff][,;?]"), "Latin punctuation, not ، ؛ ؟"),
        (re.compile(r"[\u0660-\u0669]"), "Arabic-Indic digits, where the pages show 0 to 9"),
        (re.compile(r'["“”](?![^<]*>)'), "Latin quotes, not « »"),
    ),
}
# What is counted, by the names our plural sentences give it; `said` is a number as its language writes it.
NUMBER = re.compile(
    r"%\((count|number|counter|days|hours|n|low|high|said|now|total|reports|late|near|sections)\)[sd]"
    r"|\{(count|number|days|n)\}"
)


def broken(message: Message) -> Iterator[str]:
    """Complaints about one message: unsure, other placeholders, or a tone that is not ours."""
    originals = message.id if isinstance(message.id, (list, tuple)) else (message.id,)
    translations = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
    if message.fuzzy:
        yield f"unsure (fuzzy): {originals[0]!r}"
    if any("!" in text for text in (*originals, *translations)):
        yield f"an exclamation mark: {originals[0]!r}"
    if any(text and _edges(text) != _edges(originals[0]) for text in translations):
        yield f"other spaces or line ends around it: {originals[0]!r}"
    expected = _placeholders(originals[-1])
    for text in translations:
        # One person, two days: forms for small numbers may leave the number out, nothing else.
        if text and (_placeholders(text) ^ expected) - _numbers(expected if len(translations) > 1 else set()):
            yield f"other placeholders than {originals[-1]!r}: {text!r}"


def unpolished(language: str, text: str) -> Iterator[str]:
    """Complaints about the typography of one translated text: what a native printer would send back."""
    for pattern, complaint in TYPOGRAPHY.get(language, ()):
        if pattern.search(text):
            yield f"{complaint}: {text!r}"


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def _placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def _numbers(placeholders: set[str]) -> set[str]:
    return {one for one in placeholders if NUMBER.fullmatch(one)}
