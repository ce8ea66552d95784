"""Feeds, the calendar and the map: what machines are told, and what they are never told."""

from __future__ import annotations

import re
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.encoding import iri_to_uri
from icalendar import Calendar
from tests.world import pages
from tests.world.making import AT, EDITOR

from openletter.actions.models import Action
from openletter.actions.operations import life
from openletter.cases.models import Case, Update
from openletter.cases.operations import OutcomeText, UpdateText, add_update, record_outcome, withdraw_consent
from openletter.kernel import clock, words
from openletter.web.storytelling import StoryText, publish_story

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
KINDS = ("feed.atom", "country/ma/feed.atom", "title-amina-en/feed.atom", "deadlines.ics", "sitemap.xml")


def get(path, status=200):
    answer = Client().get(path)
    assert answer.status_code == status, (path, answer.status_code)
    return answer


def read(answer):
    return ElementTree.fromstring(answer.content)  # noqa: S314 - written by ourselves a moment ago


def xml(path):
    return read(get(path))


def entries(path):
    return {entry.findtext(f"{ATOM}id"): entry for entry in xml(path).iter(f"{ATOM}entry")}


def with_a_deadline(world, days=5):
    until = clock.today() + timedelta(days=days)
    Action.objects.filter(pk=world.action.pk).update(deadline=until)
    return until


def withdraw(world):
    withdraw_consent(
        case=world.case, scopes=["name"], giver="family", on=AT.date(), evidence="Call", actor=EDITOR, at=AT
    )


def test_a_feed_tells_cases_actions_updates_and_outcomes_the_newest_first(world):
    texts = {"en": OutcomeText(summary="She is <free> & well", thanks="")}
    record_outcome(
        case=world.case, type="pardoned", attribution="unknown", on="2026-02~", texts=texts, actor=EDITOR, at=AT
    )
    told = xml("/xx/en/feed.atom")
    assert told.get(LANG) == "en"
    kinds = [entry.find(f"{ATOM}category").get("term") for entry in told.iter(f"{ATOM}entry")]
    assert sorted(kinds) == ["action", "opened", "outcome", "update"]
    stamps = [entry.findtext(f"{ATOM}updated") for entry in told.iter(f"{ATOM}entry")]
    assert stamps == sorted(stamps, reverse=True)
    assert told.findtext(f"{ATOM}updated") == stamps[0]
    said = next(e for e in told.iter(f"{ATOM}entry") if e.find(f"{ATOM}category").get("term") == "outcome")
    assert said.findtext(f"{ATOM}title") == "Title amina en: Pardoned"
    assert "<p>She is &lt;free&gt; &amp; well</p>" in said.findtext(f"{ATOM}summary")


def test_every_address_in_a_feed_is_whole_and_leads_to_a_page(world):
    for path in ("/xx/ar/feed.atom", "/xx/ar/country/ma/feed.atom", "/xx/ar/title-amina-ar/feed.atom"):
        told = xml(path)
        links = {link.get("rel"): link.get("href") for link in told.findall(f"{ATOM}link")}
        assert links["self"].endswith(path)
        for link in [links["alternate"], *(e.find(f"{ATOM}link").get("href") for e in told.iter(f"{ATOM}entry"))]:
            assert re.match(r"https?://[^/]+/xx/ar/", link)
            get(re.sub(r"^https?://[^/]+", "", link))


def test_an_entry_keeps_its_name_in_every_feed_and_differs_from_that_in_another_language(world):
    section = set(entries("/xx/en/feed.atom"))
    assert section == set(entries("/xx/en/feed.atom")) == set(entries("/xx/en/country/ma/feed.atom"))
    assert section == set(entries("/xx/en/title-amina-en/feed.atom"))
    assert all(name.startswith("urn:uuid:") for name in section)
    assert not section & set(entries("/xx/fr/feed.atom"))


def test_arabic_entries_run_the_right_way(world):
    for entry in entries("/xx/ar/feed.atom").values():
        assert 'lang="ar" dir="rtl"' in entry.findtext(f"{ATOM}summary")


def test_words_borrowed_from_another_language_say_so(world):
    add_update(
        case=world.case, texts={"en": UpdateText(title="Only in English", body="<p>Yes</p>")}, on=date(2026, 2, 1),
        actor=EDITOR, at=AT,
    )  # fmt: skip
    borrowed = next(e for e in entries("/xx/fr/feed.atom").values() if "Only in" in e.findtext(f"{ATOM}title"))
    assert borrowed.get(LANG) == "en"


def test_what_lies_ahead_is_not_told_yet(world):
    ahead = clock.today() + timedelta(days=3)
    news = Update.objects.create(case=world.case, on=ahead)
    words.write(news, {"en": {"title": "Tomorrow's news"}})
    assert "Tomorrow" not in get("/xx/en/feed.atom").content.decode()


