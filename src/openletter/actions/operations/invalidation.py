"""Judging acts in bulk: found by what they have in common, looked at as numbers, judged in the background, undone.

Each batch is one transaction: rows, what they were before, the tally and the outbox stand or fall together, so that a
run that was stopped, or whose worker died, has done exactly what it says, and goes on from there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Sum
from django.utils.translation import gettext as _

from openletter.actions.abuse import judging
from openletter.actions.abuse.judging import InvalidationState as State
from openletter.actions.abuse.judging import Verdict
from openletter.actions.criteria import Criteria, found_by, too_few
from openletter.actions.models import Action, ActionTaken, Invalidation, InvalidationRun, JudgedAct, TallyDelta
from openletter.actions.rules import WITHOUT_ADDRESS, ActState, source_of
from openletter.actions.tally import recount
from openletter.kernel import audit
from openletter.kernel.audit import Actor
from openletter.kernel.models import OutboxEntry
from openletter.kernel.refusals import Refused
from openletter.sections.models import Section


@transaction.atomic
def prepare(
    *, section: Section, actions: Sequence[Action], verdict: str, criteria: Criteria, reason: str, actor: Actor,
    at: datetime,
) -> Invalidation:  # fmt: skip
    """The acts are looked for and counted; nothing is judged yet. Without actions all those of the section are meant.

    Refuses without a reason, an action of another section, and criteria that find nothing.
    """
    if verdict not in Verdict:
        raise Refused(_("Choose what becomes of the acts."))
    if not reason.strip():
        raise Refused(_("Say why. The reason stays with the judgement."))
    if any(action.section_id != section.pk for action in actions):
        raise Refused(_("An action of another section is judged there."))
    row = Invalidation.objects.create(
        section=section, verdict=verdict, criteria=criteria.plain(), reason=reason.strip(), prepared_by_id=actor.id,
        prepared_by=actor.name[:200], prepared_at=at,
    )  # fmt: skip
    row.actions.set(actions)
    row.expected = waiting(row).count()
    if not row.expected:
        raise Refused(_("Nothing is found: no act that stands has all of this in common."))
    row.save(update_fields=["expected"])
    _audit(row, "invalidation.prepare", actor, at, reason, {"acts": _told(row, row.expected)})
    return row


def waiting(row: Invalidation) -> Any:
    """The acts that a verdict would judge now, pending ones included."""
    rows = found_by(Criteria.of(row.criteria), actions=_actions(row))
    return rows.filter(state__in=judging.FINDS[row.verdict])


@transaction.atomic
def begin(*, invalidation: Invalidation, actor: Actor, at: datetime, reason: str = "") -> InvalidationRun:
    """A run that a worker carries out. Refuses its own author above a hundred acts, and what is done already."""
    row = _locked(invalidation)
    if not (judging.may_move(row.state, State.RUNNING) or row.state == State.RUNNING):
        raise Refused(_("This was carried out already."))
    row.expected = row.judged + waiting(row).count()
    row.save(update_fields=["expected"])
    alone = actor.id is not None and actor.id == row.prepared_by_id
    if alone and judging.needs_second(row.expected + _alone_today(row, at)):
        raise Refused(_("More than %(number)s acts: somebody else has to carry this out.") % {"number": judging.ALONE})
    _audit(row, "invalidation.start", actor, at, reason or row.reason, {"acts": _told(row, row.expected)})
    return _run(row, actor, at, reason, undoes=False)


@transaction.atomic
def undo(*, invalidation: Invalidation, actor: Actor, at: datetime, reason: str) -> InvalidationRun:
    """A run that puts every act back to what it was, or would be by now. Refuses without a reason."""
    row = _locked(invalidation)
    if not (judging.may_move(row.state, State.RESTORING) or row.state == State.RESTORING):
        raise Refused(_("There is nothing to undo."))
    if not reason.strip():
        raise Refused(_("Say why this is undone."))
    _audit(row, "invalidation.undo", actor, at, reason, {"acts": _told(row, row.judged)})
    return _run(row, actor, at, reason, undoes=True)


@transaction.atomic
def drop(*, invalidation: Invalidation, actor: Actor, at: datetime) -> Invalidation:
    """What was prepared is not carried out. Refuses once it was begun."""
    row = _locked(invalidation)
    if not judging.may_move(row.state, State.DROPPED):
        raise Refused(_("This was begun already."))
    row.state = State.DROPPED
    row.save(update_fields=["state"])
    _audit(row, "invalidation.drop", actor, at, "", {})
    return row


def go_on(run: InvalidationRun, *, at: datetime) -> int | None:
    """Judge or put back the next batch; returns how many acts were looked at, None when there are no more.

    Acts that people confirm, withdraw or disown at this moment are held or waited for; whoever comes second finds
    the row as the first left it.
    """
    with transaction.atomic():
        row = _locked(run.invalidation)
        run = InvalidationRun.objects.select_for_update().get(pk=run.pk)
        if run.ended_at is not None:
            return None
        doing = State.RESTORING if run.undoes else State.RUNNING
        if row.state != doing and not judging.may_move(row.state, doing):
            raise Refused(_("This was carried out already."))
        row.state = doing
        acts = _next(row, run)
        changed = _put_back(row, acts, at) if run.undoes else _judge(row, acts, at)
        row.judged += -changed if run.undoes else changed
        row.save(update_fields=["state", "judged"])
        InvalidationRun.objects.filter(pk=run.pk).update(
            changed=F("changed") + changed, position=acts[-1].pk if acts else run.position
        )
    return len(acts) or None


def end(run: InvalidationRun, *, at: datetime, stopped: bool) -> InvalidationRun:
    """The run is over, at its end or on the way; a recount says whether every number followed."""
    differences = len(recount(_actions(run.invalidation)).differences)
    with transaction.atomic():
        row = _locked(run.invalidation)
        run = InvalidationRun.objects.select_for_update().get(pk=run.pk)
        if run.ended_at is None:
            run.ended_at, run.stopped, run.differences = at, stopped, differences
            run.save(update_fields=["ended_at", "stopped", "differences"])
            row.state = State.STOPPED if stopped else State.RESTORED if run.undoes else State.DONE
            row.save(update_fields=["state"])
            verb = "invalidation.stop" if stopped else "invalidation.end"
            _audit(row, verb, Actor(run.actor_id, run.actor), at, run.reason, {"acts": _told(row, run.changed)})
    return run


def _next(row: Invalidation, run: InvalidationRun) -> list[ActionTaken]:
    if run.undoes:
        rows = ActionTaken.objects.filter(pk__in=JudgedAct.objects.filter(invalidation=row).values("act"))
    else:
        rows = waiting(row)
    if run.position:
        rows = rows.filter(pk__gt=run.position)
    held = rows.select_for_update().only("pk", "action_id", "state", "confirmed_at", "evidence", "person")
    return list(held.order_by("pk")[: judging.BATCH])


def _judge(row: Invalidation, acts: list[ActionTaken], at: datetime) -> int:
    JudgedAct.objects.bulk_create(
        (JudgedAct(invalidation=row, act=act.pk, before=act.state) for act in acts), ignore_conflicts=True
    )
    wanted = [
        (act, judging.judged(row.verdict, confirmed=act.confirmed_at is not None)) for act in acts
    ]  # fmt: skip
    return _move(wanted, at)


def _put_back(row: Invalidation, acts: list[ActionTaken], at: datetime) -> int:
    ids = [act.pk for act in acts]
    judged = JudgedAct.objects.filter(invalidation=row, act__in=ids)
    before = dict(judged.values_list("act", "before"))
    left_at = {Verdict.INVALIDATE: (ActState.INVALIDATED,), Verdict.RELEASE: (ActState.COUNTED, ActState.PENDING)}
    wanted = [
        (act, judging.restored(before[act.pk], confirmed=act.confirmed_at is not None))
        for act in acts
        if act.state in left_at[Verdict(row.verdict)]
    ]
    moved = _move(wanted, at)
    # What was let in and then taken out for another reason goes back to the shadow when that reason falls too.
    out = [act.pk for act in acts if act.state == ActState.INVALIDATED and row.verdict == Verdict.RELEASE]
    JudgedAct.objects.filter(act__in=out).exclude(invalidation=row).update(before=ActState.SHADOWED)
    judged.delete()
    return moved


def _move(wanted: Iterable[tuple[ActionTaken, ActState]], at: datetime) -> int:
    """Move held rows, with the ledger and what follows; returns how many were moved."""
    tally: Counter[tuple[int, str]] = Counter()
    facts: list[OutboxEntry] = []
    by_state: dict[ActState, list[UUID]] = {}
    for act, state in wanted:
        by_state.setdefault(state, []).append(act.pk)
        for moved, by in ((act.state, -1), (state, 1)):
            if moved != ActState.INVALIDATED:
                tally[act.action_id, source_of(moved, act.evidence)] += by
        facts += _facts(act, state, at)
    for state, ids in by_state.items():
        ActionTaken.objects.filter(pk__in=ids).update(state=state)
    TallyDelta.objects.bulk_create(
        TallyDelta(action_id=action, source=source, quantity=number, at=at)
        for (action, source), number in tally.items()
        if number
    )
    OutboxEntry.objects.bulk_create(facts)
    return sum(len(ids) for ids in by_state.values())


def _facts(act: ActionTaken, state: ActState, at: datetime) -> list[OutboxEntry]:
    """What follows for a confirmed act that counts from now on, or no longer does."""
    if act.evidence in WITHOUT_ADDRESS or act.state == state:
        return []
    payload = {"act": act.pk.hex, "person": bytes(act.person).hex(), "again": True}
    if state == ActState.COUNTED:
        return [OutboxEntry(fact="act_confirmed", payload=payload, happened_at=at, due_at=at)]
    if act.state == ActState.COUNTED:
        return [OutboxEntry(fact="act_invalidated", payload=payload, happened_at=at, due_at=at)]
    return []


def _actions(row: Invalidation) -> list[int]:
    own = list(row.actions.values_list("pk", flat=True))
    return own or list(Action.objects.filter(section=row.section_id).values_list("pk", flat=True))


def _run(row: Invalidation, actor: Actor, at: datetime, reason: str, *, undoes: bool) -> InvalidationRun:
    return InvalidationRun.objects.create(
        invalidation=row, undoes=undoes, actor_id=actor.id, actor=actor.name[:200], reason=reason.strip(),
        started_at=at,
    )  # fmt: skip


def _alone_today(row: Invalidation, at: datetime) -> int:
    """How many acts its author has judged or is judging without anybody else in the last day, this judgement apart.

    Ten judgements of a hundred acts are one of a thousand.
    """
    runs = InvalidationRun.objects.filter(
        actor_id=row.prepared_by_id, invalidation__prepared_by_id=row.prepared_by_id, undoes=False,
        started_at__gt=at - timedelta(days=1),
    ).exclude(invalidation=row)  # fmt: skip
    mine = Invalidation.objects.filter(pk__in=runs.values("invalidation"))
    sums = mine.aggregate(expected=Sum("expected"))
    return int(sums["expected"] or 0)


def _locked(row: Invalidation) -> Invalidation:
    return Invalidation.objects.select_for_update(of=("self",)).select_related("section").get(pk=row.pk)


def _told(row: Invalidation, number: int) -> int | str:
    """How many, as the audit keeps it for ever: of fewer than ten that something narrows, no more than that."""
    return f"<{judging.FEW}" if too_few(number, Criteria.of(row.criteria)) else number


def _audit(row: Invalidation, verb: str, actor: Actor, at: datetime, reason: str, after: dict[str, Any]) -> None:
    about = {"verdict": row.verdict, "criteria": row.criteria, **after}
    audit.record(actor=actor, verb=verb, subject=row, at=at, section=row.section.key, reason=reason, after=about)
