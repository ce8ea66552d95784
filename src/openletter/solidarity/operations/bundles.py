"""Accepted messages gathered, printed, sent, and what became of them, told to who wrote them."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from openletter.actions.rules import ActionStatus
from openletter.cases.models import Case
from openletter.cases.rules import RecipientRoute
from openletter.kernel import audit, outbox
from openletter.kernel.audit import Actor
from openletter.kernel.refusals import Refused
from openletter.sections.models import Section
from openletter.solidarity import queries
from openletter.solidarity.models import Bundle, SolidarityMessage
from openletter.solidarity.rules import CONCLUSIONS, BundleState, MessageState, bundle_may_move

MOST_IN_ONE = 10_000


@transaction.atomic
def gather(*, case: Case, section: Section, actor: Actor, at: datetime) -> Bundle:
    """The section's accepted messages of the case become its next bundle, oldest first.

    Refuses where there are none, where the case goes online only, and while nothing of the case may be shown.
    """
    guidance = queries.guidance_of(case)
    if guidance.recipient_route == RecipientRoute.ONLINE_ONLY:
        raise Refused(_("No post reaches this person: messages are kept online only."))
    Section.objects.select_for_update().get(pk=section.pk)  # two who gather at once come one after the other
    rows = SolidarityMessage.objects.filter(case=case, section=section, state=MessageState.ACCEPTED)
    rows = rows.exclude(action__status=ActionStatus.SUSPENDED).order_by("received_at", "id")
    ids = list(rows.values_list("pk", flat=True)[:MOST_IN_ONE])
    if not ids:
        raise Refused(_("There is no accepted message to gather."))
    last = Bundle.objects.filter(case=case, section=section).aggregate(last=Max("number"))["last"] or 0
    bundle = Bundle(
        number=last + 1, case=case, section=section, route=guidance.recipient_route, made_at=at,
        made_by=actor.name[:200], size=len(ids),
    )  # fmt: skip
    _standing(bundle, at)
    bundle.save()
    for start in range(0, len(ids), 500):
        part = SolidarityMessage.objects.filter(pk__in=ids[start : start + 500], state=MessageState.ACCEPTED)
        part.update(state=MessageState.BATCHED, bundle=bundle)
    _note(bundle, "bundle.gather", actor, at)
    return bundle


@transaction.atomic
def dissolve(*, bundle: Bundle, actor: Actor, at: datetime) -> Bundle:
    """The bundle is no more; its messages are accepted ones again."""
    row = _moved(bundle, BundleState.DISSOLVED)
    row.messages.update(state=MessageState.ACCEPTED, bundle=None)
    row.save()
    _note(row, "bundle.dissolve", actor, at)
    return row


@transaction.atomic
def mark_sent(*, bundle: Bundle, on: date, how: str, actor: Actor, at: datetime) -> Bundle:
    """The bundle left on this day. Refuses a day to come, and while nothing of the case may be shown."""
    row = _moved(bundle, BundleState.SENT)
    _standing(row, at)
    if on > at.date() or on < row.made_at.date():
        raise Refused(_("The day lies between the making of the bundle and today."))
    row.sent_on, row.how, row.size = on, how.strip()[:200], row.messages.count()
    if not row.size:
        raise Refused(_("Everything in this bundle was taken back. Dissolve it."))
    row.messages.update(state=MessageState.SENT)
    row.save()
    _told(row, actor, at)
    return row


@transaction.atomic
def conclude(*, bundle: Bundle, state: str, on: date, note: str = "", actor: Actor, at: datetime) -> Bundle:
    """What is known of a sent bundle: delivered, come back, or nothing. Who wrote hears of a delivery."""
    if state not in CONCLUSIONS:
        raise Refused(_("Say whether it was delivered, came back, or nobody knows."))
    row = _moved(bundle, BundleState(state))
    if on > at.date() or (row.sent_on and on < row.sent_on):
        raise Refused(_("The day lies between the sending and today."))
    row.concluded_on, row.note = on, note.strip()[:300]
    row.messages.update(state=MessageState(state))
    row.save()
    _told(row, actor, at)
    return row


def printable(bundle: Bundle, *, at: datetime) -> None:
    """Refuse to print what may not be printed now."""
    if bundle.state == BundleState.DISSOLVED:
        raise Refused(_("This bundle was dissolved."))
    _standing(bundle, at)


@transaction.atomic
def note_print(*, bundle: Bundle, what: str, actor: Actor, at: datetime) -> None:
    """One entry in the audit for all the messages opened to print a bundle."""
    printable(bundle, at=at)
    _note(bundle, "bundle.print", actor, at, reason=what)


def _standing(bundle: Bundle, at: datetime) -> None:
    if queries.is_recalled(bundle, at):
        raise Refused(
            _("Nothing of this case may be shown or sent now: consent does not cover it, or it was recalled.")
        )
    if bundle.pk and queries.recalled_actions(bundle):
        raise Refused(
            _("The action these messages came by is recalled. Nothing of it leaves the house until it is resumed.")
        )


def _moved(bundle: Bundle, state: BundleState) -> Bundle:
    row = Bundle.objects.select_for_update(of=("self",)).select_related("case", "section").get(pk=bundle.pk)
    if not bundle_may_move(row.state, state):
        # Translators: %(state)s is a state of a bundle, such as "Sent".
        raise Refused(_("This bundle is already past that: %(state)s.") % {"state": row.get_state_display()})
    row.state = state
    return row


def _told(row: Bundle, actor: Actor, at: datetime) -> None:
    _note(row, f"bundle.{row.state}", actor, at)
    outbox.write("bundle_moved", {"bundle": row.pk, "state": str(row.state)}, at=at)


def _note(row: Bundle, verb: str, actor: Actor, at: datetime, *, reason: str = "") -> None:
    audit.record(
        actor=actor, verb=verb, subject=row, at=at, section=row.section.key, reason=reason,
        after={"state": str(row.state), "size": row.size},
    )  # fmt: skip
