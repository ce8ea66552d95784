"""A message is received, looked at by rules, read by a person, and accepted or withheld. Nobody changes its words."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from openletter.actions.enclosures.models import Enclosure
from openletter.actions.models import ActionTaken
from openletter.actions.rules import ActState
from openletter.actions.wording.message import look_at_message
from openletter.kernel import outbox
from openletter.kernel.audit import SYSTEM, Actor
from openletter.kernel.refusals import Refused
from openletter.kernel.text import clean_block
from openletter.solidarity import access, queries, reasons
from openletter.solidarity.models import Objection, Reason, SolidarityMessage
from openletter.solidarity.operations import judging
from openletter.solidarity.rules import (
    KIND,
    LOCK,
    LONGEST_TRANSLATION,
    UNSENT,
    WAITING,
    Asked,
    MessageState,
    Verdict,
    is_held,
    may_move,
)


def receive(act_id: UUID, *, at: datetime) -> SolidarityMessage | None:
    """A confirmed message waits to be read, with what the rules remarked. Done twice it changes nothing.

    None where the act is no message, or was taken back meanwhile. Raises CannotOpen without the private key.
    """
    with transaction.atomic():
        rows = ActionTaken.objects.select_for_update(of=("self",)).select_related("action__case", "section")
        act = rows.get(pk=act_id)
        if act.action.kind != KIND or act.state != ActState.COUNTED or act.sealed is None:
            return None
        message, _new = SolidarityMessage.objects.get_or_create(
            act=act,
            defaults={
                "action": act.action, "case": act.action.case, "section": act.section, "received_at": at,
                "has_picture": Enclosure.objects.filter(act=act).exists(),
            },
        )  # fmt: skip
        return _screened(message, at)


def _screened(message: SolidarityMessage, at: datetime) -> SolidarityMessage:
    if message.state == MessageState.RECEIVED:
        opened = access.open_message(message, by=SYSTEM, purpose="look at a message", at=at)
        remarks = look_at_message(
            opened.text, guidance=queries.guidance_of(message.case), organisation=queries.names_of(message.section),
            address=opened.address,
        )  # fmt: skip
        message.remarks = list(dict.fromkeys(remark.code for remark in remarks))
        message.state = MessageState.SCREENED
        message.save(update_fields=["remarks", "state"])
    return message


@transaction.atomic
def claim(*, message: SolidarityMessage, actor: Actor, at: datetime) -> SolidarityMessage:
    """The message is before this person for the next five minutes. Refuses while it is before somebody else."""
    row = _locked(message)
    _free(row, actor, at)
    row.locked_by_id, row.locked_until = actor.id, at + LOCK
    if row.state == MessageState.SCREENED:
        row.state = MessageState.IN_MODERATION
    row.save(update_fields=["locked_by", "locked_until", "state"])
    return row


@transaction.atomic
def take_over(*, message: SolidarityMessage, actor: Actor, at: datetime) -> SolidarityMessage:
    """The message is before this person although somebody else had it. Whose right that is, the surface asks."""
    row = _locked(message)
    if row.state not in WAITING:
        raise Refused(_("This message has been decided on meanwhile."))
    row.locked_by_id, row.locked_until, row.state = actor.id, at + LOCK, MessageState.IN_MODERATION
    row.save(update_fields=["locked_by", "locked_until", "state"])
    judging.keep(row, Verdict.TAKEN_OVER, actor=actor, at=at)
    judging.note(row, "message.take_over", actor, at)
    return row


@transaction.atomic
def put_back(*, message: SolidarityMessage, actor: Actor, at: datetime) -> SolidarityMessage:
    """Passed over, the message waits again, for anybody. Nothing changes where somebody else has it, or decided."""
    row = _locked(message)
    held = is_held(row.locked_until, row.locked_by_id, by=actor.id, at=at)
    if row.state == MessageState.IN_MODERATION and not held:
        row.state, row.locked_by, row.locked_until = MessageState.SCREENED, None, None
        row.save(update_fields=["state", "locked_by", "locked_until"])
    return row


@transaction.atomic
def accept(*, message: SolidarityMessage, actor: Actor, at: datetime) -> SolidarityMessage:
    """The message goes into the case's next bundle, word for word."""
    return _decide(message, Verdict.ACCEPTED, actor, at)


