"""A data-protection officer can say who saw what: searched, taken out, put together each month, and reviewed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.desk import world
from tests.desk.world import World

from openletter.kernel import audit
from openletter.kernel.audit import Actor
from openletter.kernel.models import AuditEntry
from openletter.kernel.refusals import Refused
from openletter.sections.models import AccessReport
from openletter.sections.oversight import operations, rules

SignIn = Callable[..., Client]
NOON = datetime(2026, 10, 12, 12, 0, tzinfo=UTC)
BEA, CYD = Actor(901, "Bea"), Actor(902, "Cyd")
OCTOBER = date(2026, 10, 1)


def opened(desk: World, by: Actor = BEA, at: datetime = NOON, purpose: str = "A complaint", of: str = "ca") -> None:
    audit.record(actor=by, verb="opened", subject=desk.case, at=at, section=of, reason=purpose)


def test_who_saw_what_is_found_by_person_row_purpose_and_day(desk: World, as_role: SignIn) -> None:
    opened(desk)
    opened(desk, CYD, NOON + timedelta(days=3), "Delivery to the embassy")
    opened(desk, BEA, purpose="Elsewhere", of="fr")
    audit.record(actor=BEA, verb="case.status", subject=desk.case, at=NOON, section="ca", reason="Not an opening")
    client = as_role("dpo_auditor", desk.own)

    def page(**asked: str) -> str:
        return client.get(reverse("openings:index"), asked).content.decode()

    everything = page()
    assert "A complaint" in everything
    assert "Delivery to the embassy" in everything
    assert "Elsewhere" not in everything
    assert "Not an opening" not in everything
    assert "A complaint" not in page(actor="cyd")
    assert "Delivery to the embassy" not in page(at_to="2026-10-12")
    assert "Delivery to the embassy" in page(reason="embassy")
    assert "A complaint" not in page(reason="embassy")
    assert "A complaint" not in page(subject_id="0")


@pytest.mark.parametrize("of", ["audit", "openings"])
def test_taking_it_out_is_written_down_first_and_runs_no_formula(desk: World, as_role: SignIn, of: str) -> None:
    opened(desk, purpose="=HYPERLINK(1)")
    opened(desk, of="fr", purpose="Elsewhere")
    client = as_role("dpo_auditor", desk.own)
    url = reverse("desk_audit_export") + f"?of={of}&actor=Bea"
    assert "1 entry leaves" in client.get(url).content.decode()
    assert client.post(url, {"reason": ""}).status_code == 422
    answer = client.post(url, {"reason": "For the authority"})
    table = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert "'=HYPERLINK(1)" in table
    assert "Elsewhere" not in table
    assert len(table.splitlines()) == 2
    entry = AuditEntry.objects.get(verb="audit.export")
    assert (entry.reason, entry.after["entries"]) == ("For the authority", 1)


def test_the_audit_is_found_by_words_section_and_row(desk: World, as_role: SignIn) -> None:
    audit.record(actor=BEA, verb="case.recall", subject=desk.case, at=NOON, section="ca", reason="The family asked")
    audit.record(actor=BEA, verb="case.status", subject=desk.foreign_case, at=NOON, section="fr", reason="Freed")
    client = as_role("dpo_auditor")
    asked = {"family": {"reason": "FAMILY"}, "row": {"subject_id": str(desk.case.pk), "subject_type": "cases.case"},
             "deed": {"verb": "safety stop"}, "section": {"section": "ca"}}  # fmt: skip
    for name, query in asked.items():
        page = client.get(reverse("audit:index"), query).content.decode()
        assert "The family asked" in page, name
        assert "Freed" not in page, name


def test_on_the_first_of_a_month_each_section_has_its_report_once(desk: World) -> None:
    opened(desk)
    at = datetime(2026, 11, 1, 0, 5, tzinfo=UTC)
    assert operations.draw_missing(at) == 3  # two sections and the house
    assert operations.draw_missing(at + timedelta(days=20)) == 0
    report = AccessReport.objects.get(section=desk.own)
    assert (report.month, report.figures["opened"]) == (OCTOBER, 1)
    assert AccessReport.objects.get(section=desk.other).figures == {"opened": 0, "people": []}


def _marks(desk: World, *moments: datetime, purpose: str = "A complaint") -> list[str]:
    for at in moments:
        opened(desk, at=at, purpose=purpose)
    (person,) = operations.draw(desk.own, OCTOBER, at=NOON).figures["people"]
    return rules.marks(person)


def test_many_in_an_hour_is_unusual_but_not_for_who_moderates(desk: World) -> None:
    audit.record(actor=BEA, verb="case.status", subject=desk.case, at=NOON + timedelta(hours=1), section="ca")
    moments = [NOON + timedelta(minutes=number) for number in range(rules.MANY + 1)]
    assert _marks(desk, *moments, purpose=rules.MODERATION) == []
    AccessReport.objects.all().delete()
    assert _marks(desk, *moments) == ["many"]


def test_at_night_and_without_anything_that_follows_is_unusual(desk: World) -> None:
    assert _marks(desk, NOON.replace(hour=3)) == ["night"]
    AccessReport.objects.all().delete()
    days = [NOON + timedelta(days=number) for number in range(1, rules.ALONE)]
    assert _marks(desk, *days) == ["night", "alone"]


def test_a_report_is_reviewed_once_with_a_note_where_something_is_marked(desk: World, as_role: SignIn) -> None:
    opened(desk, at=NOON.replace(hour=2))
    report = operations.draw(desk.own, OCTOBER, at=NOON)
    client = as_role("dpo_auditor", desk.own)
    url = reverse("desk_access_report", args=[report.pk])
    assert "At night (UTC)" in client.get(url).content.decode()
    table = client.get(reverse("desk_access_report_file", args=[report.pk]))
    assert b"Bea" in b"".join(table.streaming_content)  # type: ignore[attr-defined]
    assert "Section CA" in client.get("/desk/").content.decode()
    assert client.post(url, {"note": ""}).status_code == 422
    assert client.post(url, {"note": "She was on call."}).status_code == 302
    report.refresh_from_db()
    assert (report.reviewed_by, report.note) == ("Ada", "She was on call.")
    assert AuditEntry.objects.filter(verb="access_report.review", section="ca").exists()
    assert client.post(url, {"note": "Again"}).status_code == 422
    assert "She was on call." in client.get(url).content.decode()


def test_nobody_reviews_what_they_opened_themselves_at_night(desk: World) -> None:
    opened(desk, at=NOON.replace(hour=2))
    report = operations.draw(desk.own, OCTOBER, at=NOON)
    with pytest.raises(Refused, match="Somebody else"):
        operations.review(report, note="It was me.", actor=BEA, at=NOON)


def test_the_lists_cost_the_same_however_long(desk: World, as_role: SignIn) -> None:
    client = as_role("dpo_auditor")

    def queries(url: str) -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(url).status_code == 200
        return len(seen)

    operations.draw_missing(NOON)
    opened(desk)
    named = ("openings:index", []), ("desk_access_reports", []), ("desk_today_group", ["access-reports"])
    urls = [reverse(name, args=args) for name, args in named]
    before = [queries(url) for url in urls]
    world.section("s3")
    operations.draw_missing(NOON)
    opened(desk, CYD)
    assert [queries(url) for url in urls] == before
