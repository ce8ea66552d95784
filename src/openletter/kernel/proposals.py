"""What waits for a second person: kept apart from everything public until somebody who did not write it approves it.

A slice registers its kinds of proposals; the desk shows them all alike. Approving runs the kind's own verb in the same
transaction, with the approver as actor, so that the audit says who let it out and who had written it. What is
approved or discarded is deleted at once, words and picture; what nobody decides on ends by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openletter.kernel import audit, second
from openletter.kernel.audit import Actor
from openletter.kernel.clusters import Line
from openletter.kernel.models import Proposal
from openletter.kernel.refusals import Refused

Apply = Callable[[Proposal, Actor, datetime], Any]
Show = Callable[[Proposal], tuple[list[Line], list[Line]]]
Find = Callable[[Proposal], models.Model]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: what the desk calls it, how it is done, what it changes (lines before, lines after), and of what."""

    name: str
    label: Any
    apply: Apply
    show: Show
    subject: Find


CLASHES = gettext_lazy("This does not fit beside what stands now. Open it, look at what stands, and save it anew.")
GONE = gettext_lazy("This does not wait any more: somebody has approved or discarded it.")
_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Make a kind known; used where the slice's verbs are."""
    _kinds[kind.name] = kind
    return kind


@contextmanager
def fitting() -> Iterator[None]:
    """While this lasts what waits is saved. Refuses what does not fit beside what stands, and takes it back alone."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:  # two of what there can be only one of, such as words in one language
        raise Refused(str(CLASHES)) from error


def kind_of(proposal: Proposal) -> Kind:
    """The kind of a proposal."""
    return _kinds[proposal.kind]


def waiting_for(subject: models.Model, kind: str = "") -> models.QuerySet[Proposal]:
    """What waits of a row, of one kind or of all, the newest first."""
    rows = Proposal.objects.filter(subject_type=subject._meta.label_lower, subject_id=str(subject.pk))
    return rows.filter(kind=kind) if kind else rows


class HasWritten(models.Func):
    """Whether a person, by id, wrote any of a proposal: asked of the database, so that lists are cut after it."""

    output_field = models.BooleanField()

    def __init__(self, user_id: int) -> None:
        super().__init__(models.F("writers"), models.Value(user_id))

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """A row of the list."""
        context |= {"template": "EXISTS (SELECT 1 FROM json_each(%(expressions)s)", "arg_joiner": ") WHERE value = "}
        return self.as_sql(compiler, connection, **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Contained in the list."""
        context |= {"template": "(%(expressions)s))", "arg_joiner": " @> to_jsonb("}
        return self.as_sql(compiler, connection, **context)


@transaction.atomic
def propose(
    *, kind: str, subject: models.Model, section: str, wanted: dict[str, Any], actor: Actor, at: datetime,
    base: dict[str, Any] | None = None, body: bytes | None = None, amends: Proposal | None = None,
) -> Proposal:  # fmt: skip
    """What is wanted waits for a second person. Who amended something that waits is one of its writers from then on.

    Refuses to amend what somebody has approved or discarded meanwhile.
    """
    if amends is not None and not Proposal.objects.select_for_update().filter(pk=amends.pk).exists():
        raise Refused(str(GONE))
    row = amends or Proposal(
        kind=kind, subject_type=subject._meta.label_lower, subject_id=str(subject.pk), subject=str(subject)[:200],
        section=section,
    )  # fmt: skip
    row.wanted, row.base, row.written_at, row.returned_at, row.reason = wanted, base or {}, at, None, ""
    row.body = row.body if body is None else body
    row.writers = [*dict.fromkeys([*row.writers, *([] if actor.id is None else [actor.id])])]
    row.written_by = ", ".join(dict.fromkeys([*filter(None, row.written_by.split(", ")), actor.name]))[:400]
    row.save()
    _record("proposal.made", row, actor, at)
    return row


@transaction.atomic
def approve(*, proposal: Proposal, actor: Actor, at: datetime) -> Any:
    """What was proposed is done, as `proposal` has it.

    Refuses everybody who wrote any of it, and what was sent back or written on meanwhile.
    """
    row = Proposal.objects.select_for_update().filter(pk=proposal.pk).first()
    if row is None:
        raise Refused(str(GONE))
    if row.returned_at is not None:
        raise Refused(_("This was sent back to be changed. It waits again once somebody has saved it anew."))
    if row.written_at != proposal.written_at:  # somebody wrote while the button was being pressed
        raise Refused(_("This has changed since you opened the page. Look at it once more."))
    second.require_another(actor, row.writers)
    with fitting():
        done = kind_of(row).apply(row, actor, at)
    _record("proposal.approved", row, actor, at, after={second.WRITERS: row.writers, "written_by": row.written_by})
    row.delete()
    return done


