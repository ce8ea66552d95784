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
from openletter.cases.queries.consent import is_about_a_child
from openletter.cases.rules import Visibility
from openletter.cases.rules.exposure import LEAST_LEFT_OUT
from openletter.kernel import audit, marks, second
from openletter.kernel.audit import Actor
from openletter.kernel.clusters import Line, as_new, lines_of, merged, same
from openletter.kernel.models import Proposal
from openletter.kernel.proposals import propose, undo, waiting_for
from openletter.kernel.refusals import Refused

RELEASED, CHANGED, KEPT, HIDDEN = "case.released", "case.changed", "case.kept", "case.hidden"
CHANGE = "case.change"
HABIT = second.Habit(
    approvals=frozenset({RELEASED}),
    not_writing=frozenset(
        {CHANGED, KEPT, HIDDEN, "case.status", "case.recall", "case.resume", "case.guidance", "case.relate",
         "case.photo_removed", "case.words_hold", "pages.publish", "case.opened"}
    ),
    not_writing_beginning=("consent.", "proposal.", "translation."),
)  # fmt: skip
RELATIONS = (
    "words", "people", "concerns", "developments", "proceedings", "sentences", "updates", "outcomes",
    "context_figures", "credits",
)  # fmt: skip
FIELDS = (
    "country", "priority", "designation", "opened_on", "source", "checked_on", "exposure", "hide_from_search",
    "quick_exit", "warn_ties_to_country", "warned_countries",
)  # fmt: skip
# Of the case's own row and of what hangs on it, what readers never see.
_INSIDE = frozenset(
    {"key", "section", "status", "priority", "recalled_at", "released_at", "visibility", "source_note",
     "tell_participants"}
)  # fmt: skip
# Ticking these protects somebody: nobody has to wait for it.
_TICKS = ("hide_from_search", "quick_exit", "warn_ties_to_country")
_PROTECTS = frozenset({"is_minor", *_TICKS})
# What hangs on a case and carries a mark of who may see it.
_MARKED = ("people", "developments", "proceedings", "sentences")


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


def public_lines(case: Case) -> list[Line]:
    """What readers see of the case's words and facts, wherever they are written: saved, proposed or once approved."""
    return [line for line in lines_of(case, relations=RELATIONS, keep=_is_public) if _field(line) not in _INSIDE]


def all_lines(case: Case) -> list[Line]:
    """Everything a second person looks at, with what readers do not see."""
    silent = {"section", "status", "recalled_at", "released_at", "key"}
    return [line for line in lines_of(case, relations=RELATIONS) if _field(line) not in silent]


def needs_second_person(before: Case, after: Case) -> bool:
    """Whether readers would see anything they do not see now, or somebody would be protected less.

    Taking away is no such thing, nor is protecting.
    """
    if _protects_less(before, after):
        return True
    shown = {line.key: line.text for line in public_lines(before)}
    return any(shown.get(line.key) != line.text and not _protects(line, before, after) for line in public_lines(after))


def _protects_less(before: Case, after: Case) -> bool:
    """Whether a country is listed again, or what guards children (see `is_about_a_child`) would no longer be asked."""
    listed_again = set(before.warned_countries) - set(after.warned_countries)
    return bool(listed_again) or (is_about_a_child(before) and not is_about_a_child(after))


def state_of(case: Case) -> dict[str, Any]:
    """What a proposal may change of a case, as plain values."""
    whole = audit.snapshot(case)
    return {name: whole[name] for name in ("pk", *FIELDS, *RELATIONS) if name in whole}


def pending_change(case: Case) -> Proposal | None:
    """The changes of a case that wait, or were sent back."""
    return waiting_for(case, CHANGE).first()


def with_change(case: Case, proposal: Proposal) -> Case:
    """The case as it would be: what waits, laid over what stands now. Not saved."""
    return _with_state(case, merged(state_of(case), proposal.base, proposal.wanted))


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
    """What turned `shown` into `wrote` waits, but for what protects somebody: that is done at once. Gives what waits.

    Beside what waits already, what readers see of neither is done at once too: neither of what `shown` says nor of what
    stands, for a row that is to be hidden once approved stands on the pages until then.
    """
    base, whole = state_of(live), audit.snapshot(live)
    done = protecting(base, wrote)
    if not _differs_for_readers(whole, shown, wrote):
        unseen = protecting(merged(base, shown, _without_new(wrote)), wrote)
        done = done if _differs_for_readers(whole, base, unseen) else unseen
    _do(live, done, KEPT, actor, at)
    shown, base = merged(shown, base, done), done
    if same(wrote, base):
        if pending is not None:
            undo(proposal=pending, actor=actor, at=at)
        return None
    if pending is not None and same(wrote, shown):
        return pending
    return propose(
        kind=CHANGE, subject=live, section=live.section.key, wanted=wrote, base=base, actor=actor, at=at,
        amends=pending,
    )  # fmt: skip


def protecting(base: dict[str, Any], wrote: dict[str, Any]) -> dict[str, Any]:
    """`base` with what `wrote` protects more: ticks, a graver risk, further countries, a child, facts off the pages.

    Both are states of a case as plain values (`state_of`).
    """
    result = dict(base) | {name: base[name] or wrote[name] for name in _TICKS}
    if LEAST_LEFT_OUT[wrote["exposure"]] > LEAST_LEFT_OUT[base["exposure"]]:
        result["exposure"] = wrote["exposure"]
    result["warned_countries"] = [*base["warned_countries"], *_further(wrote, base, "warned_countries")]
    for name in _MARKED:
        asked = {row["pk"]: row for row in wrote[name]}
        result[name] = [_safer(row, asked.get(row["pk"], row)) for row in base[name]]
    return result


def _further(wrote: dict[str, Any], base: dict[str, Any], name: str) -> list[Any]:
    return [each for each in wrote[name] if each not in base[name]]


def _safer(row: dict[str, Any], asked: dict[str, Any]) -> dict[str, Any]:
    """A person or fact as it stands, but for being under age and off the pages, where that is asked."""
    hidden = row["visibility"] == Visibility.PUBLIC != asked["visibility"]
    own = {"visibility": asked["visibility"]} if hidden else {}
    return row | own | ({"is_minor": True} if asked.get("is_minor") else {})


def put_change(*, case: Case, proposal: Proposal, actor: Actor, at: datetime) -> Case:
    """The changes stand; called within the approval's transaction."""
    live = _locked(case)
    return _do(live, merged(state_of(live), proposal.base, proposal.wanted), CHANGED, actor, at)


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
    """One fact of the case is seen by the case team alone, on no page any more, at once. Refuses what is not there."""
    rows: Mapping[str, Any] = {name: getattr(case, name) for name in _MARKED}
    row = rows[relation].filter(pk=pk).first() if relation in rows else None
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


def _is_public(row: Any) -> bool:
    return getattr(row, "visibility", Visibility.PUBLIC) == Visibility.PUBLIC


def _field(line: Line) -> str:
    return line.key.rpartition(".")[2]


def _protects(line: Line, before: Case, after: Case) -> bool:
    """Whether a line only makes somebody safer: a tick that protects, a higher risk, more countries warned."""
    name = _field(line)
    if name == "exposure":
        return LEAST_LEFT_OUT[after.exposure] >= LEAST_LEFT_OUT[before.exposure]
    if name == "warned_countries":
        return set(before.warned_countries) <= set(after.warned_countries)
    return name in _PROTECTS and bool(getattr(line.row, name, False))