def test_a_country_without_cases_has_an_empty_feed_and_no_other_word_has_one(world):
    told = xml("/xx/en/country/dz/feed.atom")
    assert told.findtext(f"{ATOM}updated")
    assert not list(told.iter(f"{ATOM}entry"))
    for path in ("country/zz/feed.atom", "country/MA/feed.atom", "nowhere/feed.atom", "title-amina-en/x/feed.atom"):
        get(f"/xx/en/{path}", 404)
    action = pages.address_of(world, "en")
    get(f"{action}feed.atom", 404)


@pytest.mark.parametrize("kind", KINDS)
def test_a_case_kept_out_of_search_engines_is_told_to_no_machine(world, kind):
    with_a_deadline(world)
    assert "mina" in get(f"/xx/en/{kind}").content.decode()
    Case.objects.filter(pk=world.case.pk).update(hide_from_search=True)
    own = kind.startswith("title-")
    assert "mina" not in get(f"/xx/en/{kind}", 404 if own else 200).content.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_withdrawn_consent_takes_the_person_out_of_everything_machines_read(world, kind):
    with_a_deadline(world)
    withdraw(world)
    own = kind.startswith("title-")
    assert "mina" not in get(f"/xx/en/{kind}", 410 if own else 200).content.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_a_recalled_action_is_told_no_more(world, kind):
    with_a_deadline(world)
    life.suspend(action=world.action, actor=EDITOR, at=AT, reason="Danger")
    said = get(f"/xx/en/{kind}").content.decode()
    assert "Free Amina" not in said
    assert "free-amina" not in said


@pytest.mark.parametrize(
    ("kind", "content_type"),
    [
        ("feed.atom", "application/atom+xml; charset=utf-8"),
        ("deadlines.ics", "text/calendar; charset=utf-8"),
        ("sitemap.xml", "application/xml; charset=utf-8"),
    ],
)
def test_caches_keep_them_and_other_sites_may_use_them(world, kind, content_type):
    answer = get(f"/xx/fr/{kind}")
    assert answer["Content-Type"] == content_type
    assert answer["Cache-Control"].startswith("public, max-age=")
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert not answer.cookies


@pytest.mark.parametrize("kind", ["feed.atom", "deadlines.ics", "sitemap.xml"])
def test_three_cases_cost_no_more_questions_than_one(world, kind):
    get(f"/xx/en/{kind}")
    with CaptureQueriesContext(connection) as one:
        get(f"/xx/en/{kind}")
    for key in ("second", "third"):
        pages.an_action(pages.a_case(world.section, key))
    with CaptureQueriesContext(connection) as three:
        get(f"/xx/en/{kind}")
    assert len(one) == len(three), [query["sql"] for query in three]


def test_a_deadline_is_one_whole_day_with_a_name_that_stays(world):
    until = with_a_deadline(world)
    words.write(world.action, {"ar": {"title": "أفرجوا عن أمينة " * 8, "ask": "وقّعوا"}})
    [first] = Calendar.from_ical(get("/xx/ar/deadlines.ics").content).events
    assert (first.start, first.end) == (until, until + timedelta(days=1))
    assert first["URL"].endswith(iri_to_uri(pages.address_of(world, "ar")))
    moved = with_a_deadline(world, 9)
    [again] = Calendar.from_ical(get("/xx/ar/deadlines.ics").content).events
    assert (again["UID"], again.start) == (first["UID"], moved)
    [english] = Calendar.from_ical(get("/xx/en/deadlines.ics").content).events
    assert english["UID"] != first["UID"]
    assert english["SUMMARY"] == "Last day: Free Amina"


def test_a_calendars_lines_are_folded_between_letters(world):
    with_a_deadline(world)
    words.write(world.action, {"ar": {"ask": "وقّعوا على هذه الرسالة من أجلها " * 9}})
    body = get("/xx/ar/deadlines.ics").content
    for line in body.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # a letter cut in two would not be one
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT6H" in body
    assert b"X-PUBLISHED-TTL:PT6H" in body


def test_actions_that_are_over_have_no_day_in_the_calendar(world):
    assert not Calendar.from_ical(get("/xx/en/deadlines.ics").content).events
    with_a_deadline(world, -9)
    assert not Calendar.from_ical(get("/xx/en/deadlines.ics").content).events


