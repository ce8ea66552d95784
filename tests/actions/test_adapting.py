"""Another section's action taken over: what comes along, what is one's own, what its original changes and stops."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db.models import Q
from tests.world import making
from tests.world.making import AT, EDITOR
from tests.world.pages import World

from openletter.actions.adaptation import Same, compare, marked, same_or_own
from openletter.actions.models import Action, Demand, LedgerEntry
from openletter.actions.operations import adapting, ledger, life, recall
from openletter.actions.operations.adapting import Own
from openletter.actions.queries import public_action
from openletter.actions.rules import ActionStatus, CloseReason, LedgerSource
from openletter.actions.tasks.life import close_actions_of_closed_case, recall_at_once
from openletter.cases import operations as cases
from openletter.kernel import words
from openletter.kernel.audit import Actor
from openletter.kernel.models import AuditEntry
from openletter.kernel.refusals import Refused
from openletter.sections.models import Section

HOUR = timedelta(hours=1)


@pytest.fixture
def taking(world: World) -> Section:
    """A section that speaks English and German."""
    return making.section("uk", ("en", "fr"))


@pytest.fixture
def taken(world: World, taking: Section) -> Action:
    """A draft made of the world's live petition."""
    return _taken(world, taking)


def _taken(world: World, section: Section) -> Action:
    adapting.offer(action=world.action, actor=EDITOR, at=AT)
    return adapting.take(original=world.action, section=section, actor=EDITOR, at=AT)


def _live(draft: Action) -> Action:
    for step in (life.submit, life.approve, life.open_action):
        draft = step(action=draft, actor=EDITOR, at=AT)
    return draft


def _own(action: Action, **texts: str) -> Own:
    return Own(texts, None, action.deadline, None, 0, ())


def _title(language: str = "en") -> str:
    return f"words::{language}:title"


def test_it_says_what_the_original_says_in_the_common_languages(world: World, taken: Action) -> None:
    assert taken.status == ActionStatus.DRAFT
    assert taken.languages() == {"en", "fr"}
    assert taken.in_language("en").title == world.action.in_language("en").title
    assert [row.in_language("fr").text for row in taken.demands.all()] == ["Release her (fr)"]
    assert [row.office for row in taken.targets.all()] == [row.office for row in world.action.targets.all()]
    letters = {row.language for appeal in taken.appeals.all() for row in appeal.words.all()}
    theirs = {row.language for appeal in world.action.appeals.all() for row in appeal.words.all()}
    assert letters == theirs
    assert adapting.proposals_for(taken) == ()


def test_what_is_not_offered_is_not_taken(world: World, taking: Section) -> None:
    with pytest.raises(Refused):
        adapting.take(original=world.action, section=taking, actor=EDITOR, at=AT)
    adapting.offer(action=world.action, actor=EDITOR, at=AT)
    adapting.offer_no_longer(action=world.action, actor=EDITOR, at=AT)
    with pytest.raises(Refused):
        adapting.take(original=world.action, section=taking, actor=EDITOR, at=AT)


def test_a_section_takes_it_once_and_never_its_own_or_an_adaptation(world: World, taken: Action) -> None:
    for section in (taken.section, world.section):
        with pytest.raises(Refused):
            adapting.take(original=world.action, section=section, actor=EDITOR, at=AT)
    with pytest.raises(Refused):
        adapting.offer(action=_live(taken), actor=EDITOR, at=AT)


def test_own_words_stand_in_their_place_and_shared_ones_are_refused(world: World, taken: Action) -> None:
    own = Own({_title(): "Write for Amina"}, None, date(2027, 1, 31), 500, 10, ())
    row = adapting.adapt(action=taken, own=own, actor=EDITOR, at=AT)
    row.refresh_from_db()
    assert row.in_language("en").title == "Write for Amina"
    assert (row.deadline, row.goal) == (date(2027, 1, 31), 500)
    told = same_or_own(row.adaptation.taken, adapting.state_of(row, world.action))
    assert told[_title()] == Same.OWN
    assert told[_title("fr")] == Same.TAKEN
    demand = next(key for key in row.adaptation.taken if key.startswith("demand:"))
    with pytest.raises(Refused):
        adapting.adapt(action=row, own=_own(row, **{demand: "Pardon her"}), actor=EDITOR, at=AT)


