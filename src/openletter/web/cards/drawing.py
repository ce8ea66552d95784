"""Drawing a card: Typst sets it from our own faces, then it is packed as a PNG of few colours.

Setting one takes a good part of a second of one core, so it is done one at a time and the latest are kept; whoever
asks comes through a page that is live, and the front keeps what it was given (see docs/develop/mechanisms/cards.md).
"""

from __future__ import annotations

import io
import json
import threading
from collections import OrderedDict
from functools import cache
from pathlib import Path
from typing import Any

from openletter.web.cards.letters import FONTS, showable
from openletter.web.cards.shape import HEIGHT, WIDTH, Card
from openletter.web.inks import LIGHT_PAPER
from openletter.web.portraits import Paint, stamp

FACE = Path(__file__).parent / "face.typ"
COLOURS = 96
MOST_COLOURS = 256
KEPT = 64
SCRIPTS = ("latin", "latin-ext", "vietnamese", "greek", "cyrillic", "cyrillic-ext")

_one_at_a_time = threading.Lock()
_kept: OrderedDict[str, bytes] = OrderedDict()


def drawn(card: Card, photo: bytes = b"") -> bytes:
    """The card as PNG, 1200 by 630; the same card is the same bytes. `photo` is the JPEG `card.photo` stands for.

    A card with a photo is never remembered here: it goes when the pages that the front keeps go.
    """
    with _one_at_a_time:
        if photo:
            return _drawn(card, photo)
        if card.digest not in _kept:
            _kept[card.digest] = _drawn(card, photo)
            while len(_kept) > KEPT:
                _kept.popitem(last=False)
        _kept.move_to_end(card.digest)
        return _kept[card.digest]


def forget() -> None:
    """Nothing drawn is kept any longer."""
    with _one_at_a_time:
        _kept.clear()


def _drawn(card: Card, photo: bytes) -> bytes:
    picture = _compiler().compile(
        input=FACE.read_bytes(), format="png", ppi=72.0, sys_inputs={"card": json.dumps(_words(card, photo))}
    )
    return _packed(picture, pictured=bool(photo))


def _words(card: Card, photo: bytes) -> dict[str, Any]:
    """What the setting reads: the card in letters we have, its stamp, and the faces to set it in."""
    plain = card.plain()
    plain["language"] = _alone(card.language)
    for part in ("title", "other", "line"):
        if plain[part]:
            plain[part]["text"] = showable(plain[part]["text"])
            plain[part]["language"] = _alone(plain[part]["language"])
    for part in ("house", "note", "outcome", "outcome_on", "credit"):
        plain[part] = showable(plain[part])
    name = showable(card.portrait or card.house)
    paint = Paint(card.ink, "#fffdf9", "#d9d0bf", ", ".join(_faces("Letter")), ", ".join(_faces("Print")))
    return plain | {
        "stamp": stamp(name, several=card.several or not card.portrait, pseudonym=card.pseudonym, paint=paint),
        "photo": list(photo),
        "paper": LIGHT_PAPER,
        "letter": _faces("Letter"),
        "print": _faces("Print"),
    }


def _alone(code: str) -> str:
    """A language without its country or script, which Typst does not take: `pt` of `pt-br`."""
    return code.partition("-")[0]


def _faces(kind: str) -> list[str]:
    own = [f"Openletter {kind} {script}" for script in (*SCRIPTS, "arabic")]
    return [*own, "Openletter Letter hebrew", "Openletter Letter tifinagh"]


@cache
def _compiler() -> Any:
    import typst  # only a process that draws needs it

    faces = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    return typst.Compiler(font_paths=faces)


def _packed(picture: bytes, *, pictured: bool) -> bytes:
    """Few colours are enough for paper and ink, and weigh a third; a photo takes all there can be, mingled."""
    from PIL import Image

    with Image.open(io.BytesIO(picture)) as image:
        if image.size != (WIDTH, HEIGHT):
            raise ValueError(f"a card of {image.size}")
        dither = Image.Dither.FLOYDSTEINBERG if pictured else Image.Dither.NONE
        colours = MOST_COLOURS if pictured else COLOURS
        whole = image.convert("RGB")
        palette = whole.quantize(colours, method=Image.Quantize.MEDIANCUT)
        few = whole.quantize(palette=palette, dither=dither)
    packed = io.BytesIO()
    few.save(packed, "PNG", optimize=True)
    return packed.getvalue()
