"""Promise: a stolen public node reads no hidden fact. PostgreSQL gives its role the rows that readers may see."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django.test import Client
from django.urls import reverse
from tests.world import making, pages, public_node
from tests.world.acts import an_act
from tests.world.making import AT, EDITOR, consent
from tests.world.pages import World
from tests.world.photographs import photograph

from openletter.actions.abuse.switches import Does
from openletter.actions.intake import known as knowing
from openletter.actions.models import Action, ActionTaken, ActionWords, AppealWords, DemandWords, Switch
from openletter.actions.operations import acts, life, reading
from openletter.actions.operations.recall import recall_case
from openletter.campaigns.models import Campaign, CampaignWords
from openletter.cases.models import (
    Case,
    CasePhoto,
    CaseWords,
    ConsentRecord,
    Development,
    DevelopmentWords,
    FindingWord,
    PersonAtRisk,
    PersonWords,
    PhotoCut,
    Sentence,
    Update,
    UpdateWords,
)
from openletter.cases.operations import PhotoFacts, put_photo, withdraw_consent
from openletter.cli.commands.check import sees_every_row
from openletter.cli.commands.grants import AS_BEFORE, policy_of, statements
from openletter.cli.public_role import READS
from openletter.deliveries.lobbying.models import LobbyContact, LobbyContactWords
from openletter.kernel import clock, words
from openletter.kernel.words import Words
from openletter.sections.models import Contributor
from openletter.supporters.operations import new_section_key
from openletter.web.front.counts import has_figure
from openletter.web.models import HomePage, Redirect, StandardPage, StoryPage
from openletter.web.storytelling import StoryText, publish_story

postgres = pytest.mark.postgres
pytestmark = pytest.mark.django_db
# Columns by which a row is kept from readers: whoever reads a table that has one says which rows.
HIDING = {
    "visibility", "status", "state", "live", "recalled_at", "released_at", "revoked_at", "objected_on", "ended_at",
    "taken_back_on", "expires_on",
}  # fmt: skip


def _model(label: str) -> type[models.Model]:
    return apps.get_model(label)


def _is_narrowed(model: Any) -> bool:
    rows = READS.get(model._meta.label)
    return rows is None or bool(rows.where)


def test_whoever_reads_a_table_that_hides_anything_says_which_rows() -> None:
    unsaid = []
    for label, rows in READS.items():
        fields = _model(label)._meta.local_concrete_fields
        hides = HIDING & {field.name for field in fields}
        # What belongs to rows that are not all read goes where they go, unless it says why it does not.
        leads = [field.name for field in fields if field.many_to_one or field.one_to_one]
        followed = [name for name in leads if _is_narrowed(_model(label)._meta.get_field(name).related_model)]
        if not rows.where and not rows.although and (hides or followed):
            unsaid.append((label, sorted(hides), followed))
    assert unsaid == []


def test_words_go_where_what_they_are_said_of_goes() -> None:
    told = [label for label in READS if issubclass(_model(label), Words)]
    astray = [
        label for label in told
        if _is_narrowed(_model(label)._meta.get_field("fact").related_model) and not READS[label].where
    ]  # fmt: skip
    assert told
    assert astray == []


def test_of_no_draft_a_revision_is_read() -> None:
    assert {"wagtailcore.Revision", "kernel.Proposal", "cases.PhotoMaster"} & READS.keys() == set()


class Reader:
    """The front's reader, on the connection of the test."""

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall()

    def close(self) -> None:
        """Nothing was opened."""


def _seen(model: Any) -> set[Any]:
    """The keys of the rows of a table that a public node sees."""
    with public_node.a_public_node():
        return set(model.objects.order_by().values_list("pk", flat=True))


def _read(path: str) -> tuple[int, str]:
    with public_node.a_public_node():
        answer = Client().get(path)
        return answer.status_code, answer.content.decode(errors="replace")


@pytest.fixture
def node(world: World) -> World:
    """The small world, and a role that sees it as public nodes do."""
    public_node.make_role()
    return world


