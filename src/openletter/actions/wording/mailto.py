"""A `mailto:` link, and how much of it mail programs take.

RFC 6068: addresses and words are UTF-8, percent-encoded; a line ends with CRLF (`%0D%0A`). An Arabic letter is two
octets of UTF-8 and so takes six signs of the link; a Latin letter takes one. Some programs and systems cut off what is
longer than about 2,000 signs, without a word.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final
from urllib.parse import quote

LONG: Final = 1_600
TOO_LONG: Final = 2_000


class Fit(StrEnum):
    """Whether a link can carry a letter."""

    FITS = "fits"
    LONG = "long"
    TOO_LONG = "too_long"


def mailto(to: tuple[str, ...], *, cc: tuple[str, ...] = (), subject: str = "", body: str = "") -> str:
    """The link that opens a message in the reader's own mail program. What is empty is left out.

    There is no bcc: nobody is written to whom the sender does not see. Raises ValueError without an address.

    >>> mailto(("office@example.org",), subject="One & two", body="a\\nb")
    'mailto:office@example.org?subject=One%20%26%20two&body=a%0D%0Ab'
    """
    if not to:
        raise ValueError("a message needs somebody to go to")
    parts = {"cc": _addresses(cc), "subject": _encoded(subject.strip()), "body": _encoded(with_crlf(body))}
    asked = "&".join(f"{name}={value}" for name, value in parts.items() if value)
    return f"mailto:{_addresses(to)}" + (f"?{asked}" if asked else "")


def with_crlf(text: str) -> str:
    """The text with the line ends of mail, whatever it came with; nothing at its end.

    >>> with_crlf("a\\r\\nb\\rc\\n")
    'a\\r\\nb\\r\\nc'
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip()
    return lines.replace("\n", "\r\n")


def fit_of(link: str) -> Fit:
    """Whether mail programs take a link of this length: warned of above 1,600 signs, refused above 2,000."""
    if len(link) > TOO_LONG:
        return Fit.TOO_LONG
    return Fit.LONG if len(link) > LONG else Fit.FITS


def _addresses(addresses: tuple[str, ...]) -> str:
    return ",".join(quote(address.strip(), safe="@") for address in addresses)


def _encoded(text: str) -> str:
    # All but the unreserved: also what browsers would leave, so that a link survives quotation marks and brackets.
    return quote(text, safe="")
