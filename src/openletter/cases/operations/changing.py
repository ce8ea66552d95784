"""Letting a case out for the first time, and changing what is said of it afterwards: never by one person alone.

Before its pages are up a case is written straight. From then on what readers would see differently waits as a proposal
(docs/decisions/0011-second-person.md); what only takes away, and what readers never see, is saved at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from openletter.cases.models import Case
from openletter.cases.operations.comparing import (
    MARKED,
    RELATIONS,
    kept_inside,
    needs_second_person,
    protecting,
    without_inside,
)
from openletter.cases.operations.relating import RELATED, UNTIED
from openletter.cases.rules import Visibility
from openletter.kernel import audit, marks, second
from openletter.kernel.audit import Actor
from openletter.kernel.clusters import as_new, merged, same
from openletter.kernel.gone import Key, gone_from, require_there, without
from openletter.kernel.models import Proposal
from openletter.kernel.proposals import fitting, propose, undo, waiting_for
from openletter.kernel.refusals import Refused

RELEASED, CHANGED, KEPT, HIDDEN = "case.released", "case.changed", "case.kept", "case.hidden"
CHANGE = "case.change"
HABIT = second.Habit(
    approvals=frozenset({RELEASED}),
    not_writing=frozenset(
        {CHANGED, KEPT, HIDDEN, "case.status", "case.recall", "case.resume", "case.guidance", RELATED,
         UNTIED, "case.photo_removed", "case.words_hold", "pages.publish", "case.opened"}
    ),
    not_writing_beginning=("consent.", "proposal.", "translation."),
)  # fmt: skip
FIELDS = (
    "country", "priority", "designation", "opened_on", "source", "checked_on", "exposure", "hide_from_search",
    "quick_exit", "warn_ties_to_country", "warned_countries",
)  # fmt: skip


def release(*, case: Case, actor: Actor, at: datetime) -> Case:
    """The case as it stands may be read by everybody. Refuses whoever wrote any of it since it was last let out."""
    row = Case.objects.select_for_update(of=("self",)).select_related("section").get(pk=case.pk)
    writers = second.writers_of(row, HABIT)
    second.require_another(actor, writers)
    if row.released_at is not None and not writers:
        return row
    before, row.released_at = row.released_at, row.released_at or at
    if before is None:
        Case.objects.filter(pk=row.pk).update(released_at=row.released_at)
    audit.record(
        actor=actor, verb=RELEASED, subject=row, at=at, section=row.section.key,
        after={"writers": sorted(writers), second.APPROVED: audit.snapshot(row)},
    )  # fmt: skip
    return row


def state_of(case: Case) -> dict[str, Any]:
    """What a proposal may change of a case, as plain values."""
    whole = audit.snapshot(case)
    return {name: whole[name] for name in ("pk", *FIELDS, *RELATIONS) if name in whole}


def is_settled(case: Case) -> bool:
    """Whether its pages were let out: from then on it is not written straight."""
    return case.released_at is not None


def pending_change(case: Case) -> Proposal | None:
    """The changes of a case that wait, or were sent back."""
    return waiting_for(case, CHANGE).first()


def with_change(case: Case, proposal: Proposal) -> Case:
    """The case as it would be: what waits, laid over what stands now. Not saved."""
    return _with_state(case, _laid_over(case, proposal)[0])


def _laid_over(case: Case, proposal: Proposal) -> tuple[dict[str, Any], frozenset[Key]]:
    """What waits, over what stands, without what was deleted since; and what that is."""
    stands = state_of(case)
    state = merged(stands, proposal.base, proposal.wanted)
    gone = gone_from(Case, state, stands)
    return without(Case, state, gone), gone


def _with_state(case: Case, state: dict[str, Any]) -> Case:
    whole = audit.snapshot(case)
    kept = {name: value for name, value in whole.items() if not isinstance(value, list) or name in FIELDS}
    made: Case = Case.from_serializable_data(kept | state, check_fks=False)
    made._state.adding = False
    return made


def as_it_would_be(case: Case) -> Case:
    """The case as its writers left it: with what waits, or was sent back, laid over it; else as it stands.

    For reading. What is laid over is not saved: verbs are given the row itself.
    """
    pending = pending_change(case)
    if pending is None:
        return case
    made = with_change(case, pending)
    made.section = case.section  # with what was fetched of it
    return made


@transaction.atomic
def propose_change(*, changed: Case, actor: Actor, at: datetime) -> Proposal | None:
    """What `changed` (not saved) says differently waits for a second person, together with what waited before.

    `changed` was written over what `as_it_would_be` gives. What protects somebody is done at once, whatever else was
    written with it; where nothing is left to wait, nothing waits.
    """
    live = _locked(changed)
    pending = pending_change(live)
    shown = state_of(with_change(live, pending) if pending else live)
    return _keep(live, pending, shown, state_of(changed), actor, at)


@transaction.atomic
def written(*, case: Case, write: Callable[[], Any], actor: Actor, at: datetime) -> Proposal | None:
    """Do what `write` does to the case's rows; where readers would see it, only keep it for a second person.

    `write` runs on top of what waits already, as its writers see it (`as_it_would_be`), in a savepoint that is taken
    back when what it did has to wait; then the proposal is given. What needs no second person is done at once.
    """
    live = _locked(case)
    if live.released_at is None or actor.id is None:
        write()
        return None
    base, pending, savepoint = state_of(live), pending_change(live), transaction.savepoint_create()
    if pending is not None:
        with fitting():
            with_change(live, pending).save()
    shown = as_new(_state_now(live), base)
    whole = audit.snapshot(live)
    write()
    wrote = as_new(_state_now(live), base)
    if pending is None and not _differs_for_readers(whole, shown, wrote):
        transaction.savepoint_commit(savepoint)
        return None
    transaction.savepoint_rollback(savepoint)
    return _keep(live, pending, shown, wrote, actor, at)


def _locked(case: Case) -> Case:
    return Case.objects.select_for_update(of=("self",)).select_related("section").get(pk=case.pk)


def _state_now(case: Case) -> dict[str, Any]:
    return state_of(Case.objects.get(pk=case.pk))


def _differs_for_readers(whole: dict[str, Any], shown: dict[str, Any], wrote: dict[str, Any]) -> bool:
    # Both are made of plain values: a row would read what hangs on it from the database, where it is changed by now.
    before, after = (Case.from_serializable_data(whole | state, check_fks=False) for state in (shown, wrote))
    return needs_second_person(before, after)


def _keep(
    live: Case, pending: Proposal | None, shown: dict[str, Any], wrote: dict[str, Any], actor: Actor, at: datetime
) -> Proposal | None:
    """What turned `shown` into `wrote` waits, but for what protects somebody, and for people and facts that are on no
    page and stay off the pages: that is done at once, and is no part of what waits. Gives what waits.

    Beside what waits already, what readers see of neither is done at once too: neither of what `shown` says nor of what
    stands, for a row that is to be hidden once approved stands on the pages until then.
    """
    base, done = state_of(live), _done_at_once(live, shown, wrote)
    protected = not same(base, done)
    _do(live, done, KEPT, actor, at)
    shown = merged(shown, base, done)
    base, shown, wrote = (without_inside(state, done, wrote) for state in (done, shown, wrote))
    if same(wrote, base):
        if pending is not None and (actor.id in pending.writers or not protected):
            undo(proposal=pending, actor=actor, at=at)
            return None
        return pending
    if pending is not None and same(wrote, shown) and not _laid_over(live, pending)[1]:
        return pending
    return propose(
        kind=CHANGE, subject=live, section=live.section.key, wanted=wrote, base=base, actor=actor, at=at,
        amends=pending,
    )  # fmt: skip


def _done_at_once(live: Case, shown: dict[str, Any], wrote: dict[str, Any]) -> dict[str, Any]:
    """What stands, with all of `wrote` that needs nobody else."""
    base, whole = state_of(live), audit.snapshot(live)
    done = kept_inside(protecting(base, wrote), wrote)
    if not _differs_for_readers(whole, shown, wrote):
        unseen = kept_inside(protecting(merged(base, shown, _without_new(wrote)), wrote), wrote)
        done = done if _differs_for_readers(whole, base, unseen) else unseen
    return done


def put_change(*, case: Case, proposal: Proposal, actor: Actor, at: datetime) -> Case:
    """The changes stand; called within the approval's transaction. Refuses where part of them was deleted since."""
    live = _locked(case)
    state, gone = _laid_over(live, proposal)
    require_there(gone)
    return _do(live, state, CHANGED, actor, at)


