"""Identifiers: later ones sort later; references can be read out over the telephone."""

import uuid

from hypothesis import given
from hypothesis import strategies as st

from openletter.kernel.ids import ALPHABET, REF_LENGTH, new_ref, uuid7


@given(st.integers(0, 2**48 - 2), st.integers(1, 2**20))
def test_later_ids_sort_later(moment, wait):
    later = min(moment + wait, 2**48 - 1)
    assert uuid7(now_ms=moment) < uuid7(now_ms=later)
    assert uuid7(now_ms=moment).hex < uuid7(now_ms=later).hex


@given(st.integers(0, 2**48 - 1))
def test_an_id_is_a_version_7_uuid_that_carries_its_time(moment):
    found = uuid7(now_ms=moment)
    assert (found.version, found.variant) == (7, uuid.RFC_4122)
    assert found.int >> 80 == moment


def test_ids_of_one_moment_differ():
    assert len({uuid7(now_ms=1) for _ in range(5000)}) == 5000


def test_references_have_no_letter_that_is_heard_or_read_wrongly():
    refs = {new_ref() for _ in range(2000)}
    assert len(refs) == 2000
    assert all(len(ref) == REF_LENGTH and set(ref) <= set(ALPHABET) for ref in refs)
    assert not set("ilou") & set(ALPHABET)
