"""Pages take the same way as cases and actions: drafted apart, read by somebody else, and only then shown."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.desk.world import person
from tests.world.making import AT, EDITOR
from tests.world.pages import World
from wagtail.rich_text import RichText

from openletter.accounts.models import User
from openletter.kernel import audit
from openletter.kernel.refusals import Refused
from openletter.translations import exchange, following, operations, pages
from openletter.translations.drafting import Typed
from openletter.translations.models import Rendering
from openletter.translations.queries import translation_state
from openletter.translations.reckoning import Sheet, reckon, sheet_of
from openletter.translations.rules import TranslationState as State
from openletter.translations.texts import found
from openletter.web.models import CasePage, HomePage, StandardPage, StoryPage
from openletter.web.storytelling import StoryText, publish_story

pytestmark = pytest.mark.django_db
SAID = {
    "Our groups": "مجموعاتنا",
    "Near you.": "بالقرب منكم.",
    "What we do": "ما نفعله",
    "We write <b>letters</b>.": "نكتب <b>رسائل</b>.",
    "Find somebody": "ابحثوا عن شخص",
}


def home(language: str = "en") -> HomePage:
    return HomePage.objects.get(locale__language_code=language)


@pytest.fixture
def groups(world: World) -> StandardPage:
    """A page in English with a paragraph, a heading, a case and a link."""
    case = CasePage.objects.get(case=world.case, locale__language_code="en")
    body = [
        ("heading", "What we do"), ("paragraph", RichText("<p>We write <b>letters</b>.</p>")), ("case", case),
        ("links", [{"text": "Find somebody", "page": None, "place": "cases/", "url": ""}]),
    ]  # fmt: skip
    page = StandardPage(title="Our groups", slug="groups", locale=home().locale, lead="Near you.", body=body)
    made: StandardPage = home().add_child(instance=page)
    return made


@pytest.fixture
def people() -> tuple[User, User]:
    return person("Tra", "translator"), person("App", "approver")


def sheet(page: Any, language: str = "ar") -> Sheet:
    number = pages.number_of(page.pk)
    assert number is not None
    return sheet_of("page", found("page", number), language, at=AT)


def approve(page: Any, people: tuple[User, User], said: dict[str, str] = SAID) -> None:
    texts = {part.key: Typed(said[part.source]) for part in sheet(page).parts if part.source in said}
    operations.keep(sheet(page), texts, actor=people[0].actor, at=AT)
    operations.submit(sheet(page), actor=people[0].actor, at=AT)
    operations.approve(sheet(page), actor=people[1].actor, at=AT)


def in_arabic() -> StandardPage:
    return StandardPage.objects.get(locale__language_code="ar")


def test_every_text_of_a_page_is_asked_for_by_name(groups: StandardPage) -> None:
    assert {part.source for part in sheet(groups).parts} == set(SAID)
    names = [str(part.piece.field.verbose_name) for part in sheet(groups).parts]
    assert "heading, piece 1" in names
    assert names[-1] == "links, piece 4: words"


def test_a_page_is_made_in_the_language_once_somebody_else_approved(
    groups: StandardPage, people: tuple[User, User]
) -> None:
    assert translation_state(groups, "ar") == State.MISSING
    approve(groups, people)
    page = in_arabic()
    assert (page.title, page.lead, page.live) == ("مجموعاتنا", "بالقرب منكم.", True)
    assert page.slug == "مجموعاتنا"
    assert page.get_parent().pk == home("ar").pk
    pieces = {piece.block_type: piece.value for piece in page.body}
    assert pieces["paragraph"].source == "<p>نكتب <b>رسائل</b>.</p>"
    assert pieces["case"].locale.language_code == "ar", "a case chosen is the case in this language"
    assert pieces["links"][0]["text"] == "ابحثوا عن شخص"
    assert translation_state(groups, "ar") == State.APPROVED
    assert "نكتب <b>رسائل</b>" in Client().get("/xx/ar/مجموعاتنا/").content.decode()


def test_half_a_page_is_seen_by_nobody(groups: StandardPage, people: tuple[User, User]) -> None:
    texts = {part.key: Typed("نص") for part in sheet(groups).parts if part.source == "Our groups"}
    operations.keep(sheet(groups), texts, actor=people[0].actor, at=AT)
    assert translation_state(groups, "ar") == State.IN_TRANSLATION
    with pytest.raises(Refused, match="not ready"):
        operations.submit(sheet(groups), actor=people[0].actor, at=AT)
    assert not StandardPage.objects.filter(locale__language_code="ar").exists()


def test_a_page_goes_stale_and_says_what_changed(groups: StandardPage, people: tuple[User, User]) -> None:
    approve(groups, people)
    groups = StandardPage.objects.get(pk=groups.pk)
    groups.lead = "Very near you."
    groups.body.append(("heading", "More"))
    groups.save_revision().publish(skip_permission_checks=True)
    reckon("page", groups.pk, at=AT)
    assert translation_state(groups, "ar") == State.STALE
    assert [(part.source, part.was) for part in sheet(groups).parts if not part.done] == [
        ("Very near you.", "Near you."), ("More", None),
    ]  # fmt: skip
    assert in_arabic().lead == "بالقرب منكم."
    approve(groups, people, {"Very near you.": "قريبون جداً.", "More": "المزيد"})
    page = in_arabic()
    assert page.lead == "قريبون جداً."
    assert [piece.block_type for piece in page.body] == ["heading", "paragraph", "case", "links", "heading"]
    assert translation_state(groups, "ar") == State.APPROVED


def test_what_the_source_stopped_saying_goes_with_the_next_approval(
    groups: StandardPage, people: tuple[User, User]
) -> None:
    approve(groups, people)
    groups = StandardPage.objects.get(pk=groups.pk)
    groups.lead, groups.title = "", "Groups"
    groups.save_revision().publish(skip_permission_checks=True)
    assert [piece.name for piece in sheet(groups).withdrawn] == ["lead"]
    approve(groups, people, {"Groups": "المجموعات"})
    assert (in_arabic().lead, in_arabic().title) == ("", "المجموعات")


def test_a_story_written_by_hand_in_each_language_is_taken_as_translated(world: World) -> None:
    def text(code: str) -> StoryText:
        body = [("paragraph", RichText(f"<p>What happened {code}</p>")), ("heading", f"Then {code}")]
        return StoryText(title=f"A story {code}", lead=f"In short {code}", body=body)

    story = publish_story(
        section=world.section, key="one", kind="good_news", on=date(2026, 2, 1), actor=EDITOR, at=AT,
        tells=[world.case], texts={code: text(code) for code in ("en", "fr")},
    )[0]  # fmt: skip
    reckon("page", story.pk, at=AT)
    assert translation_state(story, "fr") == State.APPROVED
    assert [part.present for part in sheet(story, "fr").parts][-1] == "Then fr"
    assert translation_state(story, "ar") == State.MISSING
    StoryPage.objects.filter(pk=story.pk).update(lead="In one word")
    reckon("page", story.pk, at=AT)
    assert translation_state(story, "fr") == State.STALE


def test_an_approved_story_tells_of_the_same_case(world: World, people: tuple[User, User]) -> None:
    story = publish_story(
        section=world.section, key="one", kind="update", on=date(2026, 2, 1), actor=EDITOR, at=AT, tells=[world.case],
        texts={"en": StoryText(title="A story", lead="In short", body=[("heading", "Then")])},
    )[0]  # fmt: skip
    approve(story, people, {"A story": "قصة", "In short": "باختصار", "Then": "ثم"})
    told = StoryPage.objects.get(locale__language_code="ar")
    assert [(link.case_id, link.tells) for link in told.cases.all()] == [(world.case.pk, True)]
    assert (told.kind, told.on) == ("update", date(2026, 2, 1))


def test_a_page_beneath_one_that_is_not_translated_waits(groups: StandardPage, people: tuple[User, User]) -> None:
    below = groups.add_child(instance=StandardPage(title="Group 48", slug="group-48", locale=groups.locale))
    with pytest.raises(Refused, match="“Our groups” stands above"):
        approve(below, people, {"Group 48": "المجموعة 48"})


def test_a_page_that_is_not_public_is_not_translated_into_the_public(
    groups: StandardPage, people: tuple[User, User]
) -> None:
    groups.unpublish()
    with pytest.raises(Refused, match="not published"):
        approve(groups, people)


def test_a_file_of_a_page_goes_out_and_comes_back(groups: StandardPage, people: tuple[User, User]) -> None:
    po = exchange.export(sheet(groups)).replace('msgid "Near you."\nmsgstr ""', 'msgid "Near you."\nmsgstr "بالقرب."')
    entries = exchange.read(sheet(groups), po.encode())
    assert [(each.after, each.problem) for each in exchange.changing(entries)] == [("بالقرب.", "")]


def test_pages_are_found_and_forgotten_by_themselves(groups: StandardPage) -> None:
    following.follow(at=AT)
    rows = Rendering.objects.filter(kind="page", subject_id=groups.pk)
    assert set(rows.values_list("language", "state")) == {("fr", State.MISSING), ("ar", State.MISSING)}
    kept = set(Rendering.objects.filter(kind="page").values_list("subject_id", flat=True))
    assert not kept & set(CasePage.objects.values_list("pk", flat=True)), "a window says nothing of its own"
    audit.record(actor=EDITOR, verb="page.delete", subject=groups, at=AT)
    groups.delete()
    following.follow(at=AT)
    assert not rows.exists()


def test_a_longer_page_costs_no_more(groups: StandardPage) -> None:
    counts = []
    for n in (1, 3):
        groups = StandardPage.objects.get(pk=groups.pk)
        for _each in range(n):
            groups.body.append(("paragraph", RichText("<p>More.</p>")))
        groups.save_revision().publish(skip_permission_checks=True)
        reckon("page", groups.pk, at=AT)
        with CaptureQueriesContext(connection) as seen:
            reckon("page", groups.pk, at=AT)
        counts.append(len(seen))
    assert counts[0] == counts[1]
