"""The pages everybody may see: right words, right direction, right caches, and nothing from anywhere else."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.encoding import iri_to_uri
from tests.world import pages
from tests.world.making import AT, EDITOR

from openletter.actions.operations import ledger, life
from openletter.actions.rules import CloseReason
from openletter.cases.models import Case
from openletter.cases.operations import OutcomeText, record_outcome, relate, withdraw_consent
from openletter.kernel import words
from openletter.web.context import of_home
from openletter.web.operations import publish_windows
from openletter.web.views import errors

pytestmark = pytest.mark.django_db


class Reader(HTMLParser):
    """What a browser would load or obey on its own when it is given a page."""

    LOADING = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src", "form": "action"}

    def __init__(self, html: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.ids: list[str] = []
        self.inline: list[str] = []
        self.described: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what matters of one element."""
        found = dict(attrs)
        wanted = found.get(self.LOADING.get(tag, ""))
        if wanted and found.get("rel") not in ("canonical", "alternate"):
            self.loads.append(wanted)
        if found.get("id"):
            self.ids.append(str(found["id"]))
        self.inline += [name for name in found if name == "style" or name.startswith("on")]
        data = found.get("type") == "application/ld+json"  # for machines; no browser runs it
        if tag == "style" or (tag == "script" and not found.get("src") and not data):
            self.inline.append(tag)
        self.described |= set((found.get("aria-describedby") or "").split())
        if tag == "label" and found.get("for"):
            self.described.add(str(found["for"]))


def get(path, status=200):
    answer = Client().get(path)
    assert answer.status_code == status, (path, answer.status_code)
    return answer


def every_address(world, language):
    base = f"/xx/{language}/"
    own = [pages.address_of(world, language), pages.address_of(world, language, case_only=True)]
    return [base, *own, f"{base}privacy/", f"{base}how-we-count/"]


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("fr", "ltr"), ("ar", "rtl")])
def test_every_page_runs_the_right_way_and_asks_nobody_else_for_anything(world, language, direction):
    for path in every_address(world, language):
        answer = get(path)
        html = answer.content.decode()
        assert f'<html lang="{language}" dir="{direction}">' in html, path
        assert html.count("<h1") == 1, path
        read = Reader(html)
        assert read.inline == [], path
        assert [url for url in read.loads if not url.startswith("/") or url.startswith("//")] == [], path
        assert len(read.ids) == len(set(read.ids)), path
        assert read.described <= set(read.ids), path
        assert answer["Cache-Control"].startswith("public, max-age="), path
        assert answer["Content-Language"] == language
        assert not answer.cookies
        assert "Vary" not in answer or "Cookie" not in answer["Vary"]


def test_a_switch_of_language_stays_on_the_page(world):
    html = get(pages.address_of(world, "fr")).content.decode()
    for other in ("en", "ar"):
        path = pages.address_of(world, other)
        assert f'href="{path}" lang="{other}"' in html
        assert re.search(
            rf'<link rel="alternate" hreflang="{other}" href="https?://[^"]+{re.escape(iri_to_uri(path))}">', html
        )


def test_a_page_that_is_missing_in_a_language_leads_to_that_languages_home():
    section = pages.a_section("yy")
    world = pages.World(section, pages.an_action(pages.a_case(section, "basma"), languages=["en", "fr"]))
    html = get(pages.address_of(world, "en")).content.decode()
    assert 'href="/yy/ar/" lang="ar"' in html
    assert 'hreflang="ar" href="http' not in html


def test_the_person_stands_first_in_both_scripts(world):
    english = get(pages.address_of(world, "en")).content.decode()
    assert '<span lang="en" dir="ltr">Amina Example</span>' in english
    assert 'lang="ar" dir="rtl">أمينة المثال</span>' in english
    arabic = get(pages.address_of(world, "ar")).content.decode()
    assert arabic.index("أمينة المثال") < arabic.index("Amina Example", arabic.index("<h1"))


def test_the_number_says_what_it_contains_and_since_when(world):
    html = get(pages.address_of(world, "en")).content.decode()
    assert '<data class="number" value="785">785</data>' in html
    assert "people have signed" in html
    assert "Counted before, elsewhere" in html
    assert '<progress id="goal" max="1000" value="785">' in html
    assert re.search(r"As of <time datetime=\"20\d\d-", html)