def _face(case: Case) -> CasePhoto:
    put_photo(
        case=case, facts=PhotoFacts(credit="Salma Example"), alts=dict.fromkeys(pages.LANGUAGES, "A woman"),
        upload=photograph(), actor=EDITOR, at=AT,
    )  # fmt: skip
    return CasePhoto.objects.get(case=case)


def _kept_inside(world: World) -> list[models.Model]:
    """One row of everything that staff know and readers do not."""
    draft = making.action(world.case, status="draft")
    quiet = pages.a_case(world.section, "quiet")  # active, with consent, and not let out yet
    intake = making.case(world.section, "intake", status="intake")
    unnamed = PersonAtRisk.objects.create(case=world.case, visibility="case_team", born="1970-01-01")
    words.write(unnamed, {"en": {"name": "A witness"}})
    hidden = Development.objects.get(case=world.case, visibility="case_team")
    told = LobbyContact.objects.create(section=world.section, case=world.case, did="met_family", told_at=AT)
    words.write(told, {"en": {"text": "He met her family"}})
    planned = Campaign.objects.create(key="next", opens_on=AT.date(), closes_on=AT.date())
    words.write(planned, {"en": {"name": "Next year"}})
    home = HomePage.objects.get(locale__language_code="en")
    away = home.add_child(instance=StandardPage(title="Soon", slug="soon", locale=home.locale, live=False))
    return [
        draft, *draft.words.all(), *draft.demands.all(), *DemandWords.objects.filter(fact__action=draft),
        *draft.appeals.all(), *AppealWords.objects.filter(fact__action=draft),
        quiet, intake, *CaseWords.objects.filter(fact__in=[quiet, intake]), *PersonAtRisk.objects.filter(case=quiet),
        *PersonWords.objects.filter(fact__case=quiet), *Development.objects.filter(case=quiet),
        *DevelopmentWords.objects.filter(fact__case=quiet), *Update.objects.filter(case=quiet),
        *UpdateWords.objects.filter(fact__case=quiet), *Sentence.objects.filter(case=quiet),
        *ConsentRecord.objects.filter(case=quiet), *FindingWord.objects.filter(case=quiet),
        unnamed, *unnamed.words.all(), hidden, *hidden.words.all(), told, *told.words.all(), planned,
        *planned.words.all(), away, away.page_ptr,
        _face(world.case), *PhotoCut.objects.all(),  # nobody agreed to a photo
        Contributor.objects.create(section=world.section, kind="group", name="Group 48"),
        Switch.objects.create(does=Does.STOP, since=AT, reason="A flood", actor="An editor", ended_at=AT),
        Redirect.objects.create(
            section=world.section, source="/xx/en/then/", page_id=away.pk, made_at=AT, made_by="An editor"
        ),
    ]  # fmt: skip


@postgres
def test_what_is_not_public_is_not_there(node: World) -> None:
    inside = _kept_inside(node)
    models_of = {type(row) for row in inside}
    assert {Action, ActionWords, Case, LobbyContactWords, CampaignWords, PhotoCut} <= models_of
    seen = {model: _seen(model) for model in models_of}
    assert [row for row in inside if row.pk in seen[type(row)]] == []
    for model in (Case, CaseWords, PersonWords, DevelopmentWords, UpdateWords, Sentence, ConsentRecord, FindingWord,
                  Action, ActionWords, DemandWords, AppealWords):  # fmt: skip
        assert seen[model], f"{model.__name__}: what is public is read"


@postgres
def test_who_owns_the_tables_or_has_another_role_notices_nothing(node: World) -> None:
    inside = _kept_inside(node)
    assert all(type(row)._default_manager.filter(pk=row.pk).exists() for row in inside)
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE desk_in_test")
        cursor.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO desk_in_test")
        cursor.execute("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO desk_in_test")
        cursor.execute("SET LOCAL ROLE desk_in_test")
    assert all(type(row)._default_manager.filter(pk=row.pk).exists() for row in inside)
    Development.objects.filter(case=node.case).update(visibility="restricted")
    making.case(node.section, "by-hand", status="intake")
    LobbyContactWords.objects.all().delete()
    public_node.be_ourselves_again()


