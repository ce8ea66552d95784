"""Ways around the second person that somebody could look for; each is shut."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from tests.desk.forms import filled, open_form, press
from tests.desk.world import AT, World, action, case, locale, person
from tests.world.photographs import photograph

from openletter.actions.models import Action, ActionWords
from openletter.actions.operations import changing as changing_action
from openletter.actions.operations import life
from openletter.actions.rules import ActionStatus
from openletter.cases.models import (
    Case,
    CasePhoto,
    CasePhotoWords,
    CaseRelation,
    CaseWords,
    PersonAtRisk,
    PersonWords,
)
from openletter.cases.operations import comparing
from openletter.cases.operations.photos import PhotoFacts, put_photo
from openletter.kernel import proposals
from openletter.kernel.audit import SYSTEM
from openletter.kernel.models import Proposal
from openletter.kernel.refusals import Refused
from openletter.translations.texts import is_settled
from openletter.web.operations import publish_windows

SignIn = Callable[..., Client]


def test_a_link_that_leads_elsewhere_is_a_change_that_readers_see(public: Case) -> None:
    words = CaseWords.objects.filter(fact=public).order_by("pk")
    words.update(story='<p>Read <a href="https://a.example/">more</a>.</p>')
    before = Case.objects.get(pk=public.pk)
    after = Case.objects.get(pk=public.pk)
    row = after.words.get(pk=words[0].pk)
    row.story = '<p>Read <a href="https://b.example/">more</a>.</p>'
    after.words.add(row)
    assert comparing.needs_second_person(before, after)
    assert any("https://b.example/" in line.text for line in comparing.public_lines(after)), "who approves sees where"


def test_what_an_action_is_set_to_is_seen_by_who_approves_a_change_of_it(desk: World) -> None:
    Action.objects.filter(pk=desk.action.pk).update(settings={"hashtags": ["one"]}, status=ActionStatus.LIVE)
    action = Action.objects.get(pk=desk.action.pk)
    before = changing_action.lines_of_action(action)
    action.settings = {"hashtags": ["two"]}
    assert {line.text for line in changing_action.lines_of_action(action)} ^ {line.text for line in before} == {
        "hashtags: one", "hashtags: two",
    }  # fmt: skip


@pytest.mark.parametrize("visibility", ["public", "case_team"])
def test_saying_that_nobody_is_a_child_any_more_waits(public: Case, as_role: SignIn, visibility: str) -> None:
    PersonAtRisk.objects.filter(case=public).update(is_minor=True, visibility=visibility)
    edit = reverse("cases:edit", args=[public.pk])
    editor = as_role("editor", public.section)
    form = open_form(editor, edit)
    form.pop("people-0-is_minor")
    assert editor.post(edit, form).status_code == 302
    assert PersonAtRisk.objects.get(case=public).is_minor
    assert Proposal.objects.count() == 1


def test_listing_a_country_again_waits(public: Case, as_role: SignIn) -> None:
    Case.objects.filter(pk=public.pk).update(warned_countries=["MA", "EG"])
    edit = reverse("cases:edit", args=[public.pk])
    editor = as_role("editor", public.section)
    form = open_form(editor, edit) | {"warned_countries": []}
    assert editor.post(edit, form).status_code == 302
    public.refresh_from_db()
    assert public.warned_countries == ["MA", "EG"]
    assert Proposal.objects.count() == 1


def test_words_of_a_case_that_was_let_out_are_drafted_apart_before_it_opens(public: Case) -> None:
    public.status = "accepted"  # as it stands while its first action is scheduled
    assert is_settled("case", public)


def test_what_was_written_after_somebody_looked_is_looked_at_once_more(desk: World, client: Client) -> None:
    ada, bea = person("Ada", "editor", desk.own), person("Bea", "approver", desk.own)
    life.submit(action=desk.action, actor=ada.actor, at=AT)
    client.force_login(bea)
    for name in ("desk_action_approve", "desk_publish_review"):
        url = reverse(name, args=[desk.action.pk])
        looked = open_form(client, url)["looked"]
        ActionWords.objects.filter(fact=desk.action).update(ask=f"Written behind {name}.")
        answer = client.post(url, {"approve": "1", "looked": looked})
        assert answer.status_code == 422
        assert "has changed since" in answer.content.decode()
        desk.action.refresh_from_db()
        assert desk.action.status == ActionStatus.IN_REVIEW
    assert client.post(url, {"approve": "1", "looked": open_form(client, url)["looked"]}).status_code == 302
    pages = reverse("desk_case_pages", args=[desk.case.pk])
    looked = open_form(client, pages)["looked"]
    CaseWords.objects.filter(fact=desk.case).update(headline="Written behind the page.")
    form = {"windows": [f"{desk.own.pk}:en"], "looked": looked}
    assert client.post(pages, form).status_code == 422
    assert client.post(pages, form | {"looked": open_form(client, pages)["looked"]}).status_code == 302


def test_the_photo_related_cases_and_the_language_of_words_are_looked_at(desk: World, client: Client) -> None:
    hers = case(desk.own, "m", "The teacher M.")
    told = {"case": desk.case, "alts": {"en": "A man.", "fr": "Un homme."}, "actor": SYSTEM, "at": AT}
    put_photo(facts=PhotoFacts("Salma"), upload=photograph(), **told)
    client.force_login(person("Bea", "approver", desk.own))
    pages = reverse("desk_case_pages", args=[desk.case.pk])
    form = {"windows": [f"{desk.own.pk}:en"]}
    french = CaseWords.objects.get(fact=desk.case, locale=locale("fr"))
    for written in (
        lambda: CasePhoto.objects.update(credit="Somebody near him"),
        lambda: CasePhotoWords.objects.filter(locale=locale("en")).update(alt="His sister."),
        lambda: CaseRelation.objects.create(case=hers, related=desk.case),
        lambda: CaseWords.objects.filter(pk=french.pk).update(locale=locale("ar")),
    ):
        looked = open_form(client, pages)
        written()
        assert client.post(pages, looked | form).status_code == 422
    assert client.post(pages, form).status_code == 422, "who sends nothing back has not looked"
    assert press(client, pages, form).status_code == 302


def test_a_change_is_not_approved_that_would_not_be_published_at_first(public: Case, as_role: SignIn) -> None:
    Case.objects.filter(pk=public.pk).update(exposure="high")  # a full name is as much as pages may show
    edit = reverse("cases:edit", args=[public.pk])
    editor = as_role("editor", public.section)
    form = open_form(editor, edit) | {"words-0-place": "Al Hoceima", "words-0-headline": "New."}
    assert editor.post(edit, form).status_code == 302
    proposal = Proposal.objects.get()
    url = reverse("desk_proposal", args=[proposal.pk])
    approver = as_role("approver", public.section, "Bea")
    answer = approver.post(url, open_form(approver, url) | {"do": "approve"})
    assert answer.status_code == 422
    assert "high risk" in answer.content.decode()
    assert Proposal.objects.get() == proposal
    assert not CaseWords.objects.filter(headline="New.").exists()


@pytest.mark.parametrize("visibility", ["case_team", "restricted"])
def test_a_hidden_person_is_named_on_no_step_of_the_path(desk: World, as_role: SignIn, visibility: str) -> None:
    PersonAtRisk.objects.filter(case=desk.case).update(visibility=visibility)
    PersonWords.objects.filter(fact__case=desk.case).update(name="Hidden Name")
    url = reverse("desk_publish_case", args=[desk.action.pk])
    page = as_role("translator", desk.own).get(url)
    assert page.status_code == 200
    assert "Hidden Name" not in page.content.decode()
    editor = as_role("editor", desk.own, "Bea")
    seen = visibility == "case_team"
    assert ("Hidden Name" in editor.get(url).content.decode()) is seen
    if not seen:
        editor.post(url, {"name_en": "Another"})
    assert PersonWords.objects.filter(name="Hidden Name").exists()


@pytest.mark.parametrize("role", ["partner_reader", "group_organiser"])
def test_a_case_that_is_not_out_yet_is_read_by_its_own_section_alone(desk: World, as_role: SignIn, role: str) -> None:
    client = as_role(role, desk.own)
    addresses = [
        *(reverse(f"desk_publish_{step}", args=[desk.action.pk]) for step in ("case", "safety", "preview", "review")),
        reverse("desk_action_preview", args=[desk.action.pk, "en"]),
        reverse("desk_action_preview_part", args=[desk.action.pk, "en", "case"]),
    ]
    assert {client.get(url).status_code for url in addresses} == {404}
    publish_windows(section=desk.own, subject=desk.case, languages=["en"], actor=SYSTEM, at=AT)
    assert {client.get(url).status_code for url in addresses} == {404}, "they read it on the site"


@pytest.mark.parametrize("status", [ActionStatus.APPROVED, ActionStatus.SUSPENDED])
@pytest.mark.parametrize("role", ["partner_reader", "group_organiser"])
def test_who_sees_actions_alone_is_told_nothing_that_is_found_of_the_case(
    desk: World, as_role: SignIn, role: str, status: str
) -> None:
    _about_a_child(desk)
    Action.objects.filter(pk=desk.action.pk).update(status=status)
    waits = Action.objects.get(pk=desk.action.pk)
    waits.goal = 500
    sent_back = changing_action.propose_change(changed=waits, actor=person("Wri").actor, at=AT)
    proposals.send_back(proposal=sent_back, reason="Youssef is a child.", actor=person("Rea").actor, at=AT)
    page = reverse("actions:inspect", args=[desk.action.pk])
    secret = ("Youssef", "high risk", "agreed to today", "Surname", "Missing before", "recorded consent")
    told = as_role(role, desk.own).get(page)
    assert told.status_code == 200
    assert [words for words in secret if words in told.content.decode()] == []
    html = as_role("researcher", desk.own, "Bea").get(page).content.decode()
    assert [words for words in ("high risk", "Surname") if words not in html] == [], "who records consent is told"
    assert status == ActionStatus.SUSPENDED or "“Youssef Secretname” is under 18" in html


def test_who_publishes_an_action_of_a_case_closed_to_them_is_told_no_more_than_that(
    desk: World, as_role: SignIn
) -> None:
    _about_a_child(desk)
    theirs = action(desk.case, status=ActionStatus.APPROVED, section=desk.other)
    client = as_role("approver", desk.other)
    publish, pages, resume = (
        reverse(f"desk_action_{name}", args=[theirs.pk]) for name in ("publish", "pages", "resume")
    )
    answers = [client.get(url) for url in (reverse("actions:inspect", args=[theirs.pk]), publish, pages)]
    answers.append(client.post(publish, filled(answers[1].content.decode())))
    Action.objects.filter(pk=theirs.pk).update(status=ActionStatus.SUSPENDED)
    answers.append(client.post(resume, filled(client.get(resume).content.decode()) | {"reason": "They asked"}))
    Action.objects.filter(pk=theirs.pk).update(status=ActionStatus.DRAFT)
    client = as_role("editor", desk.other, "Edi")
    answers.append(client.get(reverse("desk_action_submit", args=[theirs.pk])))
    assert [answer.status_code for answer in answers] == [200, 200, 200, 422, 422, 200]
    for answer in answers:
        html = answer.content.decode()
        assert "The case is not public yet. An approver of its section takes it on." in html
        assert [words for words in ("Secretname", "high risk", "Surname", "agreed to today") if words in html] == []
    Case.objects.filter(pk=desk.case.pk).update(released_at=AT)
    Action.objects.filter(pk=theirs.pk).update(status=ActionStatus.APPROVED)
    assert "high risk" in as_role("approver", desk.other, "Bea").get(publish).content.decode()


def _about_a_child(desk: World) -> None:
    """The case tells too much of a child at high risk."""
    PersonAtRisk.objects.filter(case=desk.case).update(is_minor=True)
    PersonWords.objects.filter(fact__case=desk.case).update(name="Youssef Secretname")
    CaseWords.objects.filter(fact=desk.case).update(place="Al Hoceima")
    Case.objects.filter(pk=desk.case.pk).update(exposure="high")


def test_an_action_is_not_begun_on_another_sections_case_that_is_not_out(desk: World, as_role: SignIn) -> None:
    client = as_role("editor", desk.own)
    url = f"{reverse('desk_publish')}?case={desk.foreign_case.pk}"
    assert client.get(url).status_code == 404
    Case.objects.filter(pk=desk.foreign_case.pk).update(released_at=AT)
    assert client.get(url).status_code == 200


def test_what_is_written_while_the_button_is_pressed_is_not_approved(public: Case, as_role: SignIn) -> None:
    edit = reverse("cases:edit", args=[public.pk])
    editor = as_role("editor", public.section)
    editor.post(edit, open_form(editor, edit) | {"words-0-headline": "Seen."})
    looked_at = Proposal.objects.get()
    editor.post(edit, open_form(editor, edit) | {"words-0-headline": "Unseen."})
    with pytest.raises(Refused, match="has changed"):
        proposals.approve(proposal=looked_at, actor=person("Bea", "approver", public.section).actor, at=AT)
    assert not CaseWords.objects.filter(headline__in=["Seen.", "Unseen."]).exists()


def test_what_shows_too_much_of_a_person_is_not_resumed(public: Case, desk: World) -> None:
    Action.objects.filter(pk=desk.action.pk).update(status=ActionStatus.SUSPENDED)
    CaseWords.objects.filter(fact=public).update(place="Al Hoceima")
    Case.objects.filter(pk=public.pk).update(exposure="high")
    bea = person("Bea", "approver", desk.own).actor
    with pytest.raises(Refused, match="at high risk"):
        life.resume(action=desk.action, actor=bea, at=AT, reason="They asked")
    CaseWords.objects.filter(fact=public).update(place="")
    assert life.resume(action=desk.action, actor=bea, at=AT, reason="They asked").status == ActionStatus.LIVE
