"""The pages that stand, the way between pages, campaigns, and pages for when something is wrong."""

import re
from datetime import date
from itertools import pairwise

import pytest
from django.test import Client
from tests.world import pages
from tests.world.making import AT, EDITOR

from openletter.campaigns.models import Campaign
from openletter.cases.models import Case
from openletter.cases.operations import recall, withdraw_consent
from openletter.kernel import words
from openletter.kernel.refusals import Refused
from openletter.web.operations import publish_campaign

pytestmark = pytest.mark.django_db
STANDING = ("about", "safety", "accessibility", "contact", "good-news", "stories", "privacy", "how-we-count")


def get(path, status=200):
    answer = Client().get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("fr", "ltr"), ("ar", "rtl")])
def test_every_standing_page_is_there_in_every_language(world, language, direction):
    for name in STANDING:
        html = get(f"/xx/{language}/{name}/")
        assert f'<html lang="{language}" dir="{direction}">' in html
        assert html.count("<h1") == 1
        assert "style=" not in html
        levels = [int(level) for level in re.findall(r"<h([1-6])", html)]
        assert all(after <= before + 1 for before, after in pairwise(levels)), name


@pytest.mark.parametrize("name", STANDING)
def test_the_way_says_where_one_is(world, name):
    html = get(f"/xx/en/{name}/")
    assert f'<a href="/xx/en/{name}/" aria-current="page">' in html
    assert 'aria-current="page"' not in get("/xx/en/")


def test_the_foot_leads_everywhere(world):
    html = get("/xx/en/")
    wanted = {f"/xx/en/{name}/" for name in STANDING} | {"/xx/en/deadlines.ics", "/xx/en/feed.atom", "/sitemap.xml"}
    assert wanted <= set(re.findall(r'href="([^"#]+)"', html))


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_an_open_action_is_one_step_from_the_home(world, language):
    assert f'class="button" href="{pages.address_of(world, language)}"' in get(f"/xx/{language}/")


def test_the_home_asks_for_a_case_by_a_plain_form(world):
    html = get("/xx/fr/")
    assert 'action="/xx/fr/cases/" method="get"' in html
    assert 'name="q" type="search"' in html


def test_the_home_shows_its_numbers_with_what_they_contain(world):
    html = get("/xx/en/")
    assert '<data value="785">785</data>' in html
    assert "What these numbers contain" in html
    assert 'href="/xx/en/how-we-count/"' in html


def test_a_hidden_number_is_in_no_sum(world):
    type(world.action).objects.update(display_threshold=1000)
    assert "785" not in get("/xx/en/")


def test_an_urgent_case_stands_under_its_own_heading(world):
    assert 'id="urgent"' not in get("/xx/en/")
    type(world.case).objects.update(priority="urgent")
    html = get("/xx/en/")
    assert 'id="urgent"' in html
    assert 'id="featured"' not in html


def test_a_missing_page_helps_to_find_a_case(world):
    html = get("/xx/ar/nothing/", 404)
    for found in ('action="/xx/ar/cases/"', 'href="/xx/ar/"', 'href="/xx/ar/contact/"', "noindex"):
        assert found in html


def a_campaign(case):
    campaign = Campaign.objects.create(
        key="write", opens_on=date(2020, 11, 20), closes_on=date(2020, 12, 31), planned_cases=10, countries=["DZ", "TR"]
    )
    words.write(
        campaign, {code: {"name": f"Marathon {code}", "summary": f"Ten cases {code}"} for code in pages.LANGUAGES}
    )
    campaign.cases.add(case)
    return campaign


def publish(world, campaign, languages=pages.LANGUAGES):
    return publish_campaign(section=world.section, campaign=campaign, languages=languages, actor=EDITOR, at=AT)


def test_a_campaign_shows_its_time_its_people_and_their_total(world):
    page = publish(world, a_campaign(world.case))[0]
    html = get(page.get_url_parts()[2])
    for found in (
        "Marathon en",
        "November 20, 2020",
        "Amina Example",
        '<data value="785">',
        "Sign the petition",
        "Algeria",
    ):
        assert found in html
    assert "Of its 10 cases, 1 has a page on this site." in html
    assert "Marathon en" in get(pages.address_of(world, "en", case_only=True))


def test_a_campaign_names_nobody_who_may_not_be_shown(world):
    page = publish(world, a_campaign(world.case))[0]
    withdraw_consent(
        case=world.case, scopes=["name"], giver="family", on=AT.date(), evidence="Call", actor=EDITOR, at=AT
    )
    html = get(page.get_url_parts()[2])
    assert "Amina" not in html
    assert "785" not in html


def test_a_campaigns_summary_goes_with_the_person_it_names(world):
    campaign = a_campaign(world.case)
    words.write(campaign, {"en": {"summary": "Write for Amina Example."}})
    address = publish(world, campaign)[0].get_url_parts()[2]
    Case.objects.filter(pk=world.case.pk).update(released_at=AT)
    assert "Write for Amina Example." in get(address)
    recall(case=world.case, actor=EDITOR, at=AT, reason="A threat")
    assert "Amina" not in get(address)


def test_a_campaign_is_published_once_and_only_where_it_has_words(world):
    campaign = a_campaign(world.case)
    first, second = publish(world, campaign), publish(world, campaign)
    assert [page.pk for page in first] == [page.pk for page in second]
    with pytest.raises(Refused):
        publish(world, campaign, ["de"])
