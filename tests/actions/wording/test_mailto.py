"""Links to the reader's own mail program: RFC 6068, and how long they are."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.actions.wording.table import LETTERS

from openletter.actions.wording.mailto import Fit, fit_of, mailto

TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=80)


def _link(asked):
    return mailto(tuple(asked["to"]), cc=tuple(asked.get("cc", ())),
                  subject=asked.get("subject", ""), body=asked.get("body", ""))  # fmt: skip


@pytest.mark.parametrize(("asked", "length"), LETTERS)
def test_a_link_is_as_long_as_the_rule_says(asked, length):
    assert len(_link(asked)) == length


def test_lines_end_with_crlf_and_nothing_empty_is_sent():
    assert mailto(("a@example.org",), body="one\ntwo") == "mailto:a@example.org?body=one%0D%0Atwo"
    assert mailto(("a@example.org",), subject="  ") == "mailto:a@example.org"


def test_a_message_to_nobody_is_refused():
    with pytest.raises(ValueError, match="somebody"):
        mailto(())


@pytest.mark.parametrize(
    ("length", "fit"), [(1600, Fit.FITS), (1601, Fit.LONG), (2000, Fit.LONG), (2001, Fit.TOO_LONG)]
)
def test_a_long_link_is_warned_of_and_then_refused(length, fit):
    assert fit_of("x" * length) is fit


@given(TEXT, TEXT)
def test_what_was_written_comes_out_as_it_was(subject, body):
    link = mailto(("a@example.org",), subject=subject, body=body)
    assert link.isascii()
    parts = parse_qs(urlsplit(link).query, keep_blank_values=True)
    assert unquote(parts.get("subject", [""])[0]) == unquote(subject.strip()) or subject.strip() in parts["subject"]
    assert parts.get("body", [""])[0] == body.rstrip()
