"""Every text that staff write in one language and readers read in another is in the one flow."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from tests.desk import world
from tests.desk.world import AT, person
from wagtail.models import Page, TranslatableMixin
from wagtail_localize.fields import get_translatable_fields

from openletter.campaigns.models import Campaign, CampaignWords
from openletter.kernel import words
from openletter.kernel.words import Words
from openletter.sections.models import SectionWords
from openletter.solidarity.models import Reason
from openletter.translations import operations, pages
from openletter.translations.drafting import Typed
from openletter.translations.queries import queue, translation_state
from openletter.translations.reckoning import reckon, sheet_of
from openletter.translations.rules import TranslationState as State
from openletter.translations.texts import MODELS, PARTS, found

# What is left out, and why.
ELSEWHERE = {
    "targets.OfficeWords": "names and forms of address are facts of the directory, brought in with their source",
    "deliveries.LobbyContactWords": "told by one section, whose approver lets it out in the words of who told it",
}
WINDOWS = {"CasePage", "ActionPage", "CampaignPage"}  # their words are those of what they show


def words_in_the_flow() -> set[type[Words]]:
    """The tables of words that a sheet is put together from."""
    found: set[type[Words]] = set()
    for kind, model in MODELS.items():
        facts = [model, *(model._meta.get_field(part).related_model for part in PARTS[kind])]
        found |= {fact._meta.get_field("words").related_model for fact in facts}
    return found


def test_no_words_are_left_out() -> None:
    every = {model for model in apps.get_models() if issubclass(model, Words)}
    left = {model._meta.label for model in every - words_in_the_flow()}
    assert left == set(ELSEWHERE), "put it into translations.texts.PARTS, or say here why not"


def test_no_kind_of_page_is_left_out(db: None) -> None:
    ours = {model for model in apps.get_models() if issubclass(model, Page) and model._meta.app_label == "web"}
    own = {kind.model_class() for kind in pages.kinds()}
    assert {model.__name__ for model in ours - own} == WINDOWS


def test_nothing_else_of_ours_is_kept_by_language() -> None:
    others = [model for model in apps.get_models() if issubclass(model, TranslatableMixin)]
    known = [model for model in others if issubclass(model, Words | Page)]
    assert {model._meta.label for model in others} - {model._meta.label for model in known} == set()


def test_every_text_of_words_is_one_that_is_translated() -> None:
    for model in words_in_the_flow():
        named = {each.field_name for each in get_translatable_fields(model)}
        texts = {field.name for field in model._meta.fields if field.get_internal_type() in ("CharField", "TextField")}
        assert named == texts - {"locale"}, model


@pytest.fixture
def people(db: None) -> Any:
    for code in ("en", "fr"):
        world.locale(code)
    return person("Tra", "translator"), person("App", "approver")


def through(kind: str, pk: int, said: dict[str, str], people: Any) -> None:
    def sheet() -> Any:
        return sheet_of(kind, found(kind, pk), "fr", at=AT)

    texts = {part.key: Typed(said[part.source]) for part in sheet().parts}
    operations.keep(sheet(), texts, actor=people[0].actor, at=AT)
    operations.submit(sheet(), actor=people[0].actor, at=AT)
    operations.approve(sheet(), actor=people[1].actor, at=AT)


def test_the_legal_texts_of_a_section_are_translated(people: Any) -> None:
    section = world.section("ca", ("en",), name="Section of Canada")
    section.languages = ["en", "fr"]
    section.save()
    SectionWords.objects.filter(fact=section).update(privacy="<p>We keep <b>little</b>.</p>")
    reckon("section", section.pk, at=AT)
    assert translation_state(section, "fr") == State.MISSING
    said = {"Section of Canada": "Section du Canada", "We keep <b>little</b>.": "Nous gardons <b>peu</b>."}
    through("section", section.pk, said, people)
    assert found("section", section.pk).in_language("fr").privacy == "<p>Nous gardons <b>peu</b>.</p>"


def test_a_campaign_is_translated_by_whoever_knows_the_language(people: Any) -> None:
    world.section("ca", ("en", "fr"))
    campaign = Campaign.objects.create(key="w", opens_on="2026-11-20", closes_on="2026-12-31")
    CampaignWords.objects.create(fact=campaign, locale=world.locale("en"), name="Write")
    sheets = reckon("campaign", campaign.pk, at=AT)
    assert [(sheet.rendering.language, sheet.rendering.section) for sheet in sheets] == [("fr", None)]
    own = person("Own", "translator", world.section("de", ("en",)))
    assert [row.kind for row in queue(own)] == ["campaign"]
    assert not queue(person("Nobody")).exists()
    through("campaign", campaign.pk, {"Write": "Écrivez"}, people)
    assert found("campaign", campaign.pk).in_language("fr").name == "Écrivez"


def test_what_senders_are_told_is_translated_and_a_translation_that_was_approved_is_what_they_read(people: Any) -> None:
    world.section("ca", ("en", "fr"))
    reason = Reason.objects.create(code="jokes", judges=["message"])
    words.write(reason, {"en": {"text": "Jokes are not passed on."}})
    sheets = reckon("reason", reason.pk, at=AT)
    assert [(sheet.rendering.language, sheet.state) for sheet in sheets] == [("fr", State.MISSING)]
    through("reason", reason.pk, {"Jokes are not passed on.": "Pas de blagues."}, people)
    assert found("reason", reason.pk).by_language() == {"en": "Jokes are not passed on.", "fr": "Pas de blagues."}
