"""Promise: who is taken down is gone from every address; whom search engines must not find, from all that they read.

Every address is found by walking: pages, maps, feeds, calendars, cards, photos and searches.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from html import unescape
from urllib.parse import quote, unquote, urlsplit

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker
from tests.world import making, pages
from tests.world.crawl import ELSEWHERE, Links
from tests.world.making import AT, EDITOR, consent
from tests.world.photographs import photograph
from wagtail.rich_text import RichText

from openletter.actions.models import Action
from openletter.actions.operations import life
from openletter.actions.operations.recall import recall_case
from openletter.campaigns.models import Campaign
from openletter.cases.models import Case, FindingWord, PersonAtRisk
from openletter.cases.operations import OutcomeText, record_outcome, relate, withdraw_consent
from openletter.cases.operations.photos import PhotoFacts, put_photo
from openletter.kernel import clock, words
from openletter.web.operations import publish_campaign, publish_windows
from openletter.web.storytelling import StoryText, publish_story

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
# Everything that is said of her and of nobody else: a word of her name, her titles, her news, her addresses.
HERS = re.compile(r"Zahra|Qwerty|زهراء|Held for a poem|Her news|Her story|Her photographer|Sign for Z", re.IGNORECASE)
SAYS = {c: {"name": f"Zahra Qwerty {c}", "role": f"poet {c}"} for c in ("en", "fr")} | {
    "ar": {"name": "زهراء كورتي", "role": "شاعرة"}
}
SEARCHES = ("Zahra", "qwerty", "زهراء", "poem", "singer", "Morocco")


@dataclass(frozen=True, slots=True)
class Heard:
    """What an address answered; `said` are its headers and words as a person reads them."""

    status: int
    kind: str
    text: str
    location: str
    said: str


Answers = dict[str, Heard]


@dataclass(frozen=True)
class Built:
    """Her case and action, and every address there was with what it said, walked once for the file."""

    case: int
    action: int
    before: Answers


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Built]:
    """Made and walked once; what a test changes ends with the test."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setattr(clock, "now", lambda: AT)
        case, action = made()
        yield Built(case.pk, action.pk, walked())
        transaction.set_rollback(True)


@pytest.fixture
def world(built: Built, db: None, monkeypatch: pytest.MonkeyPatch) -> tuple[Case, Action]:
    """Her case and action as they were made."""
    monkeypatch.setattr(clock, "now", lambda: AT)
    return Case.objects.get(pk=built.case), Action.objects.get(pk=built.action)


@pytest.fixture
def before(built: Built) -> Answers:
    """Every address there was before anything was taken down."""
    return built.before


def made() -> tuple[Case, Action]:
    """Two people with everything a person can have here; of one of them nothing must stay."""
    world = pages.a_world()
    hers = pages.a_case(world.section, "zahra-qwerty")
    words.write(hers, {c: {"title": f"Zahra Qwerty {c}", "headline": f"Held for a poem, {c}"} for c in pages.LANGUAGES})
    words.write(hers.people.get(), SAYS)
    words.write(hers.updates.get(), {c: {"title": f"Her news {c}", "body": "<p>Of Zahra</p>"} for c in pages.LANGUAGES})
    consent(hers, ["photo", "quote", "social_media"])
    put_photo(
        case=hers, facts=PhotoFacts(credit="Her photographer"), upload=photograph(), actor=EDITOR, at=AT,
        alts=dict.fromkeys(pages.LANGUAGES, "Zahra by a wall"),
    )  # fmt: skip
    action = making.action(hers, deadline=AT.date() + timedelta(days=9))
    words.write(action, {c: {"title": f"Free Zahra {c}", "ask": f"Sign for Zahra, {c}"} for c in pages.LANGUAGES})
    action = life.open_action(action=action, actor=EDITOR, at=AT)
    publish_windows(section=world.section, subject=action, languages=pages.LANGUAGES, actor=EDITOR, at=AT)
    relate(case=world.case, to=hers, actor=EDITOR, at=AT)
    Action.objects.filter(pk=world.action.pk).update(next_action=action, superseded_by=action)
    said = OutcomeText(summary="Zahra may see her lawyer", thanks="Thank you", quote="I am Zahra", quote_by="Zahra")
    record_outcome(
        case=hers, type="pardoned", attribution="unknown", on="2026-02", closes_case=False,
        texts=dict.fromkeys(pages.LANGUAGES, said), actor=EDITOR, at=AT,
    )  # fmt: skip
    for key, told in (("hers", [hers]), ("both", [world.case, hers])):
        body = [("paragraph", RichText("<p>Of Zahra</p>"))]
        texts = {c: StoryText(title=f"Her story {key} {c}", lead="Of Zahra", body=body) for c in pages.LANGUAGES}
        publish_story(
            section=world.section,
            key=key,
            kind="article",
            on=date(2026, 2, 1),
            texts=texts,
            tells=told,
            actor=EDITOR,
            at=AT,
        )
    campaign = Campaign.objects.create(
        key="marathon", opens_on=date(2026, 2, 1), closes_on=date(2026, 4, 1), planned_cases=2
    )
    words.write(campaign, {c: {"name": f"Marathon {c}", "summary": "Letters"} for c in pages.LANGUAGES})
    campaign.cases.set([world.case, hers])
    publish_campaign(section=world.section, campaign=campaign, languages=pages.LANGUAGES, actor=EDITOR, at=AT)
    return hers, action


