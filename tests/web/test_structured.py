"""What pages say of themselves to machines: valid, harmless, and nothing that a reader does not see too."""

from __future__ import annotations

import json
import re
from datetime import date
from html import unescape

import pytest
from django.test import Client
from tests.world import making, pages
from tests.world.making import AT, EDITOR

from openletter.cases.models import Case
from openletter.kernel import words
from openletter.web.context import structured
from openletter.web.storytelling import StoryText, publish_story

pytestmark = pytest.mark.django_db
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)
HOSTILE = '</script><script>alert(1)</script><!--&amp;"\u2028\u2029\\'


def html_of(path):
    answer = Client().get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def graph_of(html):
    [found] = SCRIPT.findall(html)
    return {thing["@type"]: thing for thing in json.loads(found)["@graph"]}


def said(thing):
    """Every text in a thing that is for people to read."""
    if isinstance(thing, dict):
        return [text for name, value in thing.items() if not name.startswith("@") for text in said(value)]
    if isinstance(thing, list):
        return [text for value in thing for text in said(value)]
    return [thing] if isinstance(thing, str) else []


@pytest.mark.parametrize("language", pages.LANGUAGES)
def test_nothing_is_said_to_machines_that_the_page_does_not_show(world, language):
    for path in (
        f"/xx/{language}/",
        pages.address_of(world, language),
        pages.address_of(world, language, case_only=True),
    ):
        html = html_of(path)
        shown = unescape(re.sub(r"<(?!time)[^>]+>", " ", SCRIPT.sub("", html)))
        for text in said(graph_of(html)):
            is_code = text.startswith("http") or text in (language, "required name=words")
            assert is_code or text in shown, (path, text)


def test_a_home_tells_its_house_and_where_to_search(world):
    graph = graph_of(html_of("/xx/fr/"))
    assert graph["Organization"]["name"] == "Section xx"
    assert graph["WebSite"]["potentialAction"]["target"]["urlTemplate"].endswith("/xx/fr/cases/?q={words}")


def test_a_case_tells_its_person_its_latest_news_and_where_it_stands(world):
    graph = graph_of(html_of(pages.address_of(world, "ar", case_only=True)))
    assert graph["Article"]["about"] == {"@type": "Person", "name": "أمينة المثال"}
    assert graph["Article"]["dateModified"] == "2020-11-09"
    assert graph["Article"]["inLanguage"] == "ar"
    assert [step["position"] for step in graph["BreadcrumbList"]["itemListElement"]] == [1, 2]
    action = graph_of(html_of(pages.address_of(world, "ar")))
    assert [step["position"] for step in action["BreadcrumbList"]["itemListElement"]] == [1, 2, 3]


@pytest.mark.parametrize("change", [{"is_pseudonym": True}, {"kind": "family"}])
def test_a_name_that_is_no_ones_is_not_given_to_machines_as_a_person(world, change):
    world.case.people.update(**change)
    assert "about" not in graph_of(html_of(pages.address_of(world, "en", case_only=True)))["Article"]


@pytest.mark.parametrize("child", [False, True])
def test_a_case_kept_out_of_search_engines_says_nothing_to_machines(world, child):
    """By staff, or because the person is under 18."""
    Case.objects.filter(pk=world.case.pk).update(hide_from_search=not child)
    if child:
        making.a_child(world.case)
    for path in (pages.address_of(world, "en"), pages.address_of(world, "en", case_only=True)):
        html = html_of(path)
        assert "ld+json" not in html
        assert "og:" not in html
        assert "application/atom+xml" not in html


def test_no_name_can_end_the_script_it_stands_in(world):
    words.write(world.case.people.get(), {"en": {"name": HOSTILE}})
    words.write(world.case, {"en": {"headline": HOSTILE}})
    html = html_of(pages.address_of(world, "en", case_only=True))
    assert graph_of(html)["Article"]["description"] == HOSTILE
    assert graph_of(html)["Article"]["about"]["name"] == HOSTILE
    assert "alert(1)</script>" not in html


def test_what_stands_in_a_script_is_plain():
    text = structured.script({"name": HOSTILE})
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text)["@graph"] == [{"name": HOSTILE}]


def test_a_story_tells_its_day_and_its_house_unless_its_person_is_kept_out_of_search(world):
    text = StoryText(title="A story", lead="In short", body=[])
    [story] = publish_story(
        section=world.section, key="one", kind="article", on=date(2026, 2, 1), mentions=(), actor=EDITOR, at=AT,
        tells=[world.case], texts={"en": text},
    )  # fmt: skip
    path = story.get_url_parts()[2]
    told = graph_of(html_of(path))["NewsArticle"]
    assert (told["headline"], told["datePublished"]) == ("A story", "2026-02-01")
    assert 'datetime="2026-02-01"' in html_of(path)
    Case.objects.filter(pk=world.case.pk).update(hide_from_search=True)
    assert "ld+json" not in html_of(path)


def test_other_sites_learn_the_languages_of_a_page_and_which_is_for_everybody_else(world):
    path = pages.address_of(world, "fr")
    html = html_of(path)
    assert '<meta property="og:locale" content="fr_CA">' in html
    assert '<meta property="og:locale:alternate" content="en_CA">' in html
    assert '<meta property="og:site_name" content="Section xx">' in html
    assert '<meta property="og:type" content="article">' in html
    assert '<meta property="og:type" content="website">' in html_of("/xx/fr/")
    [default] = re.findall(r'hreflang="x-default" href="([^"]+)"', html)
    assert default.endswith(pages.address_of(world, "en"))


def test_readers_of_feeds_find_them_from_the_page(world):
    case = pages.address_of(world, "en", case_only=True)
    assert re.findall(r'type="application/atom\+xml" title="([^"]+)" href="([^"]+)"', html_of(case)) == [
        ("News of Amina Example", f"{case}feed.atom"),
        ("News from Section xx", "/xx/en/feed.atom"),
    ]
    for path in ("/xx/en/", "/xx/en/cases/", "/xx/en/stories/", "/xx/en/good-news/"):
        assert 'href="/xx/en/feed.atom"' in html_of(path), path
    assert 'href="/xx/en/country/ma/feed.atom"' in html_of("/xx/en/cases/?country=MA")


def test_the_search_that_machines_are_told_of_finds_people(world):
    action = graph_of(html_of("/xx/en/"))["WebSite"]["potentialAction"]
    path = re.sub(r"^https?://[^/]+", "", action["target"]["urlTemplate"]).replace("{words}", "Amina")
    assert "Amina Example" in html_of(path)