def test_the_map_leads_to_every_page_in_every_language_it_has(world):
    locations = [loc.text for loc in xml("/sitemap.xml").iter(f"{MAP}loc")]
    assert [re.sub(r"^https?://[^/]+", "", loc) for loc in locations] == [
        f"/xx/{code}/sitemap.xml" for code in ("en", "fr", "ar")
    ]
    drawn = xml("/xx/ar/sitemap.xml")
    urls = {url.findtext(f"{MAP}loc"): url for url in drawn.iter(f"{MAP}url")}
    assert len(urls) >= 5
    for href, url in urls.items():
        get(re.sub(r"^https?://[^/]+", "", href))
        alternates = {link.get("hreflang"): link.get("href") for link in url.iter() if link.get("hreflang")}
        assert set(alternates) == {"en", "fr", "ar"}
        assert alternates["ar"] == href


def test_the_map_dates_a_case_by_its_latest_news(world):
    news = Update.objects.create(case=world.case, on=clock.today())
    words.write(news, {"en": {"title": "News"}})
    drawn = xml("/xx/en/sitemap.xml")
    days = {url.findtext(f"{MAP}loc").rsplit("/", 2)[1]: url.findtext(f"{MAP}lastmod") for url in drawn}
    assert days["title-amina-en"] == clock.today().isoformat()
    assert days["privacy"] is None


def test_robots_are_led_to_the_map_of_their_own_host(world):
    assert "Sitemap: http" in get("/robots.txt").content.decode()
    type(world.section).objects.filter(pk=world.section.pk).update(host="testserver")
    assert "Sitemap: https://testserver/sitemap.xml" in get("/robots.txt").content.decode()
    assert "https://testserver/ar/sitemap.xml" in get("/sitemap.xml").content.decode()
    assert Client().get("/ar/feed.atom").status_code == 200


def test_whoever_finds_a_weakness_learns_whom_to_tell(world):
    answer = get("/.well-known/security.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert fields["Contact"] == "mailto:office@example.org"
    assert set(fields["Preferred-Languages"].split(", ")) == {"en", "fr", "ar"}
    assert clock.now().isoformat() < fields["Expires"] < (clock.now() + timedelta(days=366)).isoformat()
    assert fields["Canonical"].endswith("/.well-known/security.txt")


def a_story(world):
    texts = {
        code: StoryText(title=f"A story of Amina {code}", lead=f"In short {code}", body=[]) for code in ("en", "ar")
    }
    return publish_story(
        section=world.section, key="one", kind="article", on=date(2026, 2, 1), mentions=(), actor=EDITOR, at=AT,
        tells=[world.case], texts=texts,
    )  # fmt: skip


def test_stories_are_told_in_every_feed_they_belong_to_and_stand_on_the_map(world):
    a_story(world)
    for path in ("feed.atom", "country/ma/feed.atom", "title-amina-en/feed.atom"):
        assert "A story of Amina en" in get(f"/xx/en/{path}").content.decode(), path
    assert "A story of Amina" not in get("/xx/en/country/dz/feed.atom").content.decode()
    drawn = xml("/xx/ar/sitemap.xml")
    [url] = [url for url in drawn.iter(f"{MAP}url") if "/stories/a" in url.findtext(f"{MAP}loc")]
    assert {link.get("hreflang") for link in url.iter() if link.get("hreflang")} == {"en", "ar"}
    get(re.sub(r"^https?://[^/]+", "", url.findtext(f"{MAP}loc")))


@pytest.mark.parametrize("end", ["hidden", "withdrawn", "recalled"])
def test_a_story_goes_where_the_person_goes(world, end):
    a_story(world)
    if end == "hidden":
        Case.objects.filter(pk=world.case.pk).update(hide_from_search=True)
    elif end == "withdrawn":
        withdraw(world)
    else:
        life.suspend(action=world.action, actor=EDITOR, at=AT, reason="Danger")
    for path in ("feed.atom", "sitemap.xml", "country/ma/feed.atom"):
        said = get(f"/xx/en/{path}").content.decode()
        assert "A story of" not in said
        assert "/stories/a" not in said


@pytest.mark.parametrize("sign", ["\x0b", "\x1f", "\ufffe"])
def test_a_sign_that_no_document_can_hold_spoils_neither_feeds_nor_the_calendar(world, sign):
    """Word processors write such signs into texts that people paste."""
    with_a_deadline(world)
    world.case.updates.get().words.update(title=f"Two{sign}lines", body=f"<p>a{sign}b</p>")
    world.action.words.update(title=f"Free{sign} her", ask=f"Sign{sign}")
    for path in ("feed.atom", "title-amina-en/feed.atom"):
        assert any("Twolines" in entry.findtext(f"{ATOM}title") for entry in entries(f"/xx/en/{path}").values())
    assert sign.encode() not in get("/xx/en/deadlines.ics").content


def test_words_are_kept_without_such_signs(world):
    words.write(world.case, {"en": {"title": "A\x0bmina\x1f", "story": "<p>Two\nlines\ufffe</p>"}})
    said = world.case.words.get(locale__language_code="en")
    assert (said.title, said.story) == ("Amina", "<p>Two\nlines</p>")
