"""Sections, offices, campaigns, limits and mail rules: created, refused, kept, audited."""

from __future__ import annotations

from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from tests.desk.forms import open_form, rows
from tests.desk.world import AT, World, locale, office

from openletter.campaigns.models import Campaign
from openletter.cases.models import Case
from openletter.desk import said
from openletter.kernel import clock
from openletter.kernel.models import AuditEntry, ChangeMark, LimitRule
from openletter.sections.models import Section
from openletter.solidarity.models import Reason
from openletter.supporters.models import ConsentNotice, EmailRule
from openletter.targets.models import ContactPoint, Office

SignIn = Callable[..., Client]


def test_an_office_keeps_its_languages_in_order(desk: World, as_role: SignIn) -> None:
    client = as_role("researcher", desk.own)
    form = open_form(client, reverse("offices:add")) | {
        "key": "palace", "kind": "monarch", "territory": "MA", "preferred_languages": "ar, fr",
        "words-0-locale": locale("fr").pk, "words-0-name": "Roi", "words-0-salutation": "Sire,", "words-0-closing": "X",
    }  # fmt: skip
    form = rows(form, "contact_points", {"kind": "email", "value": "a@example.org", "health": "ok", "order": 0})
    wrong = client.post(reverse("offices:add"), form | {"preferred_languages": "ar, klingon"})
    assert "“klingon” is not a language code" in wrong.content.decode()
    assert "a@example.org" in wrong.content.decode()
    assert client.post(reverse("offices:add"), form).status_code == 302
    made = Office.objects.get(key="palace")
    assert made.preferred_languages == ["ar", "fr"]
    assert made.contact_points.get().value == "a@example.org"
    assert AuditEntry.objects.get().verb == "office_created"


def test_an_office_is_edited(desk: World, as_role: SignIn) -> None:
    client = as_role("editor", desk.own)
    made = office("court")
    url = reverse("offices:edit", args=[made.pk])
    assert client.post(url, open_form(client, url) | {"portfolio": "health"}).status_code == 302
    assert AuditEntry.objects.get().after == {"portfolio": "health"}


def test_an_embassy_has_its_hours_and_its_countries(desk: World, as_role: SignIn) -> None:
    client = as_role("editor", desk.own)
    made = office("embassy")
    url = reverse("offices:edit", args=[made.pk])
    form = open_form(client, url) | {"kind": "ambassador", "seat": "GB", "timezone": "Europe/London"}
    form = rows(form, "accreditations", {"country": "GB"}, {"country": "IE"})
    wrong = client.post(url, form | {"office_hours": "nine to five"}).content.decode()
    assert "“nine to five” is not a rule we can read" in wrong
    assert client.post(url, form | {"office_hours": "Mo-Fr 09:00-16:00"}).status_code == 302
    assert [row.country for row in made.accreditations.all()] == ["GB", "IE"]
    assert Office.objects.get(pk=made.pk).office_hours == "Mo-Fr 09:00-16:00"


def test_a_channel_that_bounced_waits_until_somebody_looked_at_it(desk: World, as_role: SignIn) -> None:
    client = as_role("editor", desk.own)
    court, today = office("court"), clock.today()
    ContactPoint.objects.create(office=court, kind="phone", value="+44 20 7946 0000", health="ok", checked_on=today)
    bounced = ContactPoint.objects.create(
        office=court, kind="email", value="court@example.org", health="bounced", checked_on=today
    )
    queue, url = reverse("contact-points:index"), reverse("contact-points:edit", args=[bounced.pk])
    assert "court@example.org" in (said := client.get(queue).content.decode())
    assert "7946" not in said
    refused = client.post(url, open_form(client, url) | {"health": "retired", "health_reason": ""}).content.decode()
    assert "Say what happened" in refused
    form = open_form(client, url) | {"health": "retired", "health_reason": "The court moved"}
    assert client.post(url, form).status_code == 302
    client.get(queue)  # says once what was changed
    assert "court@example.org" not in client.get(queue).content.decode()
    assert AuditEntry.objects.get().after == {"health": "retired", "health_reason": "The court moved"}


def test_a_new_address_is_used_once_a_second_person_has_checked_it(desk: World, as_role: SignIn) -> None:
    court, today = office("court"), clock.today()
    point = ContactPoint.objects.create(
        office=court, kind="email", value="court@example.org", health="ok", checked_on=today
    )
    address, url = reverse("contact-points:edit", args=[point.pk]), reverse("offices:edit", args=[court.pk])
    writer = as_role("editor", desk.own)
    assert writer.post(address, open_form(writer, address) | {"note": "By telephone"}).status_code == 302
    assert ContactPoint.objects.get().health == "ok"  # the value is what it was
    assert writer.post(address, open_form(writer, address) | {"value": "own@example.org"}).status_code == 302
    assert (ContactPoint.objects.get().health, ContactPoint.objects.get().usable) == ("unverified", False)
    refused = writer.post(address, open_form(writer, address) | {"health": "ok"})
    assert "You wrote this yourself" in refused.content.decode()
    refused = writer.post(url, open_form(writer, url) | {"contact_points-0-health": "ok"})
    assert "You wrote this yourself" in refused.content.decode()
    assert not ContactPoint.objects.get().usable
    other = as_role("editor", desk.other, name="Bo")
    today_page = other.get(reverse("wagtailadmin_home")).content.decode()
    assert "own@example.org (new: not used" in today_page
    assert other.post(url, open_form(other, url) | {"contact_points-0-health": "ok"}).status_code == 302
    assert ContactPoint.objects.get().usable


