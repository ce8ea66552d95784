"""The demo world: complete in its languages, invented where it must be, the same on every machine."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from demo.facts import ACTOR
from demo.reading import HERE, cases, read
from django.apps import apps
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django.plugin import DjangoDbBlocker

import demo
from openletter.accounts.models import User
from openletter.actions.access import open_act
from openletter.actions.models import ActCount, Action, ActionTaken, Invalidation, LedgerEntry, LedgerEvidence
from openletter.actions.queries import door_of, public_action
from openletter.actions.rules import Door
from openletter.actions.tally import count_of
from openletter.cases.models import Case
from openletter.cases.queries import public_case
from openletter.deliveries.models import PetitionDelivery
from openletter.kernel.models import AuditEntry, SealingKey
from openletter.kernel.words import Words
from openletter.sections.models import Section
from openletter.solidarity.models import SolidarityMessage
from openletter.supporters.models import ConsentNotice
from openletter.web.models import ActionPage, CampaignPage, CasePage, HomePage, StoryPage
from openletter.web.telling import may_tell

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
LANGUAGES = {"en", "fr", "ar"}
LATIN = re.compile(r"[A-Za-zÀ-ÿ]{3,}")
DERIVED = 5  # the version of UUIDs that are derived from a name


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The world, loaded once for this file and gone afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        demo.load(at=AT)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def world(loaded: None, db: None) -> None:
    """The world, as every test of this file finds it."""


def texts(node: Any, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every place in a file where one thing is said in several languages."""
    if isinstance(node, dict):
        if node.keys() & LANGUAGES and not node.keys() <= {"us", "uk", "ca", "dz"}:
            yield path, node
            return
        for key, value in node.items():
            yield from texts(value, f"{path}/{key}")
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from texts(value, f"{path}/{number}")


def shape(node: Any) -> Any:
    """What a text consists of, without its words."""
    if isinstance(node, dict):
        return {key: shape(value) for key, value in node.items()}
    return [shape(value) for value in node] if isinstance(node, list) else bool(node)


FILES = [*(f"cases/{case['key']}" for case in cases()), "offices", "campaigns"]


@pytest.mark.parametrize("file", FILES)
def test_everything_is_said_in_english_french_and_arabic(file: str) -> None:
    found = list(texts(read(file), file))
    assert found
    for path, said in found:
        assert said.keys() == LANGUAGES, path
        assert len({repr(shape(text)) for text in said.values()}) == 1, f"{path}: a language lacks a part"
        assert not LATIN.search(str(list(leaves(said["ar"])))), f"{path}: the Arabic has Latin words"


def leaves(node: Any) -> Iterator[str]:
    if isinstance(node, dict | list):
        for value in node.values() if isinstance(node, dict) else node:
            yield from leaves(value)
    else:
        yield str(node)


def test_every_address_is_invented() -> None:
    written = "\n".join(file.read_text(encoding="utf-8") for file in sorted(HERE.rglob("*.yaml")))
    assert set(re.findall(r"[\w.+-]+@([\w.-]+\w)", written)) == {"example.org"}
    phones = re.findall(r"\+\d[\d ()-]+", written)
    assert phones
    # The numbers that North America and the United Kingdom keep free for stories.
    assert [said for said in phones if not re.fullmatch(r"\+1 \d{3}-555-01\d\d|\+44 20 7946 0\d{3}", said)] == []
    assert "http" not in written


def test_french_marks_are_never_left_alone_on_a_line() -> None:
    for file in sorted(HERE.rglob("*.yaml")):
        alone = re.findall(r".{20} [;?!»:](?=[\s\"»]|$)|« .{20}", file.read_text(encoding="utf-8"), re.M)
        assert not alone, (file.name, alone)


def test_every_file_of_a_case_is_loaded() -> None:
    assert {case["key"] for case in cases()} == {file.stem for file in Path(HERE / "cases").glob("*.yaml")}


