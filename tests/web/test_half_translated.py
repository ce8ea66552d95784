"""A reader never sees half an action in one language and half in another: the section's rule, wherever it is shown."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.world import pages
from tests.world.making import AT
from tests.world.pages import World

from openletter.actions.models import Action, Demand
from openletter.actions.queries import public_action
from openletter.actions.wholeness import read_in, whole_in
from openletter.kernel import words
from openletter.sections.models import Section
from openletter.sections.rules import HalfTranslated
from openletter.web.models import ActionPage
from openletter.web.readable import whole

pytestmark = pytest.mark.django_db
ALL = {"en", "fr", "ar"}


@pytest.fixture
def half(world: World) -> World:
    """An action to which a demand was added in English and Arabic, not yet in French."""
    added = Demand.objects.create(action=world.action, order=9)
    words.write(added, {"en": {"text": "Investigate"}, "ar": {"text": "حقّقوا"}})
    return world


def text_of(path: str, status: int = 200) -> str:
    answer = Client().get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def hide(world: World) -> None:
    Section.objects.filter(pk=world.section.pk).update(half_translated=HalfTranslated.HIDE)


def test_the_many_and_the_one_agree(half: World) -> None:
    assert whole_in(Action.objects.get(pk=half.action.pk)) == ALL - {"fr"}
    pages_whole = ActionPage.objects.filter(whole(), action=half.action)
    assert set(pages_whole.values_list("locale__language_code", flat=True)) == ALL - {"fr"}
    half.case.words.filter(locale__language_code="ar").delete()
    assert whole_in(Action.objects.get(pk=half.action.pk)) == {"en"}
    assert [page.locale.language_code for page in ActionPage.objects.filter(whole(), action=half.action)] == ["en"]


def test_what_is_whole_nowhere_is_read_as_far_as_it_goes(half: World) -> None:
    half.case.words.all().delete()
    assert read_in(Action.objects.get(pk=half.action.pk), "fr") == "fr"


def test_the_whole_action_is_read_in_another_language_and_says_so(half: World) -> None:
    told = public_action(half.action.pk, "fr", at=AT)
    assert told is not None
    assert (told.language, told.languages) == ("en", ALL - {"fr"})
    html = text_of(pages.address_of(half, "fr"))
    assert '<html lang="fr"' in html
    assert "Release her (fr)" not in html
    assert "Libérez Amina</" not in html.split("<main")[1].split("</main")[0]
    assert "Investigate" in html
    assert "English" in html.split("<main")[1]
    english = pages.address_of(half, "en")
    assert re.search(rf'rel="canonical" href="[^"]*{re.escape(english)}"', html)
    assert 'rel="alternate" hreflang="fr"' not in html
    assert 'rel="alternate" hreflang="fr"' not in text_of(english)
    assert 'rel="alternate" hreflang="ar"' in text_of(english)
    assert f'href="{pages.address_of(half, "fr")}"' in text_of(english), "the switcher still leads there"


def test_a_section_can_hide_it_until_it_is_whole(half: World) -> None:
    hide(half)
    french = pages.address_of(half, "fr")
    text_of(french, 404)
    assert french not in text_of(pages.address_of(half, "en"))
    for path in ("/xx/fr/", "/xx/fr/feed.atom", "/xx/fr/sitemap.xml", pages.address_of(half, "fr", case_only=True)):
        assert french not in text_of(path), path
    demand = half.action.demands.latest("pk")
    words.write(demand, {"fr": {"text": "Enquêtez"}})
    assert "Enquêtez" in text_of(french)
    assert french in text_of(pages.address_of(half, "en"))


def test_maps_name_only_what_is_whole(half: World) -> None:
    assert pages.address_of(half, "fr") not in text_of("/xx/fr/sitemap.xml")
    assert pages.address_of(half, "fr") not in text_of("/xx/en/sitemap.xml")
    assert pages.address_of(half, "en") in text_of("/xx/en/sitemap.xml")


def test_the_rule_costs_one_question_where_it_hides_and_none_elsewhere(half: World) -> None:
    def cost() -> int:
        text_of(pages.address_of(half, "en"))
        with CaptureQueriesContext(connection) as seen:
            text_of(pages.address_of(half, "en"))
        return len(seen)

    before = cost()
    hide(half)
    assert cost() - before <= 1
