"""Pictures from outside: only real photographs get in, as nothing but their pixels, and are cut to the sizes we show.

What a camera writes beside the pixels (place, time, owner, a small unretouched preview) can betray a person at risk.
So nothing of an upload is kept but its pixels, drawn anew; see docs/develop/mechanisms/photos.md.
"""

from __future__ import annotations

import io
import threading
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from openletter.kernel.refusals import Refused

# Bytes; the front lets staff post a little more than this.
LARGEST = 10 * 1024 * 1024
# Pixels: more than any telephone takes today (50 megapixels), far less than what exhausts a small server.
MOST_PIXELS = 60_000_000
SMALLEST_SIDE = 320
LONGEST_KEPT = 2400
# The decoders that may run on an upload at all. Pillow names HEIC and HEIF alike.
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "HEIF")
QUALITY: dict[str, dict[str, Any]] = {
    "avif": {"format": "AVIF", "quality": 58, "speed": 6, "max_threads": 1},
    "webp": {"format": "WEBP", "quality": 78, "method": 5},
    "jpg": {"format": "JPEG", "quality": 82, "progressive": True, "optimize": True},
}
PAPER = (251, 248, 241)
# Sixty megapixels take some hundred megabytes while they are made small, even of a file of a few kilobytes.
one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True)
class Cut:
    """A part of a picture in one size and format."""

    width: int
    height: int
    kind: str
    body: bytes


def cleaned(upload: bytes) -> bytes:
    """The picture as a JPEG of our own making, upright, at most 2400 pixels long, with nothing beside its pixels.

    One picture is read at a time, so that a handful of large ones cannot exhaust a small server.

    Refuses, in the reader's language, what is too large in bytes or pixels, too small, or no photograph at all.
    """
    if len(upload) > LARGEST:
        raise Refused(_("This file is larger than 10 MB. Save the photo smaller and try once more."))
    with one_at_a_time, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what a decoder has to say of a file is for nobody here
        image = _opened(upload)
        try:
            bare = upright(image, LONGEST_KEPT)
        except Exception as error:  # decoders fail on broken files in many ways
            raise Refused(
                _("This photo is damaged and cannot be read. Save it anew as JPEG and try once more.")
            ) from error
    return _written(bare, {"format": "JPEG", "quality": 92, "optimize": True})


# Across a hidden part there are at most so many cells, and no cell is smaller than this share of the picture's shorter
# side, however many parts are laid beside each other: with more, a face among a few can be told by comparing.
MOST_CELLS, SMALLEST_CELL = 4, 1 / 24
MOST_PARTS = 12
# Each cell keeps one colour of so few steps a channel that small differences between faces are gone.
COLOUR_STEPS = 16

Part = tuple[float, float, float, float]


def without(picture: bytes, parts: Iterable[Part]) -> bytes:
    """The picture (a JPEG of ours) with these parts made unrecognisable: left, top, width, height in percent.

    A part becomes a mosaic of a few cells, each one colour, and then blurred so that no edge shows where a cell ends.
    What was there cannot be computed back: a part keeps at most sixteen coarse colours, whatever was in it.
    """
    from PIL import Image

    with Image.open(io.BytesIO(picture), formats=["JPEG"]) as image:
        whole = image.convert("RGB")
    for part in parts:
        _hide(whole, part)
    return _written(whole, {"format": "JPEG", "quality": 92, "optimize": True})


