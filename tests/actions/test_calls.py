"""Callers say that a number does not work."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from tests.world import acts as people
from tests.world import making

from openletter.actions.models import Action, ActionTaken, ActionTarget
from openletter.actions.rules import ActState, Channel, EvidenceLevel
from openletter.actions.tasks.calls import hear_of_dead_numbers
from openletter.kernel.clock import now
from openletter.kernel.ids import uuid7
from openletter.kernel.models import AuditEntry
from openletter.kernel.sealing import seal
from openletter.targets.models import ContactPoint

pytestmark = pytest.mark.django_db


@pytest.fixture
def calling():
    action = people.an_action(people.a_section())
    Action.objects.filter(pk=action.pk).update(kind="phone_call")
    office = making.office()
    ActionTarget.objects.create(action=action, office=office)
    ContactPoint.objects.create(office=office, kind="phone", value="+1 202-555-0142", health="ok")
    ContactPoint.objects.create(office=office, kind="email", value="a@example.org", health="ok")
    return action


def _call(action, went, *, days_ago=0):
    act, (key, plain) = uuid7(), people.a_data_key(action.section)
    ActionTaken.objects.create(
        id=act, action=action, section=action.section, person=act.bytes, state=ActState.COUNTED,
        channel=Channel.PHONE, evidence=EvidenceLevel.SELF_REPORTED, language="fr", country="CA",
        taken_at=now() - timedelta(days=days_ago), to_target=False, public=False, news=False, data_key=key,
        sealed=seal(json.dumps({"email": "", "went": went}).encode(), plain, bound_to=act.bytes),
    )  # fmt: skip
    hear_of_dead_numbers({"taken": [act.hex], "repeated": []})


def _health():
    phone = ContactPoint.objects.get(kind="phone")
    return phone.health, phone.health_reason


def test_three_who_say_so_make_it_doubtful_and_the_desk_learns_why(calling):
    for _caller in range(2):
        _call(calling, "dead_number")
    assert _health() == ("ok", "")
    _call(calling, "spoke")
    _call(calling, "dead_number")
    assert _health() == ("unverified", "3 callers say that it does not work.")
    assert AuditEntry.objects.filter(verb="contact.health").count() == 1
    assert ContactPoint.objects.get(kind="email").health == "ok"


def test_what_was_told_before_somebody_looked_is_not_held_against_it(calling):
    _call(calling, "dead_number", days_ago=31)
    _call(calling, "dead_number", days_ago=3)
    ContactPoint.objects.filter(kind="phone").update(checked_on=now().date() - timedelta(days=2))
    _call(calling, "dead_number")
    _call(calling, "dead_number")
    assert _health() == ("ok", "")
    _call(calling, "dead_number")
    assert _health()[0] == "unverified"


def test_other_kinds_are_not_opened_for_it(calling, django_assert_num_queries):
    Action.objects.filter(pk=calling.pk).update(kind="petition")
    with django_assert_num_queries(1):
        hear_of_dead_numbers({"taken": [uuid7().hex], "repeated": []})
