"""Floods at the desk: what grows is told in sentences, switches go on and off, judgements can be undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.desk import world
from tests.desk.world import World
from tests.world.acts import an_act

from openletter.actions.abuse.traces import pack
from openletter.actions.criteria import label_of_domain
from openletter.actions.models import Action, ActionTaken, Invalidation, Switch, Trend
from openletter.kernel import clock, work
from openletter.kernel.models import AuditEntry, Work
from openletter.supporters.operations import new_section_key

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


def grows(action: Action, **different: Any) -> Trend:
    hour = clock.now().replace(minute=0, second=0, microsecond=0)
    plain = {
        "by": "all", "label": "", "quantity": 200, "confirmed": 100, "pending": 100, "shadowed": 0, "seconds": 30,
    }  # fmt: skip
    row: Trend = Trend.objects.create(action=action, hour=hour, **{**plain, **different})
    return row


def test_what_grows_is_told_with_why_for_own_sections_only(desk: World, as_role: SignIn) -> None:
    for action in (desk.action, desk.foreign_action):
        grows(action)
        grows(action, by="network", label="0a1b2c3d", quantity=150, confirmed=1, pending=149, seconds=2)
        grows(action, by="domain", label="11223344", name="flood.example", quantity=40, confirmed=20, pending=20)
    client = as_role("moderator", desk.own)
    page = client.get(reverse("desk_abuse")).content.decode()
    assert "One network sends 75% of all acts" in page
    assert "2 seconds from page to form" in page
    assert "flood.example" in page
    assert reverse("actions:inspect", args=[desk.foreign_action.pk]) not in page
    assert f"{reverse('desk_switch_add')}?does=shadow&amp;action={desk.action.pk}&amp;network=0a1b2c3d" in page
    assert "Unusual growth" in client.get("/desk/").content.decode()


def test_a_switch_is_turned_on_from_a_line_and_off_again(desk: World, as_role: SignIn) -> None:
    client, url = as_role("moderator", desk.own), reverse("desk_switch_add")
    asked = client.get(url, {"does": "shadow", "action": desk.action.pk, "domain": "flood.example"})
    assert 'value="flood.example"' in asked.content.decode()
    until = (clock.now() + timedelta(hours=2)).strftime("%Y-%m-%d %H:%M")
    typed = {"does": "shadow", "whom": "domain", "value": "Flood.example", "until": until, "reason": "A flood"}
    refused = client.post(url, typed)
    assert refused.status_code == 422
    assert "Choose an action or a section" in refused.content.decode()
    late = client.post(url, typed | {"action": desk.action.pk, "until": "2020-01-01 00:00"})
    assert late.status_code == 422
    assert client.post(url, typed | {"action": desk.action.pk}).status_code == 302
    row = Switch.objects.get()
    assert (row.value, row.actor, row.action) == ("flood.example", "Ada", desk.action)
    assert client.post(reverse("desk_switch_off", args=[row.pk]), {"reason": "Over"}).status_code == 302
    row.refresh_from_db()
    assert (row.ended_by, row.ended_why) == ("Ada", "Over")
    assert list(AuditEntry.objects.order_by("at").values_list("verb", flat=True)) == ["switch.on", "switch.off"]


def test_acts_are_looked_at_judged_and_put_back(desk: World, as_role: SignIn) -> None:
    new_section_key(desk.own, world.AT)
    for n in range(11):
        ActionTaken.objects.filter(pk=an_act(desk.action, f"p{n}@flood.example")).update(
            traces=pack(bytes.fromhex("0a1b2c3d"), "", "", 3)
        )
    client = as_role("approver", desk.own)
    typed = {"verdict": "invalidate", "section": desk.own.pk, "action": [desk.action.pk], "reason": "A flood"}
    wrong = client.post(reverse("desk_invalidation_add"), typed | {"network": "nobody"})
    assert (wrong.status_code, "eight signs" in wrong.content.decode()) == (422, True)
    made = client.post(reverse("desk_invalidation_add"), typed | {"network": "0A1B2C3D", "since": "2020-01-02 10:00"})
    row = Invalidation.objects.get()
    page = client.get(made["Location"]).content.decode()
    assert "11 acts would be judged now" in page
    assert "Jan 2, 2020, 10:00 UTC" in page
    for deed, state in (("start", "invalidated"), ("undo", "pending")):
        answer = client.post(reverse("desk_invalidation_change", args=[row.pk, deed]), {"reason": "They were people"})
        assert "/desk/work/" in answer["Location"]
        work.run_waiting(at=clock.now())
        assert set(ActionTaken.objects.values_list("state", flat=True)) == {state}
    done = client.get(made["Location"]).content.decode()
    assert "a recount agrees" in done
    assert "Carry it out" not in done


def test_a_judgement_stopped_before_it_began_says_so(desk: World, as_role: SignIn) -> None:
    new_section_key(desk.own, world.AT)
    for n in range(11):
        an_act(desk.action, f"p{n}@flood.example")
    client = as_role("approver", desk.own)
    client.post(reverse("desk_invalidation_add"), {
        "verdict": "invalidate", "section": desk.own.pk, "action": [desk.action.pk], "reason": "A flood",
    })  # fmt: skip
    row = Invalidation.objects.get()
    page = reverse("desk_invalidation", args=[row.pk])
    client.post(reverse("desk_invalidation_change", args=[row.pk, "start"]))
    assert "under way or waiting" in client.get(page).content.decode()
    client.post(reverse("desk_work_stop", args=[Work.objects.get().pk]))
    html = client.get(page).content.decode()
    assert "<li>Stopped <span>" in html
    assert "under way or waiting" not in html
    assert "Carried out" not in html
    assert "Carry it out" in html, "it can be begun again"


@pytest.mark.parametrize("by", ["network", "domain", "country", "language"])
def test_of_fewer_than_ten_acts_nothing_is_told_that_names_somebody(desk: World, as_role: SignIn, by: str) -> None:
    new_section_key(desk.own, world.AT)
    for n in range(3):
        ActionTaken.objects.filter(pk=an_act(desk.action, f"p{n}@rare.example")).update(
            traces=pack(bytes.fromhex("0a1b2c3d"), label_of_domain("rare.example"), "", 3), country="MA"
        )
    client = as_role("approver", desk.own)
    criterion = {"network": "0a1b2c3d", "domain": "rare.example", "country": "MA", "language": "fr"}[by]
    made = client.post(reverse("desk_invalidation_add"), {
        "verdict": "invalidate", "section": desk.own.pk, "action": [desk.action.pk], "reason": "A flood", by: criterion,
    })  # fmt: skip
    row, page = Invalidation.objects.get(), client.get(made["Location"]).content.decode()
    assert "Fewer than ten acts would be judged now" in page
    assert "<h4>" not in page
    client.post(reverse("desk_invalidation_change", args=[row.pk, "start"]))
    work.run_waiting(at=clock.now())
    assert set(ActionTaken.objects.values_list("state", flat=True)) == {"invalidated"}, "they are judged all the same"
    assert "fewer than ten acts changed" in client.get(made["Location"]).content.decode()
    assert "fewer than ten" in client.get(reverse("desk_invalidations")).content.decode()
    told = Work.objects.get()
    assert (told.total, told.done) == (None, 0)
    assert "Fewer than ten acts changed" in told.said


@pytest.mark.parametrize("name", ["desk_abuse", "desk_switches", "desk_invalidations"])
def test_lists_cost_the_same_with_three_rows(desk: World, as_role: SignIn, name: str) -> None:
    client, url = as_role("admin"), reverse(name)

    def more(number: int) -> None:
        action = world.action(desk.case, title=f"Number {number}")
        grows(action), grows(action, by="network", label="0a1b2c3d", quantity=99)
        Switch.objects.create(does="stop", action=action, reason="x", since=clock.now(), until=clock.now())
        row = Invalidation.objects.create(section=desk.own, verdict="release", reason="x", prepared_at=clock.now())
        row.actions.add(action)

    more(1)
    one = _queries(client, url)
    more(2), more(3)
    assert _queries(client, url) == one


def _queries(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)
