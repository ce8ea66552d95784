"""Stamps drawn from names."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from openletter.web.portraits import Paint, initials, stamp

NAMES = ["Nasser Zefzafi", "ناصر الزفزافي", "Mohamed Mkhaïtir", "Seven Sahrawi activists", "A", "<b>&", "   ", "الريف"]


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Nasser Zefzafi", ("N", "Z")),
        ("ناصر الزفزافي", ("ن", "ز")),
        ("Chekib El-Khiari", ("C", "K")),
        ("علي أعراس", ("ع", "أ")),
        ("Ömer", ("Ö",)),
        ("Mohamed Cheikh Ould Mkhaïtir", ("M", "M")),
        ("محمد ولد امخيطير", ("م", "ا")),
        ("Ильхам Тохти", ("И", "Т")),
        ("ⵎⵓⵃⴰⵏⴷ ⵢⵉⴷⵉⵔ", ("ⵎ", "ⵢ")),
        ("מרדכי ואנונו", ("מ", "ו")),
        ("刘晓波", ("刘",)),
        ("किरण बेदी", ("कि", "बे")),
        ("ნინო", ("ნ",)),
        ("’Abd al-Rahman", ("A", "R")),
        ("7", ()),
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


def parts(drawing):
    """The ground and the medallion's outline, which make two stamps with the same letters differ."""
    root = ElementTree.fromstring(drawing)  # noqa: S314 - our own drawing
    engraving = next(each.attrib["d"] for each in root.iter() if each.attrib.get("class") == "engraving")
    return engraving, next(each.attrib["d"] for each in root.iter() if each.attrib.get("class") == "ground")


def test_two_people_with_the_same_letters_differ_in_ground_and_nearly_always_in_shape():
    names = [f"N{vowel}{other}a Z{third}ri" for vowel in "aiou" for other in "dlmr" for third in "aoei"]
    drawn = [parts(stamp(name)) for name in names]
    assert len({ground for ground, _shape in drawn}) == len(names)
    assert len({shape for _ground, shape in drawn}) == 5
    kinds = {re.sub(r"[-\d. ]+", "", ground)[:8] + shape for ground, shape in drawn}
    assert len(kinds) > 20


@pytest.mark.parametrize("name", ["Seven Sahrawi activists", "أسرة الناشط", "La famille Exemple"])
def test_no_letters_stand_for_several_people(name):
    root = ElementTree.fromstring(stamp(name, several=True))  # noqa: S314 - our own drawing
    texts = [(each.attrib["class"], each.text) for each in root.iter() if each.tag == "text"]
    assert texts == [("strip", name)]


def test_a_changed_name_is_told_by_a_dashed_medallion():
    assert "stroke-dasharray" in stamp("Amina", pseudonym=True)
    assert "stroke-dasharray" not in stamp("Amina")


@pytest.mark.parametrize("name", ["María de los Ángeles Fernández-Castañeda y Villanueva de la Serena", "X" * 60])
def test_a_long_name_stays_within_the_strip(name):
    root = ElementTree.fromstring(stamp(name))  # noqa: S314 - our own drawing
    strips = [each for each in root.iter() if each.attrib.get("class") == "strip"]
    assert " ".join(each.text for each in strips) == name
    assert all(float(each.attrib["font-size"]) * 0.6 * len(each.text) <= 100 for each in strips)


def test_accents_written_in_two_ways_are_one_name():
    assert stamp("Mkha\u00eftir").split("strip")[0] == stamp("Mkhai\u0308tir").split("strip")[0]


def test_a_stamp_for_print_carries_its_own_paint():
    paint = Paint("#1c3f73", "#fffdf9", "#d9d0bf", "Letter", "Print")
    root = ElementTree.fromstring(stamp("Amina Example", paint=paint))  # noqa: S314 - our own drawing
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    drawn = [each for each in root.iter() if each.tag.endswith(("path", "text"))]
    assert all("fill" in each.attrib and "class" not in each.attrib for each in drawn)
