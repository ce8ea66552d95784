"""What typed text must be before it may be kept."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openletter.kernel.text import clean_block, clean_line


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Rim   Bensaïd ", "Rim Bensaïd"),
        ("Bensai\u0308d", "Bensaïd"),
        ("ريم بن سعيد", "ريم بن سعيد"),
        ("O\u2019Brien \U0001f54a", "O\u2019Brien \U0001f54a"),
        ("", ""),
        ("a\nb", "a b"),
        ("علی\u200cرضا", "علی\u200cرضا"),
        ("rim\x00", None),
        ("rim\x1b[31m", None),
        ("rim\u202egpj.exe", None),
        ("rim\u2066x", None),
        ("rim\ud800", None),
        ("rim\ue000", None),
    ],
)
def test_a_line(typed, kept):
    assert clean_line(typed) == kept


def test_a_block_keeps_its_lines():
    assert clean_block(" one\r\ntwo\rthree\tx \n") == "one\ntwo\nthree\tx"
    assert clean_block("one\x0btwo") is None


@given(st.text(max_size=60))
def test_what_is_kept_stays_as_it_is(typed):
    for clean in (clean_line, clean_block):
        kept = clean(typed)
        if kept is not None:
            assert clean(kept) == kept
            assert unicodedata.normalize("NFC", kept) == kept


@given(st.text(max_size=60))
def test_a_line_has_no_line_end(typed):
    kept = clean_line(typed)
    assert kept is None or not set(kept) & set("\r\n\x00\x0b\x0c\x1b")
