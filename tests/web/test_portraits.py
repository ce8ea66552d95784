"""Stamps drawn from names."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from openletter.web.portraits import initials, stamp

NAMES = ["Nasser Zefzafi", "ناصر الزفزافي", "Mohamed Mkhaïtir", "Seven Sahrawi activists", "A", "<b>&", "   ", "الريف"]


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Nasser Zefzafi", ("N", "Z")),
        ("ناصر الزفزافي", ("ن", "ز")),
        ("Chekib El-Khiari", ("C", "K")),
        ("علي أعراس", ("ع", "أ")),
        ("Ömer", ("Ö",)),
        ("", ()),
    ],
)
def test_initials_leave_the_article_aside(name, letters):
    assert initials(name) == letters


@pytest.mark.parametrize("name", NAMES)
def test_a_stamp_is_sound_drawing_without_style_or_script_and_always_the_same(name):
    drawing = stamp(name)
    root = ElementTree.fromstring(drawing)  # noqa: S314 - our own drawing
    assert drawing == stamp(name)
    assert all("style" not in each.attrib and each.tag != "script" for each in root.iter())
    assert root.attrib["aria-hidden"] == "true"


def test_two_names_have_two_stamps():
    assert stamp("Ali Aarrass").split("initials")[0] != stamp("Khaled Drareni").split("initials")[0]
