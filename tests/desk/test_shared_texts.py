"""Texts that all sections share, and addresses: nobody looks at them before readers do, so they name nobody at risk."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.desk.forms import open_form
from tests.desk.test_newsroom import _story
from tests.desk.world import AT, World, locale, person

from openletter.campaigns.models import Campaign, CampaignWords
from openletter.cases.models import PersonAtRisk, PersonWords
from openletter.desk.windows import newsroom
from openletter.kernel.models import AuditEntry
from openletter.sections.models import Contributor
from openletter.solidarity.models import Reason, ReasonWords
from openletter.targets.models import Office, PostRoute
from openletter.targets.representatives.files import HERE
from openletter.targets.representatives.models import Representative
from openletter.web.models import HomePage, Redirect, StandardPage, StoryPage

SignIn = Callable[..., Client]
NAME = "Yasmine Elkhatib"
REFUSED = "holds a name of a person at risk"
REFUSED_TO_WHO_KNOWS = f"“{NAME}” may not be named here"


@pytest.fixture
def witness(desk: World) -> PersonAtRisk:
    """Somebody whom the desk's case hides."""
    made = PersonAtRisk.objects.create(case=desk.case, visibility="restricted")
    PersonWords.objects.create(fact=made, locale=locale("en"), name=NAME)
    return made


def _saved(client: Client, url: str, **typed: str) -> str:
    """What is answered to a form with this typed into it; empty where it was saved."""
    answer = client.post(url, open_form(client, url) | typed)
    return "" if answer.status_code == 302 else answer.content.decode()


def _tried() -> int:
    return AuditEntry.objects.filter(verb="names.tried").count()


@pytest.mark.parametrize("field", ["name", "salutation", "closing"])
def test_an_office_is_called_as_nobody_at_risk(desk: World, witness: PersonAtRisk, as_role: SignIn, field: str) -> None:
    row = desk.action.targets.get().office
    client, url = as_role("editor", desk.other), reverse("offices:edit", args=[row.pk])
    said = _saved(client, url, **{f"words-0-{field}": f"To {NAME}", "words-0-closing": f"With {NAME}"})
    assert said.count(REFUSED) == 1, "each error would tell a name of its own"
    assert not row.words.filter(name__contains=NAME).exists()
    assert _tried() == 1
    assert not _saved(client, url, **{f"words-0-{field}": "To the minister"})


def test_nobody_at_risk_holds_an_office(desk: World, witness: PersonAtRisk, as_role: SignIn) -> None:
    row = desk.action.targets.get().office
    client, url = as_role("editor", desk.other), reverse("offices:edit", args=[row.pk])
    new = {"holders-TOTAL_FORMS": "1", "holders-0-id": "", "holders-0-since": "", "holders-0-until": ""}
    assert REFUSED in _saved(client, url, **new, **{"holders-0-name": NAME})
    assert not row.holders.exists()
    assert not _saved(client, url, **new, **{"holders-0-name": "Somebody Else"})
    assert row.holders.get().name == "Somebody Else"


def test_what_stood_before_keeps_nobody_from_saving_the_rest(
    desk: World, witness: PersonAtRisk, as_role: SignIn
) -> None:
    who = Contributor.objects.create(section=desk.own, kind="person", name=NAME, agreed_on="2026-01-01")
    client, url = as_role("editor", desk.own), reverse("contributors:edit", args=[who.pk])
    assert not _saved(client, url, taken_back_on="2026-02-01")
    who.refresh_from_db()
    assert who.taken_back_on


@pytest.mark.parametrize("typed", [{"name": NAME}, {"link": "https://example.org/yasmine-elkhatib"}])
def test_a_contributor_is_credited_as_nobody_at_risk(
    desk: World, witness: PersonAtRisk, as_role: SignIn, typed: dict[str, str]
) -> None:
    who = Contributor.objects.create(section=desk.own, kind="person", name="Mia Muster", agreed_on="2026-01-01")
    client, url = as_role("editor", desk.own), reverse("contributors:edit", args=[who.pk])
    assert REFUSED in _saved(client, url, **typed)
    who.refresh_from_db()
    assert (who.name, who.link) == ("Mia Muster", "")
    assert _tried() == 1


def test_a_source_and_a_reason_name_nobody(desk: World, witness: PersonAtRisk, as_role: SignIn) -> None:
    route = PostRoute.objects.create(
        to_country="DZ", state="suspended", since="2026-01-01", source="The post office", checked_on="2026-01-01"
    )
    client = as_role("admin", desk.own)
    assert REFUSED_TO_WHO_KNOWS in _saved(client, reverse("routes:edit", args=[route.pk]), source=f"{NAME} says so")
    reason = Reason.objects.create(code="x", section=desk.own, judges=["message"])
    ReasonWords.objects.create(fact=reason, locale=locale("en"), text="It insults.")
    assert REFUSED_TO_WHO_KNOWS in _saved(
        client, reverse("reasons:edit", args=[reason.pk]), **{"words-0-text": f"As {NAME} asked"}
    )
    assert reason.words.get().text == "It insults."


OFFICES = """key,kind,country,name:en,salutation:en,closing:en
minister-x,minister,MA,Minister,Sir,Yours
minister-y,minister,MA,Minister Yasmine Elkhatib,Sir,Yours
minister-z,minister,MA,Minister of Yasmine Elkhatib,Sir,Yours
"""
ROUTES = """from,to,state,since,until,source,checked_on
CA,DZ,suspended,2026-11-02,,The post office,2026-11-16
CA,MA,suspended,2026-11-02,,Yasmine Elkhatib,2026-11-16
"""


