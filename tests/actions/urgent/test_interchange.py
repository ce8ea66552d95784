"""A sheet goes out as JSON and comes back the same; what another program got wrong is named, and nothing fails."""

import json
from dataclasses import fields, replace
from typing import Any

import pytest
from tests.actions.urgent.sheets import FRENCH, LETTER, THIRD

from openletter.actions.urgent.interchange import LARGEST, SCHEMA, NotASheet, from_json, to_data, to_json
from openletter.actions.urgent.numbers import index_number, ua_number
from openletter.actions.urgent.sheet import Addressed, Called, Earlier, Fault, Model, Said, Sheet, Way
from openletter.actions.urgent.text import read

FULL = Sheet(
    ua_number="UA 912/16",
    ua_sequence=2,
    index_number="AMR 99/6674/2017",
    issued_on="2017-06-28",
    appeal_deadline="2017-08-09",
    country="DO",
    people=({"en": "Marisol Ejemplo", "ar": "ماريسول إخمبلو"},),
    words={"en": Said("Title", "Ask", "Summary", "Land", "Background", "she/her"), "ar": Said("عنوان", "طلب", "ملخص")},
    demands=({"en": "Search for her", "ar": "البحث عنها"},),
    letters={"en": Model("Her safety", "One.\n\nTwo.")},
    mention_organisation=False,
    preferred_languages=("es",),
    targets=(
        Addressed(
            {"en": Called("Attorney General", "Dear Attorney General,", "Yours sincerely,")},
            key="attorney-general", kind="attorney_general", territory="DO", holder="Ana Invento",
            preferred_languages=("es",), ways=(Way("postal", "Calle Ejemplo 1\nSanto Domingo"),),
        ),
    ),
    copies=(Addressed({"en": Called("Committee of Families")}),),
    diplomatic_copies=True,
    previous=(Earlier(1, "AMR 99/5501/2017", "https://example.org/1"),),
    publisher="Example section",
    url="https://example.org/2",
)  # fmt: skip


@pytest.mark.parametrize("sheet", [FULL, Sheet(), *(read(text).sheet for text in (THIRD, FRENCH, LETTER))])
def test_out_and_back(sheet: Sheet) -> None:
    """Nothing is lost and nothing added on the way."""
    assert from_json(to_json(sheet)).sheet == sheet
    assert to_json(from_json(to_json(sheet)).sheet) == to_json(sheet)


def test_a_full_sheet_lacks_nothing() -> None:
    """Nothing is said to be missing where everything is there."""
    assert from_json(to_json(FULL)).faults == ()


def test_the_schema_names_what_is_written() -> None:
    """The published schema and what we write do not drift apart."""
    schema = json.loads(SCHEMA.read_text())
    assert set(schema["properties"]) == {"format", "version", "$schema", *(each.name for each in fields(Sheet))}
    row = schema["properties"]["words"]["additionalProperties"]["properties"]
    assert list(row) == [each.name for each in fields(Said)]
    office = schema["properties"]["targets"]["items"]["properties"]
    assert list(office) == [each.name for each in fields(Addressed)]
    assert list(to_data(FULL)["letters"]["en"]) == list(
        schema["properties"]["letters"]["additionalProperties"]["properties"]
    )


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"ua_number": "60-16"}, Fault("ua_number", "malformed", "60-16")),
        ({"index_number": "AMR 37"}, Fault("index_number", "malformed", "AMR 37")),
        ({"appeal_deadline": "9 August"}, Fault("appeal_deadline", "malformed", "9 August")),
        ({"ua_sequence": "third"}, Fault("ua_sequence", "malformed", "third")),
        ({"targets": "the minister"}, Fault("targets", "malformed", "the minister")),
        ({"words": {"en": {"title": 7}}}, Fault("words.en.title", "malformed", "7")),
        ({"urgency": "high"}, Fault("urgency", "unknown", "urgency")),
    ],
)
def test_what_is_wrong_is_named_and_the_rest_kept(change: dict[str, Any], fault: Fault) -> None:
    """One wrong field harms no other."""
    reading = from_json(json.dumps({**to_data(FULL), **change}))
    assert fault in reading.faults
    assert reading.sheet.people == FULL.people


def test_what_is_empty_is_missing() -> None:
    """Missing is said of each empty field once."""
    reading = from_json(to_json(replace(FULL, ua_number="", previous=())))
    assert reading.missing == ("ua_number", "previous")


@pytest.mark.parametrize(
    "text", ["", "not json", "[]", '{"format": "urgent-action", "version": 2}', '{"version": 1}', "[" * 100_000]
)
def test_what_is_no_sheet_is_refused(text: str) -> None:
    """Another format or version is not guessed at."""
    with pytest.raises(NotASheet):
        from_json(text)


def test_too_large_a_file_is_refused() -> None:
    """Nobody has us read a gigabyte."""
    with pytest.raises(NotASheet):
        from_json(" " * (LARGEST + 1))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("UA 60/16", "UA 60/16"), ("ua: 60/16", "UA 60/16"), ("UA 83.18", "UA 83/18"), ("60/16", "UA 60/16"),
     ("UA 0/16", ""), ("UA 1234/16", ""), ("UA 60/2016", ""), ("", "")],
)  # fmt: skip
def test_numbers_of_series(typed: str, meant: str) -> None:
    """Usual spellings are one number; others are none."""
    assert ua_number(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("AMR 37/6674/2017", "AMR 37/6674/2017"), ("MDE 29/002/2004", "MDE 29/002/2004"), ("mde 29/02/94", "MDE 29/02/94"),
     ("MDE29/002/2004", ""), ("MDE 29/2/2004", ""), ("", "")],
)  # fmt: skip
def test_numbers_of_documents(typed: str, meant: str) -> None:
    """Newer and older forms of the index."""
    assert index_number(typed) == meant