def test_no_letter_is_longer_than_a_page() -> None:
    for case in cases():
        for action in case.get("actions", ()):
            for language, letter in action.get("letter", {}).items():
                assert len("\n\n".join(letter["body"])) < 1800, (action["key"], language)


def test_the_person_is_named_in_full_in_every_letter() -> None:
    for case in cases():
        for action in case.get("actions", ()):
            for language, letter in action.get("letter", {}).items():
                name = case["people"][0]["words"][language]["name"]
                # A group's name has a capital on its own page and none within a sentence.
                said = letter["subject"] + letter["body"][0]
                assert name.casefold() in said.casefold(), (action["key"], language)


def test_loading_twice_changes_nothing(world: None) -> None:
    before = everything()
    with CaptureQueriesContext(connection) as queries:
        demo.load(at=AT)
    assert everything() == before
    assert not [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


def test_every_machine_loads_the_same_world(world: None) -> None:
    for app in ("sections", "targets", "cases", "actions", "campaigns"):
        assert identities(app)
        assert not {row for row in identities(app) if uuid.UUID(row.split(":")[1]).version != DERIVED}
    assert set(Action.objects.values_list("ref", flat=True)) == {
        *(action["ref"] for case in cases() for action in case.get("actions", ())),
        *(taken["ref"] for taken in read("adaptations")),
    }


def everything() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def identities(app: str) -> set[str]:
    """What addresses, anchors and translations rest on."""
    rows = set()
    for model in apps.get_app_config(app).get_models():
        for name in {"uid", "translation_key"} & {field.name for field in model._meta.fields}:
            rows |= {f"{model._meta.label}:{value}" for value in model._default_manager.values_list(name, flat=True)}
    return rows


def test_zefzafis_petition_is_live_at_785(world: None) -> None:
    petition = Action.objects.get(case__key="zefzafi", kind="petition")
    assert door_of(petition, AT) == Door.OPEN
    assert sum(petition.ledger.values_list("quantity", flat=True)) == 785
    assert all(entry.reason and entry.evidence for entry in LedgerEntry.objects.all())
    windows = {
        (page.home.section.key, page.locale.language_code) for page in ActionPage.objects.live().filter(action=petition)
    }
    assert windows == {("ca", "en"), ("ca", "fr"), ("ca", "ar"), ("dz", "fr"), ("dz", "ar"), ("uk", "en"), ("us", "en")}


@pytest.mark.parametrize(("key", "type"), [("mkhaitir", "released_unconditional"), ("el-khiari", "pardoned")])
def test_closed_cases_carry_their_outcome_and_offer_the_next_action(world: None, key: str, type: str) -> None:
    petition = Action.objects.get(case__key=key, kind="petition")
    told = public_action(petition.pk, "fr", at=AT)
    assert told is not None
    assert (told.door, told.close_reason) == (Door.CLOSED, "won")
    assert told.next_action is not None
    assert (told.next_action.case_id, told.next_action.door) == (Case.objects.get(key="zefzafi").pk, Door.OPEN)
    case = public_case(petition.case_id, "fr", on=AT.date())
    assert case is not None
    assert (case.status, [outcome.type for outcome in case.outcomes]) == ("closed", [type])


def test_aarrass_has_his_update_on_top_and_the_earlier_petition_keeps_its_number(world: None) -> None:
    case = public_case(Case.objects.get(key="aarrass").pk, "en", on=AT.date())
    assert case is not None
    assert "72 days" in case.updates[0].title
    assert [moment.stated_days for moment in case.timeline if moment.stated_days] == [72]
    assert LedgerEntry.objects.get(action__case__key="aarrass", action__kind="petition").quantity == 216_000


def test_drarenis_petition_has_expired_and_is_not_closed(world: None) -> None:
    petition = Action.objects.get(case__key="drareni", kind="petition")
    assert (door_of(petition, AT), petition.status) == (Door.EXPIRED, "live")


def test_sections_are_ready_to_take_acts(world: None) -> None:
    assert SealingKey.objects.filter(retired_at=None).count() == Section.objects.count() == 4
    for section in Section.objects.all():
        spoken: list[str] = section.languages
        assert {words.language for words in section.words.all()} == set(spoken)
        assert HomePage.objects.live().filter(section=section).count() == len(spoken)
        for words in section.words.all():
            assert all((words.privacy, words.privacy_line, words.legal_notice, words.about))
            assert "{" not in words.privacy + words.privacy_line + words.legal_notice
            notice = ConsentNotice.objects.get(section=section, language=words.language)
            assert all((notice.to_target, notice.public, notice.news))


def test_every_case_may_be_shown_in_every_language_and_names_its_source(world: None) -> None:
    for case in Case.objects.all():
        for language in LANGUAGES:
            told = public_case(case.pk, language, on=AT.date())
            assert told is not None
            assert (told.language, bool(told.sources)) == (language, True)
            assert told.timeline
    assert CasePage.objects.live().count() == 35


def test_staff_have_roles_and_the_printed_password(world: None) -> None:
    for _who, email, password in demo.LOGINS:
        user = User.objects.get(email=email)
        assert user.check_password(password)
        assert user.memberships.exists()


def test_whatever_was_done_left_its_trace(world: None) -> None:
    verbs = set(AuditEntry.objects.values_list("verb", flat=True))
    assert verbs >= {"consent.given", "case.status", "case.outcome", "case.update", "action.live", "action.closed"}
    assert {"ledger.enter", "pages.publish"} <= verbs
    silent = {
        model.__name__
        for model in apps.get_models()
        if issubclass(model, Words) and not model._default_manager.exists()
    }
    assert silent == {"CasePhotoWords"}  # it has no photographs


def test_messages_wait_at_the_desk_and_some_want_a_second_look(world: None) -> None:
    remarked = SolidarityMessage.objects.order_by("received_at").values_list("state", "remarks")
    assert {state for state, _codes in remarked} == {"screened"}
    assert [sorted(codes) for _state, codes in remarked] == [
        [], [], [], [], ["email", "religion"], [], ["mentions_case", "politics"],
    ]  # fmt: skip
    asked = SolidarityMessage.objects.order_by("received_at").values_list("asked", flat=True)
    assert sorted(set(asked)) == ["objection", "reading", "second"]


def test_no_action_promises_to_show_a_name(loaded: None) -> None:
    offers = [set(offered) for offered in Action.objects.values_list("offers", flat=True)]
    assert offers
    assert all(offered <= {"to_target", "news"} for offered in offers)


def test_stories_and_the_marathon_stand_on_the_sections_sites(world: None) -> None:
    stories = StoryPage.objects.live()
    written = {story["key"]: sum(map(len, story["windows"].values())) for story in read("stories")}
    assert stories.count() == sum(written.values())
    assert all(may_tell(story, on=AT.date()) and story.body and story.cases.exists() for story in stories)
    assert {page.locale.language_code for page in CampaignPage.objects.live()} == LANGUAGES
    for page in HomePage.objects.live():
        note = page.get_children().get(slug="stories").specific.disclaimer
        assert note
        assert "{" not in note


def test_the_desk_has_acts_to_look_for_and_something_to_hand_over(world: None) -> None:
    signed = ActionTaken.objects.filter(action__ref="aarrass015")
    assert signed.count() == 168
    assert count_of(Action.objects.get(ref="aarrass015").pk).number == 168
    contact = open_act(signed.first().pk, by=ACTOR, purpose="demo", at=AT)  # type: ignore[union-attr]
    assert contact.name
    assert contact.email.endswith("@example.org")
    assert ActCount.objects.filter(about="country", key="CA", number__gte=10).exists()
    planned = PetitionDelivery.objects.get(action__ref="aarrass015")
    assert planned.requests.get().people == signed.filter(to_target=True).count()
    assert LedgerEvidence.objects.filter(entry__action__ref="zefzaf0785").count() == 1
    assert Invalidation.objects.get().expected == 12