def starts() -> list[str]:
    found = ["/", "/robots.txt", "/sitemap.xml", "/.well-known/security.txt"]
    for code in pages.LANGUAGES:
        base = f"/xx/{code}/"
        found += [base + rest for rest in ("", "sitemap.xml", "feed.atom", "deadlines.ics", "country/ma/feed.atom")]
        found += [f"{base}cases/?q={text}" for text in SEARCHES]
        found += [f"{base}act/{ref}/" for ref in Action.objects.values_list("ref", flat=True)]
    return found


def walked(asked: Answers | None = None) -> Answers:
    """Every address there is, with what it answers; of pictures, no words.

    `asked` are addresses asked a moment ago: they are not asked again, and what they lead to is followed.
    """
    seen, client = dict(asked or {}), Client()
    waiting = deque([*starts(), *(link for path, heard in seen.items() for link in leads(path, heard))])
    while waiting:
        path = waiting.popleft()
        if path not in seen:
            seen[path] = ask(client, path)
            waiting.extend(leads(path, seen[path]))
    return {path: heard for path, heard in seen.items() if path}


def asked_again(addresses: Iterable[str]) -> Answers:
    """What these addresses answer now."""
    client = Client()
    return {path: ask(client, path) for path in addresses}


def ask(client: Client, path: str) -> Heard:
    answer = client.get(quote(path, safe="/?=&;,+:%"))
    kind = answer.get("Content-Type", "")
    body = b"".join(answer) if answer.streaming else answer.content
    text = body.decode() if re.match(r"text/|application/", kind) else ""
    said = unquote(unescape(f"{answer.headers} {text}"))
    return Heard(answer.status_code, kind, text, answer.get("Location", ""), said)


def leads(path: str, heard: Heard) -> list[str]:
    if "/static/" in path:
        return []
    if heard.kind.startswith("text/html"):
        found = [link for link in Links(heard.text).found if not link.startswith(("#", "mailto:"))]
    else:
        unfolded = re.sub(r"\r?\n[ \t]", "", heard.text) if heard.kind.startswith("text/calendar") else heard.text
        found = re.findall(rf"{re.escape(settings.ENV.public_url)}[^\s<>\"']*", unescape(unfolded))
    return [target for link in (*found, heard.location) if link and (target := path_of(link))]


def path_of(link: str) -> str:
    whole = urlsplit(link)
    if whole.netloc and f"{whole.scheme}://{whole.netloc}" != settings.ENV.public_url:
        return ""
    path = unquote(whole.path)
    if not path.startswith("/") or path.startswith(ELSEWHERE):
        return ""
    return path + (f"?{unquote(whole.query)}" if whole.query else "")


def hers_on(seen: Answers) -> list[str]:
    """The addresses that say anything of her. What was looked for is said back by a search, so it does not count."""
    return saying(HERS, seen)


def saying(words: re.Pattern[str], seen: Answers) -> list[str]:
    """The addresses that say any of these words."""
    return [path for path, heard in seen.items() if words.search(without_what_was_asked(path, heard.said))]


def without_what_was_asked(path: str, said: str) -> str:
    asked = unquote(path.partition("?q=")[2].partition("&")[0])
    return said.replace(asked, "").replace(asked.casefold(), "") if asked else said


def pictures_of(case: Case, before: Answers) -> list[str]:
    """Her photo in every size that pages name, and the cards with her name and face."""
    refs = "|".join(case.actions.values_list("ref", flat=True))
    mine = re.compile(rf"/photo/{case.photo.uid.hex}/|/card/case/{case.uid.hex}/|/card/action/({refs})/")
    return [path for path in before if mine.search(path)]