def _hide(image: Any, part: Part) -> None:
    from PIL import Image, ImageFilter

    left, top = round(part[0] * image.width / 100), round(part[1] * image.height / 100)
    right = min(image.width, round((part[0] + part[2]) * image.width / 100))
    bottom = min(image.height, round((part[1] + part[3]) * image.height / 100))
    width, height = right - left, bottom - top
    if width < 1 or height < 1:
        return
    least = max(1.0, min(image.size) * SMALLEST_CELL)
    across, down = (max(1, min(MOST_CELLS, int(side / least))) for side in (width, height))
    cells = image.crop((left, top, right, bottom)).resize((across, down), Image.Resampling.BOX)
    step = 256 // COLOUR_STEPS
    cells = cells.point([value // step * step + step // 2 for value in range(256)] * 3)
    mosaic = cells.resize((width, height), Image.Resampling.NEAREST)
    soft = mosaic.filter(ImageFilter.GaussianBlur(max(width / across, height / down) / 4))
    image.paste(soft, (left, top))


def cuts(picture: bytes, *, widths: tuple[int, ...], ratio: tuple[int, int], focus: tuple[int, int]) -> tuple[Cut, ...]:
    """The picture in every width and format, cut to `ratio` around the point `focus` (percent from left and top)."""
    from PIL import Image

    with Image.open(io.BytesIO(picture), formats=["JPEG"]) as image:
        part = image.crop(frame(image.size, ratio, focus))
    sizes = [(width, round(width * ratio[1] / ratio[0])) for width in widths]
    return tuple(
        Cut(*size, kind, _written(part.resize(size, Image.Resampling.LANCZOS), how))
        for size in sizes
        for kind, how in QUALITY.items()
    )


def frame(size: tuple[int, int], ratio: tuple[int, int], focus: tuple[int, int]) -> tuple[int, int, int, int]:
    """The largest part of this ratio, as near to the focus as the edges allow: left, top, right, bottom.

    >>> frame((1000, 500), (1, 1), (90, 50))
    (500, 0, 1000, 500)
    """
    width, height = size
    scale = min(width / ratio[0], height / ratio[1])
    wide, high = round(ratio[0] * scale), round(ratio[1] * scale)
    left = min(max(round(width * focus[0] / 100 - wide / 2), 0), width - wide)
    top = min(max(round(height * focus[1] / 100 - high / 2), 0), height - high)
    return left, top, left + wide, top + high


def _opened(upload: bytes) -> Any:
    """The picture, its size known and its pixels not yet read."""
    from PIL import Image
    from pillow_heif import register_heif_opener

    register_heif_opener(thumbnails=False)
    too_many = _("This photo has more than 60 megapixels. Save it smaller and try once more.")
    try:
        image = Image.open(io.BytesIO(upload), formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise Refused(too_many) from error
    except Exception as error:  # no decoder knows it, or one stumbled over its first bytes
        raise Refused(_("This is not a photo we can read. We take JPEG, PNG, WebP, AVIF and HEIC.")) from error
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise Refused(too_many)
    if min(width, height) < SMALLEST_SIDE:
        raise Refused(_("This photo is too small to be shown well: it needs at least 320 pixels on each side."))
    return image


def upright(image: Any, longest: int, *, ground: tuple[int, int, int] = PAPER) -> Any:
    """The pixels alone: turned as the camera was held, in sRGB, on `ground` where they were see-through."""
    from PIL import Image, ImageOps

    profile = image.info.get("icc_profile")
    if image.mode in ("1", "P", "PA"):
        image = image.convert("L" if image.mode == "1" and "transparency" not in image.info else "RGBA")
    # Made small before anything else: fifty megapixels in four copies would exhaust a small server.
    image.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    turned = ImageOps.exif_transpose(image)
    turned = _in_srgb(turned, profile) if profile else turned
    seen = turned.convert("RGBA")
    bare = Image.new("RGB", seen.size, ground)
    bare.paste(seen, mask=seen.getchannel("A"))
    return bare


def _in_srgb(image: Any, profile: bytes) -> Any:
    """The colours as a screen shows them; a broken profile is passed over."""
    from PIL import ImageCms

    if image.mode not in ("RGB", "CMYK", "L"):
        return image
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image


def _written(image: Any, how: dict[str, Any]) -> bytes:
    out = io.BytesIO()
    image.info = {}
    image.save(out, **how)
    return out.getvalue()