def test_a_table_of_offices_is_imported_whole_or_not_at_all(desk: World, as_role: SignIn) -> None:
    client, url = as_role("editor", desk.own), reverse("desk_offices_import")
    heading = "key,kind,country,name:en,salutation:en,closing:en\n"

    def upload(rows: str) -> HttpResponse:
        return client.post(url, {"table": SimpleUploadedFile("offices.csv", (heading + rows).encode())})

    refused = upload("court,court_president,MA,Court,Sir,Yours\npalace,king,MA,Palace,Sire,Yours\n")
    assert refused.status_code == 422
    assert "<td>3</td><td><code>kind</code></td>" in refused.content.decode()
    assert not Office.objects.filter(key="court").exists()
    assert upload("court,court_president,MA,Court,Sir,Yours\n").status_code == 302
    assert Office.objects.get(key="court").in_language("en").name == "Court"


def test_a_table_of_routes_is_imported(desk: World, as_role: SignIn) -> None:
    client, url = as_role("editor", desk.own), reverse("desk_routes_import")
    table = "from,to,state,since,until,source,checked_on\nCA,DZ,suspended,2026-11-02,,The post office,2026-11-16\n"
    wrong = client.post(url, {"table": SimpleUploadedFile("routes.csv", table.replace("DZ", "QQ").encode())})
    assert "<td>2</td><td><code>to</code></td>" in wrong.content.decode()
    assert client.post(url, {"table": SimpleUploadedFile("routes.csv", table.encode())}).status_code == 302
    assert "Algeria" in client.get(reverse("routes:index")).content.decode()


def test_an_address_must_be_one_of_its_kind(desk: World, as_role: SignIn) -> None:
    client, made = as_role("editor", desk.own), office("court")
    point = ContactPoint.objects.create(office=made, kind="web_form", value="https://court.example/write")
    url = reverse("contact-points:edit", args=[point.pk])
    answer = client.post(url, open_form(client, url) | {"value": "javascript:alert(1)"})
    assert "Write the whole address, beginning with https://." in answer.content.decode()


def test_a_route_of_the_post_says_who_says_so(desk: World, as_role: SignIn) -> None:
    client = as_role("editor", desk.own)
    url = reverse("routes:add")
    form = open_form(client, url) | {"to_country": "MR", "since": "2026-10-01", "checked_on": "2026-11-01"}
    backwards = client.post(url, form | {"until": "2026-09-01", "source": "The post office"}).content.decode()
    assert "The last day comes before the first." in backwards
    assert client.post(url, form).status_code == 200
    assert client.post(url, form | {"source": "The post office"}).status_code == 302
    assert "Mauritania" in client.get(reverse("routes:index")).content.decode()
    assert AuditEntry.objects.get().verb == "postroute_created"


def test_a_campaign_names_its_cases_and_the_audit_names_them_too(desk: World, as_role: SignIn) -> None:
    client = as_role("editor", desk.own)
    form = open_form(client, reverse("campaigns:add")) | {
        "key": "marathon-2020", "opens_on": "2020-11-20", "closes_on": "2020-12-31", "planned_cases": "10",
        "countries": ["MA", "TR"], "cases": [desk.case.pk], "words-0-locale": locale("en").pk,
        "words-0-name": "Marathon", "words-0-summary": "",
    }  # fmt: skip
    assert client.post(reverse("campaigns:add"), form).status_code == 302
    made = Campaign.objects.get()
    assert (made.countries, list(made.cases.all())) == (["MA", "TR"], [desk.case])
    assert AuditEntry.objects.get().after["cases"] == [desk.case.pk]
    url = reverse("campaigns:edit", args=[made.pk])
    assert client.post(url, open_form(client, url) | {"cases": []}).status_code == 302
    assert AuditEntry.objects.get(verb="campaign_edited").before == {"cases": [desk.case.pk]}


def test_a_campaign_offers_no_case_of_another_section_that_is_not_public(desk: World, as_role: SignIn) -> None:
    Case.objects.filter(pk=desk.foreign_case.pk).update(status="draft")
    client, add = as_role("editor", desk.own), reverse("campaigns:add")
    offered = client.get(add).content.decode()
    assert said.title(desk.case) in offered
    assert said.title(desk.foreign_case) not in offered
    Case.objects.filter(pk=desk.foreign_case.pk).update(status="active", released_at=AT)
    assert said.title(desk.foreign_case) in client.get(add).content.decode()


