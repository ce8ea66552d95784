"""Tables of offices: read, refused row by row, brought in whole."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from tests.world.making import EDITOR

from openletter.kernel.audit import Actor
from openletter.kernel.models import AuditEntry
from openletter.kernel.refusals import Refused
from openletter.targets.directory import bring_in, bring_in_routes, read_routes, read_table, report_on
from openletter.targets.models import Office, PostRoute

AT = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
TABLE = """key,kind,portfolio,country,seat,accredited_to,languages,timezone,hours,checked_on,name:en,\
salutation:en,closing:en,email,phone,postal
minister-x,minister,justice,MA,,,"ar, fr",,Mo-Fr 09:00-16:00,2026-11-01,Minister,\
"Your Excellency,","Yours,",a@example.org; b@example.org,,"2 Square | Rabat"
embassy-x,ambassador,,MA,GB,GB IE,en,Europe/London,,,Embassy,"Your Excellency,","Yours,",,'+44 20 7946 0149,
"""


def test_a_table_is_read_as_it_is_meant() -> None:
    reading = read_table(TABLE.encode("utf-8-sig"))
    assert reading.faults == []
    minister, embassy = reading.offices.values()
    assert minister.fields["preferred_languages"] == ["ar", "fr"]
    assert minister.contacts == (("postal", "2 Square\nRabat"), ("email", "a@example.org"), ("email", "b@example.org"))
    assert minister.checked_on == date(2026, 11, 1)
    assert (embassy.accredited_to, embassy.contacts) == (("GB", "IE"), (("phone", "+44 20 7946 0149"),))


@pytest.mark.parametrize(
    ("right", "wrong", "column"),
    [
        ("minister-x,minister", "minister-x,king", "kind"),
        (",MA,,,", ",QQ,,,", "country"),
        ("ar, fr", "ar, klingon", "languages"),
        ("Mo-Fr 09:00-16:00", "nine to four", "hours"),
        ("Europe/London", "Europe/Atlantis", "timezone"),
        ("a@example.org", "a at example", "email"),
        (",Minister,", ",,", "name:en"),
        ("embassy-x,", "minister-x,", "key"),
        ("2026-11-01", "1 November", "checked_on"),
        ("GB IE", "GB Ireland", "accredited_to"),
    ],
)
def test_what_is_wrong_is_named_by_row_and_column(right: str, wrong: str, column: str) -> None:
    assert right in TABLE
    [fault] = read_table(TABLE.replace(right, wrong, 1).encode()).faults
    assert (fault.row, fault.column) == (3 if column in ("timezone", "key", "accredited_to") else 2, column)
    assert fault.message


@pytest.mark.parametrize("body", [b"", b"key;kind\n", b"\xff\xfe", b"key,kind,country,name:en,shoe\n"])
def test_a_file_that_is_no_such_table_is_refused(body: bytes) -> None:
    assert read_table(body).faults


@pytest.mark.django_db
def test_a_table_is_brought_in_and_again_brought_up_to_date() -> None:
    report = bring_in(read_table(TABLE.encode()), actor=EDITOR, at=AT)
    assert (report.new, report.kept) == (("minister-x", "embassy-x"), ())
    minister = Office.objects.get(key="minister-x")
    minister.contact_points.filter(value="a@example.org").update(health="bounced")
    assert [row.country for row in Office.objects.get(key="embassy-x").accreditations.all()] == ["GB", "IE"]
    changed = TABLE.replace("b@example.org", "c@example.org").replace(",Minister,", ",The Minister,")
    assert report_on(read_table(changed.encode())).kept == ("minister-x", "embassy-x")
    bring_in(read_table(changed.encode()), actor=EDITOR, at=AT)
    minister = Office.objects.get(key="minister-x")
    assert minister.in_language("en").name == "The Minister"
    assert {row.value: row.health for row in minister.contact_points.filter(kind="email")} == {
        "a@example.org": "bounced", "b@example.org": "unverified", "c@example.org": "unverified",
    }  # fmt: skip
    assert AuditEntry.objects.filter(verb="office.import").count() == 4


@pytest.mark.django_db
def test_with_one_fault_nothing_is_brought_in() -> None:
    with pytest.raises(Refused):
        bring_in(read_table(TABLE.replace("a@example.org", "a").encode()), actor=EDITOR, at=AT)
    assert not Office.objects.exists()


ROUTES = """from;to;state;since;until;source;checked_on
CA;DZ;suspended;2026-11-02;;The post office;2026-11-16
;MR;through_embassy;2026-09-01;2027-03-31;Our researchers;2026-11-03
"""


@pytest.mark.django_db
def test_routes_are_brought_in_and_again_brought_up_to_date() -> None:
    assert bring_in_routes(ROUTES.encode(), actor=EDITOR, at=AT) == (2, 0)
    ended = ROUTES.replace("2026-11-02;;", "2026-11-02;2026-11-30;")
    assert bring_in_routes(ended.encode(), actor=EDITOR, at=AT) == (0, 2)
    assert {(row.from_country, row.to_country, row.until) for row in PostRoute.objects.all()} == {
        ("CA", "DZ", date(2026, 11, 30)), ("", "MR", date(2027, 3, 31)),
    }  # fmt: skip
    assert AuditEntry.objects.filter(verb="route.import").count() == 4


@pytest.mark.parametrize(
    ("right", "wrong", "column"),
    [
        ("CA;DZ", "QQ;DZ", "from"),
        ("CA;DZ", "CA;", "to"),
        ("suspended", "slow", "state"),
        ("2026-11-02;;", "2026-11-02;2026-11-01;", "until"),
        ("The post office", "", "source"),
        ("2026-11-16", "", "checked_on"),
    ],
)
def test_what_is_wrong_with_a_route_is_named(right: str, wrong: str, column: str) -> None:
    routes, faults = read_routes(ROUTES.replace(right, wrong, 1).encode())
    assert next((fault.row, fault.column) for fault in faults if fault.row) == (2, column)
    assert len(routes) == 1


@pytest.mark.django_db
def test_what_a_table_brings_is_one_persons_word_and_leaves_what_was_there() -> None:
    bring_in(read_table(TABLE.encode()), actor=EDITOR, at=AT)  # a process of ours
    more = TABLE.replace("a@example.org; b@", "a@example.org; new@example.org; b@")
    for _time in range(2):  # the same file again says nothing that it did not say before
        bring_in(read_table(more.encode()), actor=Actor(id=7, name="Ada"), at=AT)
    minister = Office.objects.get(key="minister-x")
    assert {row.value: row.seen_by_one for row in minister.contact_points.filter(kind="email")} == {
        "a@example.org": False, "b@example.org": False, "new@example.org": True,
    }  # fmt: skip
