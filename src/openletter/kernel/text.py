"""What typed text must be before it may be kept."""

import re
import unicodedata

from django.utils.text import slugify

# Control characters can break a database row, forge a header or reverse what a moderator reads.
_REFUSED = {"Cc", "Cs", "Co", "Cn"}
_BIDI_CONTROLS = {chr(c) for c in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}

# What XML 1.0 can hold at all; one other sign, pasted from a word processor, and nobody can read a whole feed.
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def without_controls(text: str) -> str:
    """The text without the signs that no document can hold; everything people can read stays.

    >>> without_controls("two\\x0blines\\n")
    'twolines\\n'
    """
    return _NOT_IN_XML.sub("", text)


def clean_line(value: str) -> str | None:
    """One line in Unicode NFC, outer and doubled spaces removed; None when it holds a control character."""
    text = " ".join(unicodedata.normalize("NFC", value).split())
    return None if _has_control(text) else text


def clean_block(value: str) -> str | None:
    """Several lines in NFC with plain line ends, trimmed; None when it holds any other control character."""
    text = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n")).strip()
    return None if _has_control(text.replace("\n", "").replace("\t", "")) else text


def slug_of(title: str) -> str:
    """A readable piece of an address: Latin letters lose their accents, which break when a link is retold.

    Other scripts stay as they are.
    """
    plain, own = slugify(title), slugify(title, allow_unicode=True)
    return plain if len(plain) == len(own) else own


def _has_control(text: str) -> bool:
    if text.isascii():
        return not text.isprintable() and bool(text)
    return any(c in _BIDI_CONTROLS or unicodedata.category(c) in _REFUSED for c in text)