@transaction.atomic
def withhold(
    *, message: SolidarityMessage, reason: str, words: str = "", tell: bool = False, actor: Actor, at: datetime
) -> SolidarityMessage:
    """The message is not passed on. `tell`: its sender hears so by mail, with the reason and these words."""
    given = reasons.given(
        reason, message.section_id, words, judged=reasons.of_message(with_picture=message.has_picture)
    )
    return _decide(message, Verdict.WITHHELD, actor, at, reason=given, words=words, tell=tell)


@transaction.atomic
def ask_second(
    *, message: SolidarityMessage, note: str, leaning: str = "", actor: Actor, at: datetime
) -> SolidarityMessage:
    """Somebody else is to decide; who asked cannot any longer. `leaning` is what they would decide, if they say.

    Of a message whose sender objects it cannot be asked: it waits for a second reader already.
    """
    row = _locked(message)
    _free(row, actor, at)
    if row.state not in (MessageState.IN_MODERATION, MessageState.SCREENED):
        raise Refused(_("This message has been decided on meanwhile."))
    if row.asked != Asked.READING:
        raise Refused(_("This is the second reading already: decide, or leave it to somebody else."))
    row.state, row.asked, row.not_by_id = MessageState.SCREENED, Asked.SECOND, actor.id
    row.second_note, row.locked_by, row.locked_until = note.strip()[:600], None, None
    row.save(update_fields=["state", "asked", "not_by", "second_note", "locked_by", "locked_until"])
    judging.keep(row, Verdict.SECOND, actor=actor, at=at, words=note, leaning=leaning)
    judging.note(row, "message.second", actor, at)
    return row


@transaction.atomic
def reconsider(*, message: SolidarityMessage, actor: Actor, at: datetime) -> SolidarityMessage:
    """A decision is open again, as long as the message is in no bundle."""
    row = _locked(message)
    if row.state not in (MessageState.ACCEPTED, MessageState.WITHHELD):
        raise Refused(_("Only a decision that has not led to a bundle yet can be looked at again."))
    _by_another(row, actor)  # what somebody else decided on an objection is not decided anew by who was objected to
    row.state, row.reason, row.reason_said, row.reason_words = MessageState.IN_MODERATION, "", {}, ""
    row.decided_at, row.decided_by, row.waits_since, row.asked = None, "", at, Asked.READING
    row.save()
    judging.keep(row, Verdict.REOPENED, actor=actor, at=at)
    judging.note(row, "message.reconsider", actor, at)
    return row


@transaction.atomic
def translate(*, message: SolidarityMessage, language: str, text: str, actor: Actor, at: datetime) -> SolidarityMessage:
    """A translation stands beside the original, sealed like it, with who made it; empty takes it away."""
    row = _locked(message)
    said = clean_block(text)
    if said is None or len(said) > LONGEST_TRANSLATION:
        raise Refused(_("The translation is too long, or holds signs that cannot be printed."))
    if row.state not in UNSENT:
        raise Refused(_("This message has been sent already."))
    if said:
        access.seal_translation(row, said)
        row.translation_language, row.translated_by = language, actor.name[:200]
    else:
        row.sealed, row.data_key, row.translation_language, row.translated_by = None, None, "", ""
    row.save(update_fields=["sealed", "data_key", "translation_language", "translated_by"])
    judging.note(row, "message.translate", actor, at)
    return row


