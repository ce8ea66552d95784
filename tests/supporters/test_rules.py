"""Which spellings of an address are one person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openletter.supporters.models import EmailRule
from openletter.supporters.queries import mailbox_rules, person_of_address
from openletter.supporters.rules import MailboxRule, canonical_email, person_of

RULES = {
    "gmail.com": MailboxRule(ignores_dots=True),
    "googlemail.com": MailboxRule(same_as="gmail.com", ignores_dots=True),
    "strict.example": MailboxRule(plus_addressing=False),
}
LOCAL = st.text("abcxyz.+", min_size=1, max_size=12)
DOMAIN = st.sampled_from([*RULES, "people.example", "münchen.example"])


@pytest.mark.parametrize(
    ("typed", "counted"),
    [
        ("Rim@People.Example", "rim@people.example"),
        (" rim@people.example ", "rim@people.example"),
        ("rim+news@people.example", "rim@people.example"),
        ("r.i.m@gmail.com", "rim@gmail.com"),
        ("R.im+x@googlemail.com", "rim@gmail.com"),
        ("r.i.m@people.example", "r.i.m@people.example"),
        ("rim+x@strict.example", "rim+x@strict.example"),
        ("+x@people.example", "+x@people.example"),
        ("...@gmail.com", "...@gmail.com"),
        ("rim@people.example.", "rim@people.example"),
        ("rim@münchen.example", "rim@xn--mnchen-3ya.example"),
        ("rim@xn--mnchen-3ya.example", "rim@xn--mnchen-3ya.example"),
    ],
)
def test_one_mailbox_has_one_spelling(typed, counted):
    assert canonical_email(typed, RULES) == counted


@given(LOCAL, DOMAIN)
def test_the_counted_spelling_stays_itself(local, domain):
    once = canonical_email(f"{local}@{domain}", RULES)
    assert canonical_email(once, RULES) == once


@given(LOCAL, DOMAIN)
def test_case_and_space_make_nobody_two_people(local, domain):
    assert canonical_email(f" {local}@{domain}".upper(), RULES) == canonical_email(f"{local}@{domain}", RULES)


def test_the_hash_needs_the_key():
    assert person_of("rim@people.example", b"one") != person_of("rim@people.example", b"other")
    assert len(person_of("rim@people.example", b"one")) == 16


def test_staff_can_change_the_rules(db):
    assert person_of_address("r.im@post.example") != person_of_address("rim@post.example")
    EmailRule.objects.create(domain="post.example", ignores_dots=True)
    assert person_of_address("r.im@post.example") == person_of_address("rim@post.example")
    assert mailbox_rules()["googlemail.com"].same_as == "gmail.com"
