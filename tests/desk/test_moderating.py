"""Moderation at the desk: what waits and how old it is, who reads it, what a sender objects, and what was decided."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.desk import world
from tests.solidarity.conftest import action, received, write  # noqa: F401

from openletter.kernel.audit import SYSTEM
from openletter.kernel.clock import now
from openletter.kernel.models import AuditEntry
from openletter.solidarity.models import Decision, Objection, SolidarityMessage
from openletter.solidarity.operations import messages as verbs
from openletter.solidarity.operations.objections import enter, object_to

SignIn = Callable[..., Client]


def page(client: Client, name: str, *args: object, **asked: str) -> str:
    answer = client.get(reverse(name, args=args), asked)
    assert answer.status_code == 200, (name, answer.status_code)
    return answer.content.decode()


def aged(message: SolidarityMessage, days: int) -> SolidarityMessage:
    SolidarityMessage.objects.filter(pk=message.pk).update(waits_since=now() - timedelta(days=days))
    return message


def objected(message: SolidarityMessage, why: str = "It is my cat's name.") -> SolidarityMessage:
    decision = message.decisions.get(verdict="withheld")
    made = {"section": message.section, "text": why, "language": "en", "at": now()}
    assert object_to(decision.pk, **made)
    enter(Objection.objects.get().pk, at=now())
    return message


def test_the_queue_says_how_long_each_waits_and_finds_what_is_over(received, as_role: SignIn) -> None:  # noqa: F811
    old, new = aged(received("a@people.example"), 30), received("b@people.example", with_picture=True)
    client = as_role("moderator", old.section)
    said = page(client, "desk_messages_queue")
    assert said.index(str(old.pk)) < said.index(str(new.pk))
    assert said.count("over the time promised") == 1
    assert "with a picture" in said
    over = page(client, "desk_messages_queue", age="over")
    assert str(old.pk) in over
    assert str(new.pk) not in over
    assert str(new.pk) in page(client, "desk_messages_queue", pictures="on")
    assert str(new.pk) not in page(client, "desk_messages_queue", age="near")
    assert str(new.pk) not in page(client, "desk_messages_queue", after=str(new.pk))


def test_who_reads_a_message_is_named_and_an_administrator_takes_it_over(received, as_role: SignIn) -> None:  # noqa: F811
    message = received()
    amal = world.person("Amal", "moderator", message.section)
    verbs.claim(message=message, actor=amal.actor, at=now())
    client = as_role("moderator", message.section, "Bea")
    assert "Amal reads this until" in page(client, "desk_messages_queue")
    assert "Amal reads this until" in (seen := page(client, "desk_message", message.pk))
    assert "Take it over" not in seen
    over = reverse("desk_message_decide", args=[message.pk, "take-over"])
    assert client.post(over).status_code == 404
    client = as_role("admin", message.section, "Cyd")
    assert "Take it over" in page(client, "desk_message", message.pk)
    assert "It is before you until" in client.post(over, follow=True).content.decode()
    client.post(reverse("desk_message_decide", args=[message.pk, "accept"]))
    assert [step.verdict for step in message.decisions.all()] == ["taken_over", "accepted"]


def test_a_second_opinion_shows_both_judgements(received, as_role: SignIn) -> None:  # noqa: F811
    message = received()
    client = as_role("moderator", message.section, "Ada")
    client.post(reverse("desk_message_decide", args=[message.pk, "second"]), {"leaning": "withheld", "note": "A code?"})
    assert "somebody else decides" in page(client, "desk_message", message.pk)
    client = as_role("moderator", message.section, "Bea")
    seen = page(client, "desk_message", message.pk)
    for words in ("A second opinion is asked for", "“A code?”", "would have decided: Withheld", "Ada"):
        assert words in seen
    client.post(reverse("desk_message_decide", args=[message.pk, "accept"]))
    seen = page(client, "desk_message", message.pk)
    assert "would have decided: Withheld" in seen
    assert "Bea" in seen


def test_a_sender_who_objects_is_read_by_somebody_else(received, as_role: SignIn) -> None:  # noqa: F811
    message = received()
    client = as_role("moderator", message.section, "Ada")
    client.post(reverse("desk_message_decide", args=[message.pk, "withhold"]), {"reason": "religion", "tell": "on"})
    objected(message)
    mine = page(client, "desk_message", message.pk)
    assert "You decided the first time" in mine
    assert "Withhold it" not in mine
    assert "somebody else decides" in page(client, "desk_messages_queue", asked="objection")
    client = as_role("moderator", message.section, "Bea")
    assert "It is my cat&#x27;s name." in page(client, "desk_message", message.pk)
    client.post(reverse("desk_message_decide", args=[message.pk, "accept"]))
    head = as_role("admin", message.section, "Cyd")
    listed = page(head, "desk_messages_decisions", overturned="on")
    assert "Ada" in listed
    assert listed.count("<strong>overturned</strong>") == 1


def test_a_sender_is_handed_what_they_objected_and_what_was_decided(received, as_role: SignIn) -> None:  # noqa: F811
    message = received()
    ada, bea = (world.person(name, "moderator", message.section).actor for name in ("Ada", "Bea"))
    verbs.withhold(message=message, reason="religion", words="No psalms, please.", tell=True, actor=ada, at=now())
    decision = message.decisions.get(verdict="withheld")
    assert object_to(decision.pk, section=message.section, text="It is no psalm.", language="en", at=now())
    client = as_role("dpo_auditor", message.section, "Dee")
    (only,) = _handed_out(client)["objections"]
    assert (only["text"], only["state"], only["answered_at"]) == ("It is no psalm.", "received", None)
    enter(Objection.objects.get().pk, at=now())
    verbs.withhold(message=message, reason="other", words="It still is.", tell=True, actor=bea, at=now())
    told = _handed_out(client)
    assert [(row["verdict"], row["words"]) for row in told["decisions"]] == [
        ("withheld", "No psalms, please."), ("withheld", "It still is."),
    ]  # fmt: skip
    assert told["decisions"][0]["reason"] not in ("", "religion"), "as the sender was told, not by its code"
    assert (told["objections"][0]["state"], bool(told["objections"][0]["answered_at"])) == ("refused", True)
    opened = AuditEntry.objects.filter(verb="opened", subject_type="solidarity.objection")
    assert opened.filter(reason__contains="She wrote").count() == 2
    seen = _handed_out(client, "page")
    for words in ("Objections of the person", "It is no psalm.", "The decision stands", "Withheld"):
        assert words in seen
    assert "Ada" not in seen, "who decided is nobody's datum but theirs"


def _handed_out(client: Client, how: str = "file") -> Any:
    why = {"why": "question", "words": "She wrote to us on 3 May"}
    found = client.post(reverse("desk_acts_person"), {**why, "email": "maya@people.example"}).content.decode()
    token = found.split('name="person" value="')[1].split('"')[0]
    answer = client.post(reverse("desk_acts_person_hand_out"), {**why, "person": token, how: "1"})
    return answer.content.decode() if how == "page" else json.loads(answer.content)["acts"][0]["message"]


def test_with_a_fault_nothing_typed_is_lost(received, as_role: SignIn) -> None:  # noqa: F811
    message = received()
    client = as_role("moderator", message.section)
    url = reverse("desk_message_decide", args=[message.pk, "withhold"])
    answer = client.post(url, {"reason": "", "words": "Kept words"})
    assert answer.status_code == 422
    assert "Kept words" in answer.content.decode()
    answer = client.post(url, {"reason": "other", "words": ""})
    assert (answer.status_code, "Say the reason" in answer.content.decode()) == (422, True)


def test_supervisors_see_decisions_by_person_and_reason_and_find_single_ones(received, as_role: SignIn) -> None:  # noqa: F811
    first, second = received("a@people.example"), received("b@people.example")
    ada = world.person("Ada", "moderator", first.section)
    verbs.withhold(message=first, reason="religion", words="A prayer.", actor=ada.actor, at=now())
    verbs.accept(message=second, actor=SYSTEM, at=now())
    client = as_role("admin", first.section, "Cyd")
    listed = page(client, "desk_messages_decisions")
    assert "It speaks of religion" in listed
    assert "A prayer." in listed
    only = page(client, "desk_messages_decisions", by=str(ada.pk), reason="religion", verdict="withheld")
    assert str(first.pk) in only
    assert str(second.pk) not in only
    older = page(client, "desk_messages_decisions", since="2020-01-01", until="2020-02-01")
    assert "Nothing was decided in this time." in older
    assert as_role("moderator", first.section, "Dot").get(reverse("desk_messages_decisions")).status_code == 404


def test_both_lists_cost_the_same_with_three_rows_as_with_one(received, as_role: SignIn) -> None:  # noqa: F811
    verbs.accept(message=received("x@people.example"), actor=SYSTEM, at=now())
    message = received()
    client = as_role("admin", message.section)

    def cost() -> list[int]:
        found = []
        for name in ("desk_messages_queue", "desk_messages_decisions"):
            client.get(reverse(name))
            with CaptureQueriesContext(connection) as seen:
                page(client, name)
            found.append(len(seen))
        return found

    one = cost()
    for email in ("b@people.example", "c@people.example"):
        received(email)
        verbs.accept(message=received(f"x{email}"), actor=SYSTEM, at=now())
    assert cost() == one
    assert Decision.objects.count() == 3


def test_every_key_that_is_said_has_its_place_on_the_page(received, as_role: SignIn) -> None:  # noqa: F811
    message = received()
    seen = page(as_role("moderator", message.section), "desk_message", message.pk)
    assert set(re.findall(r'data-key="(.)"', seen)) == set("awstnq?")
    assert set(re.findall(r'row"><kbd>(\w)</kbd>', seen)) == set("AWSTNQ")
