"""Whether something is an address: as the library says, only sooner."""

from __future__ import annotations

import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import given
from hypothesis import strategies as st

from openletter.actions.intake.checking import is_address

LOCAL = st.text("ab1.+_-'\"@ é(", min_size=0, max_size=70)
DOMAIN = st.sampled_from(
    ["example.org", "a.b.example", "localhost", "x", "münchen.example", "-a.example", "a..b.org", ""]
)


@given(local=LOCAL, domain=DOMAIN)
def test_the_quick_way_agrees_with_the_library(local: str, domain: str) -> None:
    email = f"{local}@{domain}"
    try:
        validate_email(email, check_deliverability=False)
    except EmailNotValidError:
        assert not is_address(email)
    else:
        assert is_address(email)


@pytest.mark.parametrize("email", ["rim.bensaid+letters@people.example.org", "o'neil@example.org", "用户@example.org"])
def test_real_addresses_pass(email: str) -> None:
    assert is_address(email)
