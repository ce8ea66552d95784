"""Files of legislators as they come: what is read, and what is refused by row and column."""

import json
from datetime import date
from typing import Any

import pytest

from openletter.targets.representatives.files import EXAMPLES, example, read_file
from openletter.targets.representatives.shapes import Reading
from openletter.targets.representatives.tables import read_table, write_table

ON = date(2026, 11, 21)
HEADING = (
    "id,name,name:ar,country,legislature,legislature_name,chamber,area_id,area,area:ar,within,postcodes,phone,email,"
    "source,checked_on"
)
ROW = (
    "p1,Nadia Example,نادية,DZ,dz-house,The house,lower,oran,Oran,وهران,West,31;310,'+213 41 000 000,n@example.org,"
    "a list,2026-11-01"
)


def table(*rows: str, heading: str = HEADING) -> Reading:
    return read_table("\r\n".join([heading, *rows]).encode())


def test_a_row_becomes_a_member_with_their_area_in_both_scripts() -> None:
    read = table(ROW)
    assert read.faults == ()
    member = read.members["dz-house", "p1"]
    assert member.names == {"": "Nadia Example", "ar": "نادية"}
    assert member.contacts == (("email", "n@example.org"), ("phone", "+213 41 000 000"))
    assert read.places["oran"].names == {"": "Oran", "ar": "وهران"}
    assert read.places["oran"].within == "west"
    assert read.places["oran"].postcodes == {"31", "310"}


def test_semicolons_a_byte_order_mark_and_quoted_lines_are_read() -> None:
    heading = "id;name;country;legislature;address;source;checked_on"
    body = "﻿" + heading + '\n1;"A; B";CA;ca-house;"1 Street\nTown";list;2026-01-02\n'
    read = read_table(body.encode())
    assert read.faults == ()
    assert read.members["ca-house", "1"].names == {"": "A; B"}
    assert read.members["ca-house", "1"].contacts == (("postal", "1 Street\nTown"),)


@pytest.mark.parametrize(
    ("change", "row", "column"),
    [
        (("n@example.org", "not an address"), 2, "email"),
        (("+213 41 000 000", "call me"), 2, "phone"),
        ((",DZ,", ",ZZ,"), 2, "country"),
        (("lower", "middle"), 2, "chamber"),
        (("2026-11-01", "1.11.2026"), 2, "checked_on"),
        (("dz-house", "The House"), 2, "legislature"),
        (("Nadia Example", ""), 2, "name"),
        (("a list", "a\x07list"), 2, "source"),
    ],
)
def test_what_does_not_fit_is_named_by_row_and_column(change: tuple[str, str], row: int, column: str) -> None:
    faults = table(ROW.replace(*change)).faults
    assert [(fault.row, fault.column) for fault in faults] == [(row, column)]
    assert faults[0].message


def test_every_faulty_row_is_named_not_the_first_alone() -> None:
    bad = ROW.replace("n@example.org", "nobody")
    assert [fault.row for fault in table(bad, ROW.replace("p1", "p2"), bad.replace("p1", "p3")).faults] == [2, 4]


def test_a_person_or_column_that_stands_there_twice_is_a_fault() -> None:
    assert [(f.row, f.column) for f in table(ROW, ROW).faults] == [(3, "id")]
    assert table(heading=f"{HEADING},name").faults[0].column == "name"


@pytest.mark.parametrize(
    "heading", ["id,name", f"{HEADING},surname", f"{HEADING},name:klingonese", f"{HEADING},email:fr"]
)
def test_a_heading_that_does_not_fit_stops_the_reading(heading: str) -> None:
    read = table(ROW, heading=heading)
    assert read.faults[0].row == 1
    assert not read.members


@pytest.mark.parametrize(
    "body", [b"\xff\xfe\x00", b"", b"{", b"[]", b'{"persons": 3}', b'{"persons": ["x"]}', b"[" * 90000]
)
def test_what_is_no_such_file_is_refused_with_a_word(body: bytes) -> None:
    read = read_file(body, country="CA", chamber="", source="a list", on=ON)
    assert read.faults
    assert not read.members


def test_a_table_written_for_spreadsheets_holds_no_formula_and_reads_back() -> None:
    row = {"id": "1", "name": "=HYPERLINK(1)", "name:fr": "Nom", "country": "CA", "legislature": "ca-house"}
    row |= {"phone": "+1 613 555 0100", "source": "@list", "checked_on": "2026-01-02"}
    text = write_table([row], ["fr"])
    assert "'=HYPERLINK" in text
    assert ",=" not in text
    assert ",+1" not in text
    assert ",@" not in text
    member = read_table(text.encode()).members["ca-house", "1"]
    assert member.names == {"": "=HYPERLINK(1)", "fr": "Nom"}
    assert member.source == "@list"