@postgres
def test_a_fact_hidden_at_the_desk_is_gone_at_once(node: World) -> None:
    case = pages.address_of(node, "en", case_only=True)
    fact = Development.objects.filter(case=node.case, visibility="public").earliest("sort_from")
    assert fact.pk in _seen(Development)
    assert "Note of 2016-10, en" in _read(case)[1]
    fact.visibility = "case_team"
    fact.save()
    assert fact.pk not in _seen(Development)
    assert not _seen(DevelopmentWords) & set(fact.words.values_list("pk", flat=True))
    status, html = _read(case)
    assert (status, "Note of 2016-10, en" in html) == (200, False)


@postgres
def test_consent_taken_back_closes_the_case_and_its_photo(node: World) -> None:
    consent(node.case, ["photo"])
    photo = _face(node.case)
    address = f"/photo/{photo.uid.hex}/320.webp"
    taken_back = {
        "case": node.case, "giver": "family", "on": AT.date(), "evidence": "Call noted", "actor": EDITOR, "at": AT,
    }  # fmt: skip
    assert _read(address)[0] == 200
    withdraw_consent(scopes=["photo"], **taken_back)
    assert _seen(CasePhoto) | _seen(PhotoCut) == set()
    assert _read(address)[0] == 410, "it was there once"
    assert _read(f"/photo/{uuid4().hex}/320.webp")[0] == 404, "and this was not"
    assert _read(pages.address_of(node, "en", case_only=True))[0] == 200
    withdraw_consent(scopes=["name"], **taken_back)
    assert _seen(Case) | _seen(CaseWords) | _seen(PersonWords) | _seen(FindingWord) == set()
    for case_only in (True, False):
        assert _read(pages.address_of(node, "en", case_only=case_only))[0] == 410
    assert _read("/xx/en/cases/")[0] == 200


@postgres
def test_a_recalled_case_says_nothing_and_its_acts_can_still_be_taken_back(node: World) -> None:
    new_section_key(node.section, AT)
    act = an_act(node.action)
    recall_case(case=node.case, actor=EDITOR, at=AT, reason="The family asks")
    assert _seen(CaseWords) | _seen(ActionWords) | _seen(AppealWords) | _seen(DemandWords) == set()
    assert _read(pages.address_of(node, "en"))[0] == 410
    with public_node.a_public_node():
        known = knowing.read(Reader())
        assert not has_figure(known, node.action.ref)
        assert acts.withdraw(act_id=act, at=AT + timedelta(hours=1)).changed
    assert ActionTaken.objects.get(pk=act).state == "withdrawn"


@postgres
def test_an_action_stopped_for_safety_takes_the_photo_along(node: World) -> None:
    consent(node.case, ["photo"])
    _face(node.case)
    assert _seen(CasePhoto)
    life.suspend(action=node.action, actor=EDITOR, at=AT, reason="A threat")
    assert _seen(CasePhoto) | _seen(ActionWords) == set()
    assert _read(pages.address_of(node, "en"))[0] == 410
    assert _read(pages.address_of(node, "en", case_only=True))[0] == 200


def _a_story(world: World, *, days: int = 0) -> StoryPage:
    [story] = publish_story(
        section=world.section, key="one", kind="article", on=clock.today() + timedelta(days=days), tells=[world.case],
        actor=EDITOR, at=AT, texts={"en": StoryText(title="A story", lead="In short", body=[("paragraph", "Long")])},
    )  # fmt: skip
    return story