def test_a_section_is_edited_by_its_administrator(desk: World, as_role: SignIn) -> None:
    client = as_role("admin", desk.own)
    url = reverse("sections:edit", args=[desk.own.pk])
    form = open_form(client, url)
    assert client.post(url, form | {"retention_months": "6"}).status_code == 302
    assert Section.objects.get(key="ca").retention_months == 6
    refused = client.post(url, form | {"languages": ["en"], "default_language": "fr", "postal_address": "Kept Street"})
    assert "The default language must be one" in refused.content.decode()
    assert "Kept Street" in refused.content.decode()


def test_a_new_wording_is_a_new_version_and_the_old_one_stays(desk: World, as_role: SignIn) -> None:
    client = as_role("admin", desk.own)
    url = reverse("desk_section_wording", args=[desk.own.pk, "fr"])
    words = {"to_target": "Mon nom aux autorités", "public": "Mon nom ici", "news": "Des nouvelles"}
    assert client.post(url, words).status_code == 302
    assert client.post(url, words | {"news": ""}).status_code == 422
    assert client.post(url, words | {"news": "Des nouvelles par courriel"}).status_code == 302
    assert list(ConsentNotice.objects.order_by("version").values_list("version", "news")) == [
        (1, "Des nouvelles"),
        (2, "Des nouvelles par courriel"),
    ]
    assert client.get(reverse("desk_section_wording", args=[desk.own.pk, "ar"])).status_code == 404
    assert AuditEntry.objects.filter(verb="wording_added", section="ca").count() == 2


def test_limits_are_set_without_a_deploy_and_none_is_added(desk: World, as_role: SignIn) -> None:
    rule = LimitRule.objects.update_or_create(key="acts_per_network", defaults={"most": 5})[0]
    client = as_role("admin")
    url = reverse("limits:edit", args=[rule.pk])
    before = dict(ChangeMark.objects.values_list("name", "version"))
    assert client.post(url, open_form(client, url) | {"most": "9"}).status_code == 302
    rule.refresh_from_db()
    assert rule.most == 9
    assert dict(ChangeMark.objects.values_list("name", "version"))["rules"] > before.get("rules", 0)
    assert client.get("/desk/limits/new/").status_code == 404


def test_mail_rules_are_added(desk: World, as_role: SignIn) -> None:
    client = as_role("admin")
    form = {"domain": "post.example", "same_as": "", "ignores_dots": "on", "plus_addressing": "on"}
    assert client.post(reverse("email-rules:add"), form).status_code == 302
    assert client.post(reverse("email-rules:add"), form).status_code == 200
    assert EmailRule.objects.filter(domain="post.example").count() == 1


def test_home_tells_what_waits(desk: World, as_role: SignIn) -> None:
    page = as_role("editor", desk.own).get("/desk/").content.decode()
    assert "Free him" in page
    assert "Libérez-le" not in page


def test_reasons_are_a_sections_own_and_the_houses_are_for_who_administers_all(desk: World, as_role: SignIn) -> None:
    client = as_role("admin", desk.own)
    shared = Reason.objects.get(section=None, code="religion")
    assert client.get(reverse("reasons:edit", args=[shared.pk])).status_code == 404
    url = reverse("reasons:add")
    form = open_form(client, url) | {"code": "jokes", "judges": ["message"], "words-0-locale": locale("en").pk}
    form |= {"words-0-text": "Jokes are not passed on."}
    assert "This field is required" in client.post(url, form | {"section": ""}).content.decode()
    assert "This field is required" in client.post(url, form | {"words-0-text": " "}).content.decode()
    assert client.post(url, form | {"section": desk.other.pk}).status_code == 200
    assert client.post(url, form | {"section": desk.own.pk}).status_code == 302
    made = Reason.objects.get(code="jokes")
    assert made.by_language() == {"en": "Jokes are not passed on."}
    assert (made.section, made.may_object) == (desk.own, True)
    again = reverse("reasons:edit", args=[made.pk])
    french = rows(open_form(client, again), "words", {"locale": locale("fr").pk, "text": "Pas de blagues."})
    assert client.post(again, french).status_code == 302
    both = {"en": "Jokes are not passed on.", "fr": "Pas de blagues."}
    assert Reason.objects.get(code="jokes").by_language() == both
    assert AuditEntry.objects.filter(verb__in=("reason_created", "reason_edited"), section="ca").count() == 2
    house = as_role("admin", None, "Bea")
    edit = reverse("reasons:edit", args=[shared.pk])
    assert house.post(edit, open_form(house, edit) | {"is_active": []}).status_code == 302
    assert not Reason.objects.get(pk=shared.pk).is_active


def test_an_address_where_nothing_stands_says_so_in_our_words(desk: World, as_role: SignIn) -> None:
    client = as_role("editor", desk.own)
    answer = client.get("/desk/cases/999999/")
    assert answer.status_code == 404
    assert "To what waits today" in answer.content.decode()
    assert "Go to Wagtail admin" not in answer.content.decode()
