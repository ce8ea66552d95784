"""Letters to offices and their answers at the desk: what stands there, who may pause, who may read."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from tests.desk import world
from tests.desk.world import AT, World

from openletter.deliveries.models import OfficeMail, OfficialResponse, TargetMail
from openletter.deliveries.operations.responses import Noted, write_down
from openletter.kernel.audit import SYSTEM
from openletter.kernel.ids import uuid7
from openletter.kernel.models import AuditEntry
from openletter.supporters.operations import new_section_key
from openletter.targets.models import ContactPoint, Office

SignIn = Callable[..., Client]


def the_office() -> Office:
    """The one office there is here."""
    return Office.objects.filter(key="minister").first() or world.office("minister")


@pytest.fixture
def line(desk: World) -> OfficeMail:
    """Letters of the own action to an office: three wait, two went, one came back."""
    found = OfficeMail.objects.create(office=the_office())
    for state in ("waiting", "waiting", "waiting", "sent", "sent", "bounced"):
        TargetMail.objects.create(
            act_id=uuid7(), action=desk.action, office=found.office, role="target", own_words=state == "sent",
            state=state, owed_at=AT, due_at=AT,
        )  # fmt: skip
    return found


@pytest.fixture
def answer(desk: World) -> OfficialResponse:
    """What an office answered by post."""
    new_section_key(desk.own, AT)
    said = Noted(
        action=desk.action, office=the_office(), way="post", kind="", received_at=AT,
        text="We <b>looked</b> into it.",
    )  # fmt: skip
    row = write_down(_as_pledge(said), actor=SYSTEM, at=AT)
    OfficialResponse.objects.filter(pk=row.pk).update(kind="")
    return row


def _as_pledge(said: Noted) -> Noted:
    from dataclasses import replace

    return replace(said, kind="pledge")


def test_an_office_page_tells_what_waits_and_for_whom(desk: World, as_role: SignIn, line: OfficeMail) -> None:
    client = as_role("editor", desk.own)
    shown = client.get(reverse("letters:inspect", args=[line.pk]))
    assert shown.context["standing"].waiting == 3
    assert shown.context["standing"].sent == 2
    assert [(action.pk, *rest) for action, *rest in shown.context["rows"]] == [(desk.action.pk, 3, 6)]
    listed = client.get(reverse("letters:index")).content.decode()
    assert reverse("letters:inspect", args=[line.pk]) in listed


def test_today_says_that_letters_are_held_until_an_address_is_checked(
    desk: World, as_role: SignIn, line: OfficeMail
) -> None:
    ContactPoint.objects.create(office=line.office, kind="email", value="own@example.org", written_by=0)
    client, home = as_role("editor", desk.own), reverse("wagtailadmin_home")
    assert "held: somebody else has to check" in client.get(home).content.decode()
    ContactPoint.objects.update(seen_by=1)
    assert "held: somebody else has to check" not in client.get(home).content.decode()


def test_letters_are_paused_and_resumed_with_a_reason(desk: World, as_role: SignIn, line: OfficeMail) -> None:
    client = as_role("editor", desk.own)
    pause, resume = (reverse(f"desk_letters_{verb}", args=[line.pk]) for verb in ("pause", "resume"))
    assert client.get(pause).status_code == 200
    assert client.post(pause, {"reason": ""}).status_code == 422
    long = client.post(pause, {"reason": "They asked for a week. " * 20})
    assert (long.status_code, list(long.context["form"].errors)) == (422, ["reason"]), "none of it is cut"
    assert client.post(resume, {"reason": "x"}).status_code == 422
    assert client.post(pause, {"reason": "They asked for a week"}).status_code == 302
    shown = client.get(reverse("letters:inspect", args=[line.pk])).content.decode()
    assert "They asked for a week" in shown
    assert "Paused by staff" in client.get(reverse("letters:index")).content.decode()
    assert client.post(resume, {"reason": "The week is over"}).status_code == 302
    line.refresh_from_db()
    assert line.paused_at is None
    reasons = AuditEntry.objects.filter(verb__startswith="office_mail.").order_by("at", "id")
    assert [entry.reason for entry in reasons] == ["They asked for a week", "The week is over"]


@pytest.mark.parametrize("role", ["translator", "moderator", "approver", "dpo_auditor"])
def test_others_neither_pause_nor_read(
    desk: World, as_role: SignIn, line: OfficeMail, answer: OfficialResponse, role: str
) -> None:
    client = as_role(role, desk.own)
    for name, row in (("desk_letters_pause", line), ("desk_letters_resume", line), ("desk_answer_open", answer),
                      ("desk_answer_judge", answer)):  # fmt: skip
        assert client.post(reverse(name, args=[row.pk]), {"reason": "x", "kind": "denial"}).status_code in (302, 404)
    assert not AuditEntry.objects.filter(verb__in=("opened", "office_mail.pause", "response.judge")).exists()
    line.refresh_from_db()
    assert line.paused_at is None


def test_an_answer_is_opened_only_by_asking_and_each_opening_is_written_down(
    desk: World, as_role: SignIn, answer: OfficialResponse
) -> None:
    client = as_role("editor", desk.own)
    closed = client.get(reverse("answers:inspect", args=[answer.pk])).content.decode()
    asked = client.get(reverse("desk_answer_open", args=[answer.pk])).content.decode()
    assert "looked" not in closed + asked
    assert not AuditEntry.objects.filter(verb="opened").exists()
    read = client.post(reverse("desk_answer_open", args=[answer.pk])).content.decode()
    assert "We &lt;b&gt;looked&lt;/b&gt; into it." in read
    assert AuditEntry.objects.filter(verb="opened", subject_id=str(answer.pk)).count() == 1
    assert client.post(reverse("desk_answer_judge", args=[answer.pk]), {"kind": "denial"}).status_code == 302
    answer.refresh_from_db()
    assert answer.kind == "denial"


def test_answers_of_another_section_do_not_exist(desk: World, as_role: SignIn, answer: OfficialResponse) -> None:
    client = as_role("editor", desk.other)
    for name in ("answers:inspect", "desk_answer_open", "desk_answer_judge"):
        assert client.get(reverse(name, args=[answer.pk])).status_code == 404


def test_an_answer_by_post_is_written_down_at_the_desk(desk: World, as_role: SignIn) -> None:
    new_section_key(desk.own, AT)
    office = the_office()
    client = as_role("case_coordinator", desk.own)
    sent = {"action": desk.action.pk, "office": office.pk, "way": "post", "received_at": "2026-11-20 10:00",
            "text": "We deny it.", "kind": "denial"}  # fmt: skip
    assert client.post(reverse("desk_answers_add"), {**sent, "text": ""}).status_code == 422
    assert client.post(reverse("desk_answers_add"), {**sent, "action": desk.foreign_action.pk}).status_code == 422
    assert client.post(reverse("desk_answers_add"), sent).status_code == 302
    assert OfficialResponse.objects.get().kind == "denial"


def test_an_actions_page_tells_how_its_letters_stand(desk: World, as_role: SignIn, line: OfficeMail) -> None:
    type(desk.action).objects.filter(pk=desk.action.pk).update(kind="email_to_target")
    shown = as_role("editor", desk.own).get(reverse("actions:inspect", args=[desk.action.pk]))
    assert shown.context["standing"].came_back == 1
    assert "No answer of an office yet." in shown.content.decode()
