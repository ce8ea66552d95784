"""What the safety check finds before anything is public, who answers it, and who sees what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.desk.forms import filled
from tests.desk.world import AT, World, locale, person

from openletter.actions.models import Action
from openletter.actions.operations import composing, life
from openletter.actions.safety import Finding, require_safe, safety_check, safety_of
from openletter.cases.models import Case, CasePhoto, ConsentRecord, Development, DevelopmentWords, Update
from openletter.cases.operations import UpdateText, add_update, answer_finding, protect
from openletter.desk.today import groups_of
from openletter.kernel import words
from openletter.kernel.audit import SYSTEM
from openletter.kernel.models import AuditEntry, Proposal
from openletter.kernel.refusals import Refused
from openletter.kernel.second import SecondPersonNeeded
from openletter.web.operations import publish_windows

SignIn = Callable[..., Client]
TODAY = AT.date()


def _found(case: Case, action: Action | None = None) -> dict[str, Finding]:
    return {finding.code: finding for finding in safety_check(case, action, TODAY)}


def _says(case: Case, text: str) -> None:
    words.write(case, {"en": {"headline": text}})


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("He lives at 14 Example Street.", "address"),
        ("Call +212 600 000 000.", "telephone"),
        ("Write to someone@example.org.", "email"),
        ("He is kept in cell 12.", "cell"),
        ("His lawyer answers at +212 600 000 000.", "lawyers_number"),
    ],
)
def test_words_that_lead_to_somebody_are_pointed_out_and_answered_for_those_words_alone(
    desk: World, text: str, code: str
) -> None:
    assert _found(desk.case) == {}
    _says(desk.case, text)
    finding = _found(desk.case)[code]
    assert not finding.grave
    assert "English" in finding.sentence
    with pytest.raises(Refused, match="Take it out"):
        require_safe(desk.case, None, on=TODAY)
    answer_finding(case=desk.case, finding=finding.key, reason="It is public already.", actor=SYSTEM, at=AT)
    require_safe(desk.case, None, on=TODAY)
    assert _found(desk.case)[code].answer == "It is public already."
    _says(desk.case, text.replace("14", "15").replace("12", "13").replace("+212", "+213").replace("some", "any"))
    assert _found(desk.case)[code].stands, "other words are asked about anew"


def test_a_child_is_named_by_a_first_name_without_school_or_place(desk: World) -> None:
    desk.case.people.update(is_minor=True)
    words.write(desk.case, {"en": {"headline": "Taken at Example School.", "place": "Al Hoceima"}})
    found = _found(desk.case)
    assert {"consent", "child_name", "child_place", "school"} <= set(found)
    assert found["consent"].grave, "guardian and child have to agree"
    desk.case.people.update(is_minor=False)
    assert not {"child_name", "child_place", "school"} & set(_found(desk.case))


def test_of_face_place_and_name_the_vulnerable_show_two_and_those_at_high_risk_one(desk: World) -> None:
    words.write(desk.case, {"en": {"place": "Al Hoceima"}})
    ConsentRecord.objects.create(
        case=desk.case, scope="photo", state="given", giver="family", on=TODAY, evidence="x", recorded_at=AT
    )
    photo = CasePhoto.objects.create(case=desk.case, credit="Salma Example")
    for exposure, faceless, refused in (
        ("ordinary", False, False), ("vulnerable", False, True), ("vulnerable", True, False), ("high", True, True),
    ):  # fmt: skip
        Case.objects.filter(pk=desk.case.pk).update(exposure=exposure)
        CasePhoto.objects.filter(pk=photo.pk).update(faceless=faceless)
        desk.case.refresh_from_db()
        assert ("pillars" in _found(desk.case)) is refused, (exposure, faceless)
    with pytest.raises(Refused, match="high risk"):
        require_safe(desk.case, None, on=TODAY, answers=False)


def test_the_texts_of_an_action_are_read_in_each_language(desk: World) -> None:
    words.write(desk.action, {"fr": {"ask": "Écrivez à contact@example.org."}})
    assert "email" not in _found(desk.case)
    assert "Français" in _found(desk.case, desk.action)["email"].sentence
    assert "email" in {finding.code for finding in safety_of(desk.case, TODAY)}


def test_a_reason_is_given_at_the_desk_and_who_gave_it_does_not_publish(desk: World, client: Client) -> None:
    _says(desk.case, "He is kept in cell 12.")
    root = person("Root", "admin", desk.own)
    client.force_login(root)
    page = client.get(reverse("cases:inspect", args=[desk.case.pk])).content.decode()
    assert "cell 12" in page
    answer = reverse("desk_case_answer", args=[desk.case.pk])
    key = _found(desk.case)["cell"].key
    form = filled(client.get(f"{answer}?finding={key}").content.decode())
    assert client.post(answer, form | {"finding": key, "reason": ""}).status_code == 422
    assert client.post(answer, form | {"finding": key, "reason": "The press says so."}).status_code == 302
    with pytest.raises(SecondPersonNeeded):
        publish_windows(section=desk.own, subject=desk.case, languages=["en"], actor=root.actor, at=AT)
    bea = person("Bea", "approver", desk.own).actor
    publish_windows(section=desk.own, subject=desk.case, languages=["en"], actor=bea, at=AT)


def test_who_wrote_an_update_before_the_case_is_public_does_not_publish_it(desk: World) -> None:
    root = person("Root", "admin", desk.own).actor
    add_update(case=desk.case, on=TODAY, texts={"en": UpdateText(title="Moved")}, actor=root, at=AT)
    assert Update.objects.count() == 1
    with pytest.raises(SecondPersonNeeded):
        publish_windows(section=desk.own, subject=desk.case, languages=["en"], actor=root, at=AT)


def test_steps_of_the_path_lay_their_changes_over_what_waits(desk: World) -> None:
    Action.objects.filter(pk=desk.action.pk).update(status="live")
    ada = person("Ada", "editor", desk.own).actor
    call = {"action": desk.action, "demands": [{"en": "Release him."}], "actor": ada, "at": AT}
    composing.call(words={"en": {"title": "Free him now", "ask": "Ask."}}, **call)
    text = {"en": {"subject": "Release", "body": "I ask you again."}}
    composing.propose(action=desk.action, texts=text, mention_organisation=False, actor=ada, at=AT)
    assert desk.action.in_language("en").title == "Free him"
    proposal = Proposal.objects.get()
    assert "Free him now" in {row["title"] for row in proposal.wanted["words"]}, "the first change waits on"
    assert "I ask you again." in {row["body"] for row in proposal.wanted["appeals"][0]["words"]}


@pytest.mark.parametrize(
    ("given", "waits"),
    [
        ({"warned_countries": ["MA"], "quick_exit": True}, False),
        ({"warned_countries": [], "quick_exit": False}, True),
    ],
)
def test_what_protects_goes_at_once_and_what_protects_less_waits(
    desk: World, given: dict[str, object], waits: bool
) -> None:
    stands = {"warned_countries": ["MA"] if waits else [], "quick_exit": waits, "warn_ties_to_country": False}
    Case.objects.filter(pk=desk.case.pk).update(released_at=AT, **stands)
    ada = person("Ada", "editor", desk.own).actor
    kept = protect(case=desk.case, warn_ties=False, hide_from_search=False, actor=ada, at=AT, **given)  # type: ignore[arg-type]
    assert (kept is not None) is waits
    assert Case.objects.get(pk=desk.case.pk).warned_countries == ["MA"]


def test_words_in_the_own_language_wait_too_and_hold_no_hidden_fact(desk: World, as_role: SignIn) -> None:
    for mark, note in (("public", "In public."), ("restricted", "A witness.")):
        row = Development.objects.create(case=desk.case, kind="arrest", on="2017-05-29", visibility=mark)
        DevelopmentWords.objects.create(fact=row, locale=locale("en"), note=note)
    publish_windows(section=desk.own, subject=desk.case, languages=["en"], actor=SYSTEM, at=AT)
    url = reverse("desk_words", args=["case", desk.case.pk, "en"])
    client = as_role("editor", desk.own)
    page = client.get(url).content.decode()
    assert "In public." in page
    assert "A witness." not in page
    form = filled(page)
    headline = next(name for name in form if name.startswith("case-") and name.endswith("-headline"))
    assert client.post(url, form | {headline: "Changed."}).status_code == 302
    assert desk.case.in_language("en").headline == "What happened."
    assert Proposal.objects.get().writers


def test_a_new_campaigner_and_a_second_login_reach_a_live_action(desk: World) -> None:
    ada, bea = person("Ada", "editor", desk.own).actor, person("Bea", "approver", desk.own).actor
    terms = {"action": desk.action, "actor": ada, "at": AT}
    composing.choose_languages(languages=["en"], **terms)
    life.submit(**terms)
    with pytest.raises(SecondPersonNeeded):
        life.approve(**terms)
    row = life.approve(action=desk.action, actor=bea, at=AT)
    Case.objects.filter(pk=desk.case.pk).update(status="active")
    assert life.open_action(action=row, actor=bea, at=AT).status == "live"


@pytest.mark.parametrize(("days", "told"), [(40, False), (30, True), (2, True), (-3, True)])
def test_a_photo_whose_last_day_comes_is_told_on_today(desk: World, days: int, told: bool) -> None:
    CasePhoto.objects.create(case=desk.case, credit="Salma Example", expires_on=TODAY + timedelta(days=days))
    groups = {shown.name: shown for shown in groups_of(person("Ada", "editor", desk.own), TODAY)}
    assert ("photos" in groups) is told
    if told:
        [line] = groups["photos"].group.lines
        assert line.grave is (days == 2)
        assert ("not shown any more" in line.note) is (days < 0)


def test_the_reason_is_in_the_audit(desk: World) -> None:
    answer_finding(case=desk.case, finding="cell:x", reason=" The press says so. ", actor=SYSTEM, at=AT)
    entry = AuditEntry.objects.get(verb="case.answer")
    assert (entry.reason, entry.after) == ("The press says so.", {"finding": "cell:x"})
    with pytest.raises(Refused):
        answer_finding(case=desk.case, finding="cell:x", reason=" ", actor=SYSTEM, at=AT)


def test_a_scheduled_action_waits_for_its_moment_and_its_case_is_let_out_by_a_second_person(desk: World) -> None:
    root, bea = person("Root", "admin", desk.own).actor, person("Bea", "approver", desk.own).actor
    add_update(case=desk.case, on=TODAY, texts={"en": UpdateText(title="Moved")}, actor=root, at=AT)
    Action.objects.filter(pk=desk.action.pk).update(status="approved", deadline=date(2099, 1, 1))
    when = {"action": desk.action, "opens_at": AT + timedelta(days=3), "at": AT}
    with pytest.raises(SecondPersonNeeded):
        life.schedule(actor=root, **when)
    assert life.schedule(actor=bea, **when).status == "scheduled"
