"""What strangers upload: pictures get in as their pixels, everything else is refused with a word for what it is."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest
from PIL import Image, ImageDraw
from tests.world.photographs import photograph, with_secrets

from openletter.kernel import drawings
from openletter.kernel.drawings import NotTaken, drawn


def png(size=(600, 400), mode="RGB", **more):
    out = io.BytesIO()
    image = Image.new(mode, size, "white" if mode == "RGB" else None)
    if mode == "RGB":
        ImageDraw.Draw(image).ellipse((50, 50, 300, 300), outline="black", width=9)
    image.save(out, "PNG", **more)
    return out.getvalue()


def huge(width, height):
    """A PNG that says it is immense, in a few hundred bytes."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 90)) + chunk(b"IEND", b"")


def moving(kind):
    out = io.BytesIO()
    frames = [Image.new("RGB", (300, 300), colour) for colour in ("red", "blue")]
    frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=100)
    return out.getvalue()


def archive():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("index.html", "<script>alert(1)</script>")
    return out.getvalue()


def pdf_in_jpeg():
    return photograph(comment=b"%PDF-1.4 1 0 obj <</Type/Catalog>> endobj trailer <</Root 1 0 R>>")


HOSTILE = {
    "nothing at all": (lambda: b"", "no_picture"),
    "words": (lambda: b"hello " * 99, "no_picture"),
    "a page": (lambda: b"<!doctype html><script>alert(1)</script>", "no_picture"),
    "an SVG with a script": (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "is_svg"),
    "an SVG behind a declaration": (lambda: b"\xef\xbb\xbf<?xml version='1.0'?>\n<svg onload='x()'/>", "is_svg"),
    "a PDF": (lambda: b"%PDF-1.7\n" + b"x" * 900, "is_pdf"),
    "a programme": (lambda: b"MZ\x90\x00" + b"\0" * 900, "no_picture"),
    "a JPEG that is a PDF": (pdf_in_jpeg, "more_than_a_picture"),
    "a PNG that is an archive": (lambda: png() + archive(), "more_than_a_picture"),
    "a JPEG that is a page": (lambda: photograph() + b"<html><script>alert(1)</script>", "more_than_a_picture"),
    "a JPEG with a script in its comment": (lambda: photograph(comment=b"<?php system(1); ?>"), "more_than_a_picture"),
    "a hundred megapixels": (lambda: huge(10_000, 10_000), "too_many_pixels"),
    "a bomb": (lambda: huge(60_000, 60_000), "too_many_pixels"),
    "half a PNG": (lambda: photograph(kind="PNG")[:-60], "damaged"),
    "half a JPEG": (lambda: with_secrets()[: len(with_secrets()) // 2], "damaged"),
    "the head of a PNG alone": (lambda: png()[:20], "damaged"),
    "a GIF that moves": (lambda: moving("GIF"), "moves"),
    "a WebP that moves": (lambda: moving("WEBP"), "moves"),
    "a PNG that moves": (lambda: moving("PNG"), "moves"),
    "a TIFF": (lambda: photograph(kind="TIFF"), "no_picture"),
    "a bitmap": (lambda: photograph(kind="BMP"), "no_picture"),
    "a stamp of sixty pixels": (lambda: png((60, 60)), "picture_too_small"),
    "a ribbon": (lambda: png((4000, 130)), "picture_too_small"),
    "eleven megabytes": (lambda: png() + b"\0" * 11_000_000, "picture_too_large"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_uploads_are_refused_with_a_word_for_what_they_are(name):
    made, code = HOSTILE[name]
    with pytest.raises(NotTaken) as refused:
        drawn(made())
    assert refused.value.code == code


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_photos_and_drawings_of_each_kind_are_taken(kind):
    made = drawn(photograph((800, 1000), kind=kind))
    with Image.open(io.BytesIO(made.body)) as image:
        assert (image.width, image.height) == (made.width, made.height) == (800, 1000)


def test_nothing_but_pixels_is_kept():
    made = drawn(with_secrets(orientation=6))
    assert (made.width, made.height) == (1000, 800)
    assert b"ecret" not in made.body
    assert b"Exif" not in made.body
    with Image.open(io.BytesIO(made.body)) as image:
        assert not image.getexif()


def test_line_art_stays_crisp_and_see_through_paper_is_white():
    made = drawn(png((3000, 2000)))
    assert (made.kind, made.width, made.height) == ("png", drawings.LONGEST_KEPT, 933)
    with Image.open(io.BytesIO(drawn(png(mode="RGBA")).body)) as image:
        assert image.convert("RGB").getpixel((5, 5)) == (255, 255, 255)


def test_a_photo_stays_a_photo():
    noise = Image.effect_noise((700, 700), 90).convert("RGB")
    out = io.BytesIO()
    noise.save(out, "PNG")
    assert drawn(out.getvalue()).kind == "jpg"


def test_every_refusal_has_words():
    from openletter.web.context.of_refusal import fault_words

    said = {fault_words("picture", code) for code in (*drawings.CODES, "too_many_pictures", "another")}
    assert len(said) == len(drawings.CODES) + 2
