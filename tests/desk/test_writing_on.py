"""What waits or was sent back is what its writers find wherever they write on; what they undo waits no longer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from tests.desk.forms import open_form
from tests.desk.world import AT, World, action, locale, office, person

from openletter.accounts.models import User
from openletter.actions.models import Action, ActionWords, SheetWords, UrgentSheet
from openletter.actions.operations import life
from openletter.actions.operations.changing import propose_change
from openletter.actions.rules import ActionStatus
from openletter.cases.models import Case
from openletter.kernel import audit, proposals
from openletter.kernel.audit import Actor
from openletter.kernel.models import Proposal
from openletter.kernel.second import SecondPersonNeeded

SignIn = Callable[..., Client]
BEATEN = {"headline_en": "He was beaten.", "concern": "arbitrary_detention"}


@pytest.fixture
def live(desk: World) -> Action:
    """An action that people may be signing."""
    Action.objects.filter(pk=desk.action.pk).update(status=ActionStatus.LIVE)
    return Action.objects.get(pk=desk.action.pk)


def _at(step: str, action: Action) -> str:
    return reverse(f"desk_publish_{step}", args=[action.pk])


def _save(client: Client, url: str, **typed: str) -> str:
    """The page after saving what the form held, with this typed over it."""
    answer = client.post(url, open_form(client, url) | typed, follow=True)
    assert answer.redirect_chain, f"{url} refused it"
    return str(answer.content.decode())


def _send_back() -> Proposal:
    return proposals.send_back(proposal=Proposal.objects.get(), reason="Say who.", actor=Actor(None, "Bea"), at=AT)


def test_the_path_shows_what_waits_and_saving_it_changes_nothing(live: Action, desk: World, as_role: SignIn) -> None:
    editor = as_role("editor", desk.own)
    call = _at("call", live)
    assert "It is kept and waits" in _save(editor, call, title_en="Free him now", demand1_en="Say where he is.")
    before = Proposal.objects.get()
    shown = editor.get(call).content.decode()
    assert "Free him now" in shown
    assert "Say where he is." in shown
    assert "readers see what stood before" in shown
    assert "It is kept and waits" not in _save(editor, call)
    assert Proposal.objects.get().written_at == before.written_at, "whoever reads it now is not disturbed"
    _save(editor, call, demand1_fr="Dire où il est.")
    approver = as_role("approver", desk.own, "Bea")
    url = reverse("desk_proposal", args=[before.pk])
    assert approver.post(url, open_form(approver, url) | {"do": "approve"}).status_code == 302
    row = Action.objects.get(pk=live.pk)
    assert row.in_language("en").title == "Free him now"
    assert [sorted(demand.languages()) for demand in row.demands.all()] == [["en", "fr"], ["en", "fr"]]


def test_what_is_undone_on_the_path_waits_no_longer(live: Action, desk: World, as_role: SignIn) -> None:
    editor = as_role("editor", desk.own)
    _save(editor, _at("call", live), title_en="Free him now")
    assert "nothing waits any more" in _save(editor, _at("call", live), title_en="Free him")
    assert not Proposal.objects.exists()


def test_what_was_sent_back_says_so_until_it_is_changed_or_sent_again(
    live: Action, desk: World, as_role: SignIn
) -> None:
    editor, call = as_role("editor", desk.own, "Ada"), _at("call", live)
    _save(editor, call, title_en="Free him now")
    sent = _send_back()
    shown = editor.get(call).content.decode()
    assert "Free him now" in shown
    assert "Say who." in shown
    assert "it does not wait" in _save(editor, call), "saving it as it was is no answer"
    assert Proposal.objects.get().returned_at is not None
    url = reverse("desk_proposal", args=[sent.pk])
    other = as_role("editor", desk.own, "Cy")
    assert other.post(url, open_form(other, url) | {"do": "again"}).status_code == 422, "its writers send it again"
    editor.force_login(User.objects.get(first_name="Ada"))
    assert "Send it again as it is" in editor.get(url).content.decode()
    assert editor.post(url, open_form(editor, url) | {"do": "again"}).status_code == 302
    assert Proposal.objects.get().returned_at is None
    _send_back()
    assert "It is kept and waits" in _save(editor, call, title_en="Free Nasser now")
    assert Proposal.objects.get().returned_at is None


@pytest.mark.parametrize(("step", "field", "text"), [
    ("text", "body_en", "Please let him go."), ("terms", "deadline", "2031-05-01"), ("languages", "languages", "fr"),
])  # fmt: skip
def test_each_step_shows_what_waits(
    live: Action, desk: World, as_role: SignIn, step: str, field: str, text: str
) -> None:
    editor = as_role("editor", desk.own)
    _save(editor, _at(step, live), **{field: text})
    assert Proposal.objects.exists()
    assert open_form(editor, _at(step, live))[field] in (text, [text], f"\n{text}")
    assert Action.objects.get(pk=live.pk).deadline == live.deadline


def test_an_action_does_not_lose_its_only_office(live: Action, desk: World, as_role: SignIn) -> None:
    editor, url = as_role("editor", desk.own), _at("targets", live)
    office = live.targets.get().office_id
    editor.post(url, {"out": office})
    shown = editor.get(url).content.decode()
    assert f'name="out" value="{office}"' not in shown
    assert "Still missing" in shown
    approver = as_role("approver", desk.own, "Bea")
    page = reverse("desk_proposal", args=[Proposal.objects.get().pk])
    answer = approver.post(page, open_form(approver, page) | {"do": "approve"})
    assert answer.status_code == 422
    assert "The action still lacks: a target." in answer.content.decode()
    assert live.targets.exists()


def test_the_case_as_its_writers_left_it(public: Case, desk: World, as_role: SignIn) -> None:
    editor = as_role("editor", public.section)
    url = _at("case", desk.action)
    assert "It is kept and waits" in _save(editor, url, **BEATEN)
    assert open_form(editor, url)["headline_en"] == "He was beaten."
    assert "It is kept and waits" not in _save(editor, url)
    assert "He was beaten." in editor.get(reverse("desk_words", args=["case", public.pk, "en"])).content.decode()
    _save(editor, url, headline_en=public.in_language("en").headline)
    assert [row["concern"] for row in Proposal.objects.get().wanted["concerns"]] == ["arbitrary_detention"]
    assert not public.concerns.exists()


def test_marking_a_child_goes_at_once_beside_what_waits(public: Case, desk: World, as_role: SignIn) -> None:
    editor = as_role("editor", public.section)
    url = _at("case", desk.action)
    _save(editor, url, **BEATEN)
    waited = Proposal.objects.get()
    _save(editor, url, is_minor="on")
    assert public.people.get().is_minor
    assert public.in_language("en").headline != "He was beaten."
    assert Proposal.objects.get().written_at == waited.written_at
    assert open_form(editor, url)["headline_en"] == "He was beaten."
    edit = reverse("cases:edit", args=[public.pk])
    _save(editor, edit, hide_from_search="on")
    public.refresh_from_db()
    assert public.hide_from_search
    assert Proposal.objects.get().written_at == waited.written_at


@pytest.mark.parametrize(("step", "typed"), [
    ("update", {"title_en": "He was moved."}),
    ("outcome", {"type": "released_unconditional", "on": "2026-05", "summary_en": "He is at home."}),
])  # fmt: skip
def test_news_that_were_sent_back_are_written_on(
    public: Case, as_role: SignIn, step: str, typed: dict[str, str]
) -> None:
    editor = as_role("editor", public.section, "Ada")
    url = reverse(f"desk_case_{step}", args=[public.pk])
    _save(editor, url, **typed)
    sent = _send_back()
    page = editor.get(reverse("desk_proposal", args=[sent.pk])).content.decode()
    write_on = f"{url}?change={sent.pk}"
    assert write_on in page
    assert "Say who." in editor.get(write_on).content.decode()
    assert "it does not wait" in _save(editor, write_on)
    other = as_role("editor", public.section, "Cy")
    name, text = next((name, text) for name, text in typed.items() if name.endswith("_en"))
    assert open_form(other, write_on)[name].strip() == text
    assert "It is kept and waits" in _save(other, write_on, **{name: f"{text} They say."})
    now = Proposal.objects.get()
    assert (now.pk, now.returned_at, len(now.writers)) == (sent.pk, None, 2)
    assert f"{text} They say." in str(now.wanted)
    form = open_form(other, write_on)
    now.delete()
    late = other.post(write_on, form | {name: "Typed late."})
    assert late.status_code == 422, "somebody has decided meanwhile"
    assert "Typed late." in late.content.decode()
    assert other.get(write_on).status_code == 404
    assert not Proposal.objects.exists()


def test_words_are_written_on_with_what_waits(live: Action, desk: World, as_role: SignIn) -> None:
    editor = as_role("editor", desk.own)
    _save(editor, _at("call", live), title_en="Free him now", demand1_en="Say where he is.")
    url = reverse("desk_words", args=["action", live.pk, "en"])
    form = open_form(editor, url)
    demand = next(name for name, text in form.items() if text == "Say where he is.")
    assert "Free him now" in form.values()
    assert editor.post(url, form | {demand: "Say where he is held."}).status_code == 302
    wanted = Proposal.objects.get().wanted
    assert [words["text"] for row in wanted["demands"] for words in row["words"]] == [
        "Release him.", "Release him.", "Say where he is held.",
    ]  # fmt: skip


def test_a_language_that_somebody_else_put_up_meanwhile_is_not_there_twice(
    live: Action, desk: World, as_role: SignIn
) -> None:
    ActionWords.objects.filter(fact=live, locale=locale("fr")).delete()
    editor = as_role("editor", desk.own)
    _save(editor, _at("call", live), title_fr="Libérez-le", ask_fr="Demandez sa libération.")
    ActionWords.objects.create(fact=live, locale=locale("fr"), title="Qu’il soit libre", ask="Demandez-le.")
    assert open_form(editor, _at("call", live))["title_fr"] == "Libérez-le"
    approver = as_role("approver", desk.own, "Bea")
    url = reverse("desk_proposal", args=[Proposal.objects.get().pk])
    assert approver.post(url, open_form(approver, url) | {"do": "approve"}).status_code == 302
    assert [row.title for row in live.words.filter(locale=locale("fr"))] == ["Libérez-le"]


@pytest.mark.parametrize("whole", [True, False])
def test_what_waits_of_an_action_that_is_a_draft_again_becomes_part_of_it_with_its_writers(
    desk: World, as_role: SignIn, whole: bool
) -> None:
    Action.objects.filter(pk=desk.action.pk).update(status=ActionStatus.APPROVED)
    call = _at("call", desk.action)
    _save(as_role("admin", desk.own, "Root"), call, title_en="Free him now")
    life.request_changes(action=desk.action, reason="Say who.", actor=Actor(None, "Bea"), at=AT)
    editor = as_role("editor", desk.own, "Edi")
    if whole:
        _save(editor, reverse("actions:edit", args=[desk.action.pk]))
    else:
        _save(editor, call, title_fr="Libérez-le")
    assert not Proposal.objects.exists()
    action = Action.objects.get(pk=desk.action.pk)
    assert action.in_language("en").title == "Free him now"
    life.submit(action=action, actor=Actor(None, "Edi"), at=AT)
    with pytest.raises(SecondPersonNeeded):
        life.approve(action=action, actor=User.objects.get(first_name="Root").actor, at=AT)


def test_what_is_sent_back_says_why_and_waits_again_once_it_is_changed(public: Case, as_role: SignIn) -> None:
    edit = reverse("cases:edit", args=[public.pk])
    editor = as_role("editor", public.section)
    editor.post(edit, open_form(editor, edit) | {"words-0-headline": "One."})
    proposal = Proposal.objects.get()
    approver = as_role("approver", public.section, "Bea")
    url = reverse("desk_proposal", args=[proposal.pk])
    back = open_form(approver, url) | {"do": "return"}
    assert approver.post(url, back).status_code == 422, "say what to change"
    assert approver.post(url, back | {"reason": "Say when."}).status_code == 302
    assert "Say when." in approver.get(reverse("cases:inspect", args=[public.pk])).content.decode()
    again = as_role("editor", public.section, "Cy")
    again.post(edit, open_form(again, edit) | {"words-0-headline": "One, in May."})
    assert Proposal.objects.get().returned_at is None
    assert len(Proposal.objects.get().writers) == 2


def test_an_office_deleted_while_it_waits_is_named_and_left_out_by_who_writes_on(
    live: Action, desk: World, as_role: SignIn
) -> None:
    gone, targets = office("gone"), _at("targets", live)
    editor = as_role("editor", desk.own, "Ada")
    editor.post(targets, {"copy": gone.pk})
    _save(editor, _at("call", live), title_en="Free him now")
    audit.record(actor=Actor(None, "Edi"), verb="office_edited", subject=gone, at=AT)
    gone.delete()
    page = reverse("desk_proposal", args=[Proposal.objects.get().pk])
    approver = as_role("approver", desk.own, "Bea")
    answer = approver.post(page, open_form(approver, page) | {"do": "approve"})
    assert answer.status_code == 422
    assert "is not there any more: office: Minister of Justice." in answer.content.decode()
    editor.force_login(User.objects.get(first_name="Ada"))
    assert editor.get(targets).status_code == 200
    _save(editor, _at("call", live))
    approver.force_login(User.objects.get(first_name="Bea"))
    assert approver.post(page, open_form(approver, page) | {"do": "approve"}).status_code == 302
    assert Action.objects.get(pk=live.pk).in_language("en").title == "Free him now"


@pytest.mark.parametrize(("elsewhere", "why"), [(False, "was added twice"), (True, "stands on another action by now")])
def test_a_sheet_that_has_no_room_any_more_is_refused_with_the_way_out(
    live: Action, desk: World, as_role: SignIn, elsewhere: bool, why: str
) -> None:
    changed = Action.objects.get(pk=live.pk)
    sheet = UrgentSheet(section=desk.own, ua_number="UA 61/26")
    sheet.words.add(SheetWords(locale=locale("en"), summary="He was beaten."))
    changed.sheets.add(sheet)
    propose_change(changed=changed, actor=person("Wri").actor, at=AT)
    other = UrgentSheet.objects.create(
        action=action(desk.case) if elsewhere else live, ua_number="UA 61/26" if elsewhere else "UA 60/26"
    )
    SheetWords.objects.create(fact=other, locale=locale("en"), summary="He was beaten.")
    editor, call = as_role("editor", desk.own, "Ada"), _at("call", live)
    answer = editor.post(call, open_form(editor, call) | {"title_en": "Free him now"})
    assert (answer.status_code, why in answer.content.decode()) == (422, True)
    edit = reverse("actions:edit", args=[live.pk])
    mended = {"sheets-0-ua_number": "UA 62/26"} if elsewhere else {"sheets-1-DELETE": "on"}
    _save(editor, edit, **mended | {"words-0-title": "Free him now"})
    page = reverse("desk_proposal", args=[Proposal.objects.get().pk])
    approver = as_role("approver", desk.own, "Bea")
    assert approver.post(page, open_form(approver, page) | {"do": "approve"}).status_code == 302
    assert UrgentSheet.objects.filter(action=live).count() == 1
