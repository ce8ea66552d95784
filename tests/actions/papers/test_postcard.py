"""Postcards: two sides, the address in its half, a photograph only where one is given, four to a sheet."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdfium2 as pdfium
import pytest
from PIL import Image
from tests.actions.papers.reading import AT, MINISTER, place_of, texts

from openletter.actions.papers import Face, Format, PostcardPaper, draw_postcard
from openletter.kernel.pdf import Picture

STAMP = Picture.drawn('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 150"><path d="M0 0h120v150H0z"/></svg>')
FACE = Face(
    "Amina Example", "en", "#8a1c3b", STAMP, "Her initials", other="أمينة المثال", other_language="ar",
    line="Held for a song.",
)  # fmt: skip
CARD = PostcardPaper(
    Format.A4, False, "CA", "en", "Your Excellency,", "I ask for the release of Amina.", "Yours,", MINISTER, FACE,
    link="letters.example.org/ca/",
)  # fmt: skip


def drawn(**changes):
    return draw_postcard(replace(CARD, **changes), title="Postcard", at=AT)


def test_a_card_has_a_face_and_a_back():
    front, back = texts(drawn())
    assert "Amina Example" in front
    assert "أمينة المثال" in front
    assert "Minister" not in front
    for part in (
        "I ask for the release of Amina.",
        "Minister of Justice",
        "10020 RABAT MOROCCO",
        "letters.example.org",
    ):
        assert part in back


@pytest.mark.parametrize(
    ("format_", "four", "size"),
    [(Format.A4, False, (148, 105)), (Format.A4, True, (297, 210)),
     (Format.LETTER, False, (140, 108)), (Format.LETTER, True, (279, 216))],
)  # fmt: skip
def test_a_card_is_as_large_as_it_is_sold(format_, four, size):
    with pdfium.PdfDocument(drawn(format=format_, four=four)) as document:
        for page in document:
            assert page.get_size() == pytest.approx([side / 25.4 * 72 for side in size], abs=2)


def test_a_sheet_has_the_card_four_times_on_both_sides():
    front, back = texts(drawn(four=True))
    assert front.count("Held for a song.") == 4
    assert back.count("Minister of Justice") == 4


def test_twelve_lines_stay_in_their_half_and_a_long_text_in_its_own():
    twelve = replace(MINISTER, holder="Holder " * 12, lines=tuple(f"Line {n} of an address" for n in range(1, 11)))
    paper = drawn(to=twelve, text="I ask for her release. " * 30, name="Amina " * 20, country="DZ")
    assert place_of(paper, "MOROCCO", page=1)[1] > 0.04
    assert place_of(paper, "Holder", page=1)[0] > 0.5
    assert place_of(paper, "Holder", page=1)[3] < 0.72
    assert place_of(paper, "Yours,", page=1)[2] < 0.5
    assert place_of(paper, "Yours,", page=1)[1] > 0.05


def test_a_long_name_stays_on_the_face():
    name = "Khadijetou Mint Abdallahi Ould Mohamedou-Abderrahmane " * 2
    paper = drawn(face=replace(FACE, title=name, line="word " * 40))
    assert place_of(paper, "Mohamedou")[0] > 0.05
    assert place_of(paper, "word word")[1] > 0.08


def test_an_arabic_card_runs_from_the_right_and_its_address_from_the_left():
    paper = drawn(language="ar", text="أرجو الإفراج عن أمينة.", salutation="معالي الوزير،", country="DZ")
    assert place_of(paper, "أرجو الإفراج", page=1)[0] > 0.2
    assert place_of(paper, "10020", page=1)[0] == pytest.approx(place_of(paper, "Minister", page=1)[0], abs=0.01)


def test_a_photograph_is_on_the_card_where_one_is_given_and_says_who_took_it():
    photo = io.BytesIO()
    Image.new("RGB", (300, 342), "#345").save(photo, "JPEG")
    paper = drawn(face=replace(FACE, photo=Picture.of(photo.getvalue()), credit="Photo: private"))
    assert b"DCTDecode" in paper
    assert b"DCTDecode" not in drawn()
    assert "Photo: private" in texts(paper)[0]