def forget(act_id: UUID) -> None:
    """What its sender took back: an unsent message is gone, of a sent one the number stays and no word."""
    rows = SolidarityMessage.objects.filter(act_id=act_id)
    with transaction.atomic():
        rows.filter(state__in=UNSENT).delete()
        rows.update(sealed=None, data_key=None, translation_language="", translated_by="", has_picture=False)
        Objection.objects.filter(message__act_id=act_id).update(sealed=None, data_key=None)


def take_out(act_id: UUID) -> None:
    """An unsent message goes; its words stay with the act, and it is received anew should the act count again."""
    SolidarityMessage.objects.filter(act_id=act_id, act__state=ActState.INVALIDATED, state__in=UNSENT).delete()


def forget_erased() -> int:
    """The same for messages whose acts' time is over; returns how many there were."""
    held = SolidarityMessage.objects.filter(act__sealed__isnull=True)
    stale = held.exclude(state__in=(s for s in MessageState if s not in UNSENT), sealed__isnull=True, has_picture=False)
    acts = list(stale.values_list("act_id", flat=True)[:1000])
    for act_id in acts:
        forget(act_id)
    return len(acts)


def _decide(
    message: SolidarityMessage, verdict: Verdict, actor: Actor, at: datetime, *, reason: Reason | None = None,
    words: str = "", tell: bool = False,
) -> SolidarityMessage:  # fmt: skip
    row = _locked(message)
    _free(row, actor, at)
    _by_another(row, actor)
    if row.state == MessageState.SCREENED:
        row.state = MessageState.IN_MODERATION
    if not may_move(row.state, verdict):
        raise Refused(_("This message has been decided on meanwhile."))
    row.state, row.decided_at, row.decided_by = MessageState(verdict), at, actor.name[:200]
    row.reason, row.reason_said = (reason.code, reason.by_language()) if reason else ("", {})
    row.reason_words, row.locked_by, row.locked_until = words.strip()[:600], None, None
    row.save()
    _follows(row, verdict, actor, at, reason=reason, words=words, tell=tell)
    return row


def _follows(
    row: SolidarityMessage, verdict: Verdict, actor: Actor, at: datetime, *, reason: Reason | None, words: str,
    tell: bool,
) -> None:  # fmt: skip
    """The record, the audit, and what its sender hears. An objection is answered in any case, and only once made."""
    objection = judging.answer_objection(row, verdict, at)
    # Who was told that it does not go hears also that it does.
    earlier = verdict == Verdict.ACCEPTED and row.decisions.filter(verdict=Verdict.WITHHELD, told=True).exists()
    told = tell or earlier or objection is not None
    may_object = verdict == Verdict.WITHHELD and told and objection is None and bool(reason and reason.may_object)
    made = judging.keep(row, verdict, actor=actor, at=at, reason=reason, words=words, told=told, may_object=may_object)
    judging.note(row, f"message.{verdict}", actor, at, reason=row.reason)
    if told:
        told_of = "message_withheld" if objection is None and not earlier else "message_looked_at_again"
        outbox.write(told_of, {"act": row.act_id.hex, "decision": made.pk.hex}, at=at)


def _by_another(row: SolidarityMessage, actor: Actor) -> None:
    if actor.id is None or row.not_by_id != actor.id:
        return
    if row.asked == Asked.OBJECTION:
        raise Refused(_("Its sender objects to your decision: somebody else looks at it."))
    if row.asked == Asked.SECOND:
        raise Refused(_("You asked for a second opinion on this message: somebody else decides."))


def _locked(message: SolidarityMessage) -> SolidarityMessage:
    rows = SolidarityMessage.objects.select_for_update(of=("self",)).select_related("act", "case", "section")
    row = rows.filter(pk=message.pk).first()
    if row is None:
        raise Refused(_("Who wrote this message has taken it back. It is gone."))
    return row


def _free(row: SolidarityMessage, actor: Actor, at: datetime) -> None:
    if is_held(row.locked_until, row.locked_by_id, by=actor.id, at=at):
        raise Refused(_("Somebody else is reading this message just now. Take the next one."))
