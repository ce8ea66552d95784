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

WRITERS = "writers"  # in an audit entry: the people, by id, whose words were put
APPROVED = "approved"  # in the audit entry of an approval: the row as it was approved


class SecondPersonNeeded(Refused):
    """Who wants to publish has written part of it."""

    def __init__(self) -> None:
        super().__init__(
            _("You wrote part of this yourself. Somebody else has to look at it and approve it: no one does so alone.")
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
    """Pass if the actor wrote none of it. Administrators are asked as everybody else. Raises SecondPersonNeeded."""
    if not may_approve(actor, writers):
        raise SecondPersonNeeded


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