def test_only_what_is_public_is_told_and_allegations_are_called_so(world):
    html = get(pages.address_of(world, "en", case_only=True)).content.decode()
    assert "Note of 2017-05-29, en" in html
    assert 'class="standing">Allegation' in html
    assert "Never public" not in html
    assert '<time datetime="2017-05-29">May 29, 2017</time>' in html  # as Canada writes it


def test_the_form_asks_little_and_ticks_nothing(world):
    html = get(pages.address_of(world, "fr")).content.decode()
    assert f'action="/act/{world.action.ref}"' in html
    for name in (
        "name",
        "email",
        "country",
        "to_target",
        "public",
        "news",
        "website",
        "section",
        "language",
        "started",
    ):
        assert f'name="{name}"' in html, name
    assert " checked" not in html
    assert '<option value="CA" selected>' in html


def test_a_recalled_action_leaves_a_stone_without_a_name(world):
    life.suspend(action=world.action, actor=EDITOR, at=AT, reason="Danger")
    html = get(pages.address_of(world, "ar"), 410).content.decode()
    assert "أمينة" not in html
    assert "noindex" in html


def test_withdrawn_consent_takes_every_page_of_the_person_down(world):
    paths = [pages.address_of(world, "en"), pages.address_of(world, "en", case_only=True)]
    withdraw_consent(
        case=world.case, scopes=["name"], giver="family", on=AT.date(), evidence="Call", actor=EDITOR, at=AT
    )
    for path in paths:
        assert "Amina" not in get(path, 410).content.decode()
    assert "Amina" not in get("/xx/en/").content.decode()


def test_a_closed_action_keeps_address_and_number_and_says_what_became_of_it(world):
    world.case.developments.all().delete()  # so that the deadline is the first thing the clock says
    world.action.deadline = date(2099, 1, 1)
    world.action.save()
    assert "Time left to act" in get(pages.address_of(world, "en")).content.decode()
    record_outcome(
        case=world.case,
        type="pardoned",
        attribution="contributed",
        on="2026-02~",
        texts={"en": OutcomeText(summary="She was pardoned", thanks="Thank you all")},
        actor=EDITOR,
        at=AT,
    )
    world.action.refresh_from_db()
    if world.action.status != "closed":
        life.close(action=world.action, actor=EDITOR, at=AT, reason=CloseReason.WON)
    html = get(pages.address_of(world, "en")).content.decode()
    assert "<form" not in html
    assert "Time left to act" not in html
    assert "Thank you all" in html
    assert ">785<" in html
    assert "Pardoned" in html
    assert "<progress" not in html
    assert "Pardoned" in get("/xx/en/").content.decode()


def test_an_expired_action_says_whom_to_ask_and_is_not_called_closed(world):
    type(world.action).objects.filter(pk=world.action.pk).update(deadline=AT.date().replace(year=2020))
    html = get(pages.address_of(world, "en")).content.decode()
    assert "The deadline has passed" in html
    assert "The case is not closed" in html
    assert "<form" not in html


def test_a_sensitive_case_is_kept_from_search_engines_and_tells_no_one_where_readers_come_from(world):
    Case.objects.filter(pk=world.case.pk).update(hide_from_search=True, quick_exit=True)
    answer = get(pages.address_of(world, "en"))
    assert answer["Referrer-Policy"] == "no-referrer"
    assert 'content="noindex"' in answer.content.decode()
    assert "data-leave" in answer.content.decode()


def test_three_cases_cost_a_home_page_no_more_questions_than_one(world):
    get("/xx/en/")
    with CaptureQueriesContext(connection) as one:
        get("/xx/en/")
    for key in ("second", "third"):
        pages.an_action(pages.a_case(world.section, key))
    with CaptureQueriesContext(connection) as three:
        html = get("/xx/en/").content.decode()
    assert html.count('class="portrait"') == 3
    assert len(one) == len(three), [query["sql"] for query in three]


def test_sections_are_chosen_by_name_and_language(world):
    html = get("/").content.decode()
    assert "Section xx" in html
    assert 'href="/xx/ar/" lang="ar" dir="rtl"' in html


def test_a_missing_page_says_so_in_the_language_of_its_address(world):
    assert '<html lang="ar" dir="rtl">' in get("/xx/ar/nothing-here/", 404).content.decode()
    assert "<h1" in get("/nothing/at/all/", 404).content.decode()


