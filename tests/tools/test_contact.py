"""Contact sheets: every picture at its place."""

from __future__ import annotations

from io import BytesIO

from PIL import Image
from tools.contact import CELL, GAP, LABEL, SHORTEST, folded, sheet


def png(width: int, height: int, colour: tuple[int, int, int]) -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "PNG")
    return out.getvalue()


def test_a_long_page_is_folded_evenly_and_a_short_one_is_not() -> None:
    assert folded(3_000, 3) == 1_000
    assert folded(3_001, 3) == 1_001
    assert folded(SHORTEST + 100, 3) == SHORTEST + 100
    assert folded(2 * SHORTEST, 3) == SHORTEST
    assert folded(200, 3) == 200


def test_each_width_has_a_row_and_each_language_a_column() -> None:
    red, blue = (200, 0, 0), (0, 0, 200)
    shots = {(1280, "en"): png(1280, 800, red), (1280, "ar"): png(1280, 1_600, blue)}
    made = sheet("home", shots, ("en", "fr", "ar"))
    assert made.width == GAP + 3 * (CELL + GAP)
    middle = made.height - GAP - 400
    assert made.getpixel((GAP + 2 * (CELL + GAP) + CELL // 2, middle)) == blue
    assert made.getpixel((GAP + CELL // 2, middle - 200)) == red
    assert made.getpixel((GAP + CELL + GAP + CELL // 2, middle)) == made.getpixel((0, 0)), "no French page, no picture"


def test_every_strip_of_a_long_page_is_on_the_sheet() -> None:
    page = Image.new("RGB", (360, 9_000), (0, 160, 0))
    page.paste((160, 0, 160), (0, 8_000, 360, 9_000))
    out = BytesIO()
    page.save(out, "PNG")
    made = sheet("home", {(360, "en"): out.getvalue()}, ("en",))
    colours = {colour for _times, colour in made.getcolors(1 << 24) or []}
    assert {(0, 160, 0), (160, 0, 160)} <= colours
    assert made.height > 2 * LABEL
