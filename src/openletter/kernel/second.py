"""A second person: whoever wrote something does not also say that it may be published.

Who wrote is read from the audit, which nobody can change and every write passes through: the entries of one row are
found by its index, newest first, and reading stops at the last approval. Every entry counts as writing unless it is
named as something else, so that a verb nobody thought of here asks for one person more, never for one fewer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from openletter.kernel.audit import Actor
from openletter.kernel.models import AuditEntry
from openletter.kernel.refusals import Refused

# What vouches that a login is of somebody: opening its account, giving it a role, and saying so.
OPENED, GIVEN, VOUCHED = "account.open", "role.give", "account.vouch"
WRITERS = "writers"  # in an audit entry: the people, by id, whose words were put
APPROVED = "approved"  # in the audit entry of an approval: the row as it was approved


class SecondPersonNeeded(Refused):
    """Who wants to publish has written part of it."""

    def __init__(self) -> None:
        super().__init__(
            _("You wrote part of this yourself. Somebody else has to look at it and approve it: no one does so alone.")
        )


class VouchNeeded(Refused):
    """Nobody but a writer says that this login is of somebody else."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Only somebody who wrote part of this has vouched for your login: they opened it or gave it its role. "
                "Another administrator has to vouch for you first, on your page under Staff."
            )
        )


@dataclass(frozen=True, slots=True)
class Habit:
    """How the audit tells of one kind of row: which verbs approve it, and which are not writing."""

    approvals: frozenset[str]
    not_writing: frozenset[str]
    not_writing_beginning: tuple[str, ...] = ()

    def writes(self, verb: str) -> bool:
        """Whether an entry with this verb changed what is said."""
        return verb not in self.not_writing and not verb.startswith(self.not_writing_beginning or ("\0",))


def may_approve(actor: Actor, writers: Collection[int | None]) -> bool:
    """Whether this actor may say that what `writers` wrote is published. Processes of ours (no id) may."""
    return actor.id is None or actor.id not in writers


def require_another(actor: Actor, writers: Collection[int]) -> None:
    """Pass if the actor wrote none of it, and is not a login that one of its writers alone made.

    Administrators are asked as everybody else. Raises SecondPersonNeeded or VouchNeeded.
    """
    if not may_approve(actor, writers):
        raise SecondPersonNeeded
    require_vouched(actor, writers)


def require_vouched(actor: Actor, writers: Collection[int]) -> None:
    """Pass if somebody else than one of the writers vouches for the actor's login. Raises VouchNeeded.

    Whoever may invite could otherwise be their own second person, under an address of their own. Writers whose own
    login was made outside the desk are not asked: they hold the machine.
    """
    if actor.id is not None and any(vouchers_of(pk) and is_made_by(actor.id, pk) for pk in writers):
        raise VouchNeeded


def is_made_by(person: int, maker: int, asked: frozenset[int] = frozenset()) -> bool:
    """Whether all who vouch for a login are one person, under this or another login that they made."""
    by, asked = vouchers_of(person), asked | {person}
    return bool(by) and all(
        pk == maker or (pk is not None and pk not in asked and is_made_by(pk, maker, asked)) for pk in by
    )


def vouchers_of(person: int) -> frozenset[int | None]:
    """Who opened a login, gave it a role or vouched for it; nobody where it was made outside the desk."""
    rows = AuditEntry.objects.filter(subject_type="accounts.user", subject_id=str(person))
    return frozenset(rows.filter(verb__in=(OPENED, GIVEN, VOUCHED)).order_by().values_list("actor_id", flat=True))


def last_by(subject: models.Model, verb: str) -> int | None:
    """Who did this to a row the last time; None where nobody did, or a process of ours."""
    return _entries(subject).filter(verb=verb).values_list("actor_id", flat=True).first()


def last_of(subject: models.Model, verb: str) -> tuple[datetime, int | None] | None:
    """When, and by whom, this was done to a row the last time: equal for rows to which one press did it."""
    return _entries(subject).filter(verb=verb).values_list("at", "actor_id").first()


def writers_of(subject: models.Model, habit: Habit) -> frozenset[int]:
    """The people who wrote any of a row since it was last approved."""
    written = (people for verb, people in _since_approval(subject, habit) if habit.writes(verb))
    return frozenset(pk for people in written for pk in people if pk is not None)


def approved_of(subject: models.Model, habit: Habit) -> dict[str, Any]:
    """The row as it was last approved, as `audit.snapshot` has it; empty where it never was."""
    entry = _entries(subject).filter(verb__in=habit.approvals).values_list("after", flat=True).first()
    found: dict[str, Any] = (entry or {}).get(APPROVED, {})
    return found


def _since_approval(subject: models.Model, habit: Habit) -> Iterable[tuple[str, list[int | None]]]:
    """Each verb with who did it, and whose words it took in (`WRITERS`)."""
    rows = _entries(subject).values_list("verb", "actor_id", f"after__{WRITERS}")
    for verb, pk, writers in rows.iterator(chunk_size=100):
        if verb in habit.approvals:
            return
        yield verb, [pk, *(writers or [])]


def _entries(subject: models.Model) -> models.QuerySet[AuditEntry]:
    # Keys are made in the order of writing, whatever moment an entry is told to be of.
    return AuditEntry.objects.filter(subject_type=subject._meta.label_lower, subject_id=str(subject.pk)).order_by("-pk")
