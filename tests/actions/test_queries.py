"""What public pages are told of an action."""

from datetime import date, timedelta

import pytest
from tests.world import making
from tests.world.making import AT, EDITOR

from openletter.actions.models import Action, ActionTarget, Demand
from openletter.actions.operations import life
from openletter.actions.queries import public_action
from openletter.actions.rules import Door
from openletter.kernel import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def action() -> Action:
    action = making.action(making.case(making.section()))
    making.consent(action.case)
    return life.open_action(action=action, actor=EDITOR, at=AT)


def test_letters_begin_with_the_pages_language_and_are_addressed_in_their_own(action: Action) -> None:
    words.write(action.case, {"ar": {"title": "أمينة", "headline": "سُجنت."}})
    words.write(action, {"ar": {"title": "أفرجوا عنها", "ask": "وقّعوا."}})
    words.write(action.demands.get(), {"ar": {"text": "أفرجوا عنها."}})
    told = public_action(action.pk, "ar", at=AT)
    assert told is not None
    assert [letter.language for letter in told.letters] == ["ar", "en", "fr"]
    assert told.letters[0].salutation == "معالي الوزير،"
    assert told.letters[1].salutation == "Your Excellency,"
    assert told.targets[0].addresses[0].language == "ar"


def test_demands_keep_their_order_and_targets_their_role(action: Action) -> None:
    first = Demand.objects.create(action=action, order=0)
    action.demands.exclude(pk=first.pk).update(order=1)
    words.write(first, {"en": {"text": "Let a doctor see her."}})
    ActionTarget.objects.create(action=action, office=making.office("embassy"), role="copy")
    told = public_action(action.pk, "en", at=AT)
    assert told is not None
    assert [demand.text for demand in told.demands] == ["Let a doctor see her.", "Release her (en)"]
    assert [office.key for office in told.targets] == ["minister"]
    assert [office.key for office in told.copies] == ["embassy"]


def test_expired_is_told_apart_from_closed(action: Action) -> None:
    Action.objects.filter(pk=action.pk).update(deadline=date(2026, 3, 10))
    late = public_action(action.pk, "en", at=AT + timedelta(days=30))
    assert late is not None
    assert late.door == Door.EXPIRED


def test_a_draft_is_not_public(action: Action) -> None:
    draft = making.action(action.case, status="draft")
    assert public_action(draft.pk, "en", at=AT) is None


def test_what_to_do_next_is_named_with_whether_it_can_be_done(action: Action) -> None:
    following = making.action(action.case, status="live", opens_at=AT + timedelta(days=1))
    Action.objects.filter(pk=action.pk).update(next_action=following)
    told = public_action(action.pk, "en", at=AT)
    assert told is not None
    assert told.next_action is not None
    assert (told.next_action.ref, told.next_action.door) == (following.ref, Door.NOT_YET)


def test_what_leads_to_a_case_that_may_not_be_shown_is_left_out(action: Action) -> None:
    elsewhere = making.action(making.case(action.section, key="unseen"), status="live")
    Action.objects.filter(pk=action.pk).update(next_action=elsewhere, superseded_by=elsewhere)
    told = public_action(action.pk, "en", at=AT)
    assert told is not None
    assert (told.next_action, told.superseded_by) == (None, None)


def test_the_goal_moves_by_itself_unless_staff_set_one(action: Action) -> None:
    told = public_action(action.pk, "en", at=AT)
    assert told is not None
    assert told.goal_for(785) == 1000
    Action.objects.filter(pk=action.pk).update(goal=800, display_threshold=10)
    fixed = public_action(action.pk, "en", at=AT)
    assert fixed is not None
    assert (fixed.goal_for(785), fixed.goal_for(800)) == (800, 1000)
    assert (fixed.shows(9), fixed.shows(10)) == (False, True)


def test_many_demands_take_no_more_queries_than_one(action: Action, django_assert_num_queries) -> None:
    public_action(action.pk, "en", at=AT)
    with django_assert_num_queries(13):
        public_action(action.pk, "en", at=AT)
    for number in range(3):
        demand = Demand.objects.create(action=action, order=number)
        words.write(demand, {"en": {"text": "More"}})
    ActionTarget.objects.create(action=action, office=making.office("another"))
    with django_assert_num_queries(13):
        public_action(action.pk, "en", at=AT)