def test_a_table_is_refused_with_the_first_row_that_names_somebody(
    desk: World, witness: PersonAtRisk, as_role: SignIn
) -> None:
    client = as_role("editor", desk.other)
    for name, table, row in (("offices", OFFICES, 3), ("routes", ROUTES, 3)):
        url = reverse(f"desk_{name}_import")
        answer = client.post(url, {"table": SimpleUploadedFile("t.csv", table.encode())})
        assert answer.status_code == 422
        assert [(fault.row, REFUSED in fault.message) for fault in answer.context["faults"]] == [(row, True)]
    assert not PostRoute.objects.exists()
    assert not Office.objects.filter(key__startswith="minister-x").exists()
    assert _tried() == 1, "the same person, on the same day"


def test_a_file_of_representatives_is_refused_with_whom_it_is_about(
    desk: World, witness: PersonAtRisk, as_role: SignIn
) -> None:
    client, body = as_role("editor", desk.other), (HERE / "gb.csv").read_bytes()
    url = reverse("desk_representatives_import")
    member = client.post(url, {"file": SimpleUploadedFile("a.csv", body)}).context["report"]
    assert not member.faults
    called = body.decode().splitlines()[1].split(",")[1]
    PersonWords.objects.filter(fact=witness).update(name=called)
    answer = client.post(url, {"file": SimpleUploadedFile("a.csv", body)})
    [fault] = answer.context["report"].faults
    assert REFUSED in fault.message
    assert fault.where == body.decode().splitlines()[1].split(",")[0]
    client.post(url, {"file": SimpleUploadedFile("a.csv", body), "apply": "1"})
    assert not Representative.objects.exists()


def test_the_address_of_a_story_names_nobody_and_is_read_by_who_publishes(
    homes: World, witness: PersonAtRisk, as_role: SignIn
) -> None:
    client = as_role("editor", homes.own)
    newsroom().begin(section=homes.own, language="en", at=AT)
    story = _story(homes, client, slug="yasmine-elkhatib-speaks", **{"cases-TOTAL_FORMS": "0"})
    page = reverse("desk_story", args=[story.pk])
    assert "/ca/en/stories/yasmine-elkhatib-speaks/" in client.get(page).content.decode()
    answer = client.post(page, open_form(client, page) | {"do": "publish", "names_nobody": "on"})
    assert REFUSED in answer.content.decode()
    assert answer.status_code == 422
    assert not StoryPage.objects.get(pk=story.pk).live
    assert _tried() == 1


def test_the_address_of_a_page_names_nobody(homes: World, witness: PersonAtRisk, as_role: SignIn) -> None:
    home = HomePage.objects.get(section=homes.own, locale__language_code="en")
    url = f"/desk/pages/add/web/standardpage/{home.pk}/"
    sent = {"title": "Our groups", "lead": "x", "body-count": "0", "action-publish": "1"}
    client = as_role("editor", homes.own)
    assert client.post(url, sent | {"slug": "yasmine-elkhatib"}).status_code == 200
    assert not StandardPage.objects.filter(slug="yasmine-elkhatib").exists()


@pytest.mark.parametrize(
    ("source", "target"), [("/ca/yasmine%20elkhatib/", "/ca/en/"), ("/ca/old/", "/ca/en/?of=yasmine_elkhatib")]
)
def test_no_old_address_names_anybody(
    homes: World, witness: PersonAtRisk, as_role: SignIn, source: str, target: str
) -> None:
    client, one = as_role("editor", homes.own), {"section": homes.own.pk}
    assert client.post(reverse("desk_redirects"), one | {"source": source, "target": target}).status_code == 422
    table = f"/ca/other/,/ca/en/\n{source},{target}\n"
    answer = client.post(reverse("desk_redirects_import"), one | {"table": SimpleUploadedFile("t.csv", table.encode())})
    assert answer.status_code == 422
    assert [fault.line for fault in answer.context["faults"]] == [2]
    assert not Redirect.objects.exists()


def test_a_stopped_login_is_told_nothing_of_a_table(homes: World, witness: PersonAtRisk, client: Client) -> None:
    who = person("Ada", "editor", homes.own)
    client.force_login(who)
    AuditEntry.objects.create(
        verb="names.stopped", subject_type="accounts.user", subject_id=str(who.pk), subject=str(who), at=AT, actor="x"
    )
    said = set()
    for table in ("/ca/old/,/ca/en/\n", "/ca/yasmine-elkhatib/,/ca/en/\n"):
        answer = client.post(
            reverse("desk_redirects_import"),
            {"section": homes.own.pk, "table": SimpleUploadedFile("t.csv", table.encode())},
        )
        said |= {(fault.line, fault.text, str(fault.says)) for fault in answer.context["faults"]}
    assert len(said) == 1


def test_the_key_of_a_campaign_stands_in_its_address_and_names_nobody(
    desk: World, witness: PersonAtRisk, as_role: SignIn
) -> None:
    made = Campaign.objects.create(key="m20", opens_on="2020-11-20", closes_on="2020-12-31")
    CampaignWords.objects.create(fact=made, locale=locale("en"), name="Marathon", summary="Ten cases.")
    client, url = as_role("editor", desk.own), reverse("campaigns:edit", args=[made.pk])
    assert REFUSED in _saved(client, url, key="for-yasmine-elkhatib")
    made.refresh_from_db()
    assert made.key == "m20"
    assert not _saved(client, url, key="m21")