FRENCH = {"lang": "fr", "name": "Cyd Exemple", "note": "multilingual"}
SITS = {"person_id": "a", "organization_id": "h", "area_id": "x", "legislative_period_id": "t2"}


def popolo(**more: Any) -> dict[str, Any]:
    """A file in the shape of EveryPolitician's."""
    return {
        "persons": [
            {"id": "a", "name": "Ann Example", "email": "ann@example.org", "birth_date": "1960-01-01"},
            {"id": "b", "name": "Bob Example", "contact_details": [{"type": "voice", "value": "+1 613 555 0101"}]},
            {"id": "c", "name": "Cyd Example", "other_names": [FRENCH]},
        ],
        "organizations": [
            {"id": "h", "name": "Commons", "classification": "legislature", "type": "lower house"},
            {"id": "p", "name": "Party", "classification": "party"},
            {"id": "q", "name": "Other", "classification": "party"},
        ],
        "areas": [{"id": "x", "name": "North", "parent_id": "y"}, {"id": "y", "name": "Province"}],
        "posts": [{"id": "seat", "organization_id": "h", "area_id": "x", "label": "Member for North"}],
        "events": [
            {"id": "t1", "classification": "legislative period", "start_date": "2015", "end_date": "2019-10"},
            {"id": "t2", "classification": "legislative period", "start_date": "2019-10-21"},
        ],
        "memberships": [
            {**SITS, "on_behalf_of_id": "p"},
            {**SITS, "on_behalf_of_id": "q", "start_date": "2024-01-01"},
            {"person_id": "b", "organization_id": "h", "area_id": "x", "legislative_period_id": "t1"},
            {"person_id": "c", "organization_id": "h", "post_id": "seat", "legislative_period_id": "t2"},
            {"person_id": "c", "organization_id": "p"},
        ],
    } | more  # fmt: skip


def read_popolo(data: dict[str, Any]) -> Reading:
    return read_file(json.dumps(data).encode(), country="CA", chamber="", source="a list", on=ON)


def test_popolo_gives_who_serves_on_the_day_once_under_the_latest_party() -> None:
    read = read_popolo(popolo())
    assert read.faults == ()
    assert {key for _house, key in read.members} == {"a", "c"}
    ann = read.members["ca-commons", "a"]
    assert (ann.party, ann.area, ann.since, ann.source) == ({"": "Other"}, "x", "2024-01-01", "a list")
    assert read.members["ca-commons", "c"].names == {"": "Cyd Example", "fr": "Cyd Exemple"}
    assert read.members["ca-commons", "c"].area == "x"
    assert read.houses["ca-commons"].chamber == "lower"
    assert read.places["x"].within == "y"


@pytest.mark.parametrize(
    ("membership", "column"),
    [({"person_id": "nobody"}, "person_id"), ({"person_id": "a", "area_id": "nowhere"}, "area_id"),
     ({"person_id": "a", "start_date": "soon"}, "start_date")],
)  # fmt: skip
def test_popolo_that_does_not_hold_together_names_the_object(membership: dict[str, str], column: str) -> None:
    faults = read_popolo(popolo(memberships=[{"organization_id": "h", **membership}])).faults
    assert [(fault.where, fault.column) for fault in faults] == [("memberships[0]", column)]


def test_popolo_without_its_country_or_source_asks_for_them() -> None:
    body = json.dumps(popolo()).encode()
    assert read_file(body, country="", chamber="", source="x", on=ON).faults[0].column == "country"
    assert read_file(body, country="CA", chamber="", source=" ", on=ON).faults[0].column == "source"


@pytest.mark.parametrize("country", EXAMPLES)
def test_the_examples_are_whole_and_reach_nobody_real(country: str) -> None:
    read = example(country, on=ON)
    assert read.faults == ()
    assert 15 <= len(read.members) <= 30
    for member in read.members.values():
        for kind, value in member.contacts:
            if kind == "email":
                assert value.endswith("@example.org")
            if kind == "phone":
                assert value.startswith(("+44 20 7946 0", "+1 202 555 01", "+1 613 555 01"))
        if country == "DZ":
            assert member.names["ar"]
