"""The booklet: what is on its pages, in every script, however long a word; and nothing that must not be."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from PIL import Image
from pypdf import PdfReader
from tests.world.acts import AT

from openletter.kernel.audit import SYSTEM
from openletter.kernel.cells import safe_cell
from openletter.kernel.pdf import Picture
from openletter.solidarity import booklet
from openletter.solidarity.booklet import Cover, Page, set_booklet
from openletter.solidarity.models import Bundle
from openletter.solidarity.operations import bundles, messages

WHEN = datetime(2026, 11, 21, tzinfo=UTC)
A5 = (420, 595)  # points


def cover(language="ar", **more):
    facts = {"number": 1, "total": 3, "part": 1, "parts": 1} | more
    return Cover("ناصر الزفزافي", "Lettres", language, at=WHEN, **facts)


def picture(size=(500, 900)):
    out = io.BytesIO()
    Image.new("RGB", size, "orange").save(out, "PNG")
    return Picture.of(out.getvalue())


def read(body):
    found = PdfReader(io.BytesIO(body)).pages
    return found, " ".join(" ".join(page.extract_text().split()) for page in found)


def test_pages_are_a5_tagged_and_hold_every_script_and_the_longest_word():
    body = set_booklet(
        cover(),
        [
            Page(("Dear Nasser,", "herons."), "en", "Maya, Canada", (), ("طيور البلشون",), "ar"),
            Page(("نفكر فيك كل يوم.",), "ar", "أمينة، الجزائر", picture=picture()),
            Page(("x" * 400, "long. " * 400), "fr", "Élodie, France"),
            Page(("Здравствуйте", "Xin chào", "👋"), "ru", "", ("12 Rue des Fleurs", "MONTRÉAL")),
        ],
    )
    pages, text = read(body)
    sizes = {(round(page.mediabox.width), round(page.mediabox.height)) for page in pages}
    assert sizes == {A5}
    assert all(said in text for said in ("herons.", "Maya, Canada", "Здравствуйте", "12 Rue des Fleurs"))
    assert sum(len(page.images) for page in pages) == 1
    catalogue = PdfReader(io.BytesIO(body)).trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert str(catalogue["/Lang"]).startswith("ar")


def test_one_message_more_than_a_part_makes_another_file(received, action, monkeypatch):
    monkeypatch.setattr(booklet, "PART", 2)
    for name in "abc":
        messages.accept(message=received(f"{name}@people.example"), actor=SYSTEM, at=AT)
    bundle = bundles.gather(case=action.case, section=action.section, actor=SYSTEM, at=AT)
    assert [len(part) for part in booklet.parts_of(bundle)] == [2, 1]
    _pages, text = read(booklet.draw_part(bundle, 2, at=AT))
    assert text.count("cherry trees") == 1
    with pytest.raises(IndexError):
        booklet.draw_part(bundle, 3, at=AT)


def test_what_people_call_themselves_stands_there_and_nothing_else_of_them(received, action):
    messages.accept(message=received(), actor=SYSTEM, at=AT)
    bundle = bundles.gather(case=action.case, section=action.section, actor=SYSTEM, at=AT)
    _pages, text = read(booklet.draw_part(bundle, 1, at=AT))
    assert "Maya, Canada" in text
    assert not any(secret in text for secret in ("people.example", "Bensaid", "Laval"))


def test_the_count_sheet_names_nobody_and_runs_nothing(received, action):
    for name in "ab":
        messages.accept(message=received(f"{name}@people.example", with_picture=name == "a"), actor=SYSTEM, at=AT)
    bundle = bundles.gather(case=action.case, section=action.section, actor=SYSTEM, at=AT)
    lines = booklet.count_sheet(Bundle.objects.get(pk=bundle.pk)).splitlines()
    assert lines[1:] == ["Canada,English,2,1", "Together,,2,1"]
    assert safe_cell("=1+1") == "'=1+1"