def test_cases_that_belong_together_lead_to_each_other_as_far_as_they_may_be_shown(world):
    other = pages.a_case(world.section, "second")
    pages.an_action(other)
    relate(case=world.case, to=other, actor=EDITOR, at=AT)
    html = get(pages.address_of(world, "fr", case_only=True)).content.decode()
    assert 'href="/xx/fr/title-second-fr/"' in html
    withdraw_consent(case=other, scopes=["name"], giver="family", on=AT.date(), evidence="Call", actor=EDITOR, at=AT)
    assert "title-second" not in get(pages.address_of(world, "fr", case_only=True)).content.decode()


def test_a_bare_address_leads_to_the_sections_own_language(world):
    answer = Client().get("/xx/")
    assert (answer.status_code, answer["Location"]) == (302, "/xx/en/")
    assert Client().get("/yy/").status_code == 404
    type(world.section).objects.filter(pk=world.section.pk).update(host="testserver")
    answer = Client().get("/")
    assert (answer.status_code, answer["Location"]) == (302, "/en/")
    assert Client().get("/ar/").status_code == 200


def test_an_address_without_its_last_stroke_leads_to_the_page(world):
    path = pages.address_of(world, "fr", case_only=True)
    answer = Client().get(path.removesuffix("/"))
    assert (answer.status_code, answer["Location"]) == (301, path)


@pytest.mark.parametrize(
    ("page", "status"), [(errors.bad_request, 400), (errors.forbidden, 403), (errors.server_error, 500)]
)
def test_when_something_is_wrong_the_page_asks_the_database_nothing(page, status, rf, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = page(rf.get("/"))
    assert answer.status_code == status
    assert Reader(answer.content.decode()).inline == []


@pytest.mark.parametrize("path", ["/%00/", "/xx/en/%00/", "/xx%00/en/", "/desk/staff/?q=a%00"])
def test_a_nul_character_in_an_address_is_a_bad_request_on_every_database(client, db, path):
    assert client.get(path).status_code == 400


def test_a_printed_action_tells_an_address_that_can_be_typed(world):
    html = get(pages.address_of(world, "ar")).content.decode()
    printed = re.search(r'only-print[^>]*dir="ltr">([^<]+)<', html)
    assert printed
    assert printed[1].endswith(f"/ar/act/{world.action.ref}/")
    assert "%" not in printed[1]
    assert Client().get(re.sub(r"^https?://[^/]+", "", printed[1])).status_code == 302


def test_the_number_beside_a_button_is_that_of_what_the_button_does(world):
    ledger.enter(
        action=world.action, source="paper", quantity=1000, actor=EDITOR, at=AT, reason="Sheets", evidence="In a box"
    )
    life.close(action=world.action, actor=EDITOR, at=AT, reason=CloseReason.EXPIRED)
    pages.an_action(world.case)
    home = get("/xx/en/").content.decode()
    assert "785 people have signed" in home
    assert "1,785 people have signed" not in home


def test_a_case_asks_what_its_open_action_asks(world):
    life.close(action=world.action, actor=EDITOR, at=AT, reason=CloseReason.EXPIRED)
    newer = pages.an_action(world.case)
    words.write(newer.demands.get(), {code: {"text": f"Let her travel ({code})"} for code in pages.LANGUAGES})
    html = get(pages.address_of(world, "en", case_only=True)).content.decode()
    assert "Let her travel (en)" in html
    assert "Release her (en)" not in html


def test_a_home_of_many_people_stays_small_enough_for_a_telephone_and_leads_to_all_of_them(world, monkeypatch):
    monkeypatch.setattr(of_home, "MOST", 2)
    for key in ("second", "third"):
        more = pages.a_case(world.section, key)
        publish_windows(section=world.section, subject=more, languages=["en"], actor=EDITOR, at=AT)
    all_cases = '<a class="onward" href="/xx/en/cases/">'
    assert all_cases not in Client().get("/xx/en/").content.decode()
    fourth = pages.a_case(world.section, "fourth")
    publish_windows(section=world.section, subject=fourth, languages=["en"], actor=EDITOR, at=AT)
    html = Client().get("/xx/en/").content.decode()
    assert html.count('<h3 class="name">') == 2
    assert html.count(all_cases) == 1
    assert '<data value="4">' in html