@postgres
@pytest.mark.parametrize("why", ["to come", "stopped"])
def test_a_story_that_may_not_be_told_is_not_read(node: World, why: str) -> None:
    story = _a_story(node, days=2 if why == "to come" else 0)
    Redirect.objects.create(
        section=node.section, source="/xx/en/told-once/", page_id=story.pk, made_at=AT, made_by="An editor"
    )
    if why == "stopped":
        assert _seen(StoryPage) == {story.pk}
        recall_case(case=node.case, actor=EDITOR, at=AT, reason="The family asks")
    assert _seen(StoryPage) == set()
    assert _read("/xx/en/stories/a-story/")[0] == 410
    assert _read("/xx/en/stories/")[0] == 200
    assert _read("/xx/en/told-once/")[0] == 302


@postgres
def test_a_draft_is_read_for_as_long_as_somebody_has_a_link_to_it(node: World) -> None:
    quiet = making.case(node.section, "quiet", status="intake")
    draft = making.action(quiet, status="draft")
    link = reading.let_read(
        subject=draft, section=node.section, language="fr", reader="family", days=7, actor=EDITOR, at=clock.now()
    )
    address = reverse("read", args=[reading.token_of(link)])
    for leaf, says in (("", "Petition fr"), ("case", "What happened, fr")):
        status, html = _read(address + leaf)
        assert (status, says in html) == (200, True)
    reading.revoke(link=link, actor=EDITOR, at=clock.now())
    assert {draft.pk, quiet.pk} & (_seen(Action) | _seen(Case)) == set()
    assert _read(address)[0] == 410


@postgres
def test_a_child_who_is_not_named_is_guarded_all_the_same(node: World) -> None:
    PersonAtRisk.objects.create(case=node.case, visibility="case_team", is_minor=True)
    case = pages.address_of(node, "en", case_only=True)
    assert _read(case)[0] == 410  # nobody agreed for the child
    making.a_child(node.case)
    node.case.people.filter(visibility="public").update(is_minor=False)
    status, html = _read(case)
    assert (status, 'content="noindex' in html) == (200, True)
    assert case not in _read("/xx/en/cases/")[1]
    assert case in _read("/xx/en/cases/?q=amina")[1]


@postgres
def test_granting_again_changes_nothing(node: World) -> None:
    def standing() -> list[tuple[Any, ...]]:
        return Reader().rows(
            "SELECT tablename, policyname, permissive, roles::text, cmd, qual FROM pg_policies ORDER BY 1, 2"
        )

    before = standing()
    assert {row[1] for row in before} == {AS_BEFORE, policy_of(public_node.ROLE)}
    assert len(before) == 2 * sum(1 for rows in READS.values() if rows.where)
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE other_node_in_test")
        cursor.execute(";\n".join(statements("other_node_in_test")))
        assert len(standing()) == 3 * len(before) / 2, "another role has policies of its own"
        cursor.execute(";\n".join(statements(public_node.ROLE)))
        assert {row for row in standing() if row[1] != policy_of("other_node_in_test")} == set(before)


@postgres
def test_a_node_can_ask_whether_it_sees_too_much(node: World) -> None:
    assert sees_every_row()
    with public_node.a_public_node():
        assert not sees_every_row()


MIGHTY: list[Callable[[str], str]] = [
    lambda role: f"ALTER ROLE {role} SUPERUSER",
    lambda role: f"ALTER ROLE {role} BYPASSRLS",
    lambda role: f"GRANT {connection.get_connection_params()['user']} TO {role}",
]


@postgres
@pytest.mark.parametrize("how", MIGHTY)
def test_a_role_that_no_policy_holds_for_gets_no_rights(node: World, how: Callable[[str], str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(how(public_node.ROLE))
        with pytest.raises(DatabaseError, match="sees everything"), transaction.atomic():
            cursor.execute(";\n".join(statements(public_node.ROLE)))


@postgres
@pytest.mark.parametrize(("model", "column"), [("wagtailcore.Page", "path"), ("cases.FindingWord", "word")])
def test_beginnings_are_read_from_the_index(node: World, model: str, column: str) -> None:
    rows = _model(model)._default_manager.filter(**{f"{column}__startswith": "00010001"})
    with public_node.a_public_node(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = rows.order_by().values_list("pk").explain()
    assert "Index Cond" in plan, plan
    assert "~>=~" in plan, plan
