"""In which language a text is: told from its script and its commonest words, and only when that is plain."""

from __future__ import annotations

import unicodedata
from collections import Counter

from openletter.actions.wording.finding import commonest, words_of

# Scripts that one of the languages we know writes in, by how Unicode begins the names of their letters.
SCRIPTS = {
    "ARABIC": ("ar", "fa", "ur", "ckb", "ps", "sd", "ug"),
    "CYRILLIC": ("ru", "uk", "be", "bg", "sr", "kk", "ky", "tg", "mn", "mk"),
    "HEBREW": ("he", "yi"),
    "GREEK": ("el",),
    "CJK": ("zh", "ja"),
    "HIRAGANA": ("ja",),
    "KATAKANA": ("ja",),
    "HANGUL": ("ko",),
    "DEVANAGARI": ("hi", "ne", "mr"),
    "BENGALI": ("bn",),
    "THAI": ("th",),
    "ARMENIAN": ("hy",),
    "GEORGIAN": ("ka",),
    "ETHIOPIC": ("am", "ti"),
    "TIFINAGH": ("zgh", "kab"),
}
FEWEST_WORDS = 6
LEAST_SHARE = 0.2  # of the words are among the commonest ones of the language
MOST_OF_IT = 0.7  # of the letters are in one script


def outside(text: str, allowed: tuple[str, ...]) -> str:
    """The language a text is in when it is plainly none of the allowed ones; empty when it is, or nobody can tell.

    Said of text that is short, mixed, or in a language we have no words of: nothing.

    >>> outside("Wir denken an dich und sind mit dir, auch wenn das nicht leicht ist.", ("fr", "ar"))
    'de'
    """
    if not allowed:
        return ""
    bases = {code.split("-")[0] for code in allowed}
    script, share = _script(text)
    if script and share >= MOST_OF_IT:
        if script in SCRIPTS:
            return "" if bases & set(SCRIPTS[script]) else SCRIPTS[script][0]
        if script == "LATIN":
            return _of_latin(text, bases)
    return ""


def _script(text: str) -> tuple[str, float]:
    """The script most letters are in, and how many of them."""
    letters = Counter(unicodedata.name(c, "?").split(" ")[0].split("-")[0] for c in text if c.isalpha())
    if not letters:
        return "", 0.0
    script, number = letters.most_common(1)[0]
    return script, number / letters.total()


def _of_latin(text: str, bases: set[str]) -> str:
    known = set(commonest())
    written = {code for code in bases if code not in {c for codes in SCRIPTS.values() for c in codes}}
    if written - known:
        return ""  # a language is allowed whose words we do not know: this may be it
    words = words_of(text)
    if len(words) < FEWEST_WORDS:
        return ""
    shares = sorted(((listed.count(words) / len(words), code) for code, listed in commonest().items()), reverse=True)
    (best, code), (second, _other) = shares[0], shares[1]
    ours = max((share for share, each in shares if each in written), default=0.0)
    plain = best >= LEAST_SHARE and best >= 1.5 * max(second, 0.01) and code not in written
    if plain:
        return code
    # No language of Latin letters is allowed at all, and it is one of them for certain, whichever.
    return code if not written and best > ours else ""
