"""Changing offices, ways and routes: kept, audited, told to the fronts, or refused."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from tests.world import making
from tests.world.making import EDITOR

from openletter.kernel.audit import SYSTEM, Actor
from openletter.kernel.models import AuditEntry, ChangeMark
from openletter.kernel.refusals import Refused
from openletter.targets import operations
from openletter.targets.models import ContactPoint, Office
from openletter.targets.queries import in_need_of_a_look
from openletter.targets.resolution import Recipient, resolve

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
BY = {"actor": EDITOR, "at": AT}


@pytest.fixture
def office() -> Office:
    office = making.office()
    ContactPoint.objects.create(office=office, kind="email", value="Minister@example.org", health="ok", checked_on=AT)
    return office


def found(office: Office) -> Recipient:
    return resolve([(Office.objects.get(pk=office.pk), "target")], country="GB", on=AT.date(), language="en").targets[0]


def mark() -> int:
    return sum(ChangeMark.objects.filter(name="pages").values_list("version", flat=True))


def test_an_address_that_bounced_is_offered_no_more(office: Office) -> None:
    before = mark()
    assert found(office).email == "Minister@example.org"
    operations.note_bounce(office="minister", email="minister@example.org ", reason="550 no such mailbox", **BY)
    assert found(office).email == ""
    assert mark() == before + 1
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.reason, entry.after["health"]) == ("contact.health", "550 no such mailbox", "bounced")


def test_a_bounce_is_noted_once_and_only_of_addresses_we_know(office: Office) -> None:
    for email in ("minister@example.org", "minister@example.org", "nobody@example.org"):
        operations.note_bounce(office="minister", email=email, reason="550", **BY)
    assert AuditEntry.objects.count() == 1


def test_poor_health_needs_a_reason_and_good_health_does_not(office: Office) -> None:
    point = office.contact_points.get()
    with pytest.raises(Refused):
        operations.note_health(contact=point, health="retired", reason=" ", **BY)
    operations.note_health(contact=point, health="blocked", reason="Filtered", **BY)
    operations.note_health(contact=point, health="ok", reason="", **BY)
    assert found(office).email


def test_a_successor_ends_the_term_before(office: Office) -> None:
    operations.appoint(office=office, name="A. First", since="2012-01-03", **BY)
    assert found(office).holder == "A. First"
    operations.appoint(office=office, name="B. Second", since="2017-04-05", **BY)
    assert found(office).holder == "B. Second"
    assert office.holders.get(name="A. First").until == "2017-04-05"
    with pytest.raises(Refused, match="already"):
        operations.appoint(office=office, name="B. Second", since="2018", **BY)
    with pytest.raises(Refused, match="before"):
        operations.appoint(office=office, name="C. Third", since="2016", **BY)
    with pytest.raises(Refused):
        operations.appoint(office=office, name="C. Third", since="next year", **BY)
    operations.vacate(holder=office.holders.get(name="B. Second"), until="2020", **BY)
    assert found(office).holder == ""


def test_the_post_is_suspended_and_goes_again(office: Office) -> None:
    ContactPoint.objects.create(office=office, kind="postal", value="2 Square\nRabat")
    route = operations.suspend_post(to_country="MA", since=date(2026, 11, 1), source="The post office", **BY)
    assert found(office).postal is None
    with pytest.raises(Refused, match="before the first"):
        operations.resume_post(route=route, last_day=date(2026, 10, 1), source="", **BY)
    operations.resume_post(route=route, last_day=date(2026, 11, 20), source="", **BY)
    assert found(office).postal is not None
    assert list(AuditEntry.objects.values_list("verb", flat=True).order_by("pk")) == ["route.suspend", "route.resume"]


def test_only_an_embassy_is_accredited_and_once(office: Office) -> None:
    with pytest.raises(Refused, match="Only an embassy"):
        operations.accredit(embassy=office, country="GB", **BY)
    Office.objects.filter(pk=office.pk).update(kind="ambassador")
    office.refresh_from_db()
    operations.accredit(embassy=office, country="GB", **BY)
    with pytest.raises(Refused):
        operations.accredit(embassy=office, country="GB", **BY)
    with pytest.raises(Refused):
        operations.accredit(embassy=office, country="QQ", **BY)


def test_what_needs_a_look_is_what_came_back_and_what_nobody_checked(office: Office) -> None:
    def point(kind: str, health: str, checked_on: str | None) -> None:
        ContactPoint.objects.create(office=office, kind=kind, value=kind, health=health, checked_on=checked_on)

    point("phone", "bounced", "2026-11-20")
    point("fax", "retired", None)
    point("web_form", "ok", "2025-11-20")
    point("postal", "unverified", None)
    point("facebook", "ok", "2025-11-21")
    assert sorted(row.kind for row in in_need_of_a_look(AT.date())) == ["phone", "postal", "web_form"]


def test_what_one_person_wrote_is_offered_once_somebody_else_says_that_it_works(office: Office) -> None:
    writer, other = Actor(id=7, name="A writer"), Actor(id=8, name="Another")
    ContactPoint.objects.create(office=office, kind="phone", value="+44 20 7946 0001", written_by=writer.id)
    own = ContactPoint.objects.create(office=office, kind="email", value="own@example.org", written_by=writer.id)
    assert (found(office).email, found(office).phones, found(office).notices) == ("Minister@example.org", (), ())
    assert own in in_need_of_a_look(AT.date())
    for nobody in (writer, SYSTEM):
        with pytest.raises(Refused, match="Somebody else"):
            operations.note_health(contact=own, health="ok", reason="", actor=nobody, at=AT)
    office.contact_points.get(value="Minister@example.org").delete()
    assert (found(office).email, found(office).mail_waits) == ("", True)
    operations.note_health(contact=own, health="ok", reason="", actor=other, at=AT)
    assert (found(office).email, found(office).mail_waits) == ("own@example.org", False)
    operations.note_health(contact=own, health="ok", reason="", actor=writer, at=AT)  # it has been seen by two
    assert own not in in_need_of_a_look(AT.date())
