"""Taking another section's action at the desk, saying what is one's own, and deciding on what the original changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.db.models import Q
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.desk import world as making
from tests.desk.world import AT, World, person

from openletter.actions.models import Action, ActionWords, LedgerEntry
from openletter.actions.operations import adapting
from openletter.actions.operations.life import approve, submit
from openletter.cases.models import Case
from openletter.kernel import words
from openletter.kernel.audit import SYSTEM
from openletter.kernel.models import Proposal
from openletter.kernel.proposals import approve as approve_change
from openletter.kernel.proposals import discard
from openletter.sections.rules import Role

AsRole = Callable[..., Client]


@pytest.fixture
def offered(desk: World) -> Action:
    """The other section's petition, in French and Arabic, offered to all."""
    making.consent(desk.foreign_case)
    Case.objects.filter(pk=desk.foreign_case.pk).update(released_at=AT)
    Action.objects.filter(pk=desk.foreign_action.pk).update(status="live", offered_at=AT)
    desk.foreign_action.refresh_from_db()
    return desk.foreign_action


@pytest.fixture
def taken(desk: World, offered: Action) -> Action:
    """What our section made of it, in French."""
    return adapting.take(original=offered, section=desk.own, actor=SYSTEM, at=AT)


def _sent(client: Client, url: str) -> dict[str, Any]:
    """The form of a page as a browser would send it back."""
    form = client.get(url).context["form"]
    return {
        field.html_name: "" if (value := field.value()) is None else value for field in form if field.html_name != ""
    }


def test_the_list_says_who_offers_what_and_who_took_it(desk: World, as_role: AsRole, taken: Action) -> None:
    body = as_role(Role.EDITOR, desk.own).get(reverse("desk_offered")).content.decode()
    assert "Libérez-le" in body
    assert "Section FR" in body
    assert "Section CA" in body
    assert "Free him" not in body


def test_what_is_not_offered_is_no_page(desk: World, as_role: AsRole) -> None:
    client = as_role(Role.EDITOR, desk.own)
    assert client.get(reverse("desk_offered_action", args=[desk.foreign_action.pk])).status_code == 404


def test_an_editor_takes_it_for_their_section(desk: World, as_role: AsRole, offered: Action) -> None:
    client = as_role(Role.EDITOR, desk.own)
    url = reverse("desk_offered_action", args=[offered.pk])
    assert "Take this action for our section" in client.get(url).content.decode()
    answer = client.post(url, {"section": desk.own.pk})
    draft = Action.objects.get(original=offered)
    assert answer.url == reverse("desk_action_adapt", args=[draft.pk])  # type: ignore[attr-defined]
    assert (draft.section, draft.status) == (desk.own, "draft")
    assert client.post(url, {"section": desk.own.pk}).status_code == 422


@pytest.mark.parametrize("role", [Role.APPROVER, Role.TRANSLATOR])
def test_who_drafts_nothing_takes_nothing(desk: World, as_role: AsRole, offered: Action, role: str) -> None:
    client = as_role(role, desk.own)
    assert client.post(reverse("desk_offered_action", args=[offered.pk]), {"section": desk.own.pk}).status_code == 422
    assert not Action.objects.filter(original=offered).exists()


def test_own_words_are_kept_and_the_rest_follows(desk: World, as_role: AsRole, taken: Action) -> None:
    client, url = as_role(Role.EDITOR, desk.own), reverse("desk_action_adapt", args=[taken.pk])
    data = _sent(client, url)
    title = next(name for name, value in data.items() if value == "Libérez-le")
    embassy = making.office("embassy")
    answer = client.post(
        url, {**data, title: "Rendez-lui la liberté", "deadline": "2098-01-31", "copies": [embassy.pk]}
    )
    assert answer.status_code == 302
    taken.refresh_from_db()
    assert ActionWords.objects.get(fact=taken).title == "Rendez-lui la liberté"
    assert str(taken.deadline) == "2098-01-31"
    assert [row.office for row in taken.targets.filter(role="copy")] == [embassy]
    assert client.get(reverse("actions:edit", args=[taken.pk])).status_code in (302, 404)


def test_an_emptied_title_comes_back_beside_its_field(desk: World, as_role: AsRole, taken: Action) -> None:
    client, url = as_role(Role.EDITOR, desk.own), reverse("desk_action_adapt", args=[taken.pk])
    data = _sent(client, url)
    title = next(name for name, value in data.items() if value == "Libérez-le")
    answer = client.post(url, {**data, title: "", "goal": "5000"})
    assert answer.status_code == 422
    assert "5000" in answer.content.decode()


