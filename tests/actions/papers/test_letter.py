"""Letters to officials: what stands on them, on which page, and that no name, address or word can spoil one."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2 as pdfium
import pytest
from tests.actions.papers.reading import (
    AMINA,
    ARABIC,
    AT,
    ENGLISH,
    MINISTER,
    catalogue,
    inked,
    letter,
    place_of,
    read,
    texts,
)  # fmt: skip

from openletter.actions.papers import MOST_LETTERS, Format, Sender, draw_letters

SENTENCE = "I write once more, with all the respect that I owe to your office. "
TWELVE = tuple(f"Line {number} of a long address" for number in range(1, 11))


def drawn(**changes):
    return draw_letters([letter(**changes)], at=AT)


def test_a_letter_has_its_writer_its_reader_its_day_and_its_copies():
    (page,) = texts(drawn())
    for part in (
        "Amina Example 12 Example Street",
        "Minister of Justice Ministry of Justice 2 Example Square 10020 RABAT MOROCCO",
        "Ottawa, November 21, 2026",
        "Your Excellency,",
        "Yours,",
        "Copy: Head of State",
    ):
        assert part in page
    assert "Page" not in page


@pytest.mark.parametrize(("format_", "size"), [(Format.A4, (595, 842)), (Format.LETTER, (612, 792))])
def test_a_letter_fits_the_paper_of_the_country(format_, size):
    with pdfium.PdfDocument(drawn(format=format_)) as document:
        assert tuple(round(side) for side in document[0].get_size()) == size


def test_a_letter_is_tagged_and_in_the_language_of_whoever_reads_it():
    found = catalogue(drawn(text=ARABIC))
    assert found["/Lang"] == "ar"
    assert bool(found["/MarkInfo"]["/Marked"])


def test_arabic_runs_from_the_right_and_its_address_keeps_its_order():
    paper = drawn(text=ARABIC, to=replace(MINISTER, office="وزير العدل"))
    page = read(paper)
    for part in ("أكتب إليكم بشأن أمينة", "وزير العدل", "طلب الإفراج عن أمينة", "نسخة إلى:"):
        assert part in page
    assert place_of(paper, "طلب الإفراج")[2] > 0.75
    number, town, square = (place_of(paper, part) for part in ("10020", "RABAT", "Square"))
    assert number[2] < town[0]
    assert town[2] > 0.8
    assert square[2] > 0.8
    day, year = place_of(paper, "21"), place_of(paper, "2026")
    assert year[2] < day[0]


def test_two_languages_stand_beside_each_other_where_they_fit():
    (page,) = texts(drawn(text=ARABIC, beside=ENGLISH))
    assert "أرجو الإفراج عنها" in page
    assert "release" in page
    paper = drawn(text=ARABIC, beside=ENGLISH)
    assert place_of(paper, "write")[2] < 0.5 < place_of(paper, "أكتب إليكم")[0]


def test_two_languages_that_do_not_fit_stand_on_pages_of_their_own():
    long = replace(ENGLISH, body=ENGLISH.body + "\n\n" + SENTENCE * 30)
    pages = texts(drawn(text=long, beside=ARABIC))
    assert "أرجو الإفراج عنها" in pages[-1]
    assert "I write about Amina." in pages[0]
    assert not any("أرجو" in page and "Amina." in page for page in pages)


def test_a_long_letter_runs_on_and_its_pages_are_numbered():
    pages = texts(drawn(text=replace(ENGLISH, body="\n\n".join([SENTENCE * 6] * 12))))
    assert len(pages) == 2
    assert [f"Page {number} of 2" in page for number, page in enumerate(pages, 1)] == [True, True]


@pytest.mark.parametrize("count", range(22, 40, 2))
def test_no_signature_stands_alone_on_a_page(count):
    short, long = "\n\n".join([SENTENCE * 2] * (count // 2)), SENTENCE * (count + 12)
    for body in (short, long):
        pages = texts(drawn(text=replace(ENGLISH, body=body)))
        assert SENTENCE.strip()[:12] in pages[-1]
        assert "Yours," in pages[-1]


def test_pages_of_a_letter_in_a_batch_are_counted_for_itself():
    long = letter(text=replace(ENGLISH, body="\n\n".join([SENTENCE * 6] * 12)))
    people = [Sender(f"Person {number}", (), "Rabat") for number in range(3)]
    pages = texts(draw_letters([long.signed_by(person) for person in people], at=AT))
    assert len(pages) == 6
    for number, person in enumerate(people):
        first, second = pages[2 * number : 2 * number + 2]
        assert person.name in first
        assert "Page 1 of 2" in first
        assert person.name in second
        assert "Page 2 of 2" in second


def test_a_batch_has_an_end():
    with pytest.raises(ValueError, match="401 letters"):
        draw_letters([letter()] * (2 * MOST_LETTERS + 1), at=AT)
    with pytest.raises(ValueError, match="0 letters"):
        draw_letters([], at=AT)


def test_twelve_lines_of_an_address_and_a_name_of_120_letters_fit():
    name = "Mohamedou Abderrahmane " * 5 + "Ould X"
    assert len(name) > 120
    paper = drawn(sender=Sender(name, ("Street",), "Town"), to=replace(MINISTER, holder=name, lines=TWELVE))
    (page,) = texts(paper)
    for line in (*TWELVE[:-1], TWELVE[-1].upper(), "MOROCCO"):
        assert line in page
    ((left, _top, right, _bottom),) = inked(paper)
    assert left > 0.02
    assert right < 0.93


def test_nothing_typed_leaves_lines_to_fill_in_by_hand():
    blank = drawn(sender=Sender(), on=None)
    assert "Amina Example" not in read(blank)
    assert "2026" not in read(blank)
    with pdfium.PdfDocument(blank) as document:
        grey = document[0].render(scale=1).to_pil().convert("L")
    lines = [y for y in range(grey.height) if sum(grey.getpixel((x, y)) < 235 for x in range(72, 280, 4)) > 40]
    assert len(lines) >= 5  # three for the address, one for place and date, one below the signature


def test_the_organisation_is_named_only_at_the_foot_and_only_when_it_may_be():
    assert read(drawn(foot="Letters for Rights")).endswith("Letters for Rights")
    assert "Letters" not in read(drawn())


def test_an_embassy_is_asked_to_forward():
    through = ("Minister of Justice", "Rabat")
    page = read(drawn(to=replace(MINISTER, office="Embassy of Morocco", through=through)))
    assert "With the kind request to forward this letter to: Minister of Justice Rabat" in page


@pytest.mark.parametrize("typed", ["#evil", "#panic() $x$", "x" * 4000, "\u202eevil\u202c", "مرحبا" * 300])
def test_nothing_typed_spoils_a_letter(typed):
    text = replace(ENGLISH, body=typed, subject=typed[:150])
    paper = drawn(text=text, sender=Sender(typed[:120], (typed[:120],), typed[:80]), copies=(typed[:200],))
    assert typed.strip("\u202e\u202c")[:5] in read(paper)
    for left, _top, right, bottom in inked(paper):
        assert left > 0.02
        assert right < 0.93
        assert bottom < 0.98


def test_the_same_letter_on_the_same_day_is_the_same_file():
    assert drawn() == drawn()


@pytest.mark.parametrize(
    ("language", "country", "said"),
    [
        ("en", "GB", "Ottawa, 21 November 2026"),
        ("fr", "CA", "Ottawa, le 21 novembre 2026"),
        ("es", "US", "Ottawa, 21 de noviembre de 2026"),
    ],
)
def test_place_and_day_are_written_as_in_the_letter_s_language(language, country, said):
    assert said in read(drawn(text=replace(ENGLISH, language=language), country=country, sender=AMINA))
