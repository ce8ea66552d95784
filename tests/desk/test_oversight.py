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
from tests.desk.forms import open_form
from tests.desk.world import World

from openletter.cases.models import Case, Development, PersonAtRisk
from openletter.cases.operations import changing
from openletter.cases.operations.opening import Shown, note_opening
from openletter.kernel import audit, second
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


def _openings() -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(verb="case.opened").order_by("pk"))


def test_opening_a_case_that_is_not_out_is_told_once_a_day(desk: World, as_role: SignIn) -> None:
    client = as_role("editor", desk.own)
    for name in ("cases:inspect", "cases:edit", "cases:inspect"):
        assert client.get(reverse(name, args=[desk.case.pk])).status_code == 200
    (entry,) = _openings()
    assert (entry.actor, entry.section, entry.subject_id) == ("Ada", "ca", str(desk.case.pk))
    assert (entry.before, entry.after, entry.reason) == ({}, {"screen": "page", "marks": ["unreleased"]}, "")
    PersonAtRisk.objects.create(case=desk.case, visibility="case_team")
    PersonAtRisk.objects.create(case=desk.case, visibility="restricted")  # an editor does not see it
    client.get(reverse("cases:edit", args=[desk.case.pk]))
    client.get(reverse("cases:inspect", args=[desk.case.pk]))
    assert _openings()[1:] == [_openings()[-1]], "once more, because more was to be seen"
    assert _openings()[-1].after == {"screen": "form", "marks": ["case_team", "unreleased"]}
    assert client.get(reverse("cases:inspect", args=[desk.foreign_case.pk])).status_code == 404
    assert len(_openings()) == 2


@pytest.mark.parametrize(
    ("name", "screen"),
    [("desk_publish_case", "path"), ("desk_publish_preview", "path"), ("desk_action_preview", "preview"),
     ("desk_action_preview_shown", "preview"), ("desk_case_preview", "preview"),
     ("desk_case_preview_shown", "preview")],
)  # fmt: skip
def test_every_screen_that_shows_a_case_before_it_is_out_tells(
    desk: World, as_role: SignIn, name: str, screen: str
) -> None:
    client = as_role("approver", desk.own)
    args: list[object] = [desk.case.pk if "_case_" in name else desk.action.pk]
    assert client.get(reverse(name, args=[*args, *(["en"] if screen == "preview" else [])])).status_code == 200
    assert [entry.after["screen"] for entry in _openings()] == [screen]


@pytest.mark.parametrize("role", ["editor", "researcher", "approver"])
def test_a_case_that_is_public_throughout_is_opened_without_a_trace(public: Case, as_role: SignIn, role: str) -> None:
    Development.objects.create(case=public, kind="arrest", on="2020-01-01", visibility="public")
    there = set(AuditEntry.objects.values_list("pk", flat=True))
    client = as_role(role, public.section)
    action = public.actions.get()
    for name, *args in (
        ("cases:inspect", public.pk), ("desk_case_preview", public.pk, "en"), ("desk_publish_case", action.pk),
        ("desk_publish_safety", action.pk),
    ):  # fmt: skip
        assert client.get(reverse(name, args=args)).status_code == 200
    assert set(AuditEntry.objects.values_list("pk", flat=True)) == there


@pytest.mark.parametrize(("role", "told"), [("researcher", ["restricted"]), ("editor", None)])
def test_of_a_public_case_it_is_told_who_could_see_a_fact_that_is_not(
    public: Case, as_role: SignIn, role: str, told: list[str] | None
) -> None:
    Development.objects.create(case=public, kind="arrest", on="2020-01-01", visibility="restricted")
    client = as_role(role, public.section)
    client.get(reverse("desk_case_preview", args=[public.pk, "en"]))
    assert _openings() == [], "a preview shows what readers see"
    client.get(reverse("cases:inspect", args=[public.pk]))
    assert [entry.after["marks"] for entry in _openings()] == ([told] if told else [])


