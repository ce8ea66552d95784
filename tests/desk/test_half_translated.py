"""What readers of each language will see, said before an action is published, and the section's rule kept to."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from tests.desk.forms import filled, press
from tests.desk.world import World, consent, locale

from openletter.actions.models import Action, Demand, DemandWords
from openletter.actions.rules import ActionStatus
from openletter.sections.rules import HalfTranslated

SignIn = Callable[..., Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def half(desk: World) -> Action:
    """An approved petition, a demand of which is said in English alone."""
    demand = Demand.objects.create(action=desk.action, order=9)
    DemandWords.objects.create(fact=demand, locale=locale("en"), text="Investigate.")
    Action.objects.filter(pk=desk.action.pk).update(status=ActionStatus.APPROVED)
    consent(desk.case)
    return desk.action


def at(step: str, action: Action) -> str:
    return reverse(f"desk_publish_{step}", args=[action.pk])


def hide(desk: World) -> None:
    desk.own.half_translated = HalfTranslated.HIDE
    desk.own.save()


@pytest.mark.parametrize("step", ["languages", "publish"])
def test_each_language_says_what_its_readers_will_see(desk: World, half: Action, as_role: SignIn, step: str) -> None:
    client = as_role("approver", desk.own)
    page = client.get(at(step, half)).content.decode()
    assert "The whole action in their language." in page
    assert "The whole action in English, with a notice that says so." in page
    hide(desk)
    page = client.get(at(step, half)).content.decode()
    assert "The whole action in English" not in page
    assert "Nothing: the page is hidden until everything is written." in page


def test_an_action_that_nobody_would_see_is_not_published(desk: World, half: Action, as_role: SignIn) -> None:
    hide(desk)
    half.appeals.get().words.filter(locale=locale("en")).delete()
    client = as_role("approver", desk.own)
    answer = press(client, at("publish", half), {"now": "1"})
    assert answer.status_code == 422
    assert answer.content.decode().count("No reader would see it") == 2, "beside the button and in the way"
    half.refresh_from_db()
    assert half.status == ActionStatus.APPROVED


def test_a_section_chooses_its_rule_and_is_told_what_it_means(desk: World, as_role: SignIn) -> None:
    client = as_role("admin", desk.own)
    page = client.get(reverse("sections:edit", args=[desk.own.pk])).content.decode()
    assert "An action is whole in a language when" in page
    form = filled(page)
    assert form["half_translated"] == [HalfTranslated.FALL_BACK]
    answer = client.post(reverse("sections:edit", args=[desk.own.pk]), form | {"half_translated": HalfTranslated.HIDE})
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    desk.own.refresh_from_db()
    assert desk.own.half_translated == HalfTranslated.HIDE
