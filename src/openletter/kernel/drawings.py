"""A photo or drawing from anybody at all: read with suspicion, drawn anew, as small as paper needs it.

The same rule as for photos of our own (pictures.py): nothing of an upload is kept but its pixels. Strangers send more
than cameras do, so a file that is also something else is refused before any decoder sees it, and each refusal is a
code that the page has words for. Line art stays line art: few colours are kept as PNG, so that ink has clean edges.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from typing import Any

from openletter.kernel.pictures import FORMATS, LARGEST, MOST_PIXELS, one_at_a_time, upright

SMALLEST_SIDE = 120  # a child's drawing photographed from afar can still be told; less is a smudge on paper
LONGEST_KEPT = 1400  # an A5 page within its margins at 300 dots an inch
MOST_KEPT = 400_000  # bytes; only noise needs the coarsest quality to come below
QUALITIES, COARSE = (86, 76, 62, 40, 20), 70
MOST_COLOURS = 256  # more of them, and it is no line art
LEAST_PAPER = 0.25  # of a drawing is one colour: the paper
LONGEST_RATIO = 12  # a strip a hundred times as long as high shows nothing

EMPTY, TOO_LARGE, TOO_MANY_PIXELS, TOO_SMALL = "empty", "picture_too_large", "too_many_pixels", "picture_too_small"
NO_PICTURE, DAMAGED, MOVES, PDF, SVG = "no_picture", "damaged", "moves", "is_pdf", "is_svg"
MORE_THAN_A_PICTURE = "more_than_a_picture"
CODES = (TOO_LARGE, TOO_MANY_PIXELS, TOO_SMALL, NO_PICTURE, DAMAGED, MOVES, PDF, SVG, MORE_THAN_A_PICTURE)

# What makes a file a programme, a page or an archive as well; none of it belongs into a picture.
_ELSEWHERE = (b"<script", b"<?php", b"<html", b"<!doctype", b"<svg", b"<iframe", b"javascript:", b"#!/")
_PDF, _ZIP_END, _ZIP_TAIL = b"%PDF-", b"PK\x05\x06", 66_000
_PDF_WITHIN = 1024  # readers of PDF look for its first mark so far into a file
_OTHER_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"MZ\x90\x00", b"\x7fELF")


class NotTaken(Exception):
    """The upload is no picture we take. `code` is one of CODES."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture of our own making: `kind` is `png` or `jpg`, sides in pixels."""

    kind: str
    width: int
    height: int
    body: bytes


def drawn(upload: bytes) -> Drawn:
    """The picture drawn anew: upright, without place, time and owner, at most 1400 pixels long.

    One picture is read at a time in a process. Raises NotTaken.
    """
    suspect(upload)
    with one_at_a_time, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        image = _opened(upload)
        try:
            few = _has_few_colours(image)
            whole = upright(image, LONGEST_KEPT, ground=(255, 255, 255))
            return _kept(whole, few)
        except Exception as error:  # decoders fail on broken files in many ways
            raise NotTaken(DAMAGED) from error


def suspect(upload: bytes) -> None:
    """Refuse by its bytes alone what is no picture, or more than one. Raises NotTaken."""
    head, tail = upload[:4096].lower(), upload[-_ZIP_TAIL:]
    if not upload:
        raise NotTaken(NO_PICTURE)
    if len(upload) > LARGEST:
        raise NotTaken(TOO_LARGE)
    if head.startswith(b"%pdf-"):
        raise NotTaken(PDF)
    if b"<svg" in head and head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise NotTaken(SVG)
    if head.startswith((b"gif87a", b"gif89a")):
        raise NotTaken(MOVES if upload.count(b"\x00\x21\xf9\x04") > 1 else NO_PICTURE)
    if _PDF in upload[:_PDF_WITHIN] or _ZIP_END in tail or any(mark in upload for mark in _OTHER_ARCHIVES[:2]):
        raise NotTaken(MORE_THAN_A_PICTURE)
    if upload.startswith(_OTHER_ARCHIVES) or any(mark in head or mark in tail.lower() for mark in _ELSEWHERE[:-1]):
        raise NotTaken(MORE_THAN_A_PICTURE if _is_known(upload) else NO_PICTURE)


def _is_known(upload: bytes) -> bool:
    """Whether it begins as a picture does."""
    return upload.startswith((b"\xff\xd8\xff", b"\x89PNG", b"RIFF")) or upload[4:8] == b"ftyp"


def _opened(upload: bytes) -> Any:
    """The picture, its size known and its pixels not yet read."""
    from PIL import Image
    from pillow_heif import register_heif_opener

    register_heif_opener(thumbnails=False)
    try:
        image = Image.open(io.BytesIO(upload), formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise NotTaken(TOO_MANY_PIXELS) from error
    except Exception as error:  # no decoder knows it, or one stumbled over its first bytes
        raise NotTaken(DAMAGED if _is_known(upload) else NO_PICTURE) from error
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise NotTaken(TOO_MANY_PIXELS)
    if min(width, height) < SMALLEST_SIDE or max(width, height) > LONGEST_RATIO * min(width, height):
        raise NotTaken(TOO_SMALL)
    # Some HEIC files of telephones hold several stills of which the first is the picture; those do not move.
    if getattr(image, "n_frames", 1) > 1 and image.format not in ("HEIF", "MPO"):
        raise NotTaken(MOVES)
    return image


def _has_few_colours(image: Any) -> bool:
    """Whether it is drawn with few colours: told from a coarse look, so that a great picture is not read twice."""
    if image.format not in ("PNG", "WEBP"):
        return False  # JPEG has made many of few already, and clean edges are gone
    from PIL import Image

    image.load()
    step = max(1, max(image.size) // 600)
    coarse = image.resize((image.width // step, image.height // step), Image.Resampling.NEAREST)
    colours = coarse.convert("RGBA").getcolors(MOST_COLOURS)
    # A photo in greys has few colours as well, but no paper that shows between its lines.
    return (
        colours is not None and max(number for number, _colour in colours) >= LEAST_PAPER * coarse.width * coarse.height
    )


def _kept(image: Any, few: bool) -> Drawn:
    """As PNG where it is line art and small so; else as JPEG, coarser step by step until it is small enough."""
    image.info = {}
    if few:
        body = _written(image.quantize(MOST_COLOURS), format="PNG", optimize=True)
        if len(body) <= MOST_KEPT:
            return Drawn("png", image.width, image.height, body)
    for quality in QUALITIES:
        body = _written(image, format="JPEG", quality=quality, subsampling=0 if quality > COARSE else 2, optimize=True)
        if len(body) <= MOST_KEPT:
            break
    return Drawn("jpg", image.width, image.height, body)


def _written(image: Any, **how: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, **how)
    return out.getvalue()
