"""Taking in what offices answer, by mail or by hand, and judging it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from openletter.actions.models import Action, ActionTaken
from openletter.deliveries.access import Answer, NoKey, sealed_for
from openletter.deliveries.incoming.reading import Incoming, Sort, read
from openletter.deliveries.models import OfficialResponse, TargetMail
from openletter.deliveries.operations import troubles
from openletter.deliveries.rules.states import MailState, ResponseKind, ResponseWay, Trouble
from openletter.kernel import audit, outbox
from openletter.kernel.audit import Actor
from openletter.kernel.ids import uuid7
from openletter.kernel.refusals import Refused
from openletter.targets.models import Office

__all__ = ["NoKey", "Noted", "judge", "receive", "write_down"]

_TROUBLES = {Sort.BOUNCE: Trouble.BOUNCE, Sort.DELAY: Trouble.DELAY, Sort.COMPLAINT: Trouble.COMPLAINT}
_CAME_BACK_FROM = (MailState.SENT, MailState.UNCERTAIN, MailState.SENDING)
LONGEST_NOTE = 20_000
MOST_ANSWERS = 20  # to one letter: more are a machine's, or somebody's who was given its address


def receive(raw: bytes, *, recipient: str, at: datetime) -> Sort | None:
    """Take in one mail from the mail server; taking it in twice changes nothing more.

    None when it belongs to no letter of ours. Raises NoKey when the section has no key to seal an answer to.
    """
    found = read(raw, recipient=recipient, key=settings.SECRET_KEY, own=settings.ENV.target_mail_from)
    mail = None
    if found is not None:
        mail = TargetMail.objects.select_related("office", "action__section").filter(pk=found.letter).first()
    if found is None or mail is None:
        return None
    with transaction.atomic():
        if found.sort in _TROUBLES:
            _note_trouble(mail, found, at)
        else:
            _keep(mail, found, at)
    return found.sort


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """An answer that a member of staff writes down: on paper, by telephone, in public."""

    action: Action
    office: Office
    way: str
    kind: str
    received_at: datetime
    text: str
    subject: str = ""


@transaction.atomic
def write_down(noted: Noted, *, actor: Actor, at: datetime) -> OfficialResponse:
    """Keep an answer that came another way than by mail, judged at once. Refuses an empty one, or one yet to come."""
    if not noted.text.strip():
        raise Refused(_("Write what the office answered, or a summary of it."))
    if noted.received_at > at:
        raise Refused(_("This day is still to come."))
    row = OfficialResponse(
        id=uuid7(), office=noted.office, action=noted.action, way=ResponseWay(noted.way),
        kind=ResponseKind(noted.kind), received_at=noted.received_at, judged_at=at,
    )  # fmt: skip
    answer = Answer(subject=noted.subject, text=noted.text[:LONGEST_NOTE])
    row.data_key, row.sealed = sealed_for(noted.action.section, answer, bound_to=row.pk, at=at)
    row.save(force_insert=True)
    _record(row, "response.write_down", actor, at, {"kind": row.kind, "way": row.way})
    _tell(row, at)
    return row


@transaction.atomic
def judge(*, response_id: UUID, kind: str, actor: Actor, at: datetime) -> OfficialResponse:
    """Say what an answer amounts to; it may be judged anew. Refuses what is no kind of answer."""
    if kind not in ResponseKind.values:
        raise Refused(_("Choose what the answer amounts to."))
    rows = OfficialResponse.objects.select_for_update(of=("self",)).select_related("action__section")
    row = rows.get(pk=response_id)
    before, first = row.kind, row.judged_at is None
    row.kind, row.judged_at = ResponseKind(kind), at
    row.save(update_fields=["kind", "judged_at"])
    _record(row, "response.judge", actor, at, {"kind": kind}, {"kind": before})
    if first and kind != ResponseKind.TOKEN_OR_AUTO_REPLY:
        _tell(row, at)
    return row


def _note_trouble(mail: TargetMail, found: Incoming, at: datetime) -> None:
    """Each letter has one trouble of a sort, however many reports of it come."""
    trouble = _TROUBLES[found.sort]
    if mail.trouble == trouble:
        return
    if trouble == Trouble.BOUNCE and mail.state not in _CAME_BACK_FROM:
        return
    troubles.note(mail=mail, trouble=trouble, at=at, dead=found.dead)


def _keep(mail: TargetMail, found: Incoming, at: datetime) -> None:
    if OfficialResponse.objects.filter(digest=found.digest).exists():
        return
    if OfficialResponse.objects.filter(mail=mail).count() >= MOST_ANSWERS:
        return
    row = OfficialResponse(
        id=uuid7(), office=mail.office, action=mail.action, mail=mail, act_id=_act_still_named(mail),
        digest=found.digest, way=ResponseWay.MAIL, received_at=at,
        kind=ResponseKind.TOKEN_OR_AUTO_REPLY if found.sort == Sort.AUTO_REPLY else "",
        attachments=len(found.attachments), shortened=found.shortened,
    )  # fmt: skip
    answer = Answer(found.subject, found.sender, found.text, found.attachments)
    row.data_key, row.sealed = sealed_for(mail.action.section, answer, bound_to=row.pk, at=at)
    row.save(force_insert=True)


def _act_still_named(mail: TargetMail) -> UUID | None:
    known = mail.act_id is not None and ActionTaken.objects.filter(pk=mail.act_id, sealed__isnull=False).exists()
    return mail.act_id if known else None


def _tell(row: OfficialResponse, at: datetime) -> None:
    outbox.write("office_answered", {"response": row.pk.hex, "act": row.act_id.hex if row.act_id else ""}, at=at)


def _record(
    row: OfficialResponse, verb: str, actor: Actor, at: datetime, after: dict[str, str],
    before: dict[str, str] | None = None,
) -> None:  # fmt: skip
    audit.record(
        actor=actor, verb=verb, subject=row, at=at, section=row.action.section.key, before=before, after=after
    )  # fmt: skip
