"""Drawing a card: Typst sets it from our own faces, then it is packed as a PNG of few colours.

Setting one takes a good part of a second of one core, so it is done one at a time and the latest are kept; whoever
asks comes through a page that is live, and the front keeps what it was given (see docs/develop/mechanisms/cards.md).
"""

from __future__ import annotations

import io
import threading
from collections import OrderedDict
from typing import Any

from openletter.kernel.pdf import Picture, draw_png, showable
from openletter.kernel.pdf.letters import faces
from openletter.web.cards.shape import HEIGHT, WIDTH, Card
from openletter.web.inks import LIGHT_PAPER
from openletter.web.portraits import Paint, stamp

FACE = "web/cards/face.typ"
COLOURS = 96
MOST_COLOURS = 256
KEPT = 64
COMPRESSION = 8  # one above takes three times as long for a hundredth of the weight

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
    pictures = {"stamp": Picture.drawn(_stamp(card))}
    if photo:
        pictures["photo"] = Picture.of(photo)
    return _packed(draw_png(FACE, _words(card, bool(photo)), dots=72.0, pictures=pictures), pictured=bool(photo))


def _words(card: Card, pictured: bool) -> dict[str, Any]:
    """What the setting reads: the card, and whether there is a photo to lay into its stamp."""
    return card.plain() | {"photo": pictured, "paper": LIGHT_PAPER}


def _stamp(card: Card) -> str:
    name = showable(card.portrait or card.house)
    paint = Paint(card.ink, "#fffdf9", "#d9d0bf", ", ".join(faces("Letter")), ", ".join(faces("Print")))
    return stamp(name, several=card.several or not card.portrait, pseudonym=card.pseudonym, paint=paint)


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
    few.save(packed, "PNG", compress_level=COMPRESSION)
    return packed.getvalue()
