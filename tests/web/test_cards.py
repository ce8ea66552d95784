"""Cards that other sites show: drawn for live pages alone, gone with them, and the same words are the same picture."""

from __future__ import annotations

import io
import re

import pytest
from django.test import Client
from PIL import Image
from tests.world import pages
from tests.world.making import AT, EDITOR

from openletter.actions.operations import life
from openletter.cases.models import Case
from openletter.cases.operations import OutcomeText, record_outcome, withdraw_consent
from openletter.kernel.pdf import showable
from openletter.web.cards import Card, Line, drawing, drawn
from openletter.web.storytelling import StoryText, publish_story

AMINA = Card(
    house="Section", language="en", direction="ltr", ink="#1c3f73", title=Line("Amina Example", "en", "ltr"),
    other=Line("أمينة المثال", "ar", "rtl"), line=Line("Held for a song", "en", "ltr"), portrait="Amina Example",
)  # fmt: skip


def card_of(path):
    """The path of the card a page names, and what it says in words."""
    html = Client().get(path).content.decode()
    found = re.search(r'property="og:image" content="https?://[^/]+(/[^"]+)"', html)
    said = re.search(r'property="og:image:alt" content="([^"]+)"', html)
    return (found[1], said[1]) if found and said else None


def addresses(world, language):
    own = (pages.address_of(world, language), pages.address_of(world, language, case_only=True))
    return [f"/xx/{language}/", *own]


@pytest.mark.parametrize("language", pages.LANGUAGES)
def test_home_case_and_action_each_name_a_card_that_is_there(world, language):
    for path in addresses(world, language):
        card, said = card_of(path)
        answer = Client().get(card)
        assert answer.status_code == 200, card
        assert answer["Content-Type"] == "image/png"
        assert "public" in answer["Cache-Control"]
        assert len(answer.content) < 300_000
        with Image.open(io.BytesIO(answer.content)) as image:
            assert image.size == (1200, 630)
        assert path.count("/") == 3 or pages.NAME[language] in said


def test_the_same_card_is_the_same_bytes_and_another_word_is_another_address():
    first = drawn(AMINA)
    drawing.forget()
    assert drawn(AMINA) == first
    other = Card(**{**vars(AMINA), "note": "Morocco"})
    assert other.digest != AMINA.digest
    assert drawn(other) != first


def test_no_more_cards_are_kept_than_memory_has_room_for(monkeypatch):
    monkeypatch.setattr(drawing, "KEPT", 2)
    drawing.forget()
    for note in ("a", "b", "c"):
        drawn(Card(**{**vars(AMINA), "note": note}))
    assert len(drawing._kept) == 2


def test_what_changes_on_the_page_changes_the_address_and_the_old_one_leads_to_the_new(world):
    path = pages.address_of(world, "en", case_only=True)
    before, _said = card_of(path)
    record_outcome(
        case=world.case, type="pardoned", on="2026-02", texts={"en": OutcomeText(summary="Free")},
        actor=EDITOR, at=AT, closes_case=False,
    )  # fmt: skip
    after, said = card_of(path)
    assert after != before
    assert "Pardoned" in said
    assert Client().get(before)["Location"].endswith(after)


def test_made_up_addresses_draw_nothing(world, monkeypatch):
    card, _said = card_of(pages.address_of(world, "en"))
    drawing.forget()
    wrong = re.sub(r"[0-9a-f]{10}\.png$", "0123456789.png", card)
    assert Client().get(wrong).status_code == 302
    assert Client().get(f"/xx/en/card/case/{'0' * 32}/0123456789.png").status_code == 404
    assert not drawing._kept


def test_a_case_kept_out_of_search_engines_has_no_card(world):
    paths = addresses(world, "en")[1:]
    cards = [card_of(path)[0] for path in paths]
    Case.objects.filter(pk=world.case.pk).update(hide_from_search=True)
    assert [card_of(path) for path in paths] == [None, None]
    assert [Client().get(card).status_code for card in cards] == [404, 404]


def test_withdrawn_consent_takes_the_cards_with_the_pages(world):
    cards = [card_of(path)[0] for path in addresses(world, "ar")[1:]]
    withdraw_consent(
        case=world.case, scopes=["name"], giver="family", on=AT.date(), evidence="Call noted", actor=EDITOR, at=AT
    )
    for card in cards:
        answer = Client().get(card)
        assert answer.status_code == 410
        assert pages.NAME["ar"] not in answer.content.decode()


@pytest.mark.parametrize("language", pages.LANGUAGES)
@pytest.mark.parametrize("scope", ["case_work", "name", "surname"])
def test_each_use_a_card_makes_of_a_person_needs_its_own_consent(world, scope, language):
    [story] = publish_story(
        section=world.section, key="one", kind="good_news", on=AT.date(), tells=[world.case], actor=EDITOR, at=AT,
        texts={language: StoryText(title=pages.NAME[language], lead="x", body=[])},
    )  # fmt: skip
    cards = [card_of(path)[0] for path in (*addresses(world, language)[1:], story.get_url_parts()[2])]
    assert [Client().get(card).status_code for card in cards] == [200, 200, 200]
    withdraw_consent(
        case=world.case, scopes=[scope], giver="family", on=AT.date(), evidence="Call noted", actor=EDITOR, at=AT
    )
    assert [Client().get(card).status_code for card in cards] == [410, 410, 410]


def test_a_story_of_somebody_kept_out_of_search_engines_has_no_card(world):
    [story] = publish_story(
        section=world.section, key="one", kind="good_news", on=AT.date(), tells=[world.case], actor=EDITOR, at=AT,
        texts={"en": StoryText(title="Amina is free", lead="At last", body=[])},
    )  # fmt: skip
    card, said = card_of(story.get_url_parts()[2])
    assert "Amina is free" in said
    Case.objects.filter(pk=world.case.pk).update(hide_from_search=True)
    assert card_of(story.get_url_parts()[2]) is None
    assert Client().get(card).status_code == 404


def test_a_recalled_action_has_no_card(world):
    card, _said = card_of(pages.address_of(world, "en"))
    life.suspend(action=world.action, reason="Risk", actor=EDITOR, at=AT)
    assert Client().get(card).status_code == 410


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Nasser Zefzafi", "Nasser Zefzafi"),
        ("ناصر الزفزافي", "ناصر الزفزافي"),
        ("Ильхам Тохти", "Ильхам Тохти"),
        ("מרדכי ואנונו", "מרדכי ואנונו"),
        ("ⵎⵓⵃⴰⵏⴷ", "ⵎⵓⵃⴰⵏⴷ"),
        ("刘晓波", "Liu Xiao Bo"),
        ("ณัฐ", "nath"),
    ],
)
def test_letters_no_face_of_ours_has_are_spelled_rather_than_left_as_boxes(written, shown):
    assert showable(written) == shown


@pytest.mark.parametrize("code", ["pt-br", "zh-hans", "ckb", "en"])
def test_a_language_with_its_country_or_script_has_cards_too(code):
    card = {**vars(AMINA), "language": code, "title": Line("Amina", code, "ltr")}
    assert drawn(Card(**card)).startswith(b"\x89PNG")


def test_words_are_drawn_and_never_run():
    said = '#read("/etc/passwd") #panic("x") $x$ </text><script>"&\x0b\x00'
    card = {**vars(AMINA), "title": Line(said, "en", "ltr"), "portrait": said, "house": said, "credit": said}
    assert drawn(Card(**card)).startswith(b"\x89PNG")
