"""The press: words stay words, every script can be read, and the same paper is the same bytes."""

from __future__ import annotations

import io
import resource
import threading
from datetime import UTC, datetime
from pathlib import Path

import pypdf
import pypdfium2 as pdfium
import pytest
from PIL import Image

from openletter.kernel import pdf
from openletter.kernel.pdf import engine

AT = datetime(2026, 11, 21, 9, tzinfo=UTC)
TEMPLATE = """#import "/kernel/pdf/house.typ": *
#show: house.with(title: data.title, language: data.language)
#said(data.language, data.text)
#if "seal" in pictures { picture("seal", alt: "A seal", width: 2cm) }
"""
SILENT = 'image(bytes(pictures.seal), format: "svg")'


@pytest.fixture
def sheet(tmp_path, monkeypatch):
    """A template in a house of its own, which has our shared parts."""
    (tmp_path / "kernel").symlink_to(engine.ROOT / "kernel")
    (tmp_path / "sheet.typ").write_text(TEMPLATE)
    monkeypatch.setattr(engine, "ROOT", tmp_path)
    monkeypatch.setattr(engine, "_idle", [])

    def set_(text, *, language="en", at=AT, **pictures):
        words = {"title": "A sheet", "language": language, "text": text}
        return pdf.draw("sheet.typ", words, at=at, pictures=pictures)

    return set_


def read(paper):
    with pdfium.PdfDocument(paper) as document:
        return "".join(page.get_textpage().get_text_bounded() for page in document)


def test_a_paper_is_tagged_titled_and_in_its_language(sheet):
    found = pypdf.PdfReader(io.BytesIO(sheet("سلام", language="ar")))
    catalogue = found.root_object
    assert catalogue["/Lang"] == "ar"
    assert bool(catalogue["/MarkInfo"]["/Marked"])
    assert bool(catalogue["/ViewerPreferences"]["/DisplayDocTitle"])
    assert found.metadata.title == "A sheet"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in found.xmp_metadata.stream.get_data()


def test_the_same_words_at_the_same_moment_are_the_same_bytes(sheet):
    first = sheet("Dear Minister")
    assert sheet("Dear Minister") == first
    assert sheet("Dear Minister", at=datetime(2026, 11, 22, tzinfo=UTC)) != first


@pytest.mark.parametrize(
    "typed",
    [
        "#panic()",
        '#read("/etc/passwd")',
        "$x$ *bold* _it_ = Head",
        "\\ @ref <label> //",
        '"; #let x = 1',
        "`raw` ~ --- 'q'",
    ],
)
def test_what_is_typed_is_never_run_nor_restyled(sheet, typed):
    assert " ".join(read(sheet(typed)).split()) == typed


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Şehnaz Ǧ Ł", "Şehnaz Ǧ Ł"),
        ("Nguyễn Văn", "Nguyễn Văn"),
        ("Ильхам Ελένη", "Ильхам Ελένη"),
        ("李明", "Li Ming"),
        ("ნინო Հայ", "nino Hay"),
        ("Thank you 😀❤️", "Thank you"),
        ("\u202etxet desrever\ufeff\x00", "txet desrever"),
        ("x\u0361y", "xy"),
    ],
)
def test_no_sign_is_left_as_an_empty_box(sheet, typed, printed):
    assert " ".join(read(sheet(typed)).split()) == printed


def test_letters_with_more_marks_than_any_face_has_are_printed_without(sheet):
    marked = " ".join(f"x{chr(mark)}" for mark in range(0x350, 0x36F))
    assert set(read(sheet(marked)).split()) >= {"x"}


def test_whether_a_text_can_be_printed_as_it_was_typed_is_known_before():
    assert pdf.shows("Chère Madame, سلام 😀")
    assert not pdf.shows("Dear 李明")


def test_a_word_too_long_for_any_line_may_be_broken():
    assert "\u200b" not in pdf.breakable("Donaudampfschifffahrtsgesellschaft " * 3)
    assert max(map(len, pdf.breakable("x" * 4000).split("\u200b"))) <= 10


def test_pictures_come_with_their_words_and_leave_no_file(sheet, tmp_path):
    photo = io.BytesIO()
    Image.new("RGB", (40, 20), "#888").save(photo, "JPEG")
    before = set(tmp_path.iterdir())
    paper = sheet("With a seal", seal=pdf.Picture.of(photo.getvalue()))
    assert b"DCTDecode" in paper
    assert set(tmp_path.iterdir()) == before


def test_a_picture_without_words_is_refused(sheet, tmp_path):
    (tmp_path / "sheet.typ").write_text(TEMPLATE.replace('picture("seal", alt: "A seal", width: 2cm)', SILENT))
    with pytest.raises(pdf.NotDrawn, match="missing alt text"):
        sheet("", seal=pdf.Picture.drawn('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'))


def test_only_photographs_are_taken_for_pictures():
    with pytest.raises(OSError, match="cannot identify"):
        pdf.Picture.of(b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>")


def test_several_threads_are_served_and_no_more_presses_stand_than_allowed(sheet):
    found = {}

    def work(number):
        found[number] = [read(sheet(f"Letter {number}")) for _ in range(5)]

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert found == {number: [f"Letter {number}"] * 5 for number in range(6)}
    assert len(engine._idle) <= engine.MOST_PRESSES


def test_a_press_does_not_keep_the_pictures_of_the_papers_before(sheet):
    def heavy(number):
        photo = io.BytesIO()
        Image.effect_noise((1200, 900), 90 + number).convert("RGB").save(photo, "JPEG", quality=95)
        return sheet(f"Sheet {number}", seal=pdf.Picture.of(photo.getvalue()))

    def held():
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()

    for number in range(3):
        heavy(number)
    before = held()
    size = sum(len(heavy(number)) for number in range(3, 11))
    assert size > 6_000_000
    assert held() - before < 2 * size