@transaction.atomic
def send_back(*, proposal: Proposal, reason: str, actor: Actor, at: datetime) -> Proposal:
    """Its writers are asked to change it. Refuses without saying what."""
    if not reason.strip():
        raise Refused(_("Say what needs to change."))
    row = Proposal.objects.select_for_update().get(pk=proposal.pk)
    row.returned_at, row.reason = at, reason.strip()
    row.save(update_fields=["returned_at", "reason"])
    _record("proposal.returned", row, actor, at, reason=row.reason)
    return row


@transaction.atomic
def wait_again(*, proposal: Proposal, actor: Actor, at: datetime) -> None:
    """What was sent back waits again as it is. Refuses who wrote none of it; what waits already changes nothing."""
    row = Proposal.objects.select_for_update().filter(pk=proposal.pk).first()
    if row is None:
        raise Refused(str(GONE))
    if actor.id not in row.writers:
        raise Refused(_("Only who wrote it can send it again."))
    if row.returned_at is not None:
        row.written_at, row.returned_at, row.reason = at, None, ""
        row.save(update_fields=["written_at", "returned_at", "reason"])
        _record("proposal.made", row, actor, at)


def mark_of(subject: models.Model, proposal: Proposal | None, *, settled: bool) -> str:
    """What a form says it was opened on: another state of what waits has another mark, and of what is settled (public,
    or approved) also what stands, by the last entry of the audit: whatever was put, hidden or stopped since is there.
    """
    waits = f"{proposal.pk}:{proposal.written_at.isoformat()}" if proposal else ""
    return f"{waits}|{audit.last_write(subject)}" if settled else waits


@transaction.atomic
def undo(*, proposal: Proposal, actor: Actor, at: datetime) -> None:
    """What was put back to what stands does not wait any more. Refuses who wrote none of it."""
    if actor.id not in proposal.writers:
        raise Refused(_("Only who wrote it can discard it. Send it back and say why."))
    discard(proposal=proposal, actor=actor, at=at)


@transaction.atomic
def taken_in(*, proposal: Proposal, actor: Actor, at: datetime) -> None:
    """It does not wait any more, because its subject says it by now."""
    _record("proposal.taken_in", proposal, actor, at, after={second.WRITERS: proposal.writers})
    proposal.delete()


@transaction.atomic
def discard(*, proposal: Proposal, actor: Actor, at: datetime) -> None:
    """It is gone, and what stands stays as it is. Twice changes nothing."""
    row = Proposal.objects.select_for_update().filter(pk=proposal.pk).first()
    if row is not None:
        _record("proposal.discarded", row, actor, at)
        row.delete()


def kept_for() -> timedelta:
    """So long a change waits from when it was last written or sent back (OPENLETTER_PROPOSAL_DAYS)."""
    return timedelta(days=settings.ENV.proposal_days)


def ends_at(proposal: Proposal) -> datetime:
    """When it ends undecided, unless somebody writes on it before."""
    return (proposal.returned_at or proposal.written_at) + kept_for()


def ending_before(moment: datetime, among: models.QuerySet[Proposal] | None = None) -> models.QuerySet[Proposal]:
    """What ends undecided before a moment, of all or `among` some, the first to end first."""
    rows = Proposal.objects.all() if among is None else among
    last = Coalesce("returned_at", "written_at")
    return rows.annotate(last=last).filter(last__lt=moment - kept_for()).order_by("last", "pk")


def forget(*, at: datetime) -> int:
    """What nobody decided on in time is deleted, words and picture, and the audit says so; returns how many."""
    return sum(_ended(pk, at) for pk in ending_before(at).values_list("pk", flat=True))


@transaction.atomic
def _ended(pk: int, at: datetime) -> bool:
    row = Proposal.objects.select_for_update().filter(pk=pk).first()
    if row is None or ends_at(row) >= at:  # decided or written on while we were coming
        return False
    _record("proposal.ended", row, audit.SYSTEM, at, after={"written_by": row.written_by})
    row.delete()
    return True


def _record(
    verb: str, row: Proposal, actor: Actor, at: datetime, *, after: dict[str, Any] | None = None, reason: str = ""
) -> None:
    about = {"kind": row.kind, "of": f"{row.subject_type} {row.subject_id}"}
    audit.record(
        actor=actor, verb=verb, subject=row, at=at, section=row.section, reason=reason, after={**about, **(after or {})}
    )
