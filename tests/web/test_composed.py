"""Homes put together by a section, its menus, and the pages it writes itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.world import pages
from tests.world.making import AT, EDITOR
from tests.world.pages import World
from wagtail.rich_text import RichText

from openletter.campaigns.models import Campaign
from openletter.cases.models import Case
from openletter.cases.operations import withdraw_consent
from openletter.kernel import words
from openletter.web.blocks import Way
from openletter.web.models import CampaignPage, CasePage, HomePage, StandardPage
from openletter.web.operations import publish_campaign

pytestmark = pytest.mark.django_db


def _home(language: str = "en") -> HomePage:
    return HomePage.objects.get(locale__language_code=language)


def _compose(*pieces: tuple[str, object]) -> None:
    home = _home()
    home.body = list(pieces)
    home.save_revision().publish(skip_permission_checks=True)


def _read(path: str = "/xx/en/") -> str:
    answer = Client().get(path)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def _page_of(case: Case) -> CasePage:
    return CasePage.objects.get(case=case, locale__language_code="en")


def _campaign(world: World) -> CampaignPage:
    campaign = Campaign.objects.create(
        key="marathon", opens_on=AT.date(), closes_on=AT.date() + timedelta(days=30), planned_cases=1
    )
    words.write(campaign, {"en": {"name": "Write for rights", "summary": "Letters from everywhere."}})
    [page] = publish_campaign(section=world.section, campaign=campaign, languages=["en"], actor=EDITOR, at=AT)
    return page


def test_a_home_without_choices_shows_what_serves_most_readers(world: World) -> None:
    html = _read()
    assert "Act today for" in html
    assert html.index("What happens when you act") < html.index("In numbers")


def test_pieces_stand_in_the_order_they_were_put_and_only_those(world: World) -> None:
    text = {"heading": "Visit us", "text": RichText("<p>Every Tuesday.</p>")}
    _compose(("numbers", None), ("text", text), ("campaign", _campaign(world)), ("featured", {"case": None}))
    html = _read()
    places = [html.index(said) for said in ("In numbers", "Visit us", "Write for rights", "Act today for")]
    assert places == sorted(places)
    assert "What happens when you act" not in html


def test_a_chosen_person_stands_in_one_place(world: World) -> None:
    other = pages.an_action(pages.a_case(world.section, "salma"))
    _compose(("featured", {"case": _page_of(other.case)}), ("urgent", None), ("open", None))
    html = _read()
    assert html.count(f'<h2 class="name" id="featured-1"><a href="{_page_of(other.case).url}">') == 1
    lists = html[html.index("featured-1") :].split("</section>", 1)[1]
    assert _page_of(other.case).url not in lists
    assert _page_of(world.case).url in lists


def test_a_chosen_person_who_may_not_be_shown_gives_way_to_the_usual_choice(world: World) -> None:
    other = pages.an_action(pages.a_case(world.section, "salma"))
    words.write(other.case.people.get(), {"en": {"name": "Salma Example", "role": "poet"}})
    _compose(("featured", {"case": _page_of(other.case)}))
    withdraw_consent(case=other.case, scopes=["name"], giver="self", on=AT.date(), evidence="Call", actor=EDITOR, at=AT)
    html = _read()
    assert "Salma Example" not in html
    assert "Amina Example" in html


def test_a_quote_of_a_person_at_risk_needs_their_consent(world: World) -> None:
    said = {"text": "I read every card.", "by": "Amina", "case": _page_of(world.case)}
    _compose(("quote", said), ("quote", {"text": "We write.", "by": "Group 48", "case": None}))
    html = _read()
    assert "I read every card." not in html
    assert "We write." in html
    pages.making.consent(world.case, ["quote"])
    assert "I read every card." in _read()


def test_a_quote_whose_case_cannot_be_asked_does_not_stand(world: World) -> None:
    page = _page_of(world.case)
    pages.making.consent(world.case, ["quote"])
    _compose(("quote", {"text": "I read every card.", "by": "Amina", "case": page}))
    assert "I read every card." in _read()
    page.delete()
    assert "I read every card." not in _read()


def test_nothing_stands_beneath_a_page_that_was_taken_down(world: World) -> None:
    home = _home()
    above = home.add_child(instance=StandardPage(title="Groups", slug="groups", locale=home.locale))
    above.add_child(instance=StandardPage(title="Group 48", slug="group-48", locale=home.locale))
    path = "/xx/en/groups/group-48/"
    assert "Group 48" in _read(path)
    assert path in _read("/xx/en/sitemap.xml")
    above.unpublish()
    assert Client().get(path).status_code == 404
    assert path not in _read("/xx/en/sitemap.xml")


def test_a_section_chooses_the_links_at_the_head_and_adds_some_at_the_foot(world: World) -> None:
    home = _home()
    page = home.add_child(instance=StandardPage(title="Our groups", slug="groups", locale=home.locale))
    away = home.add_child(instance=StandardPage(title="Draft", slug="draft", locale=home.locale, live=False))
    none = {"page": None, "place": "", "url": ""}
    home.head_links = [
        ("way", {**none, "text": "Groups", "page": page}),
        ("way", {**none, "text": "Soon", "page": away}),
    ]
    home.foot_links = [("way", {**none, "text": "Our shop", "url": "https://shop.example.org/"})]
    home.save_revision().publish(skip_permission_checks=True)
    html = _read("/xx/en/cases/")
    head, foot = html[: html.index("<main")], html[html.index("</main") :]
    assert 'href="/xx/en/groups/"' in head
    assert "Soon" not in head
    assert ">Find a case</a>" not in head
    assert foot.index("https://shop.example.org/") < foot.index("Privacy")
    assert 'href="/xx/ar/cases/"' in _read("/xx/ar/"), "each language has links of its own"


@pytest.mark.parametrize(
    "value", [{"text": "Nowhere"}, {"text": "Two", "place": "cases/", "url": "https://a.example/"}]
)
def test_a_link_leads_to_one_place(value: dict[str, str]) -> None:
    block = Way()
    with pytest.raises(ValidationError):
        block.clean(block.to_python(value))
    assert block.clean(block.to_python({"text": "One", "place": "cases/"}))["place"] == "cases/"


def test_a_page_a_section_wrote_stands_with_its_people_and_what_is_beneath_it(world: World) -> None:
    home = _home()
    body = [
        ("heading", "What we do"), ("paragraph", RichText("<p>We write letters.</p>")), ("case", _page_of(world.case)),
        ("links", [{"text": "Find somebody", "page": None, "place": "cases/", "url": ""}]),
    ]  # fmt: skip
    page = home.add_child(
        instance=StandardPage(title="Our groups", slug="groups", locale=home.locale, lead="Near you.", body=body)
    )
    page.add_child(instance=StandardPage(title="Group 48", slug="group-48", locale=home.locale))
    html = _read("/xx/en/groups/")
    for said in ("Near you.", "What we do", "We write letters.", "Amina Example", "/xx/en/groups/group-48/"):
        assert said in html
    assert 'href="/xx/en/cases/">Find somebody' in html
    assert "Group 48" in _read("/xx/en/groups/group-48/")
    assert "/xx/en/groups/" in _read("/xx/en/sitemap.xml")
    withdraw_consent(case=world.case, scopes=["name"], giver="self", on=AT.date(), evidence="x", actor=EDITOR, at=AT)
    assert "Amina Example" not in _read("/xx/en/groups/")


def test_a_home_costs_the_same_however_many_links_and_people_it_has(world: World) -> None:
    home = _home()
    one = home.add_child(instance=StandardPage(title="One", slug="one", locale=home.locale))
    two = home.add_child(instance=StandardPage(title="Two", slug="two", locale=home.locale))

    def cost(*linked: StandardPage) -> int:
        row = _home()
        row.head_links = [("way", {"text": page.title, "page": page, "place": "", "url": ""}) for page in linked]
        row.save_revision().publish(skip_permission_checks=True)
        _read()
        with CaptureQueriesContext(
            connection,
        ) as found:
            _read()
        return len(found)

    assert cost(one) == cost(one, two)
