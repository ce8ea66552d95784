"""Signed references: for one purpose, for a time, and with nothing of a person in them."""

import uuid
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openletter.kernel import tokens

KEY = "k" * 50
ACT = uuid.UUID("018f3c7e-0000-7000-8000-000000000001")


def test_a_token_is_read_back_for_its_purpose_only():
    token = tokens.sign(ACT, purpose="act", key=KEY)
    assert uuid.UUID(hex=tokens.read(token, purpose="act", key=KEY)) == ACT
    for purpose, key in (("thanks", KEY), ("act", "o" * 50)):
        with pytest.raises(tokens.BadToken):
            tokens.read(token, purpose=purpose, key=key)


@given(st.text(max_size=80))
def test_what_we_did_not_sign_is_refused(text):
    for read in (
        lambda: tokens.read(text, purpose="act", key=KEY),
        lambda: tokens.read_recent(text, purpose="form", key=KEY, within=timedelta(hours=1)),
    ):
        with pytest.raises(tokens.BadToken):
            read()


def test_a_changed_token_is_refused():
    token = tokens.sign(ACT, purpose="act", key=KEY)
    other = tokens.sign(uuid.uuid4(), purpose="act", key=KEY)
    with pytest.raises(tokens.BadToken):
        tokens.read(other.partition("~")[0] + "~" + token.partition("~")[2], purpose="act", key=KEY)


def test_a_token_for_a_while_runs_out():
    token = tokens.sign_for_now("abc", purpose="form", key=KEY)
    assert tokens.read_recent(token, purpose="form", key=KEY, within=timedelta(hours=1)) == "abc"
    with pytest.raises(tokens.BadToken):
        tokens.read_recent(token, purpose="form", key=KEY, within=timedelta(seconds=-1))


def test_a_token_fits_into_an_address_as_it_is():
    assert set(tokens.sign(ACT, purpose="act", key=KEY)) <= set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_~"
    )
