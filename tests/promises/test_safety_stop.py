"""Promise: a safety stop of an action or a case reaches every tool, paper and draft of every kind of action.

Pages, feeds, cards, photos, maps and searches are walked in test_taken_down_everywhere; queues have their own tests in
tests/deliveries, tests/mailings and tests/solidarity; the front's caches are watched in a browser by
tests/journeys/test_ines_stops_a_case.py.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.test import Client
from tests.web.tools.making import copy_to, kind, text, way
from tests.world.making import AT, EDITOR

from openletter.actions.kinds import all_kinds
from openletter.actions.models import Action
from openletter.actions.operations import life
from openletter.actions.operations.recall import recall_case, resume_case
from openletter.kernel import clock
from openletter.kernel.audit import Actor
from openletter.web.reach import addresses_of

pytestmark = pytest.mark.django_db
SECOND = Actor(id=2, name="Second")
WITH_TOOLS = [one for one in all_kinds() if one.tools]


def stop_the_action(action: Action) -> None:
    life.suspend(action=action, actor=EDITOR, at=AT, reason="Danger")


def stop_the_case(action: Action) -> None:
    recall_case(case=action.case, actor=EDITOR, at=AT, reason="Danger")


def reached(world, kind_of_action) -> list[str]:
    """Every address below the action that its pages lead to, and one more of each tool."""
    found = set()
    for language in ("en", "fr", "ar"):
        base = f"/xx/{language}/act/{world.action.ref}/"
        page = Client().get(base, follow=True).content.decode()
        found |= set(re.findall(rf'(?:href|action|formaction|data-[a-z]+)="({base}[a-z_]+/[^"?#]*)', page))
        found |= {f"{base}{tool.value}/anything" for tool in kind_of_action.tools}
    return sorted(found)


@pytest.mark.parametrize("each", WITH_TOOLS, ids=lambda one: one.key)
def test_every_tool_paper_and_draft_is_gone_by_every_method(world, each, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AT)
    kind(world, each.key)
    way(world, "email", "minister@office.example.org")
    copy_to(world, "embassy@office.example.org")
    text(world, "I write for her.")
    addresses, client = reached(world, each), Client()
    before = {path: client.get(path).status_code for path in addresses}
    assert 410 not in before.values(), before
    for stop in (stop_the_action, stop_the_case):
        with transaction.atomic():  # each stops what stood before
            stop(Action.objects.get(pk=world.action.pk))
            assert {client.get(path).status_code for path in addresses} == {410}, stop
            assert {client.post(path, {"letter": "x"}).status_code for path in addresses} == {410}, stop
            asked = addresses_of(Action.objects.get(pk=world.action.pk))
            answers = {client.get(urlsplit(one.url).path).status_code for one in asked if not one.silent_of}
            assert answers <= {404, 410}, stop
            transaction.set_rollback(True)


def test_it_all_comes_back_when_a_second_person_says_so(world, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AT)
    stop_the_case(world.action)
    assert Client().get(f"/xx/en/act/{world.action.ref}/", follow=True).status_code == 410
    resume_case(case=world.case, actor=SECOND, at=AT, reason="The family agrees")
    assert Client().get(f"/xx/en/act/{world.action.ref}/", follow=True).status_code == 200
