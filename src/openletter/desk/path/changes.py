"""What changed in an action since it was last looked at, from the audit: before and after, text by text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from openletter.actions.models import Action
from openletter.actions.rules import ActionStatus
from openletter.desk.deeds import in_words
from openletter.kernel.models import AuditEntry

# A change of an approved action was looked at by whoever approved it.
_LOOKED = (
    *(f"action.{status}" for status in (ActionStatus.CHANGES_REQUESTED, ActionStatus.APPROVED)),
    "action.changed",
)
_MOST = 60


@dataclass(frozen=True, slots=True)
class Change:
    """One text or fact as it was and as it is now."""

    what: str
    who: str
    at: datetime
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Since:
    """Everything that changed since somebody looked, with the reason they gave then."""

    at: datetime
    who: str
    reason: str
    changes: tuple[Change, ...]


def since_last_look(action: Action) -> Since | None:
    """What was written after the last request for changes or approval; None where nobody has looked yet."""
    rows = AuditEntry.objects.filter(subject_type="actions.action", subject_id=str(action.pk))
    looked = rows.filter(verb__in=_LOOKED).order_by("-at", "-id").first()
    if looked is None:
        return None
    later = rows.filter(at__gt=looked.at).order_by("at", "id")[:_MOST]
    found = [change for entry in later for change in _of(entry)]
    return Since(looked.at, looked.actor, looked.reason, tuple(found))


def _of(entry: AuditEntry) -> list[Change]:
    if "status" in entry.after:
        return []
    names = sorted({*entry.before, *entry.after})
    return [
        Change(f"{in_words(entry.verb)}: {name}", entry.actor, entry.at, _plain(entry.before.get(name)),
               _plain(entry.after.get(name)))
        for name in names
    ]  # fmt: skip


def _plain(value: object) -> str:
    if value in (None, "", [], {}):
        return "—"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
