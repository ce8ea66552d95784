"""Several people write on one public thing: nothing passes by itself, nothing is lost, and protecting is at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.desk.forms import open_form, rows
from tests.desk.world import AT, World, locale, person

from openletter.accounts.models import User
from openletter.actions.models import Action
from openletter.actions.operations import changing, composing, life
from openletter.actions.rules import ActionStatus
from openletter.cases import operations
from openletter.cases.models import Case, Development, PersonAtRisk, PersonWords
from openletter.cases.operations import changing as changing_case
from openletter.desk.viewsets.actions import EditAction
from openletter.desk.viewsets.cases import EditCase
from openletter.kernel import proposals
from openletter.kernel.audit import Actor
from openletter.kernel.models import AuditEntry, Proposal

SignIn = Callable[..., Client]
NOTE = {
    "visibility": "public", "kind": "arrest", "on": "2017-05-29", "original_wording": "", "standing": "allegation",
    "stated_days": "", "source_note": "",
}  # fmt: skip


@pytest.fixture
def live(desk: World) -> Action:
    """An action that people may be signing."""
    Action.objects.filter(pk=desk.action.pk).update(status=ActionStatus.LIVE)
    return Action.objects.get(pk=desk.action.pk)


@pytest.fixture
def edit(public: Case) -> str:
    """The form of the public case."""
    return reverse("cases:edit", args=[public.pk])


def _save(client: Client, url: str, **typed: Any) -> None:
    answer = client.post(url, open_form(client, url) | typed)
    assert answer.status_code == 302, "it is refused"


def _stopper() -> Actor:
    return person("Sam", "approver").actor


def test_a_name_written_while_the_person_is_to_be_hidden_is_not_published(
    public: Case, edit: str, as_role: SignIn
) -> None:
    editor = as_role("editor", public.section)
    _save(editor, edit, **{"people-0-visibility": "case_team", "words-0-headline": "A harmless change."})
    assert public.people.get().visibility == "case_team", "hiding goes at once"
    _save(editor, edit, **{"people-0-words-0-name": "A Full Name"})
    headline = public.in_language("en").headline
    _save(editor, edit, **{"people-0-visibility": "public", "words-0-headline": headline})
    assert public.people.get().visibility == "case_team", "to be shown again waits"
    assert Proposal.objects.exists()


def test_what_protects_goes_at_once_whatever_else_is_saved_with_it(public: Case, edit: str, as_role: SignIn) -> None:
    Case.objects.filter(pk=public.pk).update(exposure="vulnerable", warned_countries=["FR"])
    editor = as_role("editor", public.section)
    _save(
        editor, edit, **{
            "people-0-is_minor": "on", "hide_from_search": "on", "quick_exit": "on", "warn_ties_to_country": "on",
            "exposure": "high", "warned_countries": ["MA"], "words-0-headline": "A child was beaten.",
        },
    )  # fmt: skip
    public.refresh_from_db()
    assert public.people.get().is_minor
    assert (public.hide_from_search, public.quick_exit, public.warn_ties_to_country) == (True, True, True)
    assert (public.exposure, set(public.warned_countries)) == ("high", {"FR", "MA"})
    assert public.in_language("en").headline == "What happened."
    assert Proposal.objects.get().wanted["warned_countries"] == ["MA"], "that France is listed again waits"


def test_protecting_less_beside_what_waits_waits_too(public: Case, edit: str, as_role: SignIn) -> None:
    Case.objects.filter(pk=public.pk).update(exposure="high", warned_countries=["MA", "FR", "EG"])
    editor = as_role("editor", public.section)
    _save(editor, edit, exposure="ordinary", warned_countries=[])
    _save(editor, edit, exposure="vulnerable", warned_countries=["FR"])
    public.refresh_from_db()
    assert (public.exposure, public.warned_countries) == ("high", ["MA", "FR", "EG"])


def test_a_form_opened_before_somebody_wrote_takes_nothing_of_theirs_away(live: Action, as_role: SignIn) -> None:
    ada, call = as_role("editor", live.section, "Ada"), reverse("desk_publish_call", args=[live.pk])
    old = open_form(ada, call)
    _save(ada, call, title_en="Free him now")
    cy = as_role("editor", live.section, "Cy")
    answer = cy.post(call, old | {"demand0_en": "Let him go."})
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "Somebody wrote on this" in html
    assert "Let him go." in html, "what was typed is still there"
    assert "Free him now" in {row["title"] for row in Proposal.objects.get().wanted["words"]}
    _save(cy, call, demand0_en="Let him go.")
    assert len(Proposal.objects.get().writers) == 2
    url = reverse("desk_words", args=["action", live.pk, "en"])
    stale = open_form(cy, url)
    Proposal.objects.all().delete()
    assert cy.post(url, stale).status_code == 422, "it was decided on meanwhile"


def test_who_wrote_none_of_it_does_not_undo_what_waits(live: Action, as_role: SignIn) -> None:
    ada, call = as_role("editor", live.section, "Ada"), reverse("desk_publish_call", args=[live.pk])
    _save(ada, call, title_en="Free him now")
    cy = as_role("editor", live.section, "Cy")
    answer = cy.post(call, open_form(cy, call) | {"title_en": "Free him"})
    assert answer.status_code == 422
    assert "Only who wrote it can discard it." in answer.content.decode()
    assert Proposal.objects.exists()


def test_a_fact_is_not_there_twice_when_it_was_approved_while_a_form_stood_open(
    public: Case, edit: str, as_role: SignIn
) -> None:
    ada = as_role("editor", public.section, "Ada")
    words = [{"locale": str(locale("en").pk), "note": "Arrested."}]
    assert ada.post(edit, rows(open_form(ada, edit), "developments", NOTE | {"words": words})).status_code == 302
    cy = as_role("editor", public.section, "Cy")
    old = open_form(cy, edit)
    proposals.approve(proposal=Proposal.objects.get(), actor=person("Bea", "approver").actor, at=AT)
    answer = cy.post(edit, old | {"words-0-headline": "Typed by Cy."})
    assert answer.status_code == 200, "Wagtail's forms answer so when they are refused"
    html = answer.content.decode()
    assert "Somebody wrote on this, or decided on it" in html
    assert "Typed by Cy." in html
    assert Development.objects.filter(case=public).count() == 1
    assert not Proposal.objects.exists()


def test_an_office_put_back_waits_no_longer(live: Action, as_role: SignIn) -> None:
    editor, url = as_role("editor", live.section), reverse("desk_publish_targets", args=[live.pk])
    target = live.targets.get()
    editor.post(url, {"out": target.office_id})
    assert Proposal.objects.exists()
    editor.post(url, {"target": target.office_id})
    assert not Proposal.objects.exists()
    assert live.targets.get() == target


def test_words_that_were_sent_back_are_not_said_to_wait(public: Case, as_role: SignIn) -> None:
    editor, url = as_role("editor", public.section), reverse("desk_words", args=["case", public.pk, "en"])
    form = open_form(editor, url)
    headline = next(name for name in form if name.endswith("-headline"))
    editor.post(url, form | {headline: "He was beaten."})
    proposals.send_back(proposal=Proposal.objects.get(), reason="Say who.", actor=Actor(None, "Bea"), at=AT)
    assert "Say who." in editor.get(url).content.decode()
    told = editor.post(url, open_form(editor, url), follow=True).content.decode()
    assert "it does not wait" in told
    assert "It is kept and waits" not in told


def test_a_form_saved_while_somebody_stops_the_case_does_not_show_it_again(
    public: Case, edit: str, as_role: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped_meanwhile(view: Any, queryset: Any = None) -> Any:
        row = opened(view, queryset)
        if view.request.method == "POST":
            operations.recall(case=public, actor=_stopper(), at=AT, reason="Danger")
        return row

    opened = EditCase.get_object
    monkeypatch.setattr(EditCase, "get_object", stopped_meanwhile)
    editor = as_role("editor", public.section)
    editor.post(edit, open_form(editor, edit) | {"priority": "urgent"})
    public.refresh_from_db()
    assert public.recalled_at is not None
    assert public.priority != "urgent", "it is looked at again"


def test_a_form_saved_while_somebody_stops_the_action_does_not_open_it_again(
    live: Action, as_role: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped_meanwhile(view: Any, queryset: Any = None) -> Any:
        row = opened(view, queryset)
        if view.request.method == "POST":
            life.suspend(action=live, actor=_stopper(), at=AT, reason="Danger")
        return row

    opened = EditAction.get_object
    monkeypatch.setattr(EditAction, "get_object", stopped_meanwhile)
    editor, form = as_role("editor", live.section), reverse("actions:edit", args=[live.pk])
    editor.post(form, open_form(editor, form))
    live.refresh_from_db()
    assert live.status == ActionStatus.SUSPENDED


def test_taking_a_fact_off_the_pages_does_not_show_a_stopped_case_again(public: Case) -> None:
    fact = Development.objects.create(case=public, kind="arrest", on="2017-05-29", visibility="public")
    before = Case.objects.get(pk=public.pk)
    operations.recall(case=public, actor=_stopper(), at=AT, reason="Danger")
    operations.hide(case=before, relation="developments", pk=fact.pk, actor=Actor(None, "Edi"), at=AT)
    public.refresh_from_db()
    assert public.recalled_at is not None


def test_a_restricted_fact_is_not_opened_to_the_team_by_taking_it_off_the_pages(public: Case, as_role: SignIn) -> None:
    public.people.update(visibility="restricted")
    url = reverse("desk_case_hide", args=[public.pk])
    answer = as_role("editor", public.section).post(url, {"fact": f"people:{public.people.get().pk}"})
    assert answer.status_code == 422
    assert public.people.get().visibility == "restricted"


def test_who_approves_reads_every_word_that_comes_onto_the_pages(public: Case, edit: str, as_role: SignIn) -> None:
    ada = as_role("editor", public.section, "Ada")
    _save(ada, edit, **{"people-0-visibility": "case_team"})
    _save(ada, edit, **{"people-0-words-0-name": "A Full Name"})
    _save(ada, edit, **{"people-0-visibility": "public"})
    bea = as_role("approver", public.section, "Bea")
    page = bea.get(reverse("desk_proposal", args=[Proposal.objects.get().pk])).content.decode()
    assert "A Full Name" in page


def test_a_form_opened_before_a_fact_was_hidden_or_approved_undoes_neither(
    public: Case, edit: str, as_role: SignIn
) -> None:
    ada = as_role("editor", public.section, "Ada")
    old = open_form(ada, edit)
    cy = as_role("editor", public.section, "Cy")
    _save(cy, edit, **{"people-0-visibility": "case_team"})
    assert cy.post(edit, old | {"priority": "urgent"}).status_code == 200
    assert public.people.get().visibility == "case_team"
    assert not Proposal.objects.exists()
    old = open_form(cy, edit)
    _save(cy, edit, **{"words-0-place": "Al Hoceima"})
    proposals.approve(proposal=Proposal.objects.get(), actor=person("Bea", "approver").actor, at=AT)
    assert cy.post(edit, old | {"priority": "urgent"}).status_code == 200
    assert public.in_language("en").place == "Al Hoceima"


def test_words_of_another_language_wait_and_are_shown_as_such(public: Case, edit: str, as_role: SignIn) -> None:
    editor = as_role("editor", public.section)
    public.words.filter(locale=locale("fr")).delete()
    _save(editor, edit, **{"words-0-locale": str(locale("fr").pk)})
    assert [row.language for row in public.words.all()] == ["en"]
    page = editor.get(reverse("desk_proposal", args=[Proposal.objects.get().pk])).content.decode()
    assert "Français" in page


def test_what_cannot_stand_beside_each_other_is_said_and_no_error_of_ours(
    public: Case, edit: str, as_role: SignIn
) -> None:
    editor = as_role("editor", public.section)
    en, fr = str(locale("en").pk), str(locale("fr").pk)
    form = open_form(editor, edit)
    typed = {"words-0-locale": fr, "words-1-locale": en} if form["words-0-locale"] == en else {
        "words-0-locale": en, "words-1-locale": fr,
    }  # fmt: skip
    editor.post(edit, form | typed)
    approver = as_role("approver", public.section, "Bea")
    for proposal in Proposal.objects.all():
        url = reverse("desk_proposal", args=[proposal.pk])
        assert approver.post(url, open_form(approver, url) | {"do": "approve"}).status_code in (302, 422)


def test_protecting_holds_where_undoing_the_rest_is_refused(public: Case, edit: str, as_role: SignIn) -> None:
    ada = as_role("editor", public.section, "Ada")
    headline = public.in_language("en").headline
    _save(ada, edit, **{"words-0-headline": "He was beaten."})
    cy = as_role("editor", public.section, "Cy")
    _save(cy, edit, **{"words-0-headline": headline, "hide_from_search": "on"})
    public.refresh_from_db()
    assert public.hide_from_search
    assert Proposal.objects.exists(), "only who wrote it discards it"


def test_on_a_childs_case_only_what_changes_is_shown(public: Case, edit: str, as_role: SignIn) -> None:
    editor = as_role("editor", public.section)
    _save(editor, edit, **{"people-0-is_minor": "on"})
    _save(editor, edit, **{"words-0-headline": "He was beaten."})
    page = editor.get(reverse("desk_proposal", args=[Proposal.objects.get().pk])).content.decode()
    assert "About child" not in page


def test_words_written_while_somebody_approves_are_not_approved_with_it(
    desk: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    Action.objects.filter(pk=desk.action.pk).update(status=ActionStatus.IN_REVIEW)
    action = Action.objects.get(pk=desk.action.pk)
    Action.objects.filter(pk=action.pk).update(status=ActionStatus.APPROVED)  # `action` was read before
    words = {"en": {"title": "Never seen by anyone", "ask": "Ask."}}
    composing.call(action=action, words=words, demands=[], actor=person("Ada", "editor").actor, at=AT)
    assert Action.objects.get(pk=action.pk).in_language("en").title == "Free him"
    assert Proposal.objects.exists()


def test_what_a_draft_took_in_is_told_with_its_writers(live: Action, as_role: SignIn) -> None:
    ada, call = as_role("editor", live.section, "Ada"), reverse("desk_publish_call", args=[live.pk])
    _save(ada, call, title_en="Ada’s title")
    Action.objects.filter(pk=live.pk).update(status=ActionStatus.CHANGES_REQUESTED)
    cy = as_role("editor", live.section, "Cy")
    _save(cy, call, ask_en="Cy’s ask.")
    entry = AuditEntry.objects.get(verb=changing.TAKEN_IN)
    assert (entry.actor, entry.after["writers"]) == ("Cy", [User.objects.get(first_name="Ada").pk])
    assert {row["title"] for row in entry.after["words"]} >= {"Ada’s title"}
    assert {row["title"] for row in entry.before["words"]} == {"Free him"}
    assert AuditEntry.objects.filter(verb="proposal.taken_in").exists()
    assert not AuditEntry.objects.filter(verb="proposal.discarded").exists()


def _restricted(note: str) -> dict[str, Any]:
    return NOTE | {"visibility": "restricted", "words": [{"locale": str(locale("en").pk), "note": note}]}


def test_what_is_on_no_page_is_saved_at_once_and_is_no_part_of_what_waits(
    public: Case, edit: str, as_role: SignIn
) -> None:
    researcher = as_role("researcher", public.section, "Ada")
    form = open_form(researcher, edit) | {"words-0-headline": "He was beaten."}
    assert researcher.post(edit, rows(form, "developments", _restricted("Told by a guard."))).status_code == 302
    fact = public.developments.get()
    assert (fact.visibility, fact.words.get().note) == ("restricted", "Told by a guard.")
    waits = Proposal.objects.get()
    assert "guard" not in str((waits.wanted, waits.base))
    entry = AuditEntry.objects.get(verb=changing_case.KEPT)
    assert (entry.actor, "guard" in str(entry.after), "beaten" in str(entry.after)) == ("Ada", True, False)
    _save(researcher, edit, **{"developments-0-words-0-note": "Told by a nurse.", "words-0-place": "Al Hoceima"})
    assert public.developments.get().words.get().note == "Told by a nurse."
    assert "nurse" not in str(Proposal.objects.get().wanted)
    bea = as_role("approver", public.section, "Bea")
    page = reverse("desk_proposal", args=[waits.pk])
    assert bea.post(page, open_form(bea, page) | {"do": "approve"}).status_code == 302
    words = Case.objects.get(pk=public.pk).in_language("en")
    assert (words.headline, words.place) == ("He was beaten.", "Al Hoceima")
    assert [row.words.get().note for row in public.developments.all()] == ["Told by a nurse."], "neither lost nor twice"


def test_words_beside_another_language_are_parted_the_same_way(public: Case, as_role: SignIn) -> None:
    fact = Development.objects.create(case=public, kind="arrest", on="2017-05-29", visibility="restricted")
    fact.words.model.objects.create(fact=fact, locale=locale("en"), note="Told by a guard.")
    researcher, url = (
        as_role("researcher", public.section, "Ada"),
        reverse("desk_words", args=["case", public.pk, "en"]),
    )
    form = open_form(researcher, url)
    changed = {"Told by a guard.": "Told by a nurse.", "What happened.": "He was beaten."}
    named = {name: changed[text.strip()] for name, text in form.items() if str(text).strip() in changed}
    assert len(named) == 2
    assert researcher.post(url, form | named).status_code == 302
    assert fact.words.model.objects.get(fact=fact).note == "Told by a nurse."
    assert public.in_language("en").headline == "What happened."
    waits = Proposal.objects.get()
    assert ("nurse" in str(waits.wanted), "beaten" in str(waits.wanted)) == (False, True)


def test_a_fact_that_is_deleted_off_the_pages_is_gone_at_once_beside_words_that_wait(
    public: Case, edit: str, as_role: SignIn
) -> None:
    Development.objects.create(case=public, kind="arrest", on="2017-05-29", visibility="restricted")
    researcher = as_role("researcher", public.section, "Ada")
    _save(researcher, edit, **{"words-0-headline": "He was beaten.", "developments-0-DELETE": "on"})
    assert not public.developments.exists()
    assert public.in_language("en").headline == "What happened."


@pytest.mark.parametrize("how", [{"people-1-is_minor": ""}, {"people-1-DELETE": "on"}])
def test_a_child_that_is_known_to_few_is_not_un_marked_by_who_may_not_see_it(
    public: Case, edit: str, as_role: SignIn, how: dict[str, str]
) -> None:
    child = PersonAtRisk.objects.create(case=public, visibility="restricted", is_minor=True)
    PersonWords.objects.create(fact=child, locale=locale("en"), name="Sam")
    researcher = as_role("researcher", public.section, "Ada")
    form = {name: value for name, value in open_form(researcher, edit).items() if name not in how}
    typed = {"words-0-headline": "He was beaten.", "people-1-born": "2010"}
    typed |= {name: value for name, value in how.items() if value}
    assert researcher.post(edit, form | typed).status_code == 302
    assert public.people.get(pk=child.pk).is_minor
    bea = as_role("approver", public.section, "Bea")
    page = reverse("desk_proposal", args=[Proposal.objects.get().pk])
    html = bea.get(page).content.decode()
    assert ("facts that you may not see" in html, "Approve and publish" in html) == (True, False)
    assert bea.post(page, open_form(bea, page) | {"do": "approve"}).status_code == 422
    assert public.people.get(pk=child.pk).is_minor
    root = as_role("admin", public.section, "Root")
    assert "Under 18" in root.get(page).content.decode()
    assert root.post(page, open_form(root, page) | {"do": "approve"}).status_code == 302
    assert not public.people.filter(is_minor=True).exists()
