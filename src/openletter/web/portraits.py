"""A typographic portrait: a postage stamp drawn from a name, for people of whom no picture may be shown.

The same name always gives the same stamp: its engraving is drawn from a digest of the name, its letters are the
person's own, in their own script. It carries no style attribute and no script, so it stands under the strict
content security policy, and takes its colours from the stylesheet.
"""

from __future__ import annotations

import hashlib
import math
import unicodedata

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

WIDTH, HEIGHT = 120, 150
BITE = 2.9
"""Radius of one perforation, in drawing units."""

ARTICLES = {"el", "al", "ar", "as", "at", "ben", "bin", "ibn", "ould", "de", "van", "von", "la", "le"}
ARABIC_ARTICLE = "ال"


def initials(name: str) -> tuple[str, ...]:
    """The first letters of the first and last part of a name, its article left aside.

    >>> initials("Chekib El-Khiari")
    ('C', 'K')
    >>> initials("ناصر الزفزافي")
    ('ن', 'ز')
    """
    words = [w for w in name.replace("-", " ").split() if w.lower() not in ARTICLES]
    letters = [_first_letter(word) for word in (words or name.split())]
    letters = [letter for letter in letters if letter]
    return tuple(letters[:1] + letters[-1:]) if len(letters) > 1 else tuple(letters)


def _first_letter(word: str) -> str:
    bare = word.removeprefix(ARABIC_ARTICLE) if len(word) > 4 else word
    letter = next((c for c in bare if c.isalnum()), "")
    return unicodedata.normalize("NFC", letter.upper())


def stamp(name: str) -> SafeString:
    """The stamp as inline SVG, hidden from assistive technology: the name always stands beside it as text."""
    letters = initials(name)
    arabic = any("؀" <= letter <= "ۿ" for letter in letters)
    # Zero-width non-joiners keep Arabic letters in their own full forms.
    text = "\u200c \u200c".join(letters) if arabic else "".join(letters)
    size, base = (38, 75) if arabic else (_latin_size(text), 82)
    return mark_safe(  # noqa: S308 - every part is drawn here or escaped
        f'<svg class="stamp" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true" focusable="false">'
        f'<path class="edge" d="{_perforated_edge()}"/>'
        f'<svg x="10" y="10" width="100" height="114" viewBox="10 10 100 114">'
        f'<path class="engraving" d="{_engraving(name)}"/></svg>'
        f'<ellipse class="ground" cx="60" cy="70" rx="37" ry="43"/>'
        f'<ellipse class="frame" cx="60" cy="70" rx="37" ry="43"/>'
        f'<ellipse class="frame" cx="60" cy="70" rx="34.4" ry="40.4"/>'
        f'<rect class="frame" x="9.5" y="9.5" width="101" height="131"/>'
        f'<rect class="ground" x="10" y="124" width="100" height="16"/>'
        f'<path class="frame" d="M9.5 124H110.5"/>'
        f'<text class="initials" x="60" y="{base}" font-size="{size}" text-anchor="middle">{escape(text)}</text>'
        f'<text class="strip" x="60" y="134.8" font-size="{_strip_size(name)}" text-anchor="middle">'
        f"{escape(name)}</text></svg>"
    )


def _latin_size(text: str) -> int:
    """Two wide letters have to stay within the oval."""
    return 29 if any(letter in "MWÆŒ" for letter in text) else 37


def _strip_size(name: str) -> float:
    return round(min(8.0, 165 / max(len(name), 1)), 1)


def _perforated_edge() -> str:
    """A rectangle with half-round bites, evenly spaced along each side."""
    return "M0 0" + _side(WIDTH, "h", 1) + _side(HEIGHT, "v", 1) + _side(WIDTH, "h", -1) + _side(HEIGHT, "v", -1) + "z"


def _side(length: int, axis: str, sign: int) -> str:
    bites = length // 8
    gap = round((length - bites * 2 * BITE) / (bites + 1), 3)
    dx, dy = (2 * BITE * sign, 0.0) if axis == "h" else (0.0, 2 * BITE * sign)
    line = f"{axis}{gap * sign}"
    return (line + f"a{BITE} {BITE} 0 0 0 {dx:g} {dy:g}") * bites + line


def _engraving(name: str) -> str:
    """Fine wave lines across the stamp, as an engraver would shade a ground; their swing belongs to the name."""
    digest = hashlib.sha256(unicodedata.normalize("NFC", name).encode()).digest()
    halves = 3 + digest[0] % 4
    drift = digest[1] / 255 * math.tau
    turn = 0.16 + digest[2] / 255 * 0.2
    lines = []
    for row in range(31):
        lift = round(11 * math.sin(drift + row * turn))
        step = f"{100 / halves:.4g}"
        lines.append(f"M10 {12 + row * 3.6:.4g}q{50 / halves:.4g} {lift} {step} 0" + f"t{step} 0" * (halves - 1))
    return "".join(lines)