def test_readers_see_no_change_before_it_is_accepted(world: World, taken: Action) -> None:
    live = _live(taken)
    words.write(world.action.demands.get(), {"en": {"text": "Free her today"}})
    words.write(world.action, {"en": {"title": "Amina must be free"}})
    seen = public_action(live.pk, "en", at=AT)
    assert seen is not None
    assert (seen.title, seen.demands[0].text) == ("Free Amina", "Release her (en)")
    waiting = {one.key: one for one in adapting.proposals_for(live)}
    assert len(waiting) == 2
    assert not waiting[_title()].adapted
    digests = {key: one.digest for key, one in waiting.items()}
    keep = {_title(): digests.pop(_title())}
    assert adapting.decide(action=live, take_theirs=digests, keep_ours=keep, actor=EDITOR, at=AT) == 2
    seen = public_action(live.pk, "en", at=AT)
    assert seen is not None
    assert (seen.title, seen.demands[0].text) == ("Free Amina", "Free her today")
    assert adapting.proposals_for(live) == ()
    assert AuditEntry.objects.filter(verb="action.decide_on_original", subject_id=str(live.pk)).exists()


def test_what_changed_after_somebody_looked_is_not_accepted(world: World, taken: Action) -> None:
    words.write(world.action, {"en": {"ask": "Sign today"}})
    (shown,) = adapting.proposals_for(taken)
    words.write(world.action, {"en": {"ask": "Sign before Friday"}})
    with pytest.raises(Refused):
        adapting.decide(action=taken, take_theirs={shown.key: shown.digest}, keep_ours={}, actor=EDITOR, at=AT)
    assert taken.in_language("en").ask == "Sign for her, en"


def test_demands_that_come_and_go_come_and_go_with_consent(world: World, taken: Action) -> None:
    old = world.action.demands.get()
    new = Demand.objects.create(action=world.action, order=1)
    words.write(new, {"en": {"text": "Give her a doctor"}, "ar": {"text": "طبيب"}})
    old.delete()
    waiting = adapting.proposals_for(taken)
    assert {(one.theirs == "", one.key.split(":")[2]) for one in waiting} == {(False, "en"), (True, "en"), (True, "fr")}
    digests = {one.key: one.digest for one in waiting}
    adapting.decide(action=taken, take_theirs=digests, keep_ours={}, actor=EDITOR, at=AT)
    assert [row.in_language("en").text for row in Demand.objects.filter(action=taken)] == ["Give her a doctor"]


def test_what_we_say_already_is_no_question() -> None:
    assert compare({"a": "one"}, {"a": "two"}, {"a": "two"}) == ()
    assert compare({"a": "one"}, {"a": "one"}, {"a": "mine"}) == ()
    (found,) = compare({"a": "one"}, {"a": "two"}, {"a": "mine"})
    assert found.adapted


def test_words_are_marked_as_gone_or_come() -> None:
    bits = marked("Release him now please", "Release her now")
    assert [(bit.what, bit.text.strip()) for bit in bits] == [
        ("same", "Release"), ("out", "him"), ("in", "her"), ("same", "now"), ("out", "please"),
    ]  # fmt: skip
    assert "".join(bit.text for bit in marked("a b", "c d e") if bit.what != "out") == "c d e"
    assert len(marked("x " * 3000, "y " * 3000)) == 2


def test_a_stop_reaches_adaptations_at_once_and_theirs_stays_theirs(world: World, taken: Action) -> None:
    live = _live(taken)
    life.suspend(action=world.action, actor=EDITOR, at=AT, reason="A threat")
    live.refresh_from_db()
    assert live.status == ActionStatus.SUSPENDED
    with pytest.raises(Refused):
        life.resume(action=live, actor=EDITOR, at=AT, reason="Over")
    life.resume(action=world.action, actor=EDITOR, at=AT, reason="Over")
    live.refresh_from_db()
    assert live.status == ActionStatus.SUSPENDED
    assert life.resume(action=live, actor=EDITOR, at=AT, reason="Over").status == ActionStatus.LIVE


def test_a_recalled_case_stops_both_and_both_come_back(world: World, taken: Action) -> None:
    live = _live(taken)
    stopped = recall.recall_case(case=world.case, actor=EDITOR, at=AT, reason="A threat")
    assert {row.pk for row in stopped} == {live.pk, world.action.pk}
    other = making.actor("Another") if hasattr(making, "actor") else EDITOR
    recall.resume_case(case=world.case, actor=other, at=AT, reason="Over")
    assert set(Action.objects.values_list("status", flat=True)) == {ActionStatus.LIVE}


def test_withdrawn_consent_stops_both(world: World, taken: Action) -> None:
    live = _live(taken)
    cases.withdraw_consent(
        case=world.case, scopes=["name"], giver="family", on=AT.date(), evidence="A call.", actor=EDITOR, at=AT
    )
    recall_at_once({"case": world.case.pk})
    live.refresh_from_db()
    world.action.refresh_from_db()
    assert live.status == world.action.status == ActionStatus.SUSPENDED