def test_a_recalled_case_and_a_change_that_waits_are_told(public: Case, as_role: SignIn) -> None:
    client, url = as_role("editor", public.section), reverse("cases:edit", args=[public.pk])
    form = open_form(client, url) | {"source": "Another source"}
    assert _openings() == []
    assert client.post(url, form).status_code == 302
    client.get(url)
    Case.objects.filter(pk=public.pk).update(recalled_at=NOON)
    client.get(url)
    assert [entry.after["marks"] for entry in _openings()] == [["waits"], ["recalled", "waits"]]


def test_whoever_only_opened_a_case_may_let_it_out(desk: World, as_role: SignIn) -> None:
    client = as_role("approver", desk.own)
    client.get(reverse("cases:inspect", args=[desk.case.pk]))
    (entry,) = _openings()
    assert second.writers_of(desk.case, changing.HABIT) == frozenset()
    changing.release(case=desk.case, actor=Actor(entry.actor_id, "Ada"), at=NOON)


def test_openings_of_cases_are_listed_by_case_taken_out_and_counted_each_month(desk: World, as_role: SignIn) -> None:
    opened(desk, CYD, purpose="A complaint")
    for minute in range(rules.ALONE):
        note_opening(
            case=desk.case, marks=["unreleased"], on=Shown.PAGE, actor=BEA, at=NOON.replace(day=1 + minute, hour=3)
        )  # fmt: skip
    client = as_role("dpo_auditor", desk.own)
    asked = {"subject_type": "cases.case", "subject_id": str(desk.case.pk), "actor": "bea"}
    page = client.get(reverse("openings:index"), asked).content.decode()
    assert "Page of the case: Not public yet" in page
    assert "Case opened of which something is not public" in page
    assert "A complaint" not in page
    answer = client.post(reverse("desk_audit_export") + "?of=openings&actor=bea", {"reason": "For the authority"})
    table = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert table.count("case.opened") == rules.ALONE
    report = operations.draw(desk.own, OCTOBER, at=NOON)
    assert report.figures["opened"] == rules.ALONE + 1
    bea = report.figures["people"][0]
    assert (bea["name"], bea["kinds"], bea["rows"]) == ("Bea", {"case.opened": rules.ALONE}, 1)
    assert rules.marks(bea) == [], "reading a case at any hour is nobody's night work"
    shown = client.get(reverse("desk_access_report", args=[report.pk])).content.decode()
    assert f"Case opened of which something is not public: {rules.ALONE}" in shown


def test_opening_a_case_costs_the_same_however_many_facts_it_holds(desk: World, as_role: SignIn) -> None:
    client, url = as_role("researcher", desk.own), reverse("cases:inspect", args=[desk.case.pk])

    def queries() -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(url).status_code == 200
        return len(seen)

    Development.objects.create(case=desk.case, kind="arrest", on="2020-01-01", visibility="restricted")
    before = queries()
    for visibility in ("network", "section"):
        Development.objects.create(case=desk.case, kind="arrest", on="2020-01-01", visibility=visibility)
    assert queries() == before


@pytest.mark.parametrize("of", ["audit:index", "desk_audit_export"])
def test_the_audit_is_searched_by_the_words_of_deeds(desk: World, as_role: SignIn, of: str) -> None:
    audit.record(actor=BEA, verb="names.tried", subject=desk.case, at=NOON, section="ca")
    audit.record(actor=CYD, verb="case.status", subject=desk.case, at=NOON, section="ca")
    client = as_role("dpo_auditor", desk.own)
    page = client.get(reverse(of), {"q": "Refused"}).content.decode()
    assert ("1 entry leaves" in page) if of == "desk_audit_export" else ("Bea" in page and "Cyd" not in page)
    none = client.get(reverse("audit:index"), {"q": "…"}).content.decode()
    assert "Bea" not in none
    french = {"HTTP_ACCEPT_LANGUAGE": "fr"}
    with_words = client.get(reverse("audit:index"), {"q": "texte refuse"}, **french).content.decode()
    assert "Bea" in with_words
    assert "Cyd" not in with_words