def test_the_change_is_marked_word_by_word_and_decided(desk: World, as_role: AsRole, taken: Action) -> None:
    words.write(desk.foreign_action, {"fr": {"title": "Libérez-le aujourd’hui"}})
    client, url = as_role(Role.EDITOR, desk.own), reverse("desk_action_original", args=[taken.pk])
    page = client.get(url)
    body = page.content.decode()
    assert "<ins>" in body
    (question,) = page.context["questions"]
    assert question.theirs_first
    sent = {"number": "1", "key_0": question.proposal.key, "digest_0": question.proposal.digest}
    assert client.post(url, sent).status_code == 422
    assert client.post(url, {**sent, "choice_0": "theirs"}).status_code == 302
    assert ActionWords.objects.get(fact=taken).title == "Libérez-le aujourd’hui"
    assert "have decided on it" in client.get(url).content.decode()


def test_theirs_enters_settled_words_once_a_second_person_agrees(desk: World, as_role: AsRole, taken: Action) -> None:
    for step in (submit, approve):
        step(action=taken, actor=SYSTEM, at=AT)
    words.write(desk.foreign_action, {"fr": {"title": "Autre"}})
    (one,) = adapting.proposals_for(taken)
    sent = {"number": "1", "key_0": one.key, "digest_0": one.digest}
    url = reverse("desk_action_original", args=[taken.pk])
    editor = as_role(Role.EDITOR, desk.own)
    assert editor.post(url, {**sent, "choice_0": "theirs"}).status_code == 302
    assert ActionWords.objects.get(fact=taken).title == "Libérez-le", "people may be acting under it"
    assert adapting.proposals_for(taken) == (), "it is decided, and waits"
    assert [one.theirs for one in adapting.decided_on(taken)] == ["Autre"]
    assert adapting.undecided(Q(section=desk.own), most=60) == []
    page = editor.get(url).content.decode()
    assert ("if it is discarded you are asked again" in page, "have decided on it" in page) == (True, False)
    approve_change(proposal=Proposal.objects.get(), actor=person("Bea", Role.APPROVER, desk.own).actor, at=AT)
    assert ActionWords.objects.get(fact=taken).title == "Autre"
    assert adapting.proposals_for(taken) == adapting.decided_on(taken) == ()
    words.write(taken, {"fr": {"title": "À nous"}})
    assert adapting.proposals_for(taken) == (), "what was taken counts as taken"


def test_what_was_to_be_taken_and_is_discarded_is_asked_again(desk: World, as_role: AsRole, taken: Action) -> None:
    for step in (submit, approve):
        step(action=taken, actor=SYSTEM, at=AT)
    words.write(desk.foreign_action, {"fr": {"title": "Autre"}})
    ada = person("Ada", Role.EDITOR, desk.own).actor

    def take() -> None:
        (one,) = adapting.proposals_for(taken)
        adapting.decide(action=taken, take_theirs={one.key: one.digest}, keep_ours={}, actor=ada, at=AT)

    take()
    ask = "words::fr:ask"
    own = adapting.Own({ask: "Demandez-le."}, None, None, None, 0, ())
    adapting.adapt(action=taken, own=own, actor=ada, at=AT)
    assert adapting.proposals_for(taken) == (), "who writes on takes it along"
    discard(proposal=Proposal.objects.get(), actor=ada, at=AT)
    assert [one.theirs for one in adapting.proposals_for(taken)] == ["Autre"]
    take()
    ours = adapting.Own({"words::fr:title": "Libérez-le"}, None, None, None, 0, ())
    adapting.adapt(action=taken, own=ours, actor=ada, at=AT)
    assert not Proposal.objects.exists(), "ours was put back"
    assert len(adapting.proposals_for(taken)) == 1


def test_what_the_original_says_no_more_is_gone_here_once_a_second_person_agrees(desk: World, taken: Action) -> None:
    for step in (submit, approve):
        step(action=taken, actor=SYSTEM, at=AT)
    words.write(desk.foreign_action, {"fr": {"button": "Signez"}})
    ada, bea = person("Ada", Role.EDITOR, desk.own).actor, person("Bea", Role.APPROVER, desk.own).actor
    for theirs in ("Signez", ""):
        words.write(desk.foreign_action, {"fr": {"button": theirs}})
        (one,) = adapting.proposals_for(taken)
        adapting.decide(action=taken, take_theirs={one.key: one.digest}, keep_ours={}, actor=ada, at=AT)
        assert len(adapting.decided_on(taken)) == 1
        approve_change(proposal=Proposal.objects.get(), actor=bea, at=AT)
        assert adapting.proposals_for(taken) == adapting.decided_on(taken) == ()
        assert ActionWords.objects.get(fact=taken).button == theirs


