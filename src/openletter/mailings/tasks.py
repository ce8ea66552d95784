"""What mail follows from facts, and the rounds in which it is sent."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from openletter.actions.models import Action
from openletter.actions.operations import series
from openletter.cases.models import Outcome, Update
from openletter.kernel import outbox
from openletter.kernel.clock import now
from openletter.kernel.outbox import Payload
from openletter.kernel.ticks import every
from openletter.mailings import of_answers, of_messages, operations, rules, sending
from openletter.solidarity.models import SolidarityMessage
from openletter.supporters import sign_ups

KEEP_FINISHED = timedelta(days=30)


@outbox.on("acts_taken")
def owe_mails_for_acts(payload: Payload) -> None:
    """A confirmation mail for each new act, and a word to who had acted before."""
    at = now()
    operations.owe_confirmations([UUID(act) for act in payload["taken"]], at=at)
    for action_id, person in payload["repeated"]:
        operations.owe_repeat(action_id, bytes.fromhex(person), at=at)


@outbox.on("resend_asked")
def owe_mail_again(payload: Payload) -> None:
    """The confirmation mail once more, if there is something to confirm."""
    operations.owe_repeat(payload["action"], bytes.fromhex(payload["person"]), at=now(), only_pending=True)


@outbox.on(sign_ups.ASKED)
def owe_mail_for_sign_up(payload: Payload) -> None:
    """The mail that asks whether it was the owner of the address, or says that news comes already."""
    at, person = now(), bytes.fromhex(payload["person"])
    row = sign_ups.asked_again(payload["section"], person, at=at)
    if row is not None:
        operations.owe_for_sign_up(row.pk, person, at=at)


@outbox.on("outcome_recorded")
def tell_of_outcome(payload: Payload) -> None:
    """What became of the person, to everyone who acted and is counted."""
    outcome = Outcome.objects.filter(pk=payload["outcome"]).first()
    if outcome is not None:
        _tell(operations.Telling(rules.OUTCOME, outcome.uid, outcome.case_id))


@outbox.on("update_added")
def tell_of_update(payload: Payload) -> None:
    """News of the case, if whoever wrote it wished those who acted to be told."""
    update = Update.objects.filter(pk=payload["update"], tell_participants=True).first()
    if update is not None:
        _tell(operations.Telling(rules.UPDATE, update.uid, update.case_id))


@outbox.on("bundle_moved")
def tell_of_messages(payload: Payload) -> None:
    """That their messages left, or arrived, to who wrote them."""
    kind = of_messages.TOLD_OF.get(payload["state"])
    if kind is not None:
        acts = SolidarityMessage.objects.filter(bundle=payload["bundle"]).values_list("act_id", flat=True)
        operations.owe_of_messages(kind, list(acts), at=now())


@outbox.on("message_withheld")
def tell_of_withholding(payload: Payload) -> None:
    """That a message cannot be passed on, where the moderator wished its sender to be told."""
    _tell_of_decision(of_messages.WITHHELD, payload)


@outbox.on("message_looked_at_again")
def tell_of_second_look(payload: Payload) -> None:
    """What became of an objection, or that a message goes although it was said that it does not."""
    _tell_of_decision(of_messages.AGAIN, payload)


def _tell_of_decision(kind: str, payload: Payload) -> None:
    operations.owe_of_decision(kind, UUID(payload["act"]), UUID(payload["decision"]), at=now())


@outbox.on(series.TAKEN_OVER)
def tell_who_wrote_before(payload: Payload) -> None:
    """The next of a series of urgent actions, to everyone whose act on an earlier one is counted."""
    action = Action.objects.filter(pk=payload["action"]).first()
    if action is not None:
        _tell(operations.Telling(rules.FOLLOWED, action.uid, action.case_id))


@outbox.on("office_answered")
def tell_of_answer(payload: Payload) -> None:
    """That their letter was answered, to who wrote it, if the answer is of a kind that is told."""
    response = UUID(payload["response"])
    if payload["act"] and of_answers.is_told(response):
        operations.owe_of_answer(response, UUID(payload["act"]), at=now())


@outbox.on("telling_goes_on")
def tell_the_next(payload: Payload) -> None:
    """The next thousand of a piece of news."""
    person = bytes.fromhex(payload["person"])
    told = (payload["kind"], UUID(payload["subject"]), payload["case"], payload["action"], person)
    _tell(operations.Telling(*told))


def _tell(telling: operations.Telling) -> None:
    """One transaction for one thousand: the outbox carries the rest, so nobody waits and nobody is told twice."""
    at = now()
    rest = operations.owe_news(telling, at=at)
    if rest is not None:
        payload = {
            "kind": rest.kind, "subject": rest.subject.hex, "case": rest.case_id, "action": rest.action_id,
            "person": rest.person.hex(),
        }  # fmt: skip
        outbox.write("telling_goes_on", payload, at=at)


@every(seconds=0.5)
def send_answers(at: datetime) -> int:
    """Send the mails that people are waiting for."""
    return sending.send_due(rules.SINGLE, using="default", at=at, most=200, within=timedelta(seconds=5))


@every(seconds=1)
def send_news(at: datetime) -> int:
    """Send news: a second's worth at most, so that the answers above are never far away."""
    return sending.send_due(rules.BULK, using="bulk", at=at, most=100, within=timedelta(seconds=1))


@every(hours=1)
def forget(at: datetime) -> None:
    """Keep nothing about mails longer than it serves."""
    operations.forget_addressees(at=at)
    operations.forget_mails(before=at - KEEP_FINISHED)
