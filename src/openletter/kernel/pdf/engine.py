"""The press: Typst sets a template with the words it is given, and answers a PDF.

Words travel as JSON beside the template and never inside it, so nothing anybody typed can become markup. A press warms
up once and is used again, which makes it about ten times as fast as a new one; each sets one paper at a time, so a few
of them stand ready for the threads of a process. Nothing is written to disk.
"""

from __future__ import annotations

import json
import os
import re
import threading
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from anyascii import anyascii

from openletter.kernel.pdf.letters import FONTS, faces, showable
from openletter.kernel.pdf.pictures import Picture

ROOT = Path(__file__).parent.parent.parent
"""Templates are named from here, and import each other from here: `/kernel/pdf/house.typ`."""
MOST_PRESSES = 4
TRIES = 8
HEAVY = 1_000_000
"""Characters of a paper's words and pictures from which the press is made to forget them at once."""
KEPT_BY_PRESS = 10
"""So many papers long Typst remembers what the last ones were made of; whole photographs would fill the memory."""
_UNSHOWN = re.compile('the text `"(.+?)"` could not be displayed', re.DOTALL)


class NotDrawn(Exception):
    """A paper could not be set; the message is the press's own and names no words of the paper's data."""


def draw(
    template: str,
    data: Mapping[str, Any],
    *,
    at: datetime,
    pictures: Mapping[str, Picture] | None = None,
    standard: str | None = "ua-1",
) -> bytes:
    """The paper as PDF: accessible (PDF/UA-1) unless told otherwise; the same data and moment are the same bytes.

    `template` is a path within the package, as `actions/papers/letter.typ`; it reads `data` through
    `#import "/kernel/pdf/house.typ": data`. Text in it may be anything a person types: signs our faces lack are
    spelled in Latin letters. `pictures` are reached as `picture("name", alt: ..)`. Raises NotDrawn.
    """
    words = {"data": _shown(data), "pictures": _packed(pictures)}
    options = {"format": "pdf", "pdf_standards": [standard] if standard else [], "timestamp": int(at.timestamp())}
    return _set(template, words, options)


def draw_png(
    template: str, data: Mapping[str, Any], *, dots: float, pictures: Mapping[str, Picture] | None = None
) -> bytes:
    """The only page of a paper as PNG, with so many `dots` to the inch. Raises NotDrawn."""
    return _set(template, {"data": _shown(data), "pictures": _packed(pictures)}, {"format": "png", "ppi": dots})


def as_print(drawing: Picture, *, width: float, dots: float = 600) -> Picture:
    """A drawing of ours as it is printed, so many millimetres wide: needed where it holds text.

    Text within a drawing cannot be told apart by a screen reader, and PDF/UA refuses some of it.
    """
    return Picture.of(draw_png("kernel/pdf/picture.typ", {"width": width}, dots=dots, pictures={"drawing": drawing}))


def _packed(pictures: Mapping[str, Picture] | None) -> dict[str, str]:
    return {name: picture.as_svg() for name, picture in (pictures or {}).items()}


def _set(template: str, words: dict[str, Any], options: dict[str, Any]) -> bytes:
    from typst import TypstError

    for tries_left in reversed(range(TRIES)):
        try:
            return _pressed(template, words, options)
        except TypstError as error:
            # A mark of one face upon a letter of another: each is known, together they are not.
            unshown = _UNSHOWN.search(error.message)
            if not unshown or not tries_left:
                raise NotDrawn(template if unshown else error.message) from None
            change = _without(_unescaped(unshown[1])) if tries_left > 1 else _without_marks
            words["data"] = _mapped(words["data"], change)
    raise NotDrawn(template)


def _pressed(template: str, words: Mapping[str, Any], options: Mapping[str, Any]) -> bytes:
    inputs = {name: json.dumps(part, ensure_ascii=False) for name, part in words.items()}
    on_paper = options["format"] == "pdf"
    found = {kind.lower(): faces(kind, inputs["data"], on_paper=on_paper) for kind in ("Letter", "Print")}
    inputs["faces"] = json.dumps(found)
    with _press() as press:
        result = press.compile(input=str(ROOT / template), sys_inputs=inputs, **options)
        if sum(map(len, inputs.values())) > HEAVY:
            _forget(press)
    if not isinstance(result, bytes):
        raise NotDrawn(f"{template} is no single picture")
    return result


def _forget(press: Any) -> None:
    """Set empty papers until the last one is no longer remembered."""
    for number in range(KEPT_BY_PRESS + 1):
        press.compile(input=f"#set page(width: 1pt, height: 1pt)\n#{number}".encode(), format="png", sys_inputs={})


def _unescaped(quoted: str) -> str:
    """A text as the press quotes it: `\\u{301}` stands for a mark."""
    return re.sub(r"\\u\{([0-9a-f]+)\}", lambda found: chr(int(found[1], 16)), quoted)


def _without(cluster: str) -> Callable[[str], str]:
    return lambda text: text.replace(cluster, anyascii(cluster))


def _without_marks(text: str) -> str:
    parts = unicodedata.normalize("NFC", text)
    return "".join(sign for sign in parts if unicodedata.category(sign) not in ("Mn", "Me"))


def _shown(value: Any) -> Any:
    return _mapped(value, showable)


def _mapped(value: Any, change: Callable[[str], str]) -> Any:
    """The same value with every text in it changed; the names of a mapping are ours and stay."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {name: _mapped(part, change) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_mapped(part, change) for part in value]
    return value


@cache
def _fonts() -> Any:
    import typst  # only a process that draws needs it

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


_places = threading.BoundedSemaphore(max(1, min(MOST_PRESSES, os.cpu_count() or 1)))
_idle: list[Any] = []


@contextmanager
def _press() -> Iterator[Any]:
    """A press of one's own for one paper; who comes when all are busy waits."""
    import typst

    with _places:
        try:
            press = _idle.pop()
        except IndexError:
            press = typst.Compiler(root=str(ROOT), font_paths=_fonts())
        try:
            yield press
        except typst.TypstError:
            _idle.append(press)  # it refused a text and is sound; one that failed in another way is not used again
            raise
        _idle.append(press)
