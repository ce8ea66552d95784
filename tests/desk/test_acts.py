"""Acts at the desk: found without a name, opened with a reason, handed out and erased when the person asks."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.desk import world
from tests.world.acts import AT, a_section, an_act, an_action

from openletter.actions.models import Action, ActionTaken
from openletter.actions.operations import acts
from openletter.kernel import clock, outbox
from openletter.kernel.models import AuditEntry
from openletter.sections.access import RIGHTS, Right
from openletter.sections.rules import Role
from openletter.supporters.models import Supporter

SignIn = Callable[..., Client]
WHY = {"why": "question", "words": "She wrote to us on 3 May"}
EMAIL, NAME = "rim@people.example", "Rim Bensaid"


@pytest.fixture
def action(db: None) -> Action:
    return an_action(a_section())


@pytest.fixture
def act(action: Action) -> UUID:
    made = an_act(action)
    acts.confirm(act_id=made, at=AT)
    return made


def found(client: Client, **asked: object) -> str:
    answer = client.get(reverse("desk_acts"), {name: str(value) for name, value in asked.items()})
    assert answer.status_code == 200
    return answer.content.decode()


def many(action: Action, country: str, number: int) -> None:
    for n in range(number):
        ActionTaken.objects.filter(pk=an_act(action, f"{country}{n}@people.example")).update(country=country)


@pytest.mark.parametrize("role", Role.values)
def test_each_role_looks_at_acts_and_opens_them_as_its_work_needs(act: UUID, as_role: SignIn, role: str) -> None:
    client, rights = as_role(role, ActionTaken.objects.get(pk=act).section), RIGHTS[role]
    assert (client.get(reverse("desk_acts")).status_code == 200) == (Right.ACTS in rights)
    assert (client.get(reverse("desk_act", args=[act])).status_code == 200) == (Right.ACTS in rights)
    opened = client.post(reverse("desk_act_open", args=[act]), WHY)
    assert (opened.status_code == 200 and NAME in opened.content.decode()) == (Right.OPEN_ACTS in rights)
    assert (client.get(reverse("desk_acts_person")).status_code == 200) == (Right.OPEN_ACTS in rights)
    for name in ("hand_out", "take_back"):
        client.post(reverse(f"desk_acts_person_{name}"), {**WHY, "person": "x"})
    assert ActionTaken.objects.get(pk=act).state == "counted"


def test_acts_of_another_section_do_not_exist(act: UUID, desk: world.World, as_role: SignIn) -> None:
    client = as_role("admin", desk.own)
    assert client.get(reverse("desk_act", args=[act])).status_code == 404
    assert client.post(reverse("desk_act_open", args=[act]), WHY).status_code == 404
    assert str(act) not in found(client)
    answer = client.post(reverse("desk_acts_person"), {**WHY, "email": EMAIL}).content.decode()
    assert "We hold nothing" in answer
    assert not AuditEntry.objects.filter(verb="opened").exists()


def test_no_list_shows_or_fetches_who_it_was(act: UUID, as_role: SignIn) -> None:
    client = as_role("admin")
    with CaptureQueriesContext(connection) as seen:
        page = found(client) + client.get(reverse("desk_act", args=[act])).content.decode()
    assert str(act) in page
    assert NAME not in page
    assert EMAIL not in page
    assert not [query for query in seen.captured_queries if '"actions_taken"."sealed"' in query["sql"]]


def test_opening_one_asks_why_shows_it_once_and_stays_in_the_audit(act: UUID, as_role: SignIn) -> None:
    client, url = as_role("dpo_auditor"), reverse("desk_act_open", args=[act])
    for wrong in ({}, {**WHY, "words": ""}, {**WHY, "words": f"asked by {EMAIL}"}):
        refused = client.post(url, wrong)
        assert refused.status_code == 422
        assert NAME not in refused.content.decode()
    assert client.get(url).status_code == 405
    opened = client.post(url, WHY)
    assert NAME in opened.content.decode()
    assert "no-store" in opened.headers["Cache-Control"]
    entry = AuditEntry.objects.get(verb="opened")
    assert (entry.actor, entry.subject_id, entry.section) == ("Ada", str(act), "xq")
    assert WHY["words"] in entry.reason
    assert WHY["words"] in client.get(reverse("desk_act", args=[act])).content.decode()


def test_what_was_taken_back_cannot_be_opened(act: UUID, as_role: SignIn) -> None:
    acts.withdraw(act_id=act, at=AT)
    answer = as_role("dpo_auditor").post(reverse("desk_act_open", args=[act]), WHY)
    assert answer.status_code == 422
    assert "nothing to open" in answer.content.decode()


def test_acts_are_found_by_everything_that_stands_open(act: UUID, action: Action, as_role: SignIn) -> None:
    client, row = as_role("admin"), ActionTaken.objects.get(pk=act)
    other = an_act(an_action(action.section), language="ar", at=AT - timedelta(days=9), news=True)
    for asked in (
        {"act": act}, {"action": action.pk}, {"case": action.case_id}, {"state": "counted"},
        {"evidence": "confirmed_email"}, {"language": "fr"}, {"since": "2026-11-21"}, {"news": "false"},
    ):  # fmt: skip
        page = found(client, **asked)
        assert [reverse("desk_act", args=[pk]) in page for pk in (row.pk, other)] == [True, False], asked
    for asked in ({"section": row.section_id}, {"channel": "web_form"}, {"to_target": "true"}, {"until": "2026-11-21"}):
        page = found(client, **asked)
        assert [reverse("desk_act", args=[pk]) in page for pk in (row.pk, other)] == [True, True], asked
    assert client.get(reverse("desk_acts"), {"act": "nonsense"}).status_code == 200


def test_no_country_of_fewer_than_ten_acts_is_named(action: Action, as_role: SignIn) -> None:
    many(action, "FJ", 9)
    many(action, "NZ", 10)
    client = as_role("admin")
    page = found(client, action=action.pk)
    assert "New Zealand" in page
    assert "Elsewhere" in page
    assert "Fiji" not in page
    assert found(client, country="-").count("/desk/acts/0") == 0  # nine match: too few to be shown
    assert found(client, country="NZ").count("/desk/acts/0") == 10
    acts.confirm(act_id=ActionTaken.objects.filter(country="NZ").earliest("pk").pk, at=AT)
    assert "Too few" in found(client, country="NZ", state="pending")
    an_act(action, "one@people.example")  # Canada: with Fiji there are ten elsewhere
    assert found(client, country="-").count("/desk/acts/0") == 10
    assert found(client, country="FJ").count("/desk/acts/0") == 0


def test_a_list_names_no_country_that_the_page_of_the_act_does_not(action: Action, as_role: SignIn) -> None:
    other = an_action(action.section)
    many(action, "NZ", 10)
    many(other, "NZ", 9)
    client, act = as_role("admin"), ActionTaken.objects.filter(action=other).earliest("pk")
    listed = client.get(reverse("desk_acts")).context["rows"]
    assert {(row["act"].action_id, row["country"]) for row in listed} == {
        (action.pk, "New Zealand"), (other.pk, "Elsewhere"),
    }  # fmt: skip
    assert client.get(reverse("desk_act", args=[act.pk])).context["country"] == "Elsewhere"
    assert {row["act"].action_id for row in client.get(reverse("desk_acts"), {"country": "NZ"}).context["rows"]} == {
        action.pk
    }
    narrowed = client.get(reverse("desk_acts"), {"act": str(act.pk), "country": "NZ"})
    assert not narrowed.context["rows"], "nor does a search by country tell it"


def test_older_acts_are_a_page_away_and_none_is_missed(action: Action, as_role: SignIn) -> None:
    made = [an_act(action, f"{n}@people.example") for n in range(52)]
    client = as_role("admin")
    first = found(client, action=action.pk)
    assert "52 acts" in first
    second = client.get(reverse("desk_acts"), {"action": action.pk, "before": str(made[2])}).content.decode()
    shown = [act for act in made if str(act) in first] + [act for act in made[:2] if str(act) in second]
    assert sorted(shown) == made
    assert f"before={made[2]}" in first


def test_the_search_costs_the_same_with_three_acts_as_with_one(act: UUID, action: Action, as_role: SignIn) -> None:
    client, url = as_role("admin"), reverse("desk_acts")

    def queries() -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as seen:
            client.get(url)
        return len(seen)

    one = queries()
    for number in range(2):
        an_act(an_action(action.section), f"{number}@people.example")
    assert queries() == one


def test_a_person_is_found_by_their_address_and_nobody_reads_it_anywhere(
    act: UUID, action: Action, as_role: SignIn, caplog: pytest.LogCaptureFixture
) -> None:
    outbox.dispatch(at=AT)
    client = as_role("dpo_auditor")
    with caplog.at_level(logging.DEBUG):
        answer = client.post(reverse("desk_acts_person"), {**WHY, "email": " RIM@people.example"})
    page = answer.content.decode()
    assert reverse("desk_act", args=[act]) in page
    assert EMAIL not in page.lower()
    assert NAME not in page
    assert "rim@" not in caplog.text.lower()
    entry = AuditEntry.objects.get(verb="person.search")
    assert (entry.after, WHY["words"] in entry.reason) == ({"acts": 1, "known_to": 1, "signed_up": 0}, True)
    assert "rim" not in json.dumps([entry.reason, entry.subject, entry.after]).lower()
    refused = client.post(reverse("desk_acts_person"), {**WHY, "email": "nonsense"})
    assert refused.status_code == 422


def asked_for(client: Client, name: str, **more: str) -> object:
    page = client.post(reverse("desk_acts_person"), {**WHY, "email": EMAIL}).content.decode()
    token = page.split('name="person" value="')[1].split('"')[0]
    return client.post(reverse(f"desk_acts_person_{name}"), {**WHY, "person": token, **more})


def test_a_person_gets_all_we_hold_as_a_file_and_as_a_page(act: UUID, as_role: SignIn) -> None:
    outbox.dispatch(at=AT)
    client = as_role("dpo_auditor")
    answer = asked_for(client, "hand_out", file="1")
    held = json.loads(answer.content)
    assert "no-store" in answer.headers["Cache-Control"]
    assert held["acts"][0]["typed"]["name"] == NAME
    assert held["acts"][0]["agreed"] == {"to_target": True, "public": False, "news": False}
    assert held["known_to"][0]["consents"][0]["purpose"] == "to_target"
    page = asked_for(client, "hand_out", page="1").content.decode()
    assert NAME in page
    lines = re.findall(r"<li data-depth=.*?</li>", page)
    names = {re.sub(r"<[^>]+>", "", line.split("</span>")[0]) for line in lines}
    assert not [name for name in names if "_" in name or name.islower()], "fields are called by their names"
    assert {"Kept until", "Agreed to", "My name to the officials", "Choices"} <= names
    assert any("State" in line and "Counted" in line for line in lines)
    assert AuditEntry.objects.filter(verb="opened", subject_id=str(act)).count() == 2
    assert AuditEntry.objects.filter(verb="person.hand_out").count() == 2


def test_everything_of_a_person_is_taken_back_and_erased_at_once(act: UUID, action: Action, as_role: SignIn) -> None:
    second = an_act(an_action(action.section))
    outbox.dispatch(at=AT)
    assert Supporter.objects.get().sealed is not None
    asked_for(as_role("dpo_auditor"), "take_back")
    outbox.dispatch(at=clock.now())
    assert set(ActionTaken.objects.values_list("state", "sealed")) == {("withdrawn", None)}
    assert Supporter.objects.get().sealed is None
    done = AuditEntry.objects.filter(verb="act.withdraw")
    assert {entry.subject_id for entry in done} == {str(act), str(second)}
    assert (
        "We hold nothing"
        in as_role("admin", name="Bea").post(reverse("desk_acts_person"), {**WHY, "email": EMAIL}).content.decode()
    )


def test_whom_it_is_about_cannot_be_made_up(act: UUID, as_role: SignIn) -> None:
    client = as_role("dpo_auditor")
    person = bytes(ActionTaken.objects.get(pk=act).person).hex()
    answer = client.post(reverse("desk_acts_person_take_back"), {**WHY, "person": person})
    assert answer.status_code == 302
    assert ActionTaken.objects.get(pk=act).state == "counted"
