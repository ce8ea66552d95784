"""Petitions handed over: a certificate for all, names of those who agreed, and never by one person alone."""

from __future__ import annotations

import csv
import io
import re
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader
from tests.desk import world
from tests.world.acts import AT, a_section, an_act, an_action

from openletter.actions.models import Action, ActionTaken
from openletter.actions.operations import acts
from openletter.deliveries import certificate, names
from openletter.deliveries.models import DeliveryRequest, PetitionDelivery
from openletter.deliveries.operations import handing_over as verbs
from openletter.deliveries.rules.handing_over import DeliveryState
from openletter.kernel.audit import SYSTEM, Actor
from openletter.kernel.clock import now
from openletter.kernel.models import AuditEntry
from openletter.kernel.refusals import Refused
from openletter.sections.access import RIGHTS, Right
from openletter.sections.rules import Role

SignIn = Callable[..., Client]
LATER = AT + timedelta(minutes=1)
CLAIRE, JONAH = Actor(901, "Claire"), Actor(902, "Jonah")
ASK = {"columns": "name_place", "reason": "For the minister, on 10 December"}


@pytest.fixture
def action(db: None) -> Action:
    return an_action(a_section())


def signs(action: Action, number: int = 1, name: str = "Rim Bensaid", **more: Any) -> Any:
    act = an_act(action, f"{name[:3].strip('=@+-')}{number}@people.example", name=name, **more)
    acts.confirm(act_id=act, at=AT)
    return act


def planned(action: Action, *keys: str, split: bool = False) -> list[PetitionDelivery]:
    offices = [world.office(key) for key in keys or ("ministry",)]
    return verbs.plan(action=action, offices=offices, split=split, planned_on=None, actor=SYSTEM, at=LATER)


def released(delivery: PetitionDelivery, **asked: str) -> DeliveryRequest:
    row = verbs.ask_for_names(delivery=delivery, **{**ASK, **asked}, actor=CLAIRE, at=LATER)
    return verbs.decide(request=row, release=True, reason="", actor=JONAH, at=LATER)


def rows(request: DeliveryRequest) -> list[list[str]]:
    text = "".join(names.as_csv(request, "en"))
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:])))


def test_only_who_agreed_and_counts_stands_on_the_list(action: Action) -> None:
    signs(action, name="Rim Bensaid")
    quiet, gone, disowned = (signs(action, name=name) for name in ("Quiet", "Gone", "Not Me"))
    an_act(action, "pending@people.example", name="Pending")
    ActionTaken.objects.filter(pk=quiet).update(to_target=False)
    acts.withdraw(act_id=gone, at=AT)
    acts.disown(act_id=disowned, at=AT)
    acts.confirm(act_id=an_act(action, "late@people.example", name="Late"), at=LATER + timedelta(hours=1))
    made = rows(released(planned(action)[0]))
    assert made == [["Number", "Name", "Country or town"], ["1", "Rim Bensaid", "Canada"]]


def test_each_is_named_as_they_chose_and_by_no_more(action: Action) -> None:
    signs(action, name="Amina Example", more={"disclosure": "initials_place", "phone": "+1 555", "comment": "Free him"})
    signs(action, name="")
    request = released(planned(action)[0])
    assert rows(request)[1:] == [["1", "A. E.", "Laval"]]
    text = "".join(names.as_csv(request, "en"))
    assert not re.search(r"@|555|Free him", text)
    request.columns = "name"
    assert rows(request) == [["Number", "Name"], ["1", "A. E."]]


def test_no_cell_runs_as_a_formula(action: Action) -> None:
    for number, name in enumerate(("=HYPERLINK(1)", "@SUM(A1)", "+1", "-1+1|cmd")):
        signs(action, number, name)
    cells = [row[1] for row in rows(released(planned(action)[0]))[1:]]
    assert len(cells) == 4
    assert all(cell.startswith("'") for cell in cells)


