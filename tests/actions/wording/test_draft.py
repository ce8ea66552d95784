"""A draft is a proper message that nobody has sent."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest

from openletter.actions.wording.draft import draft
from openletter.actions.wording.telephone import tel

AT = datetime(2026, 11, 21, 9, tzinfo=UTC)


def test_a_draft_holds_the_letter_in_every_script():
    body = "معالي الوزير،\n\nأكتب إليكم.\r\n\n" + "x" * 1200
    raw = draft(("a@example.org",), cc=("c@example.org",), subject="الملاحقة القضائية", body=body, at=AT)
    message = message_from_bytes(raw, policy=default)
    assert (message["X-Unsent"], message["To"], message["Cc"]) == ("1", "a@example.org", "c@example.org")
    assert message["Subject"] == "الملاحقة القضائية"
    assert message["Date"].datetime == AT
    assert message.get_content_type() == "text/plain"
    assert message.get_content().replace("\r\n", "\n") == body.replace("\r\n", "\n") + "\n"
    assert not {"From", "Bcc", "Message-ID"} & set(message.keys())
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert b"\n" not in raw.replace(b"\r\n", b"")


def test_a_subject_cannot_bring_a_header_along():
    with pytest.raises(ValueError, match="linefeed"):
        draft(("a@example.org",), subject="one\r\nBcc: b@example.org", body="x", at=AT)


@pytest.mark.parametrize(
    ("number", "link"),
    [
        ("+1 202-555-0142", "tel:+12025550142"),
        ("00 44 20 7946 0142", "tel:+442079460142"),
        ("+44 (0)20 7946 0142", "tel:+442079460142"),
        ("+33 1 99 00 00 01 poste 12", "tel:+33199000001;ext=12"),
        ("020 7946 0142", ""),
        ("call the ministry", ""),
        ("+", ""),
    ],
)
def test_a_number_that_rings_everywhere_the_same_becomes_a_link(number, link):
    assert tel(number) == link