def test_what_was_won_closes_everywhere_and_a_deadline_does_not(world: World, taken: Action) -> None:
    live = _live(taken)
    life.close(action=world.action, actor=EDITOR, at=AT, reason=CloseReason.EXPIRED)
    live.refresh_from_db()
    assert live.status == ActionStatus.LIVE
    Action.objects.filter(pk=world.action.pk).update(status=ActionStatus.LIVE)
    life.close(action=world.action, actor=EDITOR, at=AT, reason=CloseReason.WON)
    live.refresh_from_db()
    assert (live.status, live.close_reason) == (ActionStatus.CLOSED, CloseReason.WON)


def test_what_was_stopped_with_its_original_ends_with_it(world: World, taken: Action) -> None:
    live, other = _live(taken), Actor(id=8, name="Bea")
    life.suspend(action=world.action, actor=Actor(id=7, name="Ada"), at=AT, reason="A threat")
    life.close(action=world.action, actor=other, at=AT, reason=CloseReason.WON)
    live.refresh_from_db()
    assert (live.status, live.close_reason) == (ActionStatus.CLOSED, CloseReason.WON)


def test_what_a_section_stopped_itself_is_left_to_it_when_the_original_ends(world: World, taken: Action) -> None:
    live = _live(taken)
    life.suspend(action=live, actor=Actor(id=7, name="Ada"), at=AT, reason="A threat here")
    life.suspend(action=world.action, actor=Actor(id=7, name="Ada"), at=AT + HOUR, reason="A threat")
    life.close(action=world.action, actor=Actor(id=8, name="Bea"), at=AT, reason=CloseReason.WON)
    live.refresh_from_db()
    assert live.status == ActionStatus.SUSPENDED
    assert adapting.left_stopped(Q(section=live.section), most=5) == [live]
    assert adapting.left_stopped(Q(section=world.action.section), most=5) == []
    life.close(action=live, actor=Actor(id=8, name="Bea"), at=AT, reason=CloseReason.WON)
    assert adapting.left_stopped(Q(section=live.section), most=5) == []


def test_who_stopped_both_ends_the_original_that_another_resumed_and_no_other(world: World, taken: Action) -> None:
    live, ada = _live(taken), Actor(id=7, name="Ada")
    life.suspend(action=world.action, actor=ada, at=AT, reason="A threat")
    life.resume(action=world.action, actor=Actor(id=8, name="Bea"), at=AT, reason="Over")
    closed = life.close(action=world.action, actor=ada, at=AT, reason=CloseReason.WON)
    live.refresh_from_db()
    assert (closed.status, live.status) == (ActionStatus.CLOSED, ActionStatus.SUSPENDED)


def test_an_outcome_of_the_case_closes_each_once(world: World, taken: Action) -> None:
    live = _live(taken)
    outcome = _outcome(world)
    close_actions_of_closed_case({"outcome": outcome.pk})
    live.refresh_from_db()
    assert (live.status, live.outcome) == (ActionStatus.CLOSED, outcome)


def _outcome(world: World) -> Any:
    return cases.record_outcome(
        case=world.case, type="released_unconditional", on="2026-02", attribution="contributed", closes_case=True,
        texts={"en": cases.OutcomeText(summary="She is free.")}, actor=EDITOR, at=AT,
    )  # fmt: skip


@pytest.mark.parametrize("status", [ActionStatus.SUSPENDED, ActionStatus.CLOSED])
def test_an_adaptation_does_not_open_while_its_original_is_stopped_or_ended(
    world: World, taken: Action, status: str
) -> None:
    Action.objects.filter(pk=world.action.pk).update(status=status, close_reason=CloseReason.UNSAFE)
    for step in (life.submit, life.approve):
        step(action=taken, actor=EDITOR, at=AT)
    with pytest.raises(Refused):
        life.open_action(action=taken, actor=EDITOR, at=AT)


def test_totals_are_added_from_each_ledger(world: World, taken: Action) -> None:
    live = _live(taken)
    ledger.enter(
        action=live, source=LedgerSource.PAPER, quantity=15, actor=EDITOR, at=AT, reason="Sheets", evidence="Box 1"
    )
    mine, theirs = (public_action(pk, "en", at=AT) for pk in (live.pk, world.action.pk))
    assert mine is not None
    assert theirs is not None
    assert (mine.family, theirs.family) == ((world.action.pk,), (live.pk,))
    assert set(LedgerEntry.objects.values_list("action", "quantity")) == {(world.action.pk, 785), (live.pk, 15)}
