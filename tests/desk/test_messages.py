"""Messages at the desk: who may read and send them, one deed a page, and lists that cost the same however long."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader
from tests.desk import world
from tests.solidarity.conftest import action, received, write  # noqa: F401

from openletter.kernel.audit import SYSTEM
from openletter.kernel.clock import now
from openletter.kernel.models import AuditEntry
from openletter.sections.access import RIGHTS, Right
from openletter.sections.rules import Role
from openletter.solidarity.models import Bundle, SolidarityMessage
from openletter.solidarity.operations import messages as verbs

SignIn = Callable[..., Client]


def page(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200, (name, answer.status_code)
    return answer.content.decode()


def decide(client: Client, message: SolidarityMessage, deed: str, **data: str) -> str:
    answer = client.post(reverse("desk_message_decide", args=[message.pk, deed]), data, follow=True)
    message.refresh_from_db()
    return answer.content.decode()


@pytest.mark.parametrize("role", Role.values)
def test_each_role_reads_and_sends_what_its_work_needs(received, as_role: SignIn, role: str) -> None:  # noqa: F811
    message = received(with_picture=True)
    verbs.accept(message=message, actor=SYSTEM, at=now())
    client, rights = as_role(role, message.section), RIGHTS[role]
    reads, sends = Right.MODERATE in rights, Right.BUNDLES in rights
    of_case = [message.case_id, message.section_id]
    asked = [
        ("desk_messages", [], reads or sends), ("desk_messages_case", of_case, reads or sends),
        ("desk_message", [message.pk], reads), ("desk_message_picture", [message.pk], reads),
    ]  # fmt: skip
    for name, args, may in asked:
        assert (client.get(reverse(name, args=args)).status_code == 200) == may, (role, name)
    client.post(reverse("desk_messages_next"))
    client.post(reverse("desk_message_decide", args=[message.pk, "reconsider"]))
    message.refresh_from_db()
    assert (message.state == "in_moderation") == reads
    SolidarityMessage.objects.update(state="accepted")
    client.post(reverse("desk_bundle_gather", args=of_case))
    assert Bundle.objects.exists() == sends


def test_messages_of_another_section_do_not_exist(received, desk: world.World, as_role: SignIn) -> None:  # noqa: F811
    message = received()
    client = as_role("admin", desk.own)
    assert client.get(reverse("desk_message", args=[message.pk])).status_code == 404
    assert client.get(reverse("desk_messages_case", args=[message.case_id, message.section_id])).status_code == 404
    assert client.post(reverse("desk_message_decide", args=[message.pk, "accept"])).status_code == 404
    assert "Idriss" not in page(client, "desk_messages")
    # Nor does a case of another section by way of one's own: its title may be a name that is not public.
    of_case = [message.case_id, desk.own.pk]
    assert client.get(reverse("desk_messages_case", args=of_case)).status_code == 404
    assert client.post(reverse("desk_bundle_gather", args=of_case)).status_code == 404


def test_a_moderator_reads_what_was_remarked_and_decides_with_one_key(received, as_role: SignIn) -> None:  # noqa: F811
    second = received("b@people.example", text="Hello.")
    first = SolidarityMessage.objects.get(pk=received(text="God be with you. <b>Hi</b>").pk)
    SolidarityMessage.objects.filter(pk=first.pk).update(waits_since=second.waits_since - timedelta(hours=1))
    client = as_role("moderator", first.section)
    answer = client.post(reverse("desk_messages_next"), follow=True)
    said = answer.content.decode()
    assert '<mark title="Religion">God<small>Religion</small></mark> be with you. &lt;b&gt;Hi' in said
    assert "Maya" in said
    assert AuditEntry.objects.filter(verb="opened", reason="moderation").count() == 1
    decide(client, first, "withhold", reason="religion", words="Not here.", tell="on")
    assert (first.state, first.reason, first.decided_by) == ("withheld", "religion", "Ada")
    second.refresh_from_db()
    assert second.locked_by is not None  # the next one is before her already
    assert "Nothing waits for you" in decide(client, second, "accept")


def test_what_was_decided_meanwhile_or_taken_back_is_said(received, as_role: SignIn) -> None:  # noqa: F811
    message = received()
    client = as_role("moderator", message.section)
    decide(client, message, "accept")
    assert "decided on meanwhile" in decide(client, message, "accept")
    assert "Choose the reason" in decide(client, message, "withhold", reason="other") or message.state == "accepted"
    assert client.post(reverse("desk_message_decide", args=[message.pk, "erase"])).status_code == 404


def test_a_bundle_is_printed_counted_sent_and_told(received, as_role: SignIn) -> None:  # noqa: F811
    message = received(with_picture=True)
    client = as_role("moderator", message.section)
    decide(client, message, "translate", language="ar", text="أزهرت أشجار الكرز")
    decide(client, message, "accept")
    client.post(reverse("desk_bundle_gather", args=[message.case_id, message.section_id]))
    bundle = Bundle.objects.get()
    assert "part 1" in page(client, "desk_bundle", bundle.pk)
    answer = client.get(reverse("desk_bundle_part", args=[bundle.pk, 1]))
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    text = " ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(answer.content)).pages)
    assert "the cherry trees are in flower" in " ".join(text.split())
    assert "people.example" not in text
    assert client.get(reverse("desk_bundle_part", args=[bundle.pk, 2])).status_code == 404
    sheet = client.get(reverse("desk_bundle_sheet", args=[bundle.pk])).content.decode("utf-8-sig")
    assert sheet.splitlines()[-1].endswith(",1,1")
    assert AuditEntry.objects.filter(verb="bundle.print").count() == 1
    day = now().date().isoformat()
    change = reverse("desk_bundle_change", args=[bundle.pk, "sent"])
    Bundle.objects.update(made_at=now())
    client.post(change, {"on": day, "how": "With the lawyer"})
    client.post(reverse("desk_bundle_change", args=[bundle.pk, "known"]), {"state": "delivered", "on": day})
    bundle.refresh_from_db()
    assert (bundle.state, str(bundle.sent_on)) == ("delivered", day)


def test_lists_cost_the_same_with_three_messages_as_with_one(received, as_role: SignIn) -> None:  # noqa: F811
    message = received()
    client = as_role("moderator", message.section)
    verbs.accept(message=message, actor=SYSTEM, at=now())

    def cost() -> list[int]:
        found = []
        for name, args in (("desk_messages", []), ("desk_messages_case", [message.case_id, message.section_id])):
            client.get(reverse(name, args=args))
            with CaptureQueriesContext(connection) as seen:
                page(client, name, *args)
            found.append(len(seen))
        return found

    one = cost()
    for email in ("b@people.example", "c@people.example"):
        verbs.accept(message=received(email), actor=SYSTEM, at=now())
    assert cost() == one