def test_the_page_of_an_action_says_what_all_sections_reached_together(
    desk: World, as_role: AsRole, taken: Action
) -> None:
    for action, number in ((taken, 15), (desk.foreign_action, 785)):
        LedgerEntry.objects.create(
            action=action, source="historic", quantity=number, reason="Counted before", recorded_at=AT
        )
    page = as_role(Role.EDITOR, desk.own).get(reverse("actions:inspect", args=[taken.pk])).content.decode()
    assert '<p class="desk-number">15</p>' in page
    assert "800 together with the same action in other sections" in page


def test_today_says_which_originals_changed(desk: World, as_role: AsRole, taken: Action) -> None:
    client = as_role(Role.EDITOR, desk.own)
    assert "Originals that changed" not in client.get("/desk/").content.decode()
    words.write(desk.foreign_action, {"fr": {"title": "Autre"}})
    assert "Originals that changed" in client.get("/desk/").content.decode()


@pytest.mark.parametrize("name", ["desk_action_adapt", "desk_action_original"])
def test_pages_of_adaptations_are_there_for_them_alone(desk: World, as_role: AsRole, taken: Action, name: str) -> None:
    client = as_role(Role.ADMIN, desk.own)
    assert client.get(reverse(name, args=[desk.action.pk])).status_code == 404
    assert client.get(reverse(name, args=[taken.pk])).status_code == 200
    client.logout()
    stranger = as_role(Role.ADMIN, desk.other, name="Bea")
    assert stranger.get(reverse(name, args=[taken.pk])).status_code == 404


def test_lists_ask_as_much_for_three_as_for_one(desk: World, as_role: AsRole) -> None:
    client, asked = as_role(Role.EDITOR, desk.own), []
    for number in range(3):
        theirs = making.action(making.case(desk.other, f"case-{number}"), status="live", title=f"Title {number}")
        Case.objects.filter(pk=theirs.case_id).update(released_at=AT)
        Action.objects.filter(pk=theirs.pk).update(offered_at=AT)
        theirs.refresh_from_db()
        adapting.take(original=theirs, section=desk.own, actor=SYSTEM, at=AT)
        words.write(theirs, {"fr": {"title": "Autre"}})
        client.get(reverse("desk_offered"))
        with CaptureQueriesContext(connection) as listed:
            client.get(reverse("desk_offered"))
        with CaptureQueriesContext(connection) as waiting:
            assert len(adapting.undecided(Q(section=desk.own), most=60)) == number + 1
        asked.append((len(listed), len(waiting)))
    assert asked[0] == asked[2]


def test_a_section_is_told_that_the_original_of_what_it_stopped_has_ended(
    desk: World, as_role: AsRole, taken: Action
) -> None:
    Action.objects.filter(pk=taken.pk).update(status="suspended")
    client, close = as_role(Role.APPROVER, desk.own), reverse("desk_action_close", args=[taken.pk])
    assert "the original has ended" not in client.get("/desk/").content.decode()
    Action.objects.filter(pk=taken.original_id).update(status="closed", close_reason="subject_died")
    today = client.get("/desk/").content.decode()
    assert "Stopped here, and the original has ended" in today
    assert reverse("actions:inspect", args=[taken.pk]) in today
    page = client.get(reverse("actions:inspect", args=[taken.pk])).content.decode()
    assert "The original has ended: The person died." in page
    assert reverse("desk_action_resume", args=[taken.pk]) not in page
    assert client.post(close, _sent(client, close)).status_code == 422, "nothing is chosen beforehand"
    assert client.post(close, {"reason": "subject_died"}).status_code == 302
    assert "the original has ended" not in client.get("/desk/").content.decode()


@pytest.mark.parametrize("held", [{"released_at": None}, {"recalled_at": AT}, {"status": "draft"}])
def test_nobody_elsewhere_reads_of_a_case_that_is_not_out(
    desk: World, as_role: AsRole, offered: Action, held: dict[str, Any]
) -> None:
    client, url = as_role(Role.PARTNER_READER, desk.own), reverse("desk_offered_action", args=[offered.pk])
    assert client.get(url).status_code == 200
    Case.objects.filter(pk=desk.foreign_case.pk).update(**held)
    assert client.get(url).status_code == 404
    assert "Libérez-le" not in client.get(reverse("desk_offered")).content.decode()


def test_an_action_is_not_offered_before_its_case_is_out(desk: World, as_role: AsRole) -> None:
    Action.objects.filter(pk=desk.action.pk).update(status="approved")
    client, url = as_role(Role.APPROVER, desk.own), reverse("desk_action_offer", args=[desk.action.pk])
    refused = client.post(url)
    assert refused.status_code == 422
    assert "This case is not public yet." in refused.content.decode()
    Case.objects.filter(pk=desk.case.pk).update(released_at=AT)
    client.post(url)
    desk.action.refresh_from_db()
    assert desk.action.offered_at
