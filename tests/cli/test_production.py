"""What production refuses to start with."""

import pytest

from openletter.config.env import BadEnvironment, read

GOOD = {
    "OPENLETTER_MODE": "production",
    "OPENLETTER_SECRET_KEY": "s" * 48,
    "OPENLETTER_PERSON_KEY": "p" * 48,
    "OPENLETTER_PUBLIC_URL": "https://letters.example.org",
    "OPENLETTER_ALLOWED_HOSTS": "letters.example.org",
    "OPENLETTER_MAIL_URL": "smtps://mail.example.org",
    "OPENLETTER_MAIL_FROM": "letters@letters.test",
}


def test_a_whole_environment_is_taken() -> None:
    assert read(GOOD).mode == "production"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OPENLETTER_ALLOWED_HOSTS", "letters.example.org,*"),
        ("OPENLETTER_PUBLIC_URL", "http://letters.example.org"),
        ("OPENLETTER_SECRET_KEY", "p" * 48),
        ("OPENLETTER_PERSON_KEY", "short"),
        ("OPENLETTER_DEBUG", "true"),
        ("OPENLETTER_PROPOSAL_DAYS", "0"),
        ("OPENLETTER_PROPOSAL_DAYS", "3650"),
        ("OPENLETTER_MAIL_FROM", "letters@example.org"),
    ],
)
def test_what_would_put_people_at_risk_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(BadEnvironment, match="OPENLETTER_"):
        read(GOOD | {name: value})
