"""Files of representatives: which format one has, and the invented examples that come with Openletter."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.utils.translation import gettext

from openletter.kernel.countries import CODES
from openletter.targets.representatives.popolo import Given, read_popolo
from openletter.targets.representatives.shapes import Fault, Reading
from openletter.targets.representatives.tables import read_table

HERE = Path(__file__).resolve().parent / "examples"
MOST_BYTES = 32 * 1024 * 1024
EXAMPLES = {"CA": "ca.json", "DZ": "dz.csv", "GB": "gb.csv", "US": "us.csv"}
EXAMPLES_ARE = "Example data of Openletter: every person, party and constituency is invented"


def read_file(body: bytes, *, country: str, chamber: str, source: str, on: date) -> Reading:
    """A file in either format, told apart by how it begins. A table says itself what Popolo has to be told.

    A fault is what Popolo lacks: its country, and where the file comes from.
    """
    if len(body) > MOST_BYTES:
        return _refused("", gettext("The file is larger than 32 megabytes. Cut it by legislature."))
    if body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in {b"{", b"["}:
        return read_table(body)
    if country not in CODES:
        return _refused("country", gettext("Say which country this Popolo file is of, by two letters, for example CA."))
    if not source.strip():
        return _refused("source", gettext("Say where this file comes from."))
    return read_popolo(body, Given(country=country, on=on, source=source.strip()[:300], chamber=chamber))


def example(country: str, *, on: date) -> Reading:
    """The invented legislators of one country. Raises KeyError where there are none."""
    body = (HERE / EXAMPLES[country]).read_bytes()
    return read_file(body, country=country, chamber="", source=EXAMPLES_ARE, on=on)


def _refused(column: str, message: str) -> Reading:
    return Reading({}, {}, {}, (Fault(0, column, message),))
