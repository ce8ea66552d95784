"""Laying pictures of a page out as a contact sheet: a row for each width, a column for each language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from math import ceil

from PIL import Image, ImageDraw

CELL, GAP, LABEL = 640, 24, 22
STRIPS = {360: 3, 768: 2, 1280: 1}  # a long page is folded into strips side by side
SHORTEST = 500  # pixels on the sheet; strips that would be much shorter are not made
GROUND, INK, EDGE = (214, 214, 214), (20, 20, 20), (120, 120, 120)
COLOURS = 96

Shots = Mapping[tuple[int, str], bytes]  # PNG by width and language


def sheet(title: str, shots: Shots, languages: Sequence[str]) -> Image.Image:
    """All pictures of one page in one mode. A language in which the page does not exist leaves its column empty."""
    rows = []
    for width in STRIPS:
        cells = {language: _cell(shots[width, language], width) for language in languages if (width, language) in shots}
        rows.append((width, cells, max((cell.height for cell in cells.values()), default=0)))
    wide = GAP + len(languages) * (CELL + GAP)
    whole = Image.new("RGB", (wide, GAP + sum(LABEL + height + GAP for *_row, height in rows)), GROUND)
    pen, top = ImageDraw.Draw(whole), GAP
    for width, cells, height in rows:
        for column, language in enumerate(languages):
            left = GAP + column * (CELL + GAP)
            pen.text((left, top), f"{title}  {width} px  {language}", fill=INK, font_size=15)
            if language in cells:
                whole.paste(cells[language], (left, top + LABEL))
        top += LABEL + height + GAP
    return whole


def folded(height: int, strips: int) -> int:
    """How tall each strip of a page is, on the sheet: evenly, and a short page is not folded."""
    return ceil(height / min(strips, max(1, round(height / SHORTEST))))


def _cell(png: bytes, width: int) -> Image.Image:
    """One picture, folded."""
    strips = STRIPS[width]
    narrow = (CELL - (strips - 1) * 8) // strips
    with Image.open(BytesIO(png)) as opened:
        image = opened.convert("RGB")
    image = image.resize((narrow, max(1, round(image.height * narrow / image.width))), Image.Resampling.LANCZOS)
    tall = folded(image.height, strips)
    cell = Image.new("RGB", (CELL, tall), GROUND)
    pen = ImageDraw.Draw(cell)
    for strip in range(ceil(image.height / tall)):
        left = strip * (narrow + 8)
        part = image.crop((0, strip * tall, narrow, min(image.height, (strip + 1) * tall)))
        cell.paste(part, (left, 0))
        pen.rectangle((left, 0, left + narrow - 1, part.height - 1), outline=EDGE)
    return cell


def small(image: Image.Image) -> Image.Image:
    """The sheet with few colours, so that a folder of them is not heavy."""
    return image.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
