"""A sender objects to a decision: once, in few words, sealed; somebody else than who decided looks at it again."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from openletter.kernel import audit, outbox
from openletter.kernel.audit import SYSTEM
from openletter.kernel.refusals import Refused
from openletter.kernel.text import clean_block
from openletter.sections.models import Section
from openletter.solidarity import access
from openletter.solidarity.models import Decision, Objection, SolidarityMessage
from openletter.solidarity.operations import judging
from openletter.solidarity.rules import LONGEST_OBJECTION, Asked, MessageState, ObjectionState

MADE = "objection_made"
# What came for a decision that is gone is kept no longer than this.
KEEP_PAST = timedelta(days=1)


def object_to(decision: UUID, *, section: Section, text: str, language: str, at: datetime) -> bool:
    """The objection is kept, sealed to the section; False where there is one already to this decision.

    Refuses one of nothing, of too much, or with signs that hide what is written. Raises NoKey. It only inserts, so
    that a public node can do it; whether the decision still stands is the worker's question (`enter`).
    """
    said = clean_block(text)
    if not said:
        raise Refused(_("Say in a few words why your message should go."))
    if len(said) > LONGEST_OBJECTION:
        raise Refused(_("This is too long. Five hundred characters are enough."))
    row = Objection(decision=decision, section=section, language=language, said_at=at)
    try:
        with transaction.atomic():
            row.data_key, row.sealed = access.sealed_objection(section, said, bound_to=row.id, at=at)
            row.save(force_insert=True)
            outbox.write(MADE, {"objection": row.id.hex}, at=at)
    except IntegrityError:
        return False  # said already: the unique decision keeps it to once
    return True


@transaction.atomic
def enter(objection_id: UUID, *, at: datetime) -> SolidarityMessage | None:
    """The message waits again, for somebody else than who withheld it. Done twice it changes nothing.

    None where it was decided otherwise meanwhile, or taken back: then the objection has no object any more.
    """
    objection = Objection.objects.select_for_update().filter(pk=objection_id, state=ObjectionState.RECEIVED).first()
    if objection is None:
        return None
    rows = Decision.objects.filter(pk=objection.decision, section_id=objection.section_id, may_object=True)
    decision = rows.first()
    message = _standing_still(decision) if decision else None
    if decision is None or message is None:
        Objection.objects.filter(pk=objection.pk).update(state=ObjectionState.PAST, answered_at=at)
        return None
    Objection.objects.filter(pk=objection.pk).update(message=message, state=ObjectionState.OPEN)
    message.state, message.asked, message.waits_since = MessageState.SCREENED, Asked.OBJECTION, objection.said_at
    message.not_by_id, message.second_note, message.locked_by, message.locked_until = decision.by_id, "", None, None
    message.save()
    audit.record(
        actor=SYSTEM, verb="message.objection", subject=message, at=at, section=message.section.key,
        after={"state": message.state},
    )  # fmt: skip
    return message


def forget_past(*, at: datetime) -> int:
    """Objections without a message any longer are deleted after a day; returns how many."""
    return Objection.objects.filter(message=None, said_at__lt=at - KEEP_PAST).delete()[0]


def _standing_still(decision: Decision) -> SolidarityMessage | None:
    rows = SolidarityMessage.objects.select_for_update(of=("self",)).select_related("section")
    row = rows.filter(pk=decision.message_id, state=MessageState.WITHHELD).first()
    standing = judging.standing(row) if row else None
    return row if standing is not None and standing.pk == decision.pk else None
