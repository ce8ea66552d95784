"""Drawing the stamp of a name.

The same name always gives the same stamp: its ground and medallion are drawn from a digest of the name, its letters
are the person's own, in their own script. On a page it carries no style and no script, so it stands under the strict
content security policy, and takes its colours from the stylesheet; for cards and print it carries its paint itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from openletter.web.portraits.engraving import digest_of, ground, medallion, rosette
from openletter.web.portraits.letters import initials, is_arabic, wide

WIDTH, HEIGHT = 120, 150
BITE = 2.9
"""Radius of one perforation, in drawing units."""
STRIP_WIDTH = 94.0
TWO_LINES_FROM = 26
WIDE_ARABIC = set("سشصضثبتفقك")


@dataclass(frozen=True)
class Paint:
    """Colours (`#rrggbb`) and faces for a stamp that no stylesheet reaches."""

    ink: str
    sheet: str
    rule: str
    letter: str
    print: str

    def of(self, role: str) -> str:
        """The attributes of one kind of part."""
        line = f'fill="none" stroke="{self.ink}" stroke-width='
        return {
            "edge": f'fill="{self.sheet}" stroke="{self.rule}" stroke-width="0.6"',
            "frame": f'{line}"0.8"',
            "engraving": f'{line}"0.45" stroke-opacity="0.55"',
            "ground": f'fill="{self.sheet}"',
            "initials": f'fill="{self.ink}" font-family="{escape(self.letter)}"',
            "strip": f'fill="{self.ink}" font-family="{escape(self.print)}"',
        }[role]


def stamp(name: str, *, several: bool = False, pseudonym: bool = False, paint: Paint | None = None) -> SafeString:
    """The stamp as SVG, hidden from assistive technology: the name always stands beside it as text.

    A case about `several` people shows a rosette instead of letters, a changed name (`pseudonym`) a dashed medallion.
    """
    digest = digest_of(name)
    letters = () if several else initials(name)
    dashes = ' stroke-dasharray="2.2 1.8"' if pseudonym else ""
    middle = _letters(letters, paint) if letters else f'<path {_as("frame", paint)} d="{rosette(digest)}"/>'
    return _drawn(
        f'<svg x="10" y="10" width="100" height="114" viewBox="10 10 100 114">'
        f'<path {_as("engraving", paint)} d="{ground(digest)}"/></svg>'
        f'<path {_as("ground", paint)} d="{medallion(digest, 0)}"/>'
        f'<path {_as("frame", paint)} d="{medallion(digest, 0)}"{dashes}/>'
        f'<path {_as("frame", paint)} d="{medallion(digest, 2.6)}"{dashes}/>'
        f"{middle}",
        name,
        paint,
    )


def photo_frame(name: str) -> SafeString:
    """The same stamp without a middle, for a photograph to be laid in: perforated edge, frame and strip."""
    return _drawn("", name, None)


def _drawn(middle: str, name: str, paint: Paint | None) -> SafeString:
    own = ' xmlns="http://www.w3.org/2000/svg"' if paint else ""
    return mark_safe(  # noqa: S308 - every part is drawn here or escaped
        f'<svg{own} class="stamp" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true" focusable="false">'
        f'<path {_as("edge", paint)} d="{_perforated_edge()}"/>'
        f"{middle}"
        f'<path {_as("frame", paint)} d="M9.5 9.5h101v131h-101zM9.5 124h101"/>'
        f"{_strip(name, paint)}</svg>"
    )


def _as(role: str, paint: Paint | None) -> str:
    return paint.of(role) if paint else f'class="{role}"'


def _letters(letters: tuple[str, ...], paint: Paint | None) -> str:
    arabic = is_arabic(letters)
    # Zero-width non-joiners keep Arabic letters in their own full forms.
    text = "\u200c \u200c".join(letters) if arabic else "".join(letters)
    size = (
        (30 if set(letters) & WIDE_ARABIC else 38)
        if arabic
        else min(44 if len(letters) == 1 else 37, round(48 / max(_breadth(text), 0.1)))
    )
    base = 72 if arabic else round(67 + size * 0.335, 1)
    return _text("initials", text, f'y="{base}" font-size="{size}"', paint)


def _breadth(text: str) -> float:
    """Capitals are wider than the run of a text: two wide ones have to stay within the medallion."""
    return sum(0.82 if letter in "MWÆŒЖШЩЮⵎ" else max(0.65, wide(letter)) for letter in text)


def _strip(name: str, paint: Paint | None) -> str:
    """The name at the foot, in one line or two."""
    lines = _split(" ".join(name.split()))
    size = min(8.0 if len(lines) == 1 else 6.2, STRIP_WIDTH / max(*map(wide, lines), 1))
    tops = (134.8,) if len(lines) == 1 else (131.0, 137.8)
    return "".join(
        _text("strip", line, f'y="{top}" font-size="{size:.1f}"', paint) for line, top in zip(lines, tops, strict=True)
    )


def _text(role: str, text: str, place: str, paint: Paint | None) -> str:
    return f'<text {_as(role, paint)} x="60" {place} text-anchor="middle">{escape(text)}</text>'


def _split(name: str) -> tuple[str, ...]:
    """A long name is broken at the space nearest to its middle."""
    spaces = [i for i, sign in enumerate(name) if sign == " "]
    if len(name) < TWO_LINES_FROM or not spaces:
        return (name,)
    at = min(spaces, key=lambda i: abs(i - len(name) / 2))
    return name[:at], name[at + 1 :]


def _perforated_edge() -> str:
    """A rectangle with half-round bites, evenly spaced along each side."""
    return "M0 0" + _side(WIDTH, "h", 1) + _side(HEIGHT, "v", 1) + _side(WIDTH, "h", -1) + _side(HEIGHT, "v", -1) + "z"


def _side(length: int, axis: str, sign: int) -> str:
    bites = length // 8
    gap = round((length - bites * 2 * BITE) / (bites + 1), 3)
    dx, dy = (2 * BITE * sign, 0.0) if axis == "h" else (0.0, 2 * BITE * sign)
    line = f"{axis}{gap * sign}"
    return (line + f"a{BITE} {BITE} 0 0 0 {dx:g} {dy:g}") * bites + line