def test_the_list_is_drawn_row_by_row_and_who_leaves_meanwhile_is_left_out(
    action: Action, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [signs(action, number) for number in range(6)]
    request = released(planned(action)[0])
    monkeypatch.setattr("openletter.actions.access.AT_ONCE", 2)
    monkeypatch.setattr(names, "BLOCK", 1)
    text = names.as_csv(request, "en")
    with CaptureQueriesContext(connection) as seen:
        begun = next(text) + next(text)
    assert begun.count("Rim") == 1
    opened = [query["sql"] for query in seen.captured_queries if '"sealed"' in query["sql"] and "IN" in query["sql"]]
    assert len(opened) == 1  # of three; the others are not even fetched yet
    acts.withdraw(act_id=made[5], at=LATER)
    assert "".join(text).count("Rim") == 4


def test_offices_that_share_the_names_have_each_person_once(action: Action) -> None:
    for number in range(12):
        signs(action, number, f"Person {number}")
    four = planned(action, "a", "b", "c", "d", split=True)
    lists = [rows(released(delivery))[1:] for delivery in four if names.people_of(delivery, LATER)]
    shown = [row[1] for part in lists for row in part]
    assert sorted(shown) == sorted(f"Person {number}" for number in range(12))
    assert sum(names.people_of(delivery, LATER) for delivery in four) == 12


def test_nobody_lets_names_out_alone(action: Action) -> None:
    signs(action)
    delivery = planned(action)[0]
    row = verbs.ask_for_names(delivery=delivery, **ASK, actor=CLAIRE, at=LATER)
    with pytest.raises(Refused, match="another person"):
        verbs.decide(request=row, release=True, reason="", actor=CLAIRE, at=LATER)
    with pytest.raises(Refused, match="not released"):
        verbs.take_out(request=row, actor=CLAIRE, at=LATER)
    verbs.decide(request=row, release=True, reason="As agreed", actor=JONAH, at=LATER)
    with pytest.raises(Refused, match="Only who asked"):
        verbs.take_out(request=row, actor=Actor(903, "Nour"), at=LATER)
    with pytest.raises(Refused, match="seven days"):
        verbs.take_out(request=row, actor=CLAIRE, at=LATER + timedelta(days=8))
    assert verbs.take_out(request=row, actor=CLAIRE, at=LATER).people == 1
    taken = AuditEntry.objects.get(verb="names.take_out")
    assert (taken.actor, taken.after["people"], taken.reason, taken.section) == ("Claire", 1, ASK["reason"], "xq")
    verbs.destroyed(request=row, on=LATER.date(), how="Shredded", actor=JONAH, at=LATER)
    with pytest.raises(Refused, match="not released"):
        verbs.take_out(request=row, actor=CLAIRE, at=LATER)


def test_names_of_a_hand_over_wait_only_once_whatever_asks(action: Action) -> None:
    signs(action)
    first = verbs.ask_for_names(delivery=planned(action)[0], **ASK, actor=CLAIRE, at=LATER)
    again = DeliveryRequest(delivery=first.delivery, as_of=LATER, people=1, reason="Once more", asked_by="Jonah")
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save(force_insert=True)
    verbs.decide(request=first, release=False, reason="Not yet", actor=JONAH, at=LATER)
    again.save(force_insert=True)


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_for_the_names_in_the_same_moment_get_one_request(action: Action) -> None:
    signs(action)
    delivery, ready, heard = planned(action)[0], threading.Barrier(2), []

    def ask(actor: Actor) -> None:
        try:
            ready.wait()
            verbs.ask_for_names(delivery=delivery, **ASK, actor=actor, at=LATER)
        except Exception as error:  # noqa: BLE001 - told to the main thread
            heard.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=ask, args=[actor]) for actor in (CLAIRE, JONAH)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [type(error) for error in heard] == [Refused], "who came second is told, and meets no fault"
    assert DeliveryRequest.objects.count() == 1


def test_a_stopped_action_gives_no_name(action: Action) -> None:
    signs(action)
    row = released(planned(action)[0])
    Action.objects.filter(pk=action.pk).update(status="suspended")
    with pytest.raises(Refused, match="stopped"):
        verbs.take_out(request=row, actor=CLAIRE, at=LATER)
    with pytest.raises(Refused, match="stopped"):
        verbs.ask_for_names(delivery=row.delivery, **ASK, actor=CLAIRE, at=LATER)


def test_a_step_follows_the_last_and_done_is_the_end(action: Action) -> None:
    delivery = planned(action)[0]
    for state in ("appointment_requested", "refused", "posted_instead", "returned", "accepted_without_meeting", "done"):
        verbs.note(delivery=delivery, state=state, on=LATER.date(), note="", actor=CLAIRE, at=LATER)
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.DONE
    with pytest.raises(Refused):
        verbs.note(delivery=delivery, state="planned", on=LATER.date(), note="", actor=CLAIRE, at=LATER)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_certificate_says_the_number_its_sources_and_no_name(action: Action, language: str) -> None:
    signs(action)
    delivery = planned(action)[0]
    made = certificate.draw_certificate(certificate.certificate_of(delivery, language=language, at=LATER), at=LATER)
    pages = PdfReader(io.BytesIO(made)).pages
    text = "".join(page.extract_text() for page in pages)
    assert len(pages) == 1
    assert action.ref in text
    assert "Bensaid" not in text
    if language == "en":
        assert re.search(r"Confirmed online\s*1", text)
        assert "Counted on 21 November 2026, 09:31 UTC" in text


