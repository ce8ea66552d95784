"""What follows when letters to an office fail: it is noted, and soon nothing goes there until a person has looked."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from openletter.deliveries.addresses import mark_of
from openletter.deliveries.limits import limits
from openletter.deliveries.models import OfficeMail, TargetMail
from openletter.deliveries.rules.fate import must_pause
from openletter.deliveries.rules.states import MailState, PauseReason, Trouble
from openletter.kernel import audit
from openletter.kernel.audit import SYSTEM, Actor
from openletter.kernel.refusals import Refused
from openletter.targets.models import ContactPoint
from openletter.targets.operations import note_bounce
from openletter.targets.rules import ContactKind

_BECOMES = {Trouble.BOUNCE: MailState.BOUNCED, Trouble.REFUSAL: MailState.REFUSED}


@transaction.atomic
def note(*, mail: TargetMail, trouble: Trouble, at: datetime, dead: bool = False, **also: Any) -> PauseReason | None:
    """A letter came back, was refused, put off or reported. Returns why the office is paused by it, if it is.

    `dead`: the mailbox does not exist. The office's address is marked so, and its letters wait until a person has
    found another one; acts taken from now on do not owe it any.
    """
    state = {"state": _BECOMES[trouble]} if trouble in _BECOMES else {}
    TargetMail.objects.filter(pk=mail.pk).update(trouble=trouble, troubled_at=at, **(state | also))
    line = _line(mail.office_id)
    if dead:
        _mark_dead(mail, at)
    why = PauseReason.ADDRESS_DEAD if dead else _why(line, at)
    if why is None or line.paused_at is not None:
        return None
    _pause(line, why, "", at, SYSTEM)
    return why


@transaction.atomic
def pause(*, office_id: int, note: str, actor: Actor, at: datetime) -> None:
    """No letter goes to an office until a person resumes it. Refuses without saying why."""
    if not note.strip():
        raise Refused(_("Say why no letters go to this office. Only staff read it."))
    line = _line(office_id)
    if line.paused_at is not None:
        raise Refused(_("Letters to this office are paused already."))
    _pause(line, PauseReason.BY_HAND, note, at, actor)


@transaction.atomic
def resume(*, office_id: int, note: str, actor: Actor, at: datetime) -> None:
    """Letters to an office go on, at the usual pace; what went wrong so far is forgiven. Refuses without a reason."""
    if not note.strip():
        raise Refused(_("Say what makes it right to write to this office again."))
    line = _line(office_id)
    if line.paused_at is None:
        raise Refused(_("Letters to this office are not paused."))
    before = {"reason": line.pause_reason, "note": line.pause_note}
    line.paused_at, line.pause_reason, line.pause_note, line.resumed_at = None, PauseReason.NONE, "", at
    line.save(update_fields=["paused_at", "pause_reason", "pause_note", "resumed_at"])
    audit.record(actor=actor, verb="office_mail.resume", subject=line, at=at, reason=note, before=before)


def _mark_dead(mail: TargetMail, at: datetime) -> None:
    """The address this letter went to, and not the one that staff may have found since, is out of use."""
    for point in ContactPoint.objects.filter(office=mail.office_id, kind=ContactKind.EMAIL):
        if mail.sent_to is not None and mark_of(point.value) == bytes(mail.sent_to):
            note_bounce(office=mail.office.key, email=point.value, reason=_("A letter came back."), actor=SYSTEM, at=at)


def _line(office_id: int) -> OfficeMail:
    OfficeMail.objects.bulk_create([OfficeMail(office_id=office_id)], ignore_conflicts=True)
    return OfficeMail.objects.select_for_update(of=("self",)).select_related("office").get(pk=office_id)


def _why(line: OfficeMail, at: datetime) -> PauseReason | None:
    rules = limits()
    since = at - rules.looked_at
    if line.resumed_at is not None:
        since = max(since, line.resumed_at)
    rows = TargetMail.objects.filter(office=line.pk, troubled_at__gt=since)
    counts = dict(rows.values_list("trouble").annotate(Count("id")).order_by())
    return must_pause(counts, rules.thresholds)


def _pause(line: OfficeMail, why: PauseReason, note: str, at: datetime, actor: Actor) -> None:
    line.paused_at, line.pause_reason, line.pause_note = at, why, note.strip()[:300]
    line.save(update_fields=["paused_at", "pause_reason", "pause_note"])
    audit.record(
        actor=actor, verb="office_mail.pause", subject=line, at=at, reason=note, after={"reason": str(why)}
    )  # fmt: skip
