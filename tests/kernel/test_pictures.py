"""Uploads: pixels get in and nothing else does."""

from __future__ import annotations

import io
import struct
import threading
import zlib

import pillow_heif
import pytest
from PIL import Image
from tests.world.photographs import BLUE, RED, photograph, with_secrets

from openletter.kernel import pictures
from openletter.kernel.refusals import Refused


def opened(body):
    return Image.open(io.BytesIO(body))


def near(one, other):
    return all(abs(a - b) < 24 for a, b in zip(one, other, strict=True))


def heic():
    out = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (640, 480), RED)).save(out)
    return out.getvalue()


def test_nothing_of_what_a_telephone_writes_beside_the_pixels_is_kept():
    upload = with_secrets()
    assert opened(upload).getexif().get_ifd(0x8825)
    clean = pictures.cleaned(upload)
    image = opened(clean)
    assert not image.getexif()
    assert image.info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert b"ecret" not in clean
    assert b"Exif" not in clean
    for cut in pictures.cuts(clean, widths=(160,), ratio=(100, 114), focus=(50, 40)):
        assert b"Exif" not in cut.body
        assert b"ecret" not in cut.body
        assert not opened(cut.body).getexif()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_photos_of_each_kind_become_jpeg(kind):
    assert opened(pictures.cleaned(photograph(kind=kind))).format == "JPEG"


def test_photos_of_telephones_from_apple_are_read():
    image = opened(pictures.cleaned(heic()))
    assert (image.format, image.size) == ("JPEG", (640, 480))


def test_a_picture_taken_sideways_stands_upright():
    image = opened(pictures.cleaned(with_secrets(orientation=6)))
    assert image.size == (1000, 800)
    assert near(image.getpixel((500, 10)), RED)
    assert near(image.getpixel((500, 790)), BLUE)


def test_what_is_see_through_lies_on_paper():
    upload = photograph(kind="PNG", mode="RGBA")
    image = opened(upload)
    image.putalpha(0)
    out = io.BytesIO()
    image.save(out, "PNG")
    assert near(opened(pictures.cleaned(out.getvalue())).getpixel((5, 5)), pictures.PAPER)


@pytest.mark.parametrize("mode", ["L", "P", "1", "LA", "RGBA", "I;16"])
def test_a_picture_in_any_colours_becomes_one_in_ours(mode):
    out = io.BytesIO()
    Image.new(mode, (400, 500)).save(out, "PNG")
    assert opened(pictures.cleaned(out.getvalue())).mode == "RGB"


def test_a_photo_in_printing_colours_is_brought_to_those_of_screens():
    assert near(opened(pictures.cleaned(photograph(mode="CMYK"))).getpixel((10, 10)), RED)


def test_a_large_photo_is_kept_no_longer_than_we_need():
    assert opened(pictures.cleaned(photograph((4000, 3000)))).size == (2400, 1800)


def bomb(width, height):
    """A PNG of a few bytes that claims to be enormous."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("upload", "word"),
    [
        (b"", "not a photo"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a photo"),
        (b"%PDF-1.7 nothing", "not a photo"),
        (b"GIF89a" + bytes(60), "not a photo"),
        (photograph(kind="GIF"), "not a photo"),
        (photograph(kind="BMP"), "not a photo"),
        (photograph(kind="TIFF"), "not a photo"),
        (photograph()[: len(photograph()) // 2], "damaged"),
        (bomb(8000, 8000), "60 megapixels"),
        (bomb(60_000, 60_000), "60 megapixels"),
        (photograph((319, 900)), "too small"),
        (bytes(pictures.LARGEST + 1), "10 MB"),
    ],
)
def test_everything_else_is_refused_in_words(upload, word):
    with pytest.raises(Refused, match=word):
        pictures.cleaned(upload)


@pytest.mark.parametrize(
    ("focus", "colour"),
    [((0, 50), RED), ((100, 50), BLUE)],
)
def test_a_cut_lies_around_the_focal_point(focus, colour):
    made = pictures.cuts(photograph((2000, 800)), widths=(160, 320), ratio=(100, 114), focus=focus)
    assert sorted((cut.width, cut.height, cut.kind) for cut in made) == sorted(
        (width, height, kind) for width, height in ((160, 182), (320, 365)) for kind in ("avif", "webp", "jpg")
    )
    for cut in made:
        image = opened(cut.body)
        assert image.size == (cut.width, cut.height)
        assert near(image.convert("RGB").getpixel((cut.width // 2, cut.height // 2)), colour)


@pytest.mark.parametrize(
    ("size", "focus", "box"),
    [
        ((1000, 1140), (50, 50), (0, 0, 1000, 1140)),
        ((2000, 1140), (50, 50), (500, 0, 1500, 1140)),
        ((2000, 1140), (0, 50), (0, 0, 1000, 1140)),
        ((1000, 3000), (50, 100), (0, 1860, 1000, 3000)),
    ],
)
def test_the_frame_is_as_large_as_it_can_be_and_never_beyond_the_edges(size, focus, box):
    assert pictures.frame(size, (100, 114), focus) == box


def test_one_picture_is_read_at_a_time():
    done = threading.Event()
    reader = threading.Thread(target=lambda: (pictures.cleaned(photograph()), done.set()))
    with pictures.one_at_a_time:
        reader.start()
        assert not done.wait(0.3)
    assert done.wait(20)
    reader.join()
