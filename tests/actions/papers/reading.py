"""Reading papers as a person and a screen reader would: their text, their pages, where a line stands."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import pypdf
import pypdfium2 as pdfium

from openletter.actions.papers import Addressee, Format, LetterPaper, Sender, Wording

AT = datetime(2026, 11, 21, 9, tzinfo=UTC)
AMINA = Sender("Amina Example", ("12 Example Street", "Ottawa ON K1A 0B1"), "Ottawa")
MINISTER = Addressee("", "Minister of Justice", ("Ministry of Justice", "2 Example Square", "10020 Rabat"), "MA")
ENGLISH = Wording(
    "en", "The release of Amina", "Your Excellency,", "I write about Amina.\n\nI ask for her release.", "Yours,"
)
ARABIC = Wording(
    "ar", "طلب الإفراج عن أمينة", "معالي الوزير،", "أكتب إليكم بشأن أمينة.\n\nأرجو الإفراج عنها.", "مع الاحترام،"
)


def letter(**changes) -> LetterPaper:
    """An ordinary letter from Canada to Morocco."""
    usual = {
        "format": Format.A4, "country": "CA", "sender": AMINA, "to": MINISTER, "text": ENGLISH,
        "on": date(2026, 11, 21), "copies": ("Head of State",),
    }  # fmt: skip
    return LetterPaper(**(usual | changes))


def texts(paper: bytes) -> list[str]:
    """The text of each page."""
    with pdfium.PdfDocument(paper) as document:
        return [" ".join(page.get_textpage().get_text_bounded().replace("\u200b", "").split()) for page in document]


def read(paper: bytes) -> str:
    """All its text."""
    return " ".join(texts(paper))


def place_of(paper: bytes, words: str, *, page: int = 0) -> tuple[float, float, float, float]:
    """Where words stand: left, bottom, right, top as shares of the page, from its lower left corner."""
    with pdfium.PdfDocument(paper) as document:
        sheet = document[page]
        text = sheet.get_textpage()
        found = text.search(words).get_next()
        assert found, f"{words!r} is not on page {page}"
        boxes = [text.get_charbox(at) for at in range(found[0], found[0] + found[1])]
        width, height = sheet.get_size()
    return (
        min(box[0] for box in boxes) / width, min(box[1] for box in boxes) / height,
        max(box[2] for box in boxes) / width, max(box[3] for box in boxes) / height,
    )  # fmt: skip


def inked(paper: bytes) -> list[tuple[float, float, float, float]]:
    """Of each page, what is printed: left, top, right, bottom as shares of it."""
    from PIL import ImageChops

    boxes = []
    with pdfium.PdfDocument(paper) as document:
        for page in document:
            image = page.render(scale=0.7).to_pil().convert("L")
            box = ImageChops.invert(image).point(lambda dark: 255 if dark > 60 else 0).getbbox()
            assert box, "an empty page"
            boxes.append((box[0] / image.width, box[1] / image.height, box[2] / image.width, box[3] / image.height))
    return boxes


def catalogue(paper: bytes) -> pypdf.generic.DictionaryObject:
    """What the file says of itself."""
    return pypdf.PdfReader(io.BytesIO(paper)).root_object
