"""The guided path: each step keeps what is typed, says what is missing, and lets in whom it should."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.desk import world
from tests.desk.forms import open_form, press
from tests.desk.world import World

from openletter.actions.models import Action, ActionWords
from openletter.actions.rules import ActionStatus
from openletter.cases.models import Case
from openletter.cases.rules import CaseStatus
from openletter.desk.path import wording
from openletter.kernel import clock
from openletter.kernel.audit import SYSTEM
from openletter.kernel.models import AuditEntry, Proposal
from openletter.web.models import ActionPage
from openletter.web.operations import open_due, publish_windows

SignIn = Callable[..., Client]
FACTS = {
    "country": "MA", "concern": "arbitrary_detention", "source": "Example data.", "name_en": "Amina Exemplar",
    "headline_en": "Held for a poem.", "story_en": "First.\n\nThen <more>.", "name_fr": "Amina Exemplar",
    "headline_fr": "Détenue pour un poème.", "role_en": "poet",
}  # fmt: skip
CALL = {
    "title_en": "Free Amina", "ask_en": "Ask for her release.", "title_fr": "Libérez Amina",
    "ask_fr": "Demandez sa libération.", "demand0_en": "Release her.", "demand0_fr": "La libérer.",
}  # fmt: skip
LETTER = {
    "subject_en": "Amina", "body_en": "Please release her.", "subject_fr": "Amina",
    "body_fr": "Libérez-la, je vous prie.",    "mention_organisation": "on",
}  # fmt: skip


def _at(step: str, action: Action) -> str:
    return reverse(f"desk_publish_{step}", args=[action.pk])


def _begun(client: Client, kind: str = "petition") -> Action:
    answer = client.post(reverse("desk_publish_new_case"), FACTS)
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    section = Case.objects.get(key__startswith="amina-exemplar-").section_id
    answer = client.post(answer.headers["Location"], {"kind": kind, "section": section})
    assert answer.status_code == 302
    return Action.objects.latest("pk")


def test_from_nothing_to_a_live_action_with_its_pages(desk: World, as_role: SignIn) -> None:
    editor = as_role("editor", desk.own, "Edi")
    action = _begun(editor)
    case = action.case
    assert re.fullmatch(r"amina-exemplar-\w{4}", case.key), "whether there is another so called, nobody learns"
    assert case.in_language("en").story == "<p>First.</p><p>Then &lt;more&gt;.</p>"
    for step, typed in (("call", CALL), ("text", LETTER), ("languages", {"languages": ["en", "fr"]})):
        assert editor.post(_at(step, action), typed | {"go": "1"}).status_code == 302, step
    assert editor.post(_at("targets", action), {"target": world.office("king").pk}).status_code == 302
    soon = (clock.today() + timedelta(days=30)).isoformat()
    terms = {"deadline": soon, "asks": ["town"], "offers": ["news"]}
    assert editor.post(_at("terms", action), terms).status_code == 302
    world.consent(case)
    assert editor.post(_at("review", action), {"submit": "1"}).status_code == 302

    approver = as_role("approver", desk.own, "App")
    assert "Nothing is missing." in approver.get(_at("review", action)).content.decode()
    assert press(approver, _at("review", action), {"approve": "1"}).headers["Location"] == _at("publish", action)
    assert press(approver, _at("publish", action), {"now": "1"}).status_code == 302
    action.refresh_from_db()
    assert action.status == ActionStatus.LIVE
    assert action.asks == ["name", "town"]
    assert Case.objects.get(pk=case.pk).status == CaseStatus.ACTIVE
    assert sorted(page.locale.language_code for page in ActionPage.objects.live()) == ["en", "fr"]
    shown = approver.get(_at("publish", action)).content.decode()
    assert -1 < shown.index(">http://testserver/ca/en/") < shown.index(">http://testserver/ca/fr/")
    verbs = set(AuditEntry.objects.filter(subject_type="actions.action").values_list("verb", flat=True))
    assert {"action_created", "action.call", "action.text", "action.address", "action.terms", "action.live"} <= verbs


@pytest.mark.parametrize(
    ("step", "typed", "kept"),
    [
        ("case", FACTS | {"headline_fr": ""}, "Held for a poem."),
        ("call", CALL | {"ask_fr": ""}, "Libérez Amina"),
        ("text", LETTER | {"subject_fr": ""}, "Libérez-la, je vous prie."),
        ("terms", {"deadline": "never"}, "never"),
        ("terms", {"deadline": "2026-01-31"}, "This day has passed."),
        ("terms", {"deadline": "2098-01-31", "opens_at": "2098-02-15 09:00"}, "This is after the deadline"),
        ("call", CALL | {"title_en": "x" * 200}, "x" * 200),
        ("terms", {"deadline": "3/4/2027"}, "for example 2027-01-31"),  # March to some, April to others
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(
    desk: World, as_role: SignIn, step: str, typed: dict[str, str], kept: str
) -> None:
    client = as_role("editor", desk.own)
    answer = client.post(_at(step, desk.action), typed)
    assert answer.status_code == 422
    html = answer.content.decode()
    assert kept in html
    assert "error-message" in html
    assert not AuditEntry.objects.exclude(verb="case.opened").exists()


def test_saving_what_stands_changes_nothing_and_leaves_no_trace(desk: World, as_role: SignIn) -> None:
    client = as_role("editor", desk.own)
    typed = {f"title_{code}": "Free him" for code in ("en", "fr")} | {
        f"ask_{code}": "Ask for his release." for code in ("en", "fr")
    }
    typed |= {f"demand0_{code}": "Release him." for code in ("en", "fr")}
    assert client.post(_at("call", desk.action), typed).status_code == 302
    assert not AuditEntry.objects.exclude(verb="case.opened").exists()
    assert client.post(_at("call", desk.action), typed | {"demand0_fr": ""}).status_code == 302
    assert desk.action.demands.get().languages() == {"en"}, "a language emptied is gone"
    assert AuditEntry.objects.get().before == {"demand 1.text.fr": "Release him."}


@pytest.mark.parametrize("path", [True, False])
def test_what_nobody_could_approve_is_not_sent_to_review(desk: World, as_role: SignIn, path: bool) -> None:
    desk.action.demands.all().delete()
    client, action = as_role("editor", desk.own), desk.action
    url = _at("review", action) if path else reverse("desk_action_submit", args=[action.pk])
    assert "The action still lacks: a demand." in client.get(url).content.decode()
    answer = client.post(url, {"submit": "1", "later": "on"})
    assert answer.status_code == 422
    assert "The action still lacks: a demand." in answer.content.decode()
    assert Action.objects.get(pk=action.pk).status == ActionStatus.DRAFT


@pytest.mark.parametrize("path", [True, False])
def test_what_has_passed_is_neither_sent_to_review_nor_approved(desk: World, as_role: SignIn, path: bool) -> None:
    Action.objects.filter(pk=desk.action.pk).update(deadline=date(2026, 1, 31))
    url = _at("review", desk.action) if path else reverse("desk_action_submit", args=[desk.action.pk])
    editor = as_role("editor", desk.own)
    assert "The deadline has passed." in editor.get(url).content.decode()
    assert editor.post(url, {"submit": "1", "all_the_same": "on"}).status_code == 422
    Action.objects.filter(pk=desk.action.pk).update(status=ActionStatus.IN_REVIEW)  # it passed meanwhile
    url = _at("review", desk.action) if path else reverse("desk_action_approve", args=[desk.action.pk])
    approver = as_role("approver", desk.own, "App")
    answer = approver.post(url, open_form(approver, url) | {"approve": "1"})
    assert answer.status_code == 422
    assert "The deadline has passed." in answer.content.decode()


@pytest.mark.parametrize("path", [True, False])
def test_what_may_come_later_is_asked_about_once(desk: World, as_role: SignIn, path: bool) -> None:
    desk.action.words.filter(locale__language_code="fr").delete()
    client, action = as_role("editor", desk.own), desk.action
    url = _at("review", action) if path else reverse("desk_action_submit", args=[action.pk])
    assert "Français: title and what is asked" in client.get(url).content.decode()
    answer = client.post(url, {"submit": "1"})
    assert answer.status_code == 422
    assert "Tick this if what is missing comes later" in answer.content.decode()
    assert client.post(url, {"submit": "1", "later": "on"}).status_code == 302
    assert Action.objects.get(pk=action.pk).status == ActionStatus.IN_REVIEW


def test_an_approver_reads_every_step_and_writes_none(desk: World, as_role: SignIn) -> None:
    client = as_role("approver", desk.own)
    html = client.get(_at("call", desk.action)).content.decode()
    assert '<fieldset class="path-fields" disabled>' in html
    assert client.post(_at("call", desk.action), CALL).status_code == 302
    assert desk.action.in_language("en").title == "Free him"
    assert not AuditEntry.objects.exclude(verb="case.opened").exists()


def test_an_action_that_has_ended_says_so_with_its_fields_shut_and_misses_nothing(desk: World, as_role: SignIn) -> None:
    client = as_role("editor", desk.own, "Edi")
    action = _begun(client)
    ended, shut = "This action has ended. What it said stays as it was.", 'class="path-fields" disabled'
    open_page = client.get(_at("call", action)).content.decode()
    assert "Still missing" in open_page
    assert ended not in open_page
    assert shut not in open_page
    Action.objects.filter(pk=action.pk).update(status=ActionStatus.CLOSED)
    for step in ("call", "text", "languages", "terms", "review", "publish"):
        page = client.get(_at(step, action)).content.decode()
        assert page.count(ended) == 1, step
        assert "Still missing" not in page, step
        assert step in ("review", "publish") or shut in page, step
    assert client.post(_at("call", action), CALL).headers["Location"] == "/desk/", "nothing is written"
    assert not action.words.exists()
    assert ended not in client.get(_at("case", action)).content.decode(), "the case goes on, and is written on"


def test_everything_that_becomes_public_stands_where_it_is_reviewed(desk: World, as_role: SignIn) -> None:
    editor = as_role("editor", desk.own)
    action = _begun(editor, "letter")
    Case.objects.filter(pk=action.case_id).update(source="A report.\nA ruling.")
    editor.post(_at("call", action), CALL)
    html = as_role("approver", desk.own, "App").get(_at("review", action)).content.decode()
    for said in (
        "Morocco", "Arbitrary detention", "Amina Exemplar · poet", "Held for a poem.", "Détenue pour un poème.",
        "<p>First.</p>", "Then &lt;more&gt;.", "A report.", "A ruling.", "Release her.",
        reverse("desk_action_preview", args=[action.pk, "fr"]),
    ):  # fmt: skip
        assert said in html, said


def test_a_language_no_longer_wanted_takes_its_page_down_once_somebody_else_agrees(desk: World, client: Client) -> None:
    action = desk.action
    Action.objects.filter(pk=action.pk).update(status=ActionStatus.LIVE)
    action.refresh_from_db()
    publish_windows(section=desk.own, subject=action, languages=desk.own.languages, actor=SYSTEM, at=world.AT)
    pages = {page.locale.language_code: page.get_url() for page in ActionPage.objects.all()}
    edi, app = world.person("Edi", "editor", desk.own), world.person("App", "approver", desk.own)

    def proposed(*languages: str) -> str:
        client.force_login(edi)
        assert client.post(_at("languages", action), {"languages": languages, "go": "1"}).status_code == 302
        client.force_login(app)
        return reverse("desk_proposal", args=[Proposal.objects.get().pk])

    second = proposed("en")
    assert {client.get(url).status_code for url in pages.values()} == {200}, "nothing goes before it is approved"
    (pair,) = client.get(second).context["pairs"]
    sides = ["".join(piece.text for piece in side) for side in (pair.before, pair.after)]
    assert sides == ["English, Français", "English"]
    assert client.post(second, open_form(client, second) | {"do": "approve"}).status_code == 302
    assert {code: client.get(url).status_code for code, url in pages.items()} == {"en": 200, "fr": 410}
    assert [page.locale.language_code for page in ActionPage.objects.live()] == ["en"]
    assert AuditEntry.objects.get(verb="pages.down").after["languages"] == ["fr"]

    second = proposed("en", "fr")
    assert client.post(second, open_form(client, second) | {"do": "approve"}).status_code == 302
    assert client.get(pages["fr"]).status_code == 410, "an approver puts it up"
    publish_windows(section=desk.own, subject=action, languages=["fr"], actor=SYSTEM, at=world.AT)
    assert client.get(pages["fr"]).status_code == 200


def test_an_approved_action_keeps_a_language_in_which_it_has_a_page(desk: World, as_role: SignIn) -> None:
    desk.action.words.filter(locale=world.locale("fr")).delete()
    client, url = as_role("editor", desk.own), _at("languages", desk.action)
    assert client.post(url, {"languages": ["fr"]}).status_code == 302, "a draft is written afterwards"
    Action.objects.filter(pk=desk.action.pk).update(status=ActionStatus.LIVE, page_languages=[])
    answer = client.post(url, {"languages": ["fr"]})
    assert answer.status_code == 422
    assert "No page would be left" in str(answer.context["form"].errors["languages"])
    assert not Proposal.objects.exists()
    assert client.post(url, {"languages": ["en"]}).status_code == 302
    proposal = Proposal.objects.get()
    ActionWords.objects.filter(fact=desk.action).delete()
    ActionWords.objects.create(fact=desk.action, locale=world.locale("fr"), title="Libérez-le", ask="Demandez-le.")
    approver = as_role("approver", desk.own, "Bea")
    page = reverse("desk_proposal", args=[proposal.pk])
    answer = approver.post(page, open_form(approver, page) | {"do": "approve"})
    assert (answer.status_code, "No page would be left" in answer.content.decode()) == (422, True)


def test_an_editor_approves_and_publishes_nothing(desk: World, as_role: SignIn) -> None:
    Action.objects.filter(pk=desk.action.pk).update(status=ActionStatus.IN_REVIEW)
    client = as_role("editor", desk.own)
    for step, button in (("review", "approve"), ("publish", "now")):
        press(client, _at(step, desk.action), {button: "1"})
    desk.action.refresh_from_db()
    assert desk.action.status == ActionStatus.IN_REVIEW


def test_what_changed_since_the_last_look_is_shown_as_it_was_and_is(desk: World, as_role: SignIn) -> None:
    Action.objects.filter(pk=desk.action.pk).update(status=ActionStatus.IN_REVIEW)
    approver = as_role("approver", desk.own, "App")
    sent = approver.post(_at("review", desk.action), {"changes": "1", "reason": ""})
    assert sent.status_code == 422
    assert approver.post(_at("review", desk.action), {"changes": "1", "reason": "Too harsh."}).status_code == 302
    editor = as_role("editor", desk.own, "Edi")
    for page in ("/desk/", reverse("actions:inspect", args=[desk.action.pk]), _at("call", desk.action)):
        assert "Too harsh." in editor.get(page).content.decode(), page
    editor.post(_at("call", desk.action), CALL)
    html = editor.get(_at("review", desk.action)).content.decode()
    assert "Too harsh." in html
    assert "<del>Free him</del>" in html
    assert "<ins>Free Amina</ins>" in html
    for what in ("Title (English)", "Title (Français)", "Demand 1 (Français)"):
        assert f"Call and demands written: {what}</th>" in html


def test_what_changed_is_said_in_words() -> None:
    assert wording.named("subject.fr") == "Subject (Français)"
    assert wording.named("Office of St. Mary") == "Office of St. Mary"
    assert (wording.named("deadline"), wording.named("mention_organisation")) == ("Deadline", "Name the organisation")
    assert wording.plain("deadline", "2027-03-31") == "Mar 31, 2027"
    assert wording.plain("opens_at", "2027-03-31T10:00:00+00:00").startswith("Mar 31, 2027")
    assert wording.plain("languages", ["en", "fr"]) == "English, Français"
    assert wording.plain("asks", ["town", "unheard"]) == "Town, unheard"
    assert (wording.role("copy"), wording.role(None)) == ("Copy", "—")
    assert wording.plain("title.en", "2027-03-31") == "2027-03-31", "what people wrote stays as they wrote it"


def test_consent_is_recorded_there_and_then(desk: World, as_role: SignIn) -> None:
    client = as_role("researcher", desk.other)
    url = _at("safety", desk.foreign_action)
    assert "Surname" in client.get(url).content.decode()
    given = {"record": "1", "scopes": ["case_work", "name", "surname"], "giver": "family", "on": "2026-01-05"}
    assert client.post(url, given).status_code == 422
    assert client.post(url, given | {"evidence": "Her sister told us."}).headers["Location"] == url
    assert "Surname" not in "".join(
        line for line in client.get(url).content.decode().splitlines() if "Still missing" in line
    )
    assert desk.foreign_case.consents.count() == 3


def test_the_same_case_has_another_action_with_the_same_demands_and_targets(desk: World, as_role: SignIn) -> None:
    Action.objects.filter(pk=desk.action.pk).update(status=ActionStatus.LIVE, deadline=date(2099, 1, 1))
    client = as_role("editor", desk.own)
    assert client.post(_at("publish", desk.action), {"beside": "1", "kind": "letter"}).status_code == 302
    letter = Action.objects.latest("pk")
    assert (letter.kind, letter.case, letter.deadline) == ("letter", desk.case, date(2099, 1, 1))
    assert letter.demands.get().in_language("fr").text == "Release him."
    assert letter.targets.count() == 1
    assert letter.appeals.get().in_language("en").body == "I ask you to release him."
    assert not letter.words.exists(), "its page says something else"


def test_a_scheduled_action_is_nowhere_before_its_moment_and_opens_with_its_pages(desk: World, as_role: SignIn) -> None:
    Action.objects.filter(pk=desk.action.pk).update(status=ActionStatus.APPROVED)
    Case.objects.filter(pk=desk.case.pk).update(status=CaseStatus.INTAKE)
    client = as_role("approver", desk.own)
    moment = clock.now() + timedelta(days=2)
    asked = {"later": "1", "opens_at": moment.strftime("%Y-%m-%d %H:%M")}
    assert press(client, _at("publish", desk.action), asked | {"opens_at": "2020-01-01 10:00"}).status_code == 422
    Action.objects.filter(pk=desk.action.pk).update(deadline=clock.today() + timedelta(days=1))
    late = press(client, _at("publish", desk.action), asked)
    assert late.status_code == 422
    assert list(late.context["moment"].errors) == ["opens_at"], "beside its field"
    assert "This moment lies after the deadline." in late.content.decode()
    Action.objects.filter(pk=desk.action.pk).update(deadline=clock.today() + timedelta(days=9))
    assert press(client, _at("publish", desk.action), asked).status_code == 302
    desk.action.refresh_from_db()
    assert desk.action.status == ActionStatus.SCHEDULED
    assert Case.objects.get(pk=desk.case.pk).status == CaseStatus.ACCEPTED, "no case is public before its action"
    assert open_due(at=moment - timedelta(hours=1)) == 0
    assert not ActionPage.objects.exists()
    assert open_due(at=moment + timedelta(minutes=1)) == 1
    assert ActionPage.objects.live().count() == 2
    assert Case.objects.get(pk=desk.case.pk).status == CaseStatus.ACTIVE


def test_what_cannot_open_stays_and_says_why(desk: World, as_role: SignIn) -> None:
    opens = clock.now() - timedelta(minutes=5)
    Action.objects.filter(pk=desk.foreign_action.pk).update(status=ActionStatus.SCHEDULED, opens_at=opens)
    assert open_due(at=clock.now()) == 0
    client = as_role("approver", desk.other)
    html = client.get(_at("publish", desk.foreign_action)).content.decode()
    assert "It could not open" in html
    assert "consent" in html
    assert "could not open" in client.get("/desk/").content.decode().lower()
    assert client.post(_at("publish", desk.foreign_action), {"off": "1"}).status_code == 302
    desk.foreign_action.refresh_from_db()
    assert (desk.foreign_action.status, desk.foreign_action.opens_at) == (ActionStatus.APPROVED, None)


def test_what_is_unfinished_is_found_again_and_costs_the_same_however_much_there_is(
    desk: World, as_role: SignIn
) -> None:
    client = as_role("editor", desk.own)
    url = reverse("desk_publish")
    assert client.get(url).status_code == 200

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            html = client.get(url).content.decode()
        assert "Free him" in html
        return len(seen)

    one = queries()
    for name in ("Cyd", "Dot"):
        world.action(desk.case, title=name)
    assert queries() == one
    assert "Libérez-le" not in client.get(url).content.decode()


def test_nobody_begins_for_a_case_they_cannot_see(desk: World, as_role: SignIn) -> None:
    Case.objects.filter(pk=desk.foreign_case.pk).update(status=CaseStatus.INTAKE)
    client = as_role("editor", desk.own)
    before = Action.objects.count()
    url = f"{reverse('desk_publish')}?case={desk.foreign_case.pk}"
    assert client.get(url).status_code == 404
    assert client.post(url, {"kind": "petition", "section": desk.own.pk}).status_code == 404
    asked = f"{reverse('desk_publish')}?case={desk.case.pk}"
    assert client.post(asked, {"kind": "petition", "section": desk.other.pk}).status_code == 422
    assert Action.objects.count() == before
