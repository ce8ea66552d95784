"""The desk's work on a case: the file itself, and each single deed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.desk import world
from tests.desk.forms import filled, open_form, press, rows
from tests.desk.world import AT, World, locale

from openletter.accounts.models import User
from openletter.actions.models import Action, ActionWords
from openletter.actions.operations import life
from openletter.actions.tasks.life import ask_whether_actions_go_on
from openletter.cases.models import Case, CaseRelation, ConsentRecord, Outcome, Update
from openletter.cases.operations import OutcomeText
from openletter.cases.operations.news import put_outcome
from openletter.cases.rules import CaseStatus
from openletter.desk.waiting.days import words_before_an_outcome
from openletter.kernel import clock, outbox
from openletter.kernel.models import AuditEntry, ChangeMark, OutboxEntry
from openletter.sections.models import Contributor
from openletter.web.models import CasePage

SignIn = Callable[..., Client]


def _new_case(client: Client, desk: World) -> dict[str, object]:
    form = open_form(client, reverse("cases:add"))
    form |= {
        "section": desk.own.pk, "key": "el-khiari", "country": "MA", "priority": "normal", "opened_on": "2010-02-01",
        "source": "A public release of 2010", "words-0-locale": locale("en").pk, "words-0-title": "Chekib El-Khiari",
        "words-0-headline": "Jailed for speaking about corruption.", "words-0-story": "null", "words-0-place": "",
    }  # fmt: skip
    form = rows(form, "people", {"visibility": "public", "kind": "individual", "born": "1979~", "nationalities": ["MA"],
        "words": [{"locale": locale("en").pk, "name": "Chekib El-Khiari", "role": ""}]})  # fmt: skip
    form = rows(form, "concerns", {"concern": "freedom_of_expression"})
    return rows(
        form, "developments",
        {"kind": "arrest", "on": "2009-02-17", "standing": "fact", "visibility": "public",
         "words": [{"locale": locale("en").pk, "note": "Arrested."}, {"locale": locale("fr").pk, "note": "Arrêté."}]},
    )  # fmt: skip


def test_a_researcher_opens_a_file_with_chronology_and_concerns(desk: World, as_role: SignIn) -> None:
    client = as_role("researcher", desk.own)
    answer = client.post(reverse("cases:add"), _new_case(client, desk))
    case = Case.objects.get(key="el-khiari")
    assert answer.status_code == 302
    assert answer.headers["Location"] == reverse("cases:inspect", args=[case.pk])
    assert case.people.get().nationalities == ["MA"]
    assert [row.concern for row in case.concerns.all()] == ["freedom_of_expression"]
    assert case.developments.get().languages() == {"en", "fr"}
    assert case.developments.get().sort_from == "2009-02-17"
    entry = AuditEntry.objects.get(verb="case_created")
    assert (entry.actor, entry.section, entry.before) == ("Ada", "ca", {})
    assert entry.after["developments"][0]["on"] == "2009-02-17"


def test_a_malformed_date_is_said_beside_its_field_and_nothing_typed_is_lost(desk: World, as_role: SignIn) -> None:
    client = as_role("researcher", desk.own)
    form = _new_case(client, desk) | {"developments-0-on": "spring of 2009"}
    answer = client.post(reverse("cases:add"), form)
    html = answer.content.decode()
    assert not Case.objects.filter(key="el-khiari").exists()
    assert "This is not a date we can read" in html
    assert "spring of 2009" in html
    assert "Jailed for speaking about corruption." in html
    assert "Arrêté." in html
    assert not AuditEntry.objects.exists()


def test_one_language_stands_once(desk: World, as_role: SignIn) -> None:
    client = as_role("researcher", desk.own)
    twice = {"locale": locale("en").pk, "title": "Again", "headline": "Twice.", "story": "null", "place": ""}
    answer = client.post(reverse("cases:add"), rows(_new_case(client, desk), "words", twice))
    assert "There are words in this language already." in answer.content.decode()
    assert not Case.objects.filter(key="el-khiari").exists()


def test_an_edit_tells_what_was_and_what_is_and_wakes_the_fronts(desk: World, as_role: SignIn) -> None:
    client = as_role("editor", desk.own)
    url = reverse("cases:edit", args=[desk.case.pk])
    answer = client.post(url, open_form(client, url) | {"priority": "urgent"})
    assert answer.status_code == 302
    entry = AuditEntry.objects.get(verb="case_edited")
    assert (entry.before, entry.after) == ({"priority": "normal"}, {"priority": "urgent"})
    assert set(ChangeMark.objects.values_list("name", flat=True)) >= {"pages", "actions"}


def test_an_editor_cannot_give_a_case_to_a_section_that_is_not_theirs(desk: World, as_role: SignIn) -> None:
    client = as_role("editor", desk.own)
    client.post(reverse("cases:add"), _new_case(client, desk) | {"section": desk.other.pk})
    assert not Case.objects.filter(key="el-khiari").exists()


def test_an_update_is_written_in_each_language(desk: World, as_role: SignIn) -> None:
    client = as_role("editor", desk.own)
    url = reverse("desk_case_update", args=[desk.case.pk])
    form = open_form(client, url) | {"title_en": "Moved", "title_fr": "Transféré", "on": "2026-11-01"}
    assert client.post(url, form).status_code == 302
    update = Update.objects.get()
    assert update.languages() == {"en", "fr"}
    assert AuditEntry.objects.filter(verb="case.update").exists()
    assert OutboxEntry.objects.filter(fact="update_added").exists()


def test_an_update_without_words_is_refused_and_keeps_its_date(desk: World, as_role: SignIn) -> None:
    client = as_role("editor", desk.own)
    url = reverse("desk_case_update", args=[desk.case.pk])
    answer = client.post(url, open_form(client, url) | {"on": "2026-11-01"})
    assert answer.status_code == 422
    assert "Write the update in at least one language." in answer.content.decode()
    assert 'value="2026-11-01"' in answer.content.decode()


def test_an_outcome_closes_the_case(desk: World, as_role: SignIn) -> None:
    client = as_role("editor", desk.own)
    url = reverse("desk_case_outcome", args=[desk.case.pk])
    assert "closes its actions" in client.get(url).content.decode()
    form = open_form(client, url) | {
        "type": "released_unconditional", "on": "2026-11", "attribution": "unknown", "closes_case": "on",
        "summary_en": "He is free.",
    }  # fmt: skip
    assert client.post(url, form).status_code == 302
    desk.case.refresh_from_db()
    assert (Outcome.objects.get().on, desk.case.status) == ("2026-11", CaseStatus.CLOSED)
    assert AuditEntry.objects.filter(verb="case.outcome").exists()


def test_after_an_outcome_the_words_are_looked_at_once(desk: World, as_role: SignIn) -> None:
    Action.objects.filter(pk=desk.action.pk).update(status="live")
    client = as_role("editor", desk.own)
    after, page = reverse("desk_case_after", args=[desk.case.pk]), reverse("cases:inspect", args=[desk.case.pk])
    form_page = client.get(reverse("desk_case_outcome", args=[desk.case.pk]))
    assert "What happened." in form_page.content.decode(), "what the pages say now stands beside the form"
    form = filled(form_page.content.decode()) | {
        "type": "released_conditional",
        "on": "2026-11",
        "attribution": "unknown",
        "summary_en": "She is out on bail.",
    }
    form.pop("closes_case", None)
    assert client.post(reverse("desk_case_outcome", args=[desk.case.pk]), form).headers["Location"] == after
    ada = User.objects.get(first_name="Ada")
    assert [line.url for line in words_before_an_outcome(ada, AT.date()).lines] == [after]
    assert after in client.get(page).content.decode()
    html = client.get(after).content.decode()
    assert "What happened." in html
    assert reverse("actions:inspect", args=[desk.action.pk]) in html
    assert f'href="{reverse("desk_words", args=["case", desk.case.pk, "en"])}">Change the words' in html
    assert reverse("desk_action_close", args=[desk.action.pk]) not in html, "an editor closes nothing"
    closing = reverse("desk_action_close", args=[desk.action.pk])
    approver = as_role("approver", desk.own, "App")
    offered = filled(approver.get(closing).content.decode())
    assert (offered["reason"], offered["outcome"]) == ("", ""), "nobody closes by accident"
    client = as_role("editor", desk.own, "Edi")
    assert client.post(after).status_code == 302
    assert not words_before_an_outcome(ada, AT.date()).lines
    assert after not in client.get(page).content.decode()
    assert AuditEntry.objects.filter(verb="case.words_hold", actor="Edi").exists()
    assert client.post(after).status_code == 422, "there is nothing to look at any more"


@pytest.fixture
def told(desk: World) -> Outcome:
    """An outcome that leaves the case open, with an action of its own section and one of another that run."""
    Action.objects.filter(pk=desk.action.pk).update(status="live")
    Action.objects.filter(pk=desk.foreign_action.pk).update(status="live", case=desk.case)
    made = put_outcome(
        case=desk.case, type="released_conditional", on="2026-11", closes_case=False,
        texts={"en": OutcomeText(summary="She is out on bail.")}, actor=world.person("Res").actor, at=AT,
    )  # fmt: skip
    outbox.dispatch(at=clock.now())
    return made


def test_who_can_close_is_asked_after_an_outcome_until_it_is_closed_or_let_run(
    desk: World, told: Outcome, as_role: SignIn
) -> None:
    client, after = as_role("approver", desk.own), reverse("desk_case_after", args=[desk.case.pk])
    close = reverse("desk_action_close", args=[desk.action.pk])
    today, case = "/desk/", reverse("cases:inspect", args=[desk.case.pk])
    for page in (today, case):
        assert after in client.get(page).content.decode()
    html = client.get(after).content.decode()
    assert close in html
    begun = client.get(close).context["form"]
    assert [(name, begun[name].value()) for name in begun.fields] == [("reason", None), ("outcome", None)]
    assert client.post(close, {"outcome": told.pk}).status_code == 422, "nobody closes without saying why"
    assert "An approver of Section FR closes it." in html
    for writers in ("They say what is so", reverse("cases:edit", args=[desk.case.pk])):
        assert writers not in html
    assert client.post(after).status_code == 422, "those who write the case say whether its words hold"
    assert client.post(after, {"let_run": desk.foreign_action.ref}).status_code == 404
    assert client.post(after, {"let_run": desk.action.ref}).headers["Location"] == case
    assert AuditEntry.objects.get(verb="action.let_run").subject_id == str(desk.action.pk)
    assert "it stays as it is" in client.get(after).content.decode()
    assert client.post(after, {"let_run": desk.action.ref}).status_code == 422
    for page in (today, case):
        assert after not in client.get(page).content.decode()
    ask_whether_actions_go_on({"outcome": told.pk, "by_people": True})
    assert after not in client.get(today).content.decode(), "one outcome asks once"


def test_another_sections_approver_is_let_in_for_the_action_that_runs_there(
    desk: World, told: Outcome, as_role: SignIn
) -> None:
    after = reverse("desk_case_after", args=[desk.case.pk])
    assert as_role("editor", desk.other, "Edi").get(after).status_code == 404
    client = as_role("approver", desk.other, "Bea")
    assert after in client.get("/desk/").content.decode()
    html = client.get(after).content.decode()
    assert reverse("cases:inspect", args=[desk.case.pk]) not in html, "the case itself is not theirs"
    assert "An approver of Section CA closes it." in html
    close = reverse("desk_action_close", args=[desk.foreign_action.pk])
    assert close in html
    form = filled(client.get(close).content.decode())
    assert client.post(close, form | {"reason": "won"}).status_code == 302
    assert after not in client.get("/desk/").content.decode()
    assert client.get(after).status_code == 404, "nothing of theirs runs any more"


@pytest.mark.parametrize("status", ["scheduled", "suspended"])
def test_what_another_section_has_scheduled_or_stopped_is_not_told_after_an_outcome(
    desk: World, told: Outcome, as_role: SignIn, status: str
) -> None:
    after = reverse("desk_case_after", args=[desk.case.pk])
    ActionWords.objects.filter(fact=desk.action).update(title="Not before Tuesday")
    pages = [as_role("approver", desk.other, "Bea").get(after).content.decode()]
    assert "Not before Tuesday" in pages[0], "what is live is public"
    Action.objects.filter(pk=desk.action.pk).update(status=status)
    pages = [as_role(role, of, name).get(after).content.decode() for role, of, name in (
        ("approver", desk.other, "Cy"), ("approver", desk.own, "Dee"),
    )]  # fmt: skip
    assert ["Not before Tuesday" in page for page in pages] == [False, True]
    assert "Section CA" not in pages[0], "nor that there is one"


def test_many_actions_that_still_run_are_asked_for_as_one(
    desk: World, told: Outcome, as_role: SignIn, django_assert_max_num_queries: Any
) -> None:
    client, after = as_role("approver", desk.own), reverse("desk_case_after", args=[desk.case.pk])
    Action.objects.filter(case=desk.case).exclude(pk=desk.action.pk).delete()
    ActionWords.objects.filter(fact=desk.action).delete()
    client.get(after)
    with CaptureQueriesContext(connection) as one:
        client.get(after)
    for _each in range(2):
        ActionWords.objects.filter(fact=world.action(desk.case, status="scheduled")).delete()
    with django_assert_max_num_queries(len(one)):
        client.get(after)


def test_a_writer_is_told_who_closes_and_what_is_stopped_or_scheduled_is_asked_too(
    desk: World, told: Outcome, as_role: SignIn, client: Client
) -> None:
    after = reverse("desk_case_after", args=[desk.case.pk])
    assert "An approver of Section CA closes it." in as_role("editor", desk.own, "Edi").get(after).content.decode()
    ada = world.person("Ada", "approver", desk.own)
    life.suspend(action=desk.action, actor=ada.actor, at=AT, reason="A threat")
    client.force_login(ada)
    html = client.get(after).content.decode()
    assert "You stopped it yourself: somebody else closes it." in html
    assert "Leave it stopped" in html
    assert reverse("desk_action_close", args=[desk.action.pk]) not in html
    Action.objects.filter(pk=desk.action.pk).update(status="scheduled")
    html = client.get(after).content.decode()
    assert reverse("desk_publish_publish", args=[desk.action.pk]) in html
    assert "Let it open" in html


def test_who_took_part_is_credited_by_the_section_itself(desk: World, as_role: SignIn) -> None:
    own = Contributor.objects.create(section=desk.own, kind="group", name="Group 48", agreed_on="2026-01-01")
    theirs = Contributor.objects.create(section=desk.other, kind="group", name="Theirs", agreed_on="2026-01-01")
    client = as_role("editor", desk.own)
    for url, row in (
        (reverse("cases:edit", args=[desk.case.pk]), desk.case),
        (reverse("actions:edit", args=[desk.action.pk]), desk.action),
    ):
        form = open_form(client, url)
        foreign = client.post(url, rows(form, "credits", {"contributor": theirs.pk, "role": "thanks", "language": ""}))
        assert "Select a valid choice." in foreign.content.decode()
        line = {"contributor": own.pk, "role": "coordinated", "language": ""}
        twice = client.post(url, rows(form, "credits", line, line)).content.decode()
        assert "This credit stands here already." in twice
        assert not row.credits.exists()
        assert client.post(url, rows(form, "credits", line)).status_code == 302
        assert [(one.contributor, one.role) for one in row.credits.all()] == [(own, "coordinated")]


def test_an_outcome_with_a_malformed_date_keeps_the_words(desk: World, as_role: SignIn) -> None:
    client = as_role("editor", desk.own)
    url = reverse("desk_case_outcome", args=[desk.case.pk])
    answer = client.post(url, open_form(client, url) | {"type": "died", "on": "soon", "summary_en": "Kept as typed."})
    assert answer.status_code == 422
    assert "Kept as typed." in answer.content.decode()
    assert not Outcome.objects.exists()


def test_consent_is_recorded_and_withdrawn(desk: World, as_role: SignIn) -> None:
    client = as_role("researcher", desk.own)
    given = {"scopes": ["photo"], "giver": "family", "on": "2026-11-01", "evidence": "A letter.", "expires_on": ""}
    assert client.post(reverse("desk_case_consent", args=[desk.case.pk]), given).status_code == 302
    assert ConsentRecord.objects.get(scope="photo").state == "given"
    taken = {"scopes": ["surname"], "giver": "self", "on": "2026-11-02", "evidence": "By telephone."}
    assert client.post(reverse("desk_case_withdraw", args=[desk.case.pk]), taken).status_code == 302
    page = client.get(reverse("cases:inspect", args=[desk.case.pk])).content.decode()
    assert "Missing before anything can be published" in page
    assert AuditEntry.objects.filter(verb__startswith="consent.").count() == 2


@pytest.mark.parametrize("missing", ["giver", "on", "evidence", "scopes"])
def test_consent_without_who_when_how_is_refused(desk: World, as_role: SignIn, missing: str) -> None:
    client = as_role("researcher", desk.own)
    given = {"scopes": ["photo"], "giver": "family", "on": "2026-11-01", "evidence": "A letter.", "expires_on": ""}
    del given[missing]
    answer = client.post(reverse("desk_case_consent", args=[desk.case.pk]), given)
    assert answer.status_code == 422
    assert missing in answer.context["form"].errors


def test_the_status_moves_only_where_its_life_leads(desk: World, as_role: SignIn) -> None:
    client = as_role("approver", desk.own)
    url = reverse("desk_case_status", args=[desk.case.pk])
    assert client.post(url, {"status": "intake", "reason": ""}).status_code == 422
    assert client.post(url, {"status": "monitoring", "reason": "Quiet"}).status_code == 302
    assert AuditEntry.objects.get(verb="case.status").reason == "Quiet"


def test_related_cases_name_each_other(desk: World, as_role: SignIn) -> None:
    client = as_role("admin")
    url = reverse("desk_case_relate", args=[desk.case.pk])
    assert client.post(url, {"to": desk.foreign_case.pk}).status_code == 302
    assert CaseRelation.objects.count() == 2


def test_pages_go_up_in_the_languages_ticked(desk: World, as_role: SignIn) -> None:
    locale("ar")
    client = as_role("approver", desk.own)
    url = reverse("desk_case_pages", args=[desk.case.pk])
    answer = press(client, url, {"windows": [f"{desk.own.pk}:en", f"{desk.own.pk}:fr"]})
    assert answer.status_code == 302
    assert sorted(page.locale.language_code for page in CasePage.objects.live()) == ["en", "fr"]
    assert "up" in client.get(reverse("cases:inspect", args=[desk.case.pk])).content.decode()


def test_without_consent_nothing_is_published_and_the_scopes_are_named(desk: World, as_role: SignIn) -> None:
    client = as_role("approver", desk.other)
    url = reverse("desk_case_pages", args=[desk.foreign_case.pk])
    assert "Consent to: Public work on the case, Given name, Surname" in client.get(url).content.decode()
    answer = press(client, url, {"windows": [f"{desk.other.pk}:fr"]})
    assert answer.status_code == 422
    assert "Given name" in answer.content.decode()
    assert not CasePage.objects.exists()


def test_a_language_without_words_is_named_and_cannot_be_ticked(desk: World, as_role: SignIn) -> None:
    client = as_role("admin")
    url = reverse("desk_case_pages", args=[desk.case.pk])
    assert "Words in: العربية" in client.get(url).content.decode()
    assert press(client, url, {"windows": [f"{desk.other.pk}:ar"]}).status_code == 422


@pytest.mark.parametrize("of", ["cases", "actions"])
def test_a_form_is_headed_by_the_title_in_the_readers_language(desk: World, as_role: SignIn, of: str) -> None:
    row: Any = desk.case if of == "cases" else desk.action
    row.words.filter(locale__language_code="fr").update(title="Le titre en français")
    page = as_role("editor", desk.own).get(reverse(f"{of}:edit", args=[row.pk]), headers={"accept-language": "fr"})
    assert "Le titre en français" in page.content.decode().partition("</h2>")[0].rpartition('id="header-title"')[2]
