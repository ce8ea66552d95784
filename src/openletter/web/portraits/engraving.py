"""The ground of a stamp and the shape of its medallion, drawn from a digest as an engraver would shade them.

Two people with the same letters must be told apart at a glance, so the digest chooses among grounds and shapes that
differ in kind, and then how each of them swings.
"""

from __future__ import annotations

import hashlib
import math
import unicodedata

LEFT, TOP, RIGHT, BOTTOM = 10.0, 10.0, 110.0, 124.0
CENTRE = (60.0, 67.0)

type Digest = bytes


def digest_of(name: str) -> Digest:
    """What a name decides; however its accents are encoded."""
    return hashlib.sha256(unicodedata.normalize("NFC", " ".join(name.split())).encode()).digest()


def ground(digest: Digest) -> str:
    """The path of fine lines behind the medallion."""
    drawers = (_waves, _rays, _ripples, _weave, _hills, _scales)
    return drawers[digest[3] % len(drawers)](digest)


def medallion(digest: Digest, inset: float) -> str:
    """The outline that holds the letters, `inset` units within its outermost line."""
    shapes = (_oval, _arch, _octagon, _round, _cartouche)
    return shapes[digest[4] % len(shapes)](inset)


def rosette(digest: Digest) -> str:
    """Many equal strands woven into one figure: a group, a family, a community. No letter could stand for them."""
    strands = 7 + digest[5] % 6
    long, wide = 31.0, 13.0 + digest[6] % 8
    return "".join(_strand(turn * 180 / strands, long, wide) for turn in range(strands))


def _strand(degrees: float, long: float, wide: float) -> str:
    x, y = (long * part(math.radians(degrees)) for part in (math.cos, math.sin))
    (cx, cy), arc = CENTRE, f"A{_n(long)} {_n(wide)} {_n(degrees)} 1 0 "
    return f"M{_n(cx + x)} {_n(cy + y)}{arc}{_n(cx - x)} {_n(cy - y)}{arc}{_n(cx + x)} {_n(cy + y)}"


def _n(value: float) -> str:
    return f"{value:.4g}"


def _waves(digest: Digest) -> str:
    halves = 3 + digest[0] % 4
    drift, turn = digest[1] / 255 * math.tau, 0.16 + digest[2] / 255 * 0.2
    step = _n(100 / halves)
    lines = []
    for row in range(31):
        lift = round(11 * math.sin(drift + row * turn))
        lines.append(f"M10 {_n(12 + row * 3.6)}q{_n(50 / halves)} {lift} {step} 0" + f"t{step} 0" * (halves - 1))
    return "".join(lines)


def _rays(digest: Digest) -> str:
    """From a sun somewhere low or high."""
    x, y = 25 + digest[0] / 255 * 70, (4.0, 130.0)[digest[1] % 2]
    count = 56 + digest[2] % 24
    ends = ((math.cos(i / count * math.tau), math.sin(i / count * math.tau)) for i in range(count))
    return "".join(f"M{_n(x)} {_n(y)}l{_n(cos * 180)} {_n(sin * 180)}" for cos, sin in ends)


def _ripples(digest: Digest) -> str:
    """Rings on water around a point."""
    x, y = 20 + digest[0] / 255 * 80, 20 + digest[1] / 255 * 94
    step, flat = 3.0 + digest[2] % 3 * 0.4, 1 + digest[6] % 3 * 0.18
    radii = (step * (ring + 1) for ring in range(int(140 / step)))
    return "".join(
        f"M{_n(x - r)} {_n(y)}a{_n(r)} {_n(r / flat)} 0 1 0 {_n(2 * r)} 0a{_n(r)} {_n(r / flat)} 0 1 0 {_n(-2 * r)} 0"
        for r in radii
    )


def _weave(digest: Digest) -> str:
    """Two families of slanting lines."""
    slants = (20 + digest[0] % 60, -(20 + digest[1] % 60))
    gap = 4.2 + digest[2] % 4 * 0.5
    count = int(260 / gap)
    return "".join(f"M{_n(-70 + i * gap)} 10l{slant} 114" for slant in slants for i in range(count))


def _hills(digest: Digest) -> str:
    """Ridge behind ridge."""
    first, second = 20 + digest[0] / 255 * 40, 60 + digest[1] / 255 * 40
    height = 12 + digest[2] % 22
    return "".join(
        f"M10 {_n(16 + row * 3.5)}Q{_n(first)} {_n(16 + row * 3.5 - height)} 60 {_n(16 + row * 3.5)}"
        f"Q{_n(second)} {_n(16 + row * 3.5 + height * 0.8)} 110 {_n(12 + row * 3.5)}"
        for row in range(-6, 38)
    )


def _scales(digest: Digest) -> str:
    """Rows of arches, each set off by half."""
    across = 6 + digest[0] % 4
    step = 100 / across
    rise = step * (0.55 + digest[1] % 3 * 0.12)
    rows = []
    for row in range(int(114 / (step / 2)) + 3):
        y, shift = 14 + row * step / 2, (row % 2) * step / 2
        for lift in (1.0, 0.66, 0.33):
            inner = step * lift
            arches = f"q{_n(inner / 2)} {_n(-2 * rise * lift)} {_n(inner)} 0m{_n(step - inner)} 0" * (across + 1)
            rows.append(f"M{_n(10 - shift + (step - inner) / 2)} {_n(y)}{arches}")
    return "".join(rows)


def _oval(inset: float) -> str:
    rx, ry = 37 - inset, 45 - inset
    return f"M{_n(60 - rx)} 67a{_n(rx)} {_n(ry)} 0 1 0 {_n(2 * rx)} 0a{_n(rx)} {_n(ry)} 0 1 0 {_n(-2 * rx)} 0z"


def _round(inset: float) -> str:
    r = 40 - inset
    return f"M{_n(60 - r)} 67a{_n(r)} {_n(r)} 0 1 0 {_n(2 * r)} 0a{_n(r)} {_n(r)} 0 1 0 {_n(-2 * r)} 0z"


def _arch(inset: float) -> str:
    w, foot = 36 - inset, 110 - inset
    return f"M{_n(60 - w)} {_n(foot)}V60a{_n(w)} {_n(w)} 0 0 1 {_n(2 * w)} 0V{_n(foot)}z"


def _octagon(inset: float) -> str:
    w, h, cut = 38 - inset, 44 - inset, 17 - inset * 0.41
    x, y = 60 - w, 67 - h
    return (
        f"M{_n(x + cut)} {_n(y)}h{_n(2 * (w - cut))}l{_n(cut)} {_n(cut)}v{_n(2 * (h - cut))}l{_n(-cut)} {_n(cut)}"
        f"h{_n(-2 * (w - cut))}l{_n(-cut)} {_n(-cut)}v{_n(-2 * (h - cut))}z"
    )


def _cartouche(inset: float) -> str:
    """A label with corners taken out in quarter rounds."""
    w, h, bite = 39 - inset, 42 - inset, 10.0
    x, y, a = 60 - w, 67 - h, f"a{_n(bite)} {_n(bite)} 0 0 0 "
    return (
        f"M{_n(x + bite)} {_n(y)}h{_n(2 * (w - bite))}{a}{_n(bite)} {_n(bite)}v{_n(2 * (h - bite))}{a}{_n(-bite)}"
        f" {_n(bite)}h{_n(-2 * (w - bite))}{a}{_n(-bite)} {_n(-bite)}v{_n(-2 * (h - bite))}{a}{_n(bite)} {_n(-bite)}z"
    )
