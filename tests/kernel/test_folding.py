"""Spellings of one name meet; what is kept is plain."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openletter.kernel import folding
from openletter.kernel.folding import fold, readings, skeleton, words_in


def test_the_examples_in_the_module_hold() -> None:
    found = doctest.testmod(folding)
    assert found.attempted >= 8
    assert found.failed == 0


@pytest.mark.parametrize(
    "spellings",
    [
        ("Zefzafi", "zafzafi", "زفزافي", "الزفزافي", "ZEFZAFI", "Zefzafy"),
        ("Drareni", "درارني", "Drarni", "Derarni"),
        ("El Khiari", "khiari", "الخياري", "Elkhiari", "Khyari"),
        ("Mkhaïtir", "mkhaitir", "امخيطير"),
        ("Aarrass", "Aarras", "أعراس"),
        ("Mohammed", "Muhamad", "محمد", "مُحَمَّد"),
        ("Иван", "Ivan"),
    ],
)  # fmt: skip
def test_transliterations_of_a_name_have_one_skeleton(spellings: tuple[str, ...]) -> None:
    bones = [{skeleton(reading) for word in words_in(text) for reading in readings(word)} for text in spellings]
    assert set.intersection(*bones) - {""}


@pytest.mark.parametrize(("one", "other"), [("Zefzafi", "Drareni"), ("Mansour", "Khiari"), ("Nadir", "Rahmi")])
def test_different_names_stay_apart(one: str, other: str) -> None:
    assert skeleton(fold(one)) != skeleton(fold(other))


@given(st.text(max_size=60))
def test_folded_text_is_plain_and_folding_twice_changes_nothing(text: str) -> None:
    folded = fold(text)
    assert folded.isascii()
    assert folded == folded.lower().strip()
    assert all(c.isalnum() or c == " " for c in folded)
    assert fold(folded) == folded
    for word in words_in(text):
        assert skeleton(word).isascii()
        assert word in readings(word)
