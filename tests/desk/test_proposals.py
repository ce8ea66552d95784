"""A second person: what one wrote another approves, whoever they are; what only takes away goes at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.desk.forms import filled, open_form
from tests.desk.world import AT, World, locale, person

from openletter.actions.models import Action, UrgentSheet
from openletter.actions.operations import life
from openletter.actions.operations.changing import propose_change
from openletter.actions.rules import ActionStatus
from openletter.cases.models import (
    Case,
    CasePhoto,
    CaseWords,
    ConsentRecord,
    Development,
    DevelopmentWords,
    Outcome,
    Update,
)
from openletter.cases.operations.changing import CHANGE
from openletter.cases.queries import public_case
from openletter.desk.today import LONGEST
from openletter.desk.waiting.proposals import ends_undecided, second_person, sent_back
from openletter.kernel.models import AuditEntry, Proposal
from openletter.kernel.proposals import ends_at, propose
from openletter.kernel.second import SecondPersonNeeded

SignIn = Callable[..., Client]


def _decide(client: Client, proposal: Proposal, do: str, **more: str) -> int:
    url = reverse("desk_proposal", args=[proposal.pk])
    return int(client.post(url, open_form(client, url) | {"do": do} | more).status_code)


def _told(case: Case) -> str:
    said = public_case(case.pk, "en", on=AT.date())
    assert said is not None
    return f"{said.headline} {[line.note for line in said.timeline]}"


def _happened(case: Case, visibility: str, note: str) -> Development:
    row = Development.objects.create(case=case, kind="arrest", on="2017-05-29", visibility=visibility)
    DevelopmentWords.objects.create(fact=row, locale=locale("en"), note=note)
    return row


def test_words_of_a_public_case_wait_until_somebody_else_approves_them(public: Case, as_role: SignIn) -> None:
    edit = reverse("cases:edit", args=[public.pk])
    editor = as_role("editor", public.section)
    form = open_form(editor, edit)
    assert editor.post(edit, form | {"words-0-headline": "He was beaten."}).status_code == 302
    proposal = Proposal.objects.get()
    assert "beaten" not in _told(public)
    assert "He was beaten." in editor.get(edit).content.decode(), "who goes on finds what waits"
    assert (
        reverse("desk_proposal", args=[proposal.pk])
        in editor.get(reverse("cases:inspect", args=[public.pk])).content.decode()
    )
    assert _decide(editor, proposal, "approve") == 422, "an editor does not approve"

    approver = as_role("approver", public.section, "Bea")
    shown = approver.get(reverse("desk_proposal", args=[proposal.pk])).content.decode()
    assert "<ins>" in shown
    assert "<del>" in shown
    assert _decide(approver, proposal, "approve") == 302
    assert "He was beaten." in _told(public)
    assert not Proposal.objects.exists()
    entry = AuditEntry.objects.get(verb="proposal.approved")
    assert (entry.actor, entry.after["written_by"]) == ("Bea", "Ada")


@pytest.mark.parametrize("superuser", [False, True])
def test_nobody_approves_their_own_not_even_administrators(public: Case, client: Client, superuser: bool) -> None:
    extra = {"is_superuser": True, "is_staff": True} if superuser else {}
    client.force_login(person("Root", None if superuser else "admin", None, **extra))
    edit = reverse("cases:edit", args=[public.pk])
    client.post(edit, open_form(client, edit) | {"words-0-headline": "Mine alone."})
    proposal = Proposal.objects.get()
    assert _decide(client, proposal, "approve") == 422
    assert "Mine alone." not in _told(public)
    assert _decide(client, proposal, "discard") == 302
    assert not Proposal.objects.exists()


def test_who_amends_what_waits_is_one_of_its_writers(public: Case, client: Client) -> None:
    ada, root = person("Ada", "editor", public.section), person("Root", "admin", public.section)
    edit = reverse("cases:edit", args=[public.pk])
    for who, words in ((ada, "First."), (root, "Second.")):
        client.force_login(who)
        client.post(edit, open_form(client, edit) | {"words-0-headline": words})
    proposal = Proposal.objects.get()
    assert proposal.writers == [ada.pk, root.pk]
    assert _decide(client, proposal, "approve") == 422


def test_what_only_takes_away_and_what_readers_never_see_is_saved_at_once(public: Case, as_role: SignIn) -> None:
    row = _happened(public, "public", "Taken from his house.")
    edit = reverse("cases:edit", args=[public.pk])
    editor = as_role("editor", public.section)
    editor.post(edit, open_form(editor, edit) | {"priority": "urgent", "developments-0-visibility": "case_team"})
    assert not Proposal.objects.exists()
    public.refresh_from_db()
    assert public.priority == "urgent"
    assert "house" not in _told(public)
    editor.post(edit, open_form(editor, edit) | {"developments-0-visibility": "public"})
    assert Proposal.objects.count() == 1, "showing it again needs somebody else"
    Development.objects.filter(pk=row.pk).update(visibility="public")
    hide = reverse("desk_case_hide", args=[public.pk])
    asked = editor.get(f"{hide}?fact=developments:{row.pk}").content.decode()
    assert f'value="developments:{row.pk}"' in asked, "the page that asks sends on which fact it is about"
    assert editor.post(hide, {"fact": f"developments:{row.pk}"}).status_code == 302
    assert "house" not in _told(public)


def test_what_others_changed_meanwhile_stays(public: Case, as_role: SignIn) -> None:
    edit = reverse("cases:edit", args=[public.pk])
    editor = as_role("editor", public.section)
    editor.post(edit, open_form(editor, edit) | {"words-0-headline": "He was beaten."})
    CaseWords.objects.filter(fact=public, locale=locale("fr")).update(headline="Entre-temps.")
    _happened(public, "public", "Added meanwhile.")
    assert _decide(as_role("approver", public.section, "Bea"), Proposal.objects.get(), "approve") == 302
    assert {row.headline for row in public.words.all()} == {"He was beaten.", "Entre-temps."}
    assert "Added meanwhile." in _told(public)


def test_what_changed_since_the_page_was_opened_is_looked_at_again(public: Case, as_role: SignIn) -> None:
    edit = reverse("cases:edit", args=[public.pk])
    editor = as_role("editor", public.section)
    editor.post(edit, open_form(editor, edit) | {"words-0-headline": "One."})
    url = reverse("desk_proposal", args=[Proposal.objects.get().pk])
    approver = as_role("approver", public.section, "Bea")
    seen = open_form(approver, url)
    CaseWords.objects.filter(fact=public, locale=locale("en")).update(place="Al Hoceima")
    answer = approver.post(url, seen | {"do": "approve"})
    assert answer.status_code == 422
    assert "has changed since" in answer.content.decode()


def test_an_update_and_an_outcome_of_a_public_case_wait_and_closing_waits_with_them(
    public: Case, as_role: SignIn
) -> None:
    editor = as_role("editor", public.section)
    for name, said in (
        ("update", {"on": "2026-11-01", "title_en": "Moved"}),
        ("outcome", {"type": "pardoned", "on": "2026-11", "attribution": "unknown", "closes_case": "on",
                     "summary_en": "He is free."}),
    ):  # fmt: skip
        url = reverse(f"desk_case_{name}", args=[public.pk])
        assert editor.post(url, open_form(editor, url) | said).status_code == 302
    assert not Update.objects.exists()
    assert not Outcome.objects.exists()
    approver = as_role("approver", public.section, "Bea")
    for proposal in Proposal.objects.order_by("pk"):
        assert _decide(approver, proposal, "approve") == 302
    public.refresh_from_db()
    assert (Update.objects.count(), Outcome.objects.count(), public.status) == (1, 1, "closed")


def test_marks_in_a_plain_text_are_read_by_the_second_person_as_readers_would_see_them(
    public: Case, as_role: SignIn
) -> None:
    editor, url = as_role("editor", public.section), reverse("desk_case_outcome", args=[public.pk])
    boxed = editor.get(url).content.decode()
    assert 'class="desk-told"' in boxed
    assert '<dt lang="en">English</dt>' in boxed
    said = {"type": "charges_dropped", "on": "2026-11", "attribution": "unknown",
            "summary_en": "The charges were <i>dropped</i>."}  # fmt: skip
    assert editor.post(url, open_form(editor, url) | said).status_code == 302
    approver = as_role("approver", public.section, "Bea")
    page = approver.get(reverse("desk_proposal", args=[Proposal.objects.get().pk])).content.decode()
    assert "The charges were &lt;i&gt;dropped&lt;/i&gt;." in page


def test_a_case_is_let_out_by_somebody_who_wrote_none_of_it(desk: World, client: Client) -> None:
    root, bea = person("Root", "admin", desk.own), person("Bea", "approver", desk.own)
    client.force_login(root)
    edit, pages = (reverse(name, args=[desk.case.pk]) for name in ("cases:edit", "desk_case_pages"))
    client.post(edit, open_form(client, edit) | {"words-0-headline": "Written by Root."})
    windows = {"windows": [f"{desk.own.pk}:en"]}
    answer = client.post(pages, open_form(client, pages) | windows)
    assert answer.status_code == 422
    assert "Somebody else has to look at it" in answer.content.decode()
    client.force_login(bea)
    assert client.post(pages, open_form(client, pages) | windows).status_code == 302
    desk.case.refresh_from_db()
    assert desk.case.released_at is not None
    assert AuditEntry.objects.get(verb="case.released").actor == "Bea"


def test_an_action_is_approved_by_somebody_who_wrote_none_of_it(desk: World, client: Client) -> None:
    root, bea = person("Root", "admin", desk.own), person("Bea", "approver", desk.own)
    client.force_login(root)
    edit = reverse("actions:edit", args=[desk.action.pk])
    client.post(edit, open_form(client, edit) | {"words-0-title": "Free him now"})
    action = life.submit(action=desk.action, actor=root.actor, at=AT)
    with pytest.raises(SecondPersonNeeded):
        life.approve(action=action, actor=root.actor, at=AT)
    assert life.approve(action=action, actor=bea.actor, at=AT).status == ActionStatus.APPROVED
    approved = AuditEntry.objects.get(verb="action.approved").after["approved"]
    assert {row["title"] for row in approved["words"]} >= {"Free him now"}
    # What is changed after approval waits, and the one who approved the first version may approve it.
    client.post(edit, open_form(client, edit) | {"words-0-title": "Free him soon"})
    assert "Free him soon" not in {row.title for row in desk.action.words.all()}
    client.force_login(bea)
    assert _decide(client, Proposal.objects.get(), "approve") == 302
    assert "Free him soon" in {row.title for row in Action.objects.get(pk=action.pk).words.all()}


@pytest.mark.parametrize(("role", "sees"), [
    ("researcher", {"public", "section", "case_team", "restricted"}), ("editor", {"public", "section", "case_team"}),
    ("approver", {"public", "section", "case_team"}), ("case_coordinator", {"public", "section", "case_team"}),
    ("translator", {"public", "section"}), ("moderator", {"public", "section"}), ("dpo_auditor", {"public", "section"}),
])  # fmt: skip
def test_each_role_sees_the_facts_its_work_needs(desk: World, as_role: SignIn, role: str, sees: set[str]) -> None:
    marks = ("public", "section", "case_team", "restricted")
    for mark in marks:
        _happened(desk.case, mark, f"Fact for {mark}.")
    page = as_role(role, desk.own).get(reverse("cases:inspect", args=[desk.case.pk])).content.decode()
    assert {mark for mark in marks if f"Fact for {mark}." in page} == sees


def test_an_editor_neither_sees_nor_loses_a_restricted_fact(desk: World, as_role: SignIn) -> None:
    _happened(desk.case, "case_team", "For the team.")
    _happened(desk.case, "restricted", "A witness.")
    edit = reverse("cases:edit", args=[desk.case.pk])
    editor = as_role("editor", desk.own)
    page = editor.get(edit).content.decode()
    assert "For the team." in page
    assert "A witness." not in page
    assert editor.post(edit, filled(page) | {"priority": "high"}).status_code == 302
    assert desk.case.developments.count() == 2


def test_the_list_of_what_waits_asks_as_much_for_three_as_for_one(
    public: Case, as_role: SignIn, django_assert_num_queries: Callable[..., object]
) -> None:
    editor, queries = as_role("editor", public.section), []
    url = reverse("desk_case_update", args=[public.pk])
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for number in range(3):
        editor.post(url, open_form(editor, url) | {"on": "2026-11-01", "title_en": f"News {number}"})
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert editor.get(reverse("desk_proposals")).status_code == 200
        queries.append(len(asked))
    assert queries[0] == queries[2]


def test_what_somebody_wrote_is_told_however_much_of_others_was_sent_back_before(desk: World) -> None:
    ada, bea = person("Ada", "editor", desk.own), person("Bea", "approver", desk.own)
    given = {"kind": CHANGE, "subject_type": "cases.case", "section": desk.own.key, "written_at": AT}
    others = [
        Proposal(subject=f"Other {n}", subject_id=str(n), writers=[bea.pk], written_by="Bea", returned_at=AT, **given)
        for n in range(LONGEST + 1)
    ]
    waiting = [
        Proposal(subject=f"By Bea {n}", subject_id=str(n), writers=[bea.pk], written_by="Bea", **given)
        for n in range(LONGEST + 1)
    ]
    later = {**given, "written_at": AT + timedelta(days=1)}
    own = [
        Proposal(subject="Returned", subject_id="901", writers=[ada.pk * 10, ada.pk], written_by="Ada",
                 returned_at=AT + timedelta(days=1), reason="Name the court.", **given),
        Proposal(subject="To read", subject_id="902", writers=[ada.pk], written_by="Ada", **later),
    ]  # fmt: skip
    Proposal.objects.bulk_create([*others, *waiting, *own])
    back = sent_back(ada, AT.date())
    assert [(line.title.rpartition(": ")[2], line.note) for line in back.lines] == [("Returned", "Name the court.")]
    read = second_person(bea, AT.date())
    assert [line.title.rpartition(": ")[2] for line in read.lines] == ["To read"]


def test_writers_are_told_for_a_fortnight_that_their_change_ends(public: Case, client: Client) -> None:
    ada, bea = person("Ada", "editor", public.section), person("Bea", "approver", public.section)
    client.force_login(ada)
    edit = reverse("cases:edit", args=[public.pk])
    client.post(edit, open_form(client, edit) | {"words-0-headline": "He was beaten."})
    row = Proposal.objects.get()
    end = ends_at(row).date()
    assert not ends_undecided(ada, end - timedelta(days=15)).lines
    (line,) = ends_undecided(ada, end - timedelta(days=10)).lines
    assert (str(end.day) in line.note, line.grave) == (True, False)
    assert ends_undecided(ada, end - timedelta(days=2)).lines[0].grave
    assert not ends_undecided(bea, end - timedelta(days=2)).lines, "who decides has it among what waits"
    assert "kept until" in client.get(reverse("desk_proposal", args=[row.pk])).content.decode()


def test_what_the_check_newly_finds_in_a_change_is_answered_before_it_is_approved(
    public: Case, as_role: SignIn
) -> None:
    edit = reverse("cases:edit", args=[public.pk])
    editor = as_role("editor", public.section)
    editor.post(edit, open_form(editor, edit) | {"words-0-headline": "He is kept in cell 12."})
    proposal = Proposal.objects.get()
    url, answer = reverse("desk_proposal", args=[proposal.pk]), reverse("desk_case_answer", args=[public.pk])
    page = editor.get(url).content.decode()
    assert ("Before this is published" in page, f"{answer}?finding=cell" in page) == (True, True)
    assert Proposal.objects.filter(pk=proposal.pk).exists(), "looking at it approves nothing"
    assert "cell 12" not in _told(public)
    root = as_role("admin", public.section, "Root")
    assert _decide(root, proposal, "approve") == 422
    assert "cell 12" not in _told(public)
    key = unquote(page.split(f"{answer}?finding=")[1].split('"')[0])
    assert root.post(answer, {"finding": key, "reason": "The press says so."}).status_code == 302
    assert _decide(root, proposal, "approve") == 422, "who gave the reason is not who approves"
    approver = as_role("approver", public.section, "Bea")
    page = approver.get(url).content.decode()
    assert ("The press says so." in page, answer in page) == (True, False), "who approves reads the reason"
    assert _decide(approver, proposal, "approve") == 302
    assert "cell 12" in _told(public)
    editor = as_role("editor", public.section, "Cy")
    editor.post(edit, open_form(editor, edit) | {"words-0-role": "poet"} | {"words-0-headline": "In cell 12, ill."})
    assert _decide(as_role("approver", public.section, "Dee"), Proposal.objects.get(), "approve") == 302, (
        "what stood before, in the same words, keeps nobody from mending something else"
    )


def test_the_check_reads_a_change_of_an_action_and_an_update_too(public: Case, desk: World, as_role: SignIn) -> None:
    Action.objects.filter(pk=desk.action.pk).update(status=ActionStatus.LIVE)
    editor = as_role("editor", public.section)
    edit = reverse("actions:edit", args=[desk.action.pk])
    editor.post(edit, open_form(editor, edit) | {"words-0-ask": "Write to contact@example.org."})
    update = reverse("desk_case_update", args=[public.pk])
    editor.post(update, open_form(editor, update) | {"on": "2026-11-20", "title_en": "Moved to cell 12"})
    both = list(Proposal.objects.order_by("pk"))
    assert len(both) == 2
    approver = as_role("approver", public.section, "Bea")
    assert [_decide(approver, proposal, "approve") for proposal in both] == [422, 422]
    assert Proposal.objects.count() == 2


def test_what_a_photo_that_waits_would_show_is_found_without_cutting_it(public: Case, as_role: SignIn) -> None:
    said = {"credit": "Salma Example", "focus_x": 50, "focus_y": 40, "rights_note": "", "taken_on": "",
            "expires_on": "", "blurred": [], "faceless": False, "texts": {"en": {"alt": "A man"}}}  # fmt: skip
    photo = propose(
        kind="case.photo", subject=public, section="ca", wanted=said, body=b"no picture at all",
        actor=person("Wri").actor, at=AT,
    )  # fmt: skip
    CaseWords.objects.filter(fact=public).update(place="Al Hoceima")
    Case.objects.filter(pk=public.pk).update(exposure="vulnerable")
    url, found = reverse("desk_proposal", args=[photo.pk]), "the face"
    approver = as_role("approver", public.section)
    assert found not in approver.get(url).content.decode(), "nobody has consented, so it cannot be approved"
    ConsentRecord.objects.create(
        case=public, scope="photo", state="given", giver="family", on=AT.date(), evidence="x", recorded_at=AT
    )
    with CaptureQueriesContext(connection) as asked:
        page = approver.get(url)
    assert (page.status_code, found in page.content.decode()) == (200, True)
    assert not [one for one in asked if "photocut" in one["sql"] or "photomaster" in one["sql"]]
    assert not CasePhoto.objects.exists()
    answers = as_role("editor", public.section, "Edi").get(reverse("desk_case_answer", args=[public.pk]))
    assert answers.status_code == 200
    Proposal.objects.filter(pk=photo.pk).update(wanted=said | {"faceless": True})
    assert found not in approver.get(url).content.decode()
    Proposal.objects.filter(pk=photo.pk).update(wanted=said, body=None)
    assert found not in approver.get(url).content.decode(), "there is no picture that could be approved"


def test_what_cannot_be_put_any_more_is_still_read(public: Case, desk: World, as_role: SignIn) -> None:
    Action.objects.filter(pk=desk.action.pk).update(status=ActionStatus.LIVE)
    changed = Action.objects.get(pk=desk.action.pk)
    changed.sheets.add(UrgentSheet(section=desk.own, ua_number="UA 61/26"))
    sheet = propose_change(changed=changed, actor=person("Wri").actor, at=AT)
    UrgentSheet.objects.create(action=desk.action, ua_number="UA 60/26")  # and there is one an action
    gone = {"on": "2026-11-20", "tell_participants": False, "texts": {"de": {"title": "Verlegt", "body": ""}}}
    update = propose(
        kind="case.update", subject=public, section="ca", wanted=gone, actor=person("Ute").actor, at=AT
    )  # in a language that is spoken no more
    approver = as_role("approver", public.section)
    for proposal, text in ((sheet, "UA 61/26"), (update, "Verlegt")):
        page = approver.get(reverse("desk_proposal", args=[proposal.pk]))
        assert (page.status_code, text in page.content.decode()) == (200, True)
    answers = reverse("desk_case_answer", args=[public.pk])
    assert as_role("editor", public.section, "Edi").get(answers).status_code == 200
