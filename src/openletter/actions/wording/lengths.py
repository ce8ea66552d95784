"""How long a post is, in the measure of the network that will carry it.

X: the published weights of twitter-text, configuration version 3: the code points 0-4351, 8192-8205, 8208-8223 and
8242-8247 weigh one, all others two, an emoji of however many code points two, an address on the web 23; of 280.
Bluesky (lexicon app.bsky.feed.post): 300 graphemes and 3,000 octets of UTF-8. Mastodon (its status length validator):
500 graphemes, an address on the web 23, of `@user@host` only `@user`. Texts are measured in Unicode NFC.
"""

from __future__ import annotations

import unicodedata
from typing import Final

import regex

ADDRESS_WEIGHS: Final = 23
BLUESKY_OCTETS: Final = 3_000

# The same three expressions stand in static/openletter/js/lengths.js; one table tests both.
_WEB: Final = r"https?://[^\s<>\"«»“”]*[^\s<>\"«»“”.,;:!?'’)\]…،؛؟]"
_BARE: Final = r"(?<![\w@.\-/])(?:[a-z0-9](?:[a-z0-9\-]*[a-z0-9])?\.)+(?:com|org|net|int|info|[a-z]{2})(?![\w.\-@])"
_EMOJI: Final = (
    r"\p{RI}\p{RI}|[0-9#*]\uFE0F?\u20E3|"
    r"(?:[©®]\uFE0F|(?![©®])\p{ExtPict}(?!\uFE0E)\uFE0F?)\p{EMod}?"
    r"(?:\u200D\p{ExtPict}\uFE0F?\p{EMod}?)*[\U000E0020-\U000E007F]*"
)
_ADDRESSES = regex.compile(rf"{_WEB}|{_BARE}", regex.IGNORECASE)
_WITH_SCHEME = regex.compile(_WEB, regex.IGNORECASE)
_EMOJIS = regex.compile(_EMOJI)
_ELSEWHERE = regex.compile(r"(?<![\w/])(@[\w.\-]*\w)@[\w.\-]*\w")
_GRAPHEMES = regex.compile(r"\X")


def weight_on_x(text: str) -> int:
    """The weighted length of a post on X.

    >>> weight_on_x("سلام https://example.org/a/very/long/address/indeed")
    28
    """
    rest, addresses = _ADDRESSES.subn("", _composed(text))
    rest, emoji = _EMOJIS.subn("", rest)
    return ADDRESS_WEIGHS * addresses + 2 * emoji + sum(1 if _is_light(ord(sign)) else 2 for sign in rest)


def graphemes(text: str) -> int:
    """How many signs a reader sees: the measure of Bluesky.

    >>> graphemes("e\\u0301")
    1
    """
    return len(_GRAPHEMES.findall(_composed(text)))


def octets(text: str) -> int:
    """How many octets of UTF-8 the text takes."""
    return len(_composed(text).encode())


def length_on_mastodon(text: str) -> int:
    """The length of a post on Mastodon.

    >>> length_on_mastodon("@minister@social.example.org")
    9
    """
    rest, addresses = _WITH_SCHEME.subn("", _composed(text))
    return ADDRESS_WEIGHS * addresses + graphemes(_ELSEWHERE.sub(r"\1", rest))


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n"))


def _is_light(point: int) -> bool:
    return point <= 4351 or 8192 <= point <= 8205 or 8208 <= point <= 8223 or 8242 <= point <= 8247
