"""Photos of people: shown framed with credit and words, from our own address, and gone when consent is."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from django.test import Client
from PIL import Image
from tests.world import pages
from tests.world.making import AT, EDITOR, consent
from tests.world.photographs import RED, photograph

from openletter.actions.operations import life
from openletter.cases.models import CasePhoto, PhotoCut, PhotoMaster
from openletter.cases.operations import PhotoFacts, put_photo, remove_photo, withdraw_consent
from openletter.kernel.models import AuditEntry
from openletter.kernel.refusals import Refused
from openletter.web.models import CasePage
from openletter.web.operations import publish_windows

pytestmark = pytest.mark.django_db
ALTS = {"en": "A woman at a window", "fr": "Une femme à sa fenêtre", "ar": "امرأة عند نافذتها"}


@pytest.fixture(scope="module")
def built(built):
    """The small world, with a photo of the person."""
    consent(built.case, ["photo"])
    put(built.case)
    return built


def put(case, **facts):
    upload = facts.pop("upload", photograph((1400, 800)))
    given = {"credit": "Salma Example", "focus": (10, 50)} | facts
    return put_photo(case=case, facts=PhotoFacts(**given), alts=ALTS, upload=upload, actor=EDITOR, at=AT)


def withdraw(case, scope):
    withdraw_consent(
        case=case, scopes=[scope], giver="family", on=AT.date(), evidence="Call noted", actor=EDITOR, at=AT
    )


def addresses(html):
    return sorted(set(re.findall(r"/photo/[0-9a-f]{32}/\d+\.\w+", html)))


def case_page(world, language="en"):
    return Client().get(pages.address_of(world, language, case_only=True)).content.decode()


def statuses(found):
    return {Client().get(path).status_code for path in found}


@pytest.mark.parametrize("language", pages.LANGUAGES)
def test_a_case_page_shows_the_photo_with_credit_and_words_in_the_readers_language(world, language):
    html = case_page(world, language)
    image = re.search(r"<img [^>]*>", html)[0]
    assert f'alt="{ALTS[language]}"' in image
    assert 'width="320" height="365"' in image
    assert 'fetchpriority="high"' in image
    assert "loading" not in image
    assert "Salma Example" in html
    assert len(addresses(html)) == 7  # three widths in two formats, one to fall back to
    assert 'class="initials"' not in html


def test_lists_show_it_lazily_and_the_home_its_first_person_at_once(world):
    more = pages.a_case(world.section, "second")
    consent(more, ["photo"])
    put(more)
    publish_windows(section=world.section, subject=more, languages=pages.LANGUAGES, actor=EDITOR, at=AT)
    first, second = re.findall(r"<img [^>]*>", Client().get("/xx/en/").content.decode())
    assert 'fetchpriority="high"' in first
    assert 'loading="lazy"' in second
    assert f'alt="{ALTS["en"]}"' in second


def test_every_cut_is_there_around_the_focal_point(world):
    uid = CasePhoto.objects.get().uid.hex
    for kind, media_type in (("avif", "image/avif"), ("webp", "image/webp"), ("jpg", "image/jpeg")):
        for width, height in ((160, 182), (320, 365), (640, 730)):
            answer = Client().get(f"/photo/{uid}/{width}.{kind}")
            assert (answer.status_code, answer["Content-Type"]) == (200, media_type)
            with Image.open(io.BytesIO(answer.content)) as image:
                assert image.size == (width, height)
                seen = image.convert("RGB").getpixel((width // 4, height // 2))
            assert all(abs(a - b) < 24 for a, b in zip(seen, RED, strict=True))


def test_nobody_keeps_a_photo_for_a_minute_and_no_other_site_shows_it(world):
    answer = Client().get(addresses(case_page(world))[0])
    control = answer["Cache-Control"]
    assert int(re.search(r"max-age=(\d+)", control)[1]) < 60
    assert "stale" not in control
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("scope", ["photo", "name"])
def test_consent_taken_back_removes_every_cut_at_once(world, scope):
    found = [
        f"/photo/{CasePhoto.objects.get().uid.hex}/{w}.{k}" for w in (160, 320, 640) for k in ("avif", "webp", "jpg")
    ]
    assert statuses(found) == {200}
    withdraw(world.case, scope)
    assert statuses(found) == {410}
    html = case_page(world)
    assert not addresses(html)
    assert "Salma" not in html


def test_without_consent_to_the_photo_the_stamp_stands_in_its_place(world):
    withdraw(world.case, "photo")
    html = case_page(world)
    assert 'class="initials"' in html
    assert "<img" not in html


def test_past_its_last_day_it_is_gone(world, monkeypatch):
    found = addresses(case_page(world))
    CasePhoto.objects.update(expires_on=AT.date())
    from openletter.kernel import clock

    monkeypatch.setattr(clock, "today", lambda: AT.date())
    assert statuses(found) == {200}
    monkeypatch.setattr(clock, "today", lambda: AT.date() + timedelta(days=1))
    assert statuses(found) == {410}


def test_a_recall_for_safety_takes_the_photo_down_until_it_is_over(world):
    found = addresses(case_page(world))
    life.suspend(action=world.action, reason="Risk", actor=EDITOR, at=AT)
    assert statuses(found) == {410}
    html = case_page(world)
    assert 'class="initials"' in html
    assert not addresses(html)
    life.resume(action=world.action, reason="Over", actor=EDITOR, at=AT)
    assert statuses(found) == {200}
    assert addresses(case_page(world)) == found


def test_it_is_shown_only_while_a_page_of_its_case_is_live(world):
    found = addresses(case_page(world))
    for page in CasePage.objects.all():
        page.unpublish()
    assert statuses(found) == {410}


def test_an_address_of_no_photo_is_nothing(world):
    uid = CasePhoto.objects.get().uid.hex
    assert Client().get(f"/photo/{'0' * 32}/320.jpg").status_code == 404
    assert Client().get(f"/photo/{uid}/321.jpg").status_code == 404
    assert Client().get(f"/photo/{uid}/320.gif").status_code == 404


def test_a_card_bears_the_photo_only_with_consent_to_social_media(world):
    def card():
        html = case_page(world)
        return re.search(r'property="og:image" content="https?://[^/]+(/[^"]+)"', html)[1]

    def red(path):
        with Image.open(io.BytesIO(Client().get(path).content)) as image:
            pixels = image.convert("RGB").crop((900, 150, 1000, 300)).get_flattened_data()
        return sum(all(abs(a - b) < 30 for a, b in zip(seen, RED, strict=True)) for seen in pixels)

    stamped = card()
    assert red(stamped) == 0
    consent(world.case, ["social_media"])
    pictured = card()
    assert pictured != stamped
    assert red(pictured) > 1000
    withdraw(world.case, "photo")
    assert Client().get(pictured)["Location"].endswith(stamped)


@pytest.mark.parametrize(
    ("facts", "alts", "word"),
    [
        ({"credit": " "}, ALTS, "who took the photo"),
        ({}, {}, "every language"),
        ({}, {"en": "A woman"}, "Français"),
        ({}, {**ALTS, "fr": " "}, "Français"),
        ({"focus": (101, 0)}, ALTS, "between 0 and 100"),
        ({"taken_on": "yesterday"}, ALTS, "date"),
        ({"expires_on": AT.date() - timedelta(days=1)}, ALTS, "past"),
    ],
)
def test_a_photo_without_credit_or_words_is_refused(world, facts, alts, word):
    given = PhotoFacts(**({"credit": "Salma Example"} | facts))
    with pytest.raises(Refused, match=word):
        put_photo(case=world.case, facts=given, alts=alts, upload=photograph(), actor=EDITOR, at=AT)


def test_a_first_photo_needs_its_file():
    case = pages.a_case(pages.a_section("yy"), "badr")
    with pytest.raises(Refused, match="Choose the photo"):
        put(case, upload=b"")
    assert not CasePhoto.objects.filter(case=case).exists()


def test_what_is_known_changes_without_the_file_and_is_audited(world):
    before = CasePhoto.objects.get()
    first = bytes(PhotoCut.objects.get(width=160, kind="jpg").body)
    put(world.case, upload=b"", credit="Karim Example")
    assert bytes(PhotoCut.objects.get(width=160, kind="jpg").body) == first
    put(world.case, upload=b"", focus=(90, 50))
    after = CasePhoto.objects.get()
    assert (after.uid, after.credit) == (before.uid, "Salma Example")
    assert after.mark != before.mark
    assert bytes(PhotoCut.objects.get(width=160, kind="jpg").body) != first
    assert AuditEntry.objects.filter(verb="case.photo").count() == 3


def test_a_removed_photo_leaves_no_pixel_behind(world):
    found = addresses(case_page(world))
    remove_photo(case=world.case, actor=EDITOR, at=AT)
    assert not any(model.objects.exists() for model in (CasePhoto, PhotoMaster, PhotoCut))
    assert statuses(found) == {410}
    assert AuditEntry.objects.get(verb="case.photo_removed").before["credit"] == "Salma Example"
    with pytest.raises(Refused):
        remove_photo(case=world.case, actor=EDITOR, at=AT)