@pytest.mark.parametrize("role", Role.values)
def test_each_role_hands_over_as_its_work_needs(action: Action, as_role: SignIn, role: str) -> None:
    signs(action)
    row = released(planned(action)[0])
    client, may = as_role(role, action.section), Right.DELIVER in RIGHTS[role]
    assert (client.get(reverse("desk_handover", args=[row.delivery_id])).status_code == 200) == may
    paper = client.get(reverse("desk_handover_certificate", args=[row.delivery_id, "fr"]))
    assert (paper.headers.get("Content-Type") == "application/pdf") == may
    client.post(
        reverse("desk_handover_change", args=[row.delivery_id, "note"]), {"state": "refused", "on": "2026-11-20"}
    )
    assert (PetitionDelivery.objects.get().state == "refused") == may
    taken = client.post(reverse("desk_names_take_out", args=[row.pk]))
    assert taken.status_code in (302, 404)  # two others asked and released
    assert not AuditEntry.objects.filter(verb="names.take_out").exists()


def test_hand_overs_of_another_section_do_not_exist(action: Action, desk: world.World, as_role: SignIn) -> None:
    signs(action)
    row = released(planned(action)[0])
    client = as_role("admin", desk.own)
    assert client.get(reverse("desk_handover", args=[row.delivery_id])).status_code == 404
    assert client.get(reverse("desk_handover_certificate", args=[row.delivery_id, "fr"])).status_code == 404
    assert client.post(reverse("desk_handover_change", args=[row.delivery_id, "ask"]), ASK).status_code == 404
    assert client.post(reverse("desk_names_take_out", args=[row.pk])).status_code == 404
    assert client.post(reverse("desk_names_change", args=[row.pk, "release"])).status_code == 404


def test_two_people_hand_a_petition_over(action: Action, as_role: SignIn) -> None:
    signs(action)
    office = world.office()
    client = as_role("approver", action.section)
    client.post(
        reverse("desk_action_hand_over", args=[action.pk]), {"offices": [office.pk], "planned_on": "2026-12-10"}
    )
    delivery = PetitionDelivery.objects.get()
    page, deed = (
        reverse("desk_handover", args=[delivery.pk]),
        reverse("desk_handover_change", args=[delivery.pk, "ask"]),
    )
    empty = client.post(deed, {"columns": "name", "reason": ""})
    assert empty.status_code == 422
    client.post(deed, ASK)
    row = DeliveryRequest.objects.get()
    refused = client.post(reverse("desk_names_change", args=[row.pk, "release"]), {"reason": ""})
    assert refused.status_code == 422
    assert "another person" in refused.content.decode()
    assert "Release the names" not in client.get(page).content.decode()
    assert "Names to release" not in client.get("/desk/").content.decode()
    second = as_role("admin", action.section, name="Bea")
    assert "Names to release" in second.get("/desk/").content.decode()
    assert "Release the names" in second.get(page).content.decode()
    second.post(reverse("desk_names_change", args=[row.pk, "release"]), {"reason": "As agreed"})
    taken = second.post(reverse("desk_names_take_out", args=[row.pk]))
    assert taken.streaming
    assert "no-store" in taken.headers["Cache-Control"]
    assert "Rim Bensaid" in b"".join(taken.streaming_content).decode()
    shown = second.get(page).content.decode() + second.get(reverse("desk_handovers")).content.decode()
    assert "Bensaid" not in shown
    second.post(reverse("desk_names_change", args=[row.pk, "destroyed"]), {"on": str(now().date()), "how": "Shredded"})
    assert DeliveryRequest.objects.get().state == "destroyed"


def test_the_list_of_hand_overs_costs_the_same_however_long(action: Action, as_role: SignIn) -> None:
    signs(action)
    client, url = as_role("admin"), reverse("desk_handovers")

    def queries() -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(url).status_code == 200
        return len(seen)

    def more(key: str) -> None:
        verbs.ask_for_names(delivery=planned(another(action), key)[0], **ASK, actor=CLAIRE, at=LATER)

    more("a")
    one = queries()
    more("b")
    more("c")
    assert queries() == one


def another(action: Action) -> Action:
    """Another petition of the same section, signed by one person."""
    made = an_action(action.section)
    signs(made)
    return made
