"""Taking acts out of the number, or letting them into it, in bulk: what may be done when. Pure decisions."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from openletter.actions.rules import ActState

ALONE = 100  # so many acts one person may judge; more take a second one
BATCH = 500  # acts in one transaction: short enough that nobody waits for it
FEW = 10  # what fewer acts share is not told apart


class Verdict(TextChoices):
    """What becomes of the acts."""

    INVALIDATE = "invalidate", _("Take them out of the number")
    RELEASE = "release", _("Let them count")


class InvalidationState(TextChoices):
    """Where a judgement on acts stands."""

    PREPARED = "prepared", pgettext_lazy("invalidation", "Prepared")
    RUNNING = "running", pgettext_lazy("invalidation", "Under way")
    STOPPED = "stopped", pgettext_lazy("invalidation", "Stopped on the way")
    DONE = "done", pgettext_lazy("invalidation", "Done")
    RESTORING = "restoring", pgettext_lazy("invalidation", "Being undone")
    RESTORED = "restored", pgettext_lazy("invalidation", "Undone")
    DROPPED = "dropped", pgettext_lazy("invalidation", "Never carried out")


MOVES: dict[str, frozenset[str]] = {
    InvalidationState.PREPARED: frozenset({InvalidationState.RUNNING, InvalidationState.DROPPED}),
    InvalidationState.RUNNING: frozenset({InvalidationState.STOPPED, InvalidationState.DONE}),
    InvalidationState.STOPPED: frozenset({InvalidationState.RUNNING, InvalidationState.RESTORING}),
    InvalidationState.DONE: frozenset({InvalidationState.RESTORING}),
    InvalidationState.RESTORING: frozenset({InvalidationState.STOPPED, InvalidationState.RESTORED}),
    InvalidationState.RESTORED: frozenset(),
    InvalidationState.DROPPED: frozenset(),
}
# Which acts each verdict can find: pending ones too, lest they be confirmed later, one by one.
FINDS: dict[str, tuple[str, ...]] = {
    Verdict.INVALIDATE: (ActState.PENDING, ActState.COUNTED, ActState.SHADOWED),
    Verdict.RELEASE: (ActState.SHADOWED,),
}


def may_move(current: str, wanted: str) -> bool:
    """Whether a judgement may go from one state to another."""
    return wanted in MOVES.get(current, frozenset())


def needs_second(count: int) -> bool:
    """Whether so many acts are for two people to judge."""
    return count > ALONE


def judged(verdict: str, *, confirmed: bool) -> ActState:
    """The state of an act after a verdict."""
    if verdict == Verdict.INVALIDATE:
        return ActState.INVALIDATED
    return ActState.COUNTED if confirmed else ActState.PENDING


def restored(before: str, *, confirmed: bool) -> ActState:
    """The state of an act whose verdict is undone: what it was, and counted if it was confirmed meanwhile."""
    if before == ActState.PENDING and confirmed:
        return ActState.COUNTED
    return ActState(before)
