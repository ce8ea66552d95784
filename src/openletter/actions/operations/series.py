"""A series of urgent actions: the next one drafted from the last, and taking its place when it is published."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from openletter.actions.models import Action, ActionTarget, Appeal, Demand, UrgentSheet
from openletter.actions.operations import life
from openletter.actions.operations.composing import copy_words
from openletter.actions.rules import ActionStatus, CloseReason
from openletter.actions.urgent.numbers import LAST_IN_A_SERIES, stamped
from openletter.actions.urgent.series import PUBLISHED, Place, place_of
from openletter.kernel import audit, outbox
from openletter.kernel.audit import Actor
from openletter.kernel.refusals import Refused

TAKEN_OVER = "urgent_action_taken_over"
DUE = "urgent_action_opens"
_COPIED = ("unconfirmed", "goal", "display_threshold", "asks", "offers", "settings")


@transaction.atomic
def issue_next(*, action: Action, actor: Actor, at: datetime) -> Action:
    """The next urgent action of the series is a draft: targets, demands, letter and words as they stood, to be changed.

    It has no index, day or deadline yet. Refuses an action that is no urgent action or was not published, and a series
    whose next one stands already.
    """
    row = life.locked(action)
    sheet = row.sheets.first()
    if sheet is None or row.status not in PUBLISHED:
        raise Refused(_("The next one can be drafted once this urgent action has been published."))
    place = sheet.ua_sequence + 1
    if place > LAST_IN_A_SERIES:
        raise Refused(_("A series has no more than %(most)s urgent actions.") % {"most": LAST_IN_A_SERIES})
    if _in_series(sheet).filter(ua_sequence=place).exists():
        stamp = stamped(sheet.ua_number, place)
        raise Refused(_("%(stamp)s stands already. Go on from there: a series has one next.") % {"stamp": stamp})
    draft = _copy(row, sheet, place)
    after = {"from": row.ref, "sheet": f"{sheet.ua_number} ({place})"}
    audit.record(actor=actor, verb="action.issue_next", subject=draft, at=at, section=row.section.key, after=after)
    return draft


def opened(action: Action, *, actor: Actor, at: datetime) -> None:
    """What follows when an urgent action is published, in the same transaction: it takes the place of the earlier ones.

    One that opens later takes it then. Refuses a place that leaves one out, and one behind the newest.
    """
    sheet = action.sheets.get()
    _require_place(sheet)
    if action.opens_at is not None and action.opens_at > at:
        outbox.write(DUE, {"action": action.pk}, at=at, due_at=action.opens_at)
        return
    take_over(action=action, actor=actor, at=at)


@transaction.atomic
def take_over(*, action: Action, actor: Actor, at: datetime) -> int:
    """The earlier ones of the series are closed as superseded and lead to this one; returns how many were closed.

    Those who acted on them are told. Nothing happens for an action that is not live or has been superseded itself.
    """
    row = life.locked(action)
    if row.status != ActionStatus.LIVE or row.superseded_by_id is not None:
        return 0
    sheet = row.sheets.get()
    earlier = Action.objects.filter(
        sheets__in=_in_series(sheet).filter(ua_sequence__lt=sheet.ua_sequence), status__in=PUBLISHED
    )
    ids = list(earlier.order_by("pk").values_list("pk", flat=True))
    running = list(Action.objects.filter(pk__in=ids, status__in=life.running_for(actor)).order_by("pk"))
    # Readers of the oldest are led to the newest at once, not through all that came between.
    Action.objects.filter(pk__in=ids).update(superseded_by=row)
    for one in running:
        life.close(action=one, actor=actor, at=at, reason=CloseReason.SUPERSEDED)
    if ids:
        outbox.write(TAKEN_OVER, {"action": row.pk}, at=at)
    return len(running)


def _require_place(sheet: UrgentSheet) -> None:
    rows = _in_series(sheet).exclude(pk=sheet.pk).select_related("action")
    place = place_of(sheet.ua_sequence, {row.ua_sequence: row.action.status for row in rows})
    words = {
        "stamp": stamped(sheet.ua_number, sheet.ua_sequence),
        "missing": stamped("", sheet.ua_sequence - 1).strip(),
    }
    if place == Place.GAP:
        raise Refused(
            # Translators: %(stamp)s is "Third UA 60/16"; %(missing)s is "Second".
            _("%(stamp)s leaves one out: publish the one before it first (%(missing)s), or correct the number.") % words
        )
    if place == Place.BEHIND:
        raise Refused(_("A later one of this series has been published already: %(stamp)s cannot follow it.") % words)


def _in_series(sheet: UrgentSheet) -> QuerySet[UrgentSheet]:
    return UrgentSheet.objects.filter(section=sheet.section_id, ua_number=sheet.ua_number)


def _copy(row: Action, sheet: UrgentSheet, place: int) -> Action:
    draft = Action.objects.create(
        case=row.case, section=row.section, kind=row.kind, **{name: getattr(row, name) for name in _COPIED}
    )
    copy_words(row, draft)
    following = UrgentSheet.objects.create(
        action=draft, ua_number=sheet.ua_number, ua_sequence=place,
        preferred_languages=sheet.preferred_languages, diplomatic_copies=sheet.diplomatic_copies,
        elsewhere=sheet.elsewhere,
    )  # fmt: skip
    copy_words(sheet, following)
    for demand in row.demands.all():
        copy_words(demand, Demand.objects.create(action=draft, order=demand.order))
    for appeal in row.appeals.all():
        own = Appeal.objects.create(action=draft, use=appeal.use, mention_organisation=appeal.mention_organisation)
        copy_words(appeal, own)
    for target in row.targets.all():
        ActionTarget.objects.create(action=draft, office=target.office, role=target.role, order=target.order)
    return draft
