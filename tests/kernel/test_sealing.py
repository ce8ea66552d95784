"""Sealed records open with the right key, on the right row, unchanged; never otherwise."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openletter.kernel.sealing import (
    CannotOpen,
    KeyFolder,
    new_data_key,
    new_key_pair,
    seal,
    unseal,
    unwrap,
    wrap,
)

PAIR, OTHER = new_key_pair(), new_key_pair()
ROW, OTHER_ROW = b"r" * 16, b"s" * 16


@given(st.binary(max_size=500), st.binary(min_size=1, max_size=16))
def test_what_is_sealed_opens_on_its_row(plain, row):
    key = new_data_key()
    assert unseal(seal(plain, key, bound_to=row), key, bound_to=row) == plain


def test_a_record_moved_to_another_row_stays_closed():
    key = new_data_key()
    with pytest.raises(CannotOpen):
        unseal(seal(b"rim", key, bound_to=ROW), key, bound_to=OTHER_ROW)


def test_another_data_key_opens_nothing():
    with pytest.raises(CannotOpen):
        unseal(seal(b"rim", new_data_key(), bound_to=ROW), new_data_key(), bound_to=ROW)


@settings(max_examples=50)
@given(st.data())
def test_a_changed_byte_is_noticed(data):
    key = new_data_key()
    sealed = bytearray(seal(b"rim@people.example", key, bound_to=ROW))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(CannotOpen):
        unseal(bytes(sealed), key, bound_to=ROW)


@pytest.mark.parametrize("sealed", [b"", b"short", bytes(range(12)), bytes(range(40))])
def test_what_was_never_sealed_is_refused(sealed):
    with pytest.raises(CannotOpen):
        unseal(sealed, new_data_key(), bound_to=ROW)


def test_the_same_words_never_look_the_same():
    key = new_data_key()
    assert seal(b"rim", key, bound_to=ROW) != seal(b"rim", key, bound_to=ROW)


def test_a_data_key_opens_with_the_private_half_and_its_holder_only():
    key = new_data_key()
    wrapped = wrap(key, PAIR.public, label="section:fr")
    assert unwrap(wrapped, PAIR.private, label="section:fr") == key
    for private, label in ((OTHER.private, "section:fr"), (PAIR.private, "section:ca")):
        with pytest.raises(CannotOpen):
            unwrap(wrapped, private, label=label)


@pytest.mark.parametrize("wrapped", [b"", b"x" * 10, b"\0" * 1200])
def test_a_broken_data_key_is_refused(wrapped):
    with pytest.raises(CannotOpen):
        unwrap(wrapped, PAIR.private, label="section:fr")


def test_a_broken_private_key_file_is_refused():
    wrapped = wrap(new_data_key(), PAIR.public, label="section:fr")
    for private in (b"", b"x" * 20):
        with pytest.raises(CannotOpen):
            unwrap(wrapped, private, label="section:fr")


def test_the_public_half_cannot_open_what_it_closed():
    wrapped = wrap(new_data_key(), PAIR.public, label="section:fr")
    with pytest.raises(CannotOpen):
        unwrap(wrapped, PAIR.public[:96], label="section:fr")


def test_the_key_folder_is_its_owners_alone_and_overwrites_nothing(tmp_path):
    folder = KeyFolder(tmp_path / "keys")
    folder.write("one", b"first")
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700
    assert folder.path("one").stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        folder.write("one", b"second")
    assert folder.read("one") == b"first"
    with pytest.raises(CannotOpen, match="No private key two"):
        folder.read("two")
