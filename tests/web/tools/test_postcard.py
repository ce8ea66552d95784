"""The postcard on its page: its words and address, the photograph only with consent to print, four to a sheet."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pypdfium2 as pdfium
import pytest
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker
from tests.web.tools.test_letter import page_of, read, standing
from tests.world import making, pages
from tests.world.making import AT, EDITOR
from tests.world.photographs import photograph

from openletter.actions.models import Action
from openletter.actions.operations import life
from openletter.cases.models import Case
from openletter.cases.operations import PhotoFacts, put_photo
from openletter.kernel import clock


@pytest.fixture(scope="module")
def written(built: pages.World, django_db_blocker: DjangoDbBlocker) -> Iterator[int]:
    """A postcard, for the whole file."""
    with standing("postcard", built, django_db_blocker) as pk:
        yield pk


@pytest.fixture
def action(world, written, monkeypatch):
    """The same, read anew."""
    monkeypatch.setattr(clock, "now", lambda: AT)
    return Action.objects.get(pk=written)


def address(action, leaf, language="en"):
    return f"/xx/{language}/act/{action.ref}/postcard/{leaf}"


def posted(action, **typed):
    return Client(enforce_csrf_checks=True).post(address(action, "card"), typed)


@pytest.mark.parametrize("language", pages.LANGUAGES)
def test_the_page_has_the_form_and_cards_to_sign_by_hand(action, language):
    html = page_of(action, language)
    assert f'action="{address(action, "card", language)}"' in html
    assert address(action, "postcard-ar-us-letter-four.pdf", language) in html


def test_a_card_has_the_name_on_its_face_and_the_words_on_its_back(action):
    front, back = read(posted(action, own_letter="I write to you.", layout="one", sender_name="Ben"))
    assert "Amina Example" in front
    assert "أمينة المثال" in front
    for part in ("Your Excellency, I write to you. Yours, Ben", "10020 RABAT MOROCCO", f"act/{action.ref}/"):
        assert part in back


def test_four_cards_stand_on_a_sheet_of_the_section_s_paper(action):
    answer = posted(action, layout="four")
    assert read(answer)[1].count("10020 RABAT") == 4
    with pdfium.PdfDocument(io.BytesIO(answer.content)) as document:
        assert [round(side) for side in document[0].get_size()] == [792, 612]


def test_too_many_words_and_insults_come_back(action):
    long = posted(action, own_letter="Amina Example " * 60)
    assert long.status_code == 422
    assert 'id="own_letter-fault"' in long.content.decode()
    rude = posted(action, own_letter="You are an idiot. Release Amina Example.")
    assert rude.status_code == 422
    assert "may be read as an insult" in rude.content.decode()


def test_a_card_without_a_name_is_the_same_for_everybody_and_gone_when_recalled(action):
    path = address(action, "postcard-ar-a4.pdf")
    first, second = Client().get(path), Client().get(path)
    assert first.content == second.content
    assert "معالي الوزير" in read(first)[1]
    assert "أمينة" in read(first)[0]
    assert Client().get(address(action, "postcard-xx-a4.pdf")).status_code == 404
    life.suspend(action=action, reason="Risk", actor=EDITOR, at=AT)
    assert Client().get(path).status_code == 410


def test_the_photograph_is_on_the_card_only_with_consent_to_print(action, world):
    path = address(action, "postcard-en-a4.pdf")
    making.consent(world.case, scopes=["photo"])
    put_photo(
        case=world.case, facts=PhotoFacts(credit="Salma Example", focus=(10, 50)), upload=photograph((1400, 800)),
        alts=dict.fromkeys(pages.LANGUAGES, "A woman at a window"), actor=EDITOR, at=AT,
    )  # fmt: skip
    assert b"DCTDecode" not in Client().get(path).content
    making.consent(world.case, scopes=["print"])
    printed = Client().get(path)
    assert b"DCTDecode" in printed.content
    assert "Photo: Salma Example" in read(printed)[0]


def test_a_card_of_a_case_kept_out_of_search_engines_names_no_address(action, world):
    Case.objects.filter(pk=world.case.pk).update(hide_from_search=True)
    assert "act/" not in read(posted(action, layout="one"))[1]