def _do(live: Case, state: dict[str, Any], verb: str, actor: Actor, at: datetime) -> Case:
    """The case says this from now on; where that is what it says already, nothing is done."""
    if same(state, state_of(live)):
        return live
    before = audit.snapshot(live)
    _with_state(live, state).save()
    row = Case.objects.get(pk=live.pk)
    audit.record(
        actor=actor, verb=verb, subject=row, at=at, section=live.section.key, before=before, after=audit.snapshot(row)
    )
    marks.bump(marks.PAGES, marks.ACTIONS)
    return row


def _without_new(state: dict[str, Any]) -> dict[str, Any]:
    """The same without rows that stand nowhere yet: those wait."""
    return {
        name: [_without_new(row) if isinstance(row, dict) else row for row in value if not _is_new(row)]
        if isinstance(value, list)
        else value
        for name, value in state.items()
    }


def _is_new(row: Any) -> bool:
    return isinstance(row, dict) and "pk" in row and row["pk"] is None


@transaction.atomic
def hide(*, case: Case, relation: str, pk: int, actor: Actor, at: datetime) -> None:
    """One public fact of the case is seen by the case team alone, on no page any more, at once.

    Refuses what is not there, and what is on no page: a restricted fact is not opened to the team this way.
    """
    rows: Mapping[str, Any] = {name: getattr(case, name) for name in MARKED}
    known = rows[relation].filter(pk=pk, visibility=Visibility.PUBLIC) if relation in rows else None
    row = known.select_for_update().first() if known is not None else None
    if row is None:
        raise Refused(_("This is not there any more."))
    before = row.visibility
    type(row).objects.filter(pk=row.pk).update(visibility=Visibility.CASE_TEAM)
    _locked(case).save()  # what the case is found by follows; the row as it stands, or a stop could be undone
    audit.record(
        actor=actor, verb=HIDDEN, subject=case, at=at, section=case.section.key,
        before={"visibility": before}, after={"visibility": str(Visibility.CASE_TEAM), "of": f"{relation} {pk}"},
    )  # fmt: skip
    marks.bump(marks.PAGES, marks.ACTIONS)
