"""Importing again and again: nothing twice, nothing half, whoever left is retired, whoever objected stays away."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from openletter.cli import main
from openletter.kernel.audit import SYSTEM
from openletter.kernel.models import AuditEntry
from openletter.kernel.refusals import Refused
from openletter.targets.representatives.files import example
from openletter.targets.representatives.importing import bring_in, object_to_standing_here, report_on
from openletter.targets.representatives.models import Area, Legislature, Representative, RepresentativeContact
from openletter.targets.representatives.queries import serving
from openletter.targets.representatives.shapes import Fault, Reading

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
ON = AT.date()
HOUSE = "dz-assembly-example"


@pytest.fixture
def algeria() -> Reading:
    return example("DZ", on=ON)


def counts() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Legislature, Area, Representative, RepresentativeContact))


def test_twice_changes_nothing_but_the_day_of_checking(algeria: Reading) -> None:
    bring_in(algeria, actor=SYSTEM, at=AT)
    first, refs = counts(), set(Representative.objects.values_list("ref", flat=True))
    later = replace(algeria, members={k: replace(m, checked_on=date(2026, 12, 1)) for k, m in algeria.members.items()})
    assert not report_on(later).alters
    bring_in(later, actor=SYSTEM, at=AT + timedelta(days=1))
    assert counts() == first
    assert set(Representative.objects.values_list("ref", flat=True)) == refs
    assert set(Representative.objects.values_list("checked_on", flat=True)) == {date(2026, 12, 1)}


def test_who_left_is_retired_without_contacts_and_may_return(algeria: Reading) -> None:
    bring_in(algeria, actor=SYSTEM, at=AT)
    (gone, member), *rest = algeria.members.items()
    changed = replace(rest[0][1], names={"": "Another Name"})
    report = bring_in(replace(algeria, members={**dict(rest), rest[0][0]: changed}), actor=SYSTEM, at=AT)
    assert report.changes[0].difference.gone == (gone[1],)
    assert report.changes[0].difference.changed == (rest[0][0][1],)
    row = Representative.objects.get(key=member.key)
    assert row.retired_on == ON
    assert not row.contact_points.exists()
    assert row not in serving(ON)
    report = bring_in(algeria, actor=SYSTEM, at=AT)
    assert report.changes[0].difference.returned == (gone[1],)
    assert Representative.objects.get(pk=row.pk).contact_points.count() == len(member.contacts)


def test_a_way_that_stays_keeps_what_we_learned_of_it(algeria: Reading) -> None:
    bring_in(algeria, actor=SYSTEM, at=AT)
    (of, member), *_rest = algeria.members.items()
    ways = RepresentativeContact.objects.filter(representative__key=member.key)
    ways.filter(kind="email").update(health="bounced")
    more = replace(member, contacts=(*member.contacts, ("fax", "+213 21 00 00 00")))
    bring_in(replace(algeria, members={**algeria.members, of: more}), actor=SYSTEM, at=AT)
    assert ways.get(kind="email").health == "bounced"
    assert ways.filter(kind="fax").exists()


def test_nothing_of_a_faulty_or_empty_file_is_imported(algeria: Reading) -> None:
    for bad in (replace(algeria, faults=(Fault(3, "email", "no"),)), replace(algeria, members={})):
        with pytest.raises(Refused):
            bring_in(bad, actor=SYSTEM, at=AT)
    assert counts() == (0, 0, 0, 0)


def test_another_legislature_is_left_alone_and_no_country_takes_anothers(algeria: Reading) -> None:
    bring_in(algeria, actor=SYSTEM, at=AT)
    bring_in(example("GB", on=ON), actor=SYSTEM, at=AT)
    assert Representative.objects.filter(retired_on=None, legislature__country="DZ").count() == len(algeria.members)
    stolen = replace(algeria, houses={HOUSE: replace(algeria.houses[HOUSE], country="MA")})
    assert [fault.where for fault in report_on(stolen).faults] == [HOUSE]


def test_an_import_is_in_the_audit_with_its_numbers(algeria: Reading) -> None:
    bring_in(algeria, actor=SYSTEM, at=AT)
    entry = AuditEntry.objects.get(verb="representatives.import")
    assert entry.after["new"] == len(algeria.members)


def test_an_upheld_objection_outlives_every_import(algeria: Reading) -> None:
    bring_in(algeria, actor=SYSTEM, at=AT)
    row = Representative.objects.first()
    assert row is not None
    with pytest.raises(Refused):
        object_to_standing_here(representative=row, upheld=True, reason=" ", actor=SYSTEM, at=AT)
    object_to_standing_here(representative=row, upheld=True, reason="Asked by letter", actor=SYSTEM, at=AT)
    renamed = {k: replace(m, names={"": f"{m.names['']} II"}) for k, m in algeria.members.items()}
    bring_in(replace(algeria, members=renamed), actor=SYSTEM, at=AT)
    assert row not in serving(ON)
    assert not row.contact_points.exists()


def test_the_terminal_shows_what_would_change_then_does_it_then_names_faults(tmp_path, capsys) -> None:
    file = tmp_path / "list.csv"
    row = "1,Ann Example,CA,ca-house,a list,2026-01-02,a@example.org\n"
    good = f"id,name,country,legislature,source,checked_on,email\n{row}"
    file.write_text(good, encoding="utf-8")
    assert main(["representatives", "import", str(file), "--dry-run"]) == 0
    assert "+ Ann Example" in capsys.readouterr().out
    assert not Representative.objects.exists()
    assert main(["representatives", "import", str(file)]) == 0
    assert Representative.objects.get().key == "1"
    file.write_text(good.replace("a@example.org", "nobody"), encoding="utf-8")
    assert main(["representatives", "import", str(file)]) == 1
    assert "row 2, email:" in capsys.readouterr().out
