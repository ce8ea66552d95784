"""What has no page of its own at the desk, page or campaign, asked for and translated from the queue."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from tests.desk.forms import filled
from tests.desk.world import AT, World, locale, person

from openletter.accounts.models import User
from openletter.campaigns.models import Campaign, CampaignWords
from openletter.desk.waiting.translations import translations_for_me, translations_i_asked_for
from openletter.translations.models import Rendering
from openletter.translations.reckoning import reckon
from openletter.web.models import HomePage, StandardPage
from openletter.web.operations import open_homes

SignIn = Callable[..., Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def arabic(desk: World) -> None:
    """The own section speaks Arabic, too."""
    locale("ar")
    desk.own.languages = ["en", "fr", "ar"]
    desk.own.save()


def test_a_translator_finds_a_page_in_the_queue_and_translates_it(desk: World, arabic: None, as_role: SignIn) -> None:
    open_homes(section=desk.own, at=AT)
    home = HomePage.objects.get(section=desk.own, locale=locale("en"))
    page = home.add_child(instance=StandardPage(title="Our groups", slug="groups", locale=home.locale))
    reckon("page", page.pk, at=AT)
    client = as_role("translator", desk.own, "Tra")
    here = reverse("desk_words", args=["page", page.pk, "ar"])
    assert here in client.get(reverse("desk_translations") + "?language=ar").content.decode()
    form = filled(client.get(here).content.decode())
    box = next(name for name in form if name.endswith("-title"))
    assert client.post(here, form | {box: "مجموعاتنا", "do": "submit"}).status_code == 302
    client = as_role("approver", desk.own, "App")
    client.post(here, filled(client.get(here).content.decode()) | {"do": "approve"})
    assert StandardPage.objects.get(locale=locale("ar")).title == "مجموعاتنا"
    assert client.get(reverse("desk_words", args=["page", page.pk, "en"])).status_code == 404
    assert as_role("translator", desk.other, "Fre").get(here).status_code == 404


def test_an_editor_asks_for_a_page(desk: World, arabic: None, as_role: SignIn) -> None:
    open_homes(section=desk.own, at=AT)
    home = HomePage.objects.get(section=desk.own, locale=locale("en"))
    page = home.add_child(instance=StandardPage(title="Our groups", slug="groups", locale=home.locale))
    url = reverse("desk_translation_ask", args=["page", page.pk])
    client = as_role("editor", desk.own, "Edi")
    form = filled(client.get(url).content.decode())
    assert client.post(url, form | {"languages": ["ar"]}).headers["Location"] == reverse("desk_translations")
    assert Rendering.objects.get(kind="page", subject_id=page.pk, language="ar").request is not None


def test_a_campaign_is_asked_for_and_today_tells_both_ways_apart(desk: World, as_role: SignIn) -> None:
    campaign = Campaign.objects.create(key="w", opens_on="2026-11-20", closes_on="2026-12-31")
    CampaignWords.objects.create(fact=campaign, locale=locale("en"), name="Write for them")
    client, tra = as_role("editor", desk.own, "Edi"), person("Tra", "translator", desk.own)
    asker = User.objects.get(first_name="Edi")
    url = reverse("desk_translation_ask", args=["campaign", campaign.pk])
    assert url in client.get(reverse("campaigns:edit", args=[campaign.pk])).content.decode()
    assert client.post(url, {"languages": ["fr"], "translator": tra.pk}).status_code == 302
    asked = translations_i_asked_for(asker, AT.date())
    assert [line.note for line in asked.lines] == ["\u2068Français\u2069, Missing, asked of Tra"], (
        "a name of a language turns no line"
    )
    assert not translations_for_me(asker, AT.date()).lines
    assert len(translations_for_me(tra, AT.date()).lines) == 1
    assert client.post(url, {"languages": ["fr"], "translator": asker.pk}).status_code == 302
    assert not translations_i_asked_for(asker, AT.date()).lines, "what they asked of themselves stands once"
    assert len(translations_for_me(asker, AT.date()).lines) == 1
    assert "Write for them" not in client.get(reverse("desk_translations") + "?theirs=on").content.decode()