def end_by_consent(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    withdraw_consent(case=case, scopes=["name"], giver="self", on=AT.date(), evidence="Call", actor=EDITOR, at=AT)


def end_by_status(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    Case.objects.filter(pk=case.pk).update(status="intake")


def end_by_recall(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    recall_case(case=case, actor=EDITOR, at=AT, reason="His brother was arrested")


def end_by_date(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    consent(case, ["name"], on=AT.date(), expires_on=AT.date())
    monkeypatch.setattr(clock, "now", lambda: AT + timedelta(days=1))


@pytest.mark.parametrize("end", [end_by_consent, end_by_status, end_by_recall, end_by_date])
def test_who_is_taken_down_is_gone_from_every_address_there_was_and_is(world, before, end, monkeypatch):
    case, _action = world
    pictures = pictures_of(case, before)
    assert len(pictures) == 7 + 6, pictures  # her photo, and two cards in three languages
    assert {before[path].status for path in pictures} == {200}
    telling = hers_on(before)
    kinds = (
        "feed.atom",
        ".ics",
        "sitemap.xml",
        "?q=Zahra",
        "/cases/",
        "/good-news/",
        "/stories/",
        "marathon-en",
        "/act/",
    )
    assert all(any(kind in path for path in telling) for kind in kinds)
    end(case, monkeypatch)  # before the worker has seen it: her action is still open
    again = asked_again(before)
    assert hers_on(again) == []
    assert {again[path].status for path in pictures} == {410}
    assert hers_on(walked(again)) == []


def test_a_recalled_action_is_gone_with_its_photo_and_its_stories(world, before):
    case, action = world
    photo = [path for path in pictures_of(case, before) if "/photo/" in path or f"/{action.ref}/" in path]
    life.suspend(action=action, actor=EDITOR, at=AT, reason="Safety")
    again = asked_again(before)
    told = re.compile("Free Zahra|Sign for Zahra|Her story|Her photographer|Zahra by a wall")
    assert saying(told, again) == []
    assert {again[path].status for path in photo} == {410}
    assert saying(told, walked(again)) == []


def out_by_staff(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(hide_from_search=True)


def out_as_a_child(case: Case) -> None:
    making.a_child(case)


@pytest.mark.parametrize("out", [out_by_staff, out_as_a_child])
def test_whom_search_engines_must_not_find_is_on_no_page_that_they_read_and_in_nothing_for_machines(world, before, out):
    case, _action = world
    cards = [path for path in pictures_of(case, before) if "/card/" in path]
    out(case)
    again = walked(asked_again(before))
    read = {path: it for path, it in again.items() if it.status == 200 and 'content="noindex"' not in it.said}
    assert hers_on(read) == []
    assert {again[path].status for path in cards} == {404}
    hidden = {path: it for path, it in again.items() if it.status == 200 and path not in read}
    assert any("/cases/?q=" in path for path in hers_on(hidden)), "whoever looks for her by name finds her"
    assert all('property="og:' not in it.said and "ld+json" not in it.said for it in hidden.values())


def test_a_name_changed_for_safety_is_changed_everywhere(world, before):
    """The pages keep their addresses until they are published again; no other word of the old name stays."""
    case, action = world
    PersonAtRisk.objects.filter(case=case).update(is_pseudonym=True)
    words.write(case, {c: {"title": f"Nour {c}", "headline": f"Held, {c}"} for c in pages.LANGUAGES})
    words.write(case.people.get(), {c: {"name": f"Nour {c}", "role": ""} for c in pages.LANGUAGES})
    words.write(action, {c: {"title": f"Free Nour {c}", "ask": f"Sign, {c}"} for c in pages.LANGUAGES})
    old = re.compile(r"Zahra Qwerty|زهراء|Free Zahra|Sign for Zahra|Held for a poem")
    again = asked_again([path for path in before if "/stories/" not in path])
    assert saying(old, again) == []


def test_publishing_again_under_another_name_moves_the_pages_away_from_the_old_one(world):
    case, action = world
    old = [page.get_url_parts()[2] for page in (*case.pages.all(), *action.pages.all())]
    assert {it.status for it in asked_again(old).values()} == {200}
    PersonAtRisk.objects.filter(case=case).update(is_pseudonym=True)
    words.write(case, {c: {"title": f"Nour {c}"} for c in pages.LANGUAGES})
    words.write(action, {c: {"title": f"Free Nour {c}"} for c in pages.LANGUAGES})
    action.refresh_from_db()
    publish_windows(section=case.section, subject=action, languages=pages.LANGUAGES, actor=EDITOR, at=AT)
    assert {it.status for it in asked_again(old).values()} == {404}
    new = [page.get_url_parts()[2] for page in (*case.pages.all(), *action.pages.all())]
    assert {it.status for it in asked_again(new).values()} == {200}
    assert [path for path in new if re.search("zahra|زهراء", path)] == []
    assert Client().get(f"/xx/en/act/{action.ref}/")["Location"] == "/xx/en/nour-en/free-nour-en/"


def test_ways_that_lead_to_names_are_for_everybody_and_short_lived(world):
    case, action = world
    for path in (f"/xx/en/act/{action.ref}/", f"/xx/en/card/case/{case.uid.hex}/0123456789.png", "/xx"):
        answer = Client().get(path)
        assert answer.status_code == 302
        assert answer["Cache-Control"] == Client().get("/xx/en/")["Cache-Control"]


def test_what_a_case_is_found_by_is_deleted_with_the_consent(world, monkeypatch):
    case, _action = world
    assert FindingWord.objects.filter(case=case, word="zahra").exists()
    end_by_consent(case, monkeypatch)
    assert not FindingWord.objects.filter(case=case).exists()
    consent(case, ["name"], on=AT.date())
    assert FindingWord.objects.filter(case=case, word="zahra").exists()
