"""An arranged picture as SVG that takes its colours and its type from the stylesheet: no style, no script."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from openletter.web.drawing.chronology import BAR, FADE, MARK
from openletter.web.drawing.placed import Bar, Mark, Picture, Words
from openletter.web.drawing.told import Lane


def drawn(picture: Picture, name: str, says: str) -> SafeString:
    """The picture as one image that says in a sentence what it shows.

    `name` begins every id inside it. A pointer may follow a mark to its entry; keyboards and screen readers have the
    list that follows, so the links are not stops of their own, and they stand beside the image, not inside it.
    """
    height = f"{picture.height:g}"
    image = "".join((*_ground(picture), *_bars(picture, name), *_words(picture)))
    defs, marks = "".join(_defs(picture, name)), "".join(_marks(picture))
    return mark_safe(  # noqa: S308 - every part is a number, a word of ours or escaped
        f'<svg class="{name}" viewBox="0 0 {picture.width:g} {height}" width="{picture.width:g}" height="{height}"'
        f'>{defs}<g role="img" aria-label="{escape(says)}">{image}</g><g aria-hidden="true">{marks}</g></svg>'
    )


def _defs(picture: Picture, name: str) -> Iterator[str]:
    if not picture.bars:
        return
    yield "<defs>"
    yield (
        f'<pattern id="{name}-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<path class="hatch" d="M1.5 0V6"/></pattern>'
    )
    for number, bar in enumerate(picture.bars):
        if bar.open:
            start, end = (bar.low + _fade(bar), bar.low) if picture.mirrored else (bar.high - _fade(bar), bar.high)
            yield (
                f'<linearGradient id="{name}-f{number}" gradientUnits="userSpaceOnUse" x1="{_n(start)}" y1="0"'
                f' x2="{_n(end)}" y2="0"><stop offset="0" stop-color="#fff"/>'
                f'<stop offset="1" stop-color="#fff" stop-opacity="0.06"/></linearGradient>'
                f'<mask id="{name}-m{number}" maskUnits="userSpaceOnUse" x="0" y="0" width="{_n(picture.width)}"'
                f' height="{_n(picture.height)}"><rect width="{_n(picture.width)}" height="{_n(picture.height)}"'
                f' fill="url(#{name}-f{number})"/></mask>'
            )
    yield "</defs>"


def _fade(bar: Bar) -> float:
    return min(FADE, (bar.high - bar.low) / 2)


def _ground(picture: Picture) -> Iterator[str]:
    for tick in picture.ticks:
        yield f'<path class="year" d="M{_n(tick.at)} 0V{_n(picture.axis + 4)}"/>'
        if tick.text:
            yield f'<text class="tick" x="{_n(tick.at)}" y="{_n(picture.axis + 19)}">{escape(tick.text)}</text>'
    yield f'<path class="axis" d="M0 {_n(picture.axis)}H{_n(picture.width)}"/>'
    for line in (picture.event_line, picture.court_line):
        if line is not None:
            yield f'<path class="line" d="M0 {_n(line)}H{_n(picture.width)}"/>'


def _bars(picture: Picture, name: str) -> Iterator[str]:
    for number, bar in enumerate(picture.bars):
        fill = f' fill="url(#{name}-hatch)"' if bar.lane == Lane.STRIKE else ""
        faded = f' mask="url(#{name}-m{number})"' if bar.open else ""
        yield f'<g class="{bar.lane}"{faded}>'
        if bar.high - bar.low - (bar.right - bar.left) > 1:
            yield _rect("perhaps", bar.low, bar.high, bar.top, fill)
        if bar.right > bar.left:
            yield _rect("surely", bar.left, bar.right, bar.top, fill)
        elif bar.high - bar.low <= 3.1:
            yield _rect("surely", bar.low, bar.high, bar.top, fill)
        yield "</g>"


def _rect(name: str, left: float, right: float, top: float, fill: str) -> str:
    width = _n(right - left)
    return f'<rect class="{name}" x="{_n(left)}" y="{_n(top)}" width="{width}" height="{BAR:g}"{fill}/>'


def _marks(picture: Picture) -> Iterator[str]:
    for mark in sorted(picture.marks, key=lambda each: each.sure):
        yield f'<a href="#{escape(mark.key)}" tabindex="-1"><title>{escape(mark.title)}</title>'
        yield f'<circle class="hit" cx="{_n(mark.at)}" cy="{_n(mark.top)}" r="12"/>'
        if mark.right - mark.left > 2 * MARK:
            yield f'<path class="extent" d="M{_n(mark.left)} {_n(mark.top)}H{_n(mark.right)}"/>'
        yield f"{_shape(mark)}</a>"


def _shape(mark: Mark) -> str:
    kinds = " ".join(
        name for name, holds in (("alleged", mark.alleged), ("unsure", not mark.sure), ("legal", mark.legal)) if holds
    )
    at, top = mark.at, mark.top
    if mark.alleged:
        return _block(kinds, at, top, MARK * 1.8, MARK * 1.8)
    if mark.legal:
        return _block(kinds, at, top, 5, 2 * MARK + 2)
    dot = f'<circle class="dot" cx="{_n(at)}" cy="{_n(top)}" r="2.5"/>' if mark.sure else ""
    return f'<circle class="mark {kinds}" cx="{_n(at)}" cy="{_n(top)}" r="{MARK:g}"/>{dot}'


def _block(kinds: str, at: float, top: float, width: float, height: float) -> str:
    place = f'x="{_n(at - width / 2)}" y="{_n(top - height / 2)}" width="{_n(width)}" height="{_n(height)}"'
    return f'<rect class="mark {kinds}" {place}/>'


def _words(picture: Picture) -> Iterator[str]:
    for words in picture.words:
        yield _leader(words, picture)
        name = "caption" if words.begins else "word"
        yield f'<text class="{name}" x="{_n(words.at)}" y="{_n(words.line)}">{escape(words.text)}</text>'


def _leader(words: Words, picture: Picture) -> str:
    if words.leader is None:
        return ""
    lines = [line for line in (picture.event_line, picture.court_line) if line is not None and line > words.line]
    return f'<path class="leader" d="M{_n(words.leader)} {_n(words.line + 4)}V{_n(min(lines) - MARK)}"/>'


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
