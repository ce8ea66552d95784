"""Writing the audit: who did what, to which row, before and after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from openletter.kernel.models import AuditEntry


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a member of staff, or a named process of ours (`id` None)."""

    id: int | None
    name: str


SYSTEM = Actor(id=None, name="system")


def last_write(subject: models.Model) -> str:
    """The key of the last entry of a row that is not of somebody only opening it; empty where there is none."""
    rows = AuditEntry.objects.filter(subject_type=subject._meta.label_lower, subject_id=str(subject.pk))
    last = rows.exclude(verb__endswith=".opened").order_by("-pk").values_list("pk", flat=True).first()
    return str(last or "")


def record(
    *,
    actor: Actor,
    verb: str,
    subject: models.Model,
    at: datetime,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    section: str = "",
    reason: str = "",
) -> AuditEntry:
    """Append one entry; of `before` and `after` only what differs is kept. Call it in the write's own transaction."""
    old, new = _differing(before or {}, after or {})
    return AuditEntry.objects.create(
        at=at,
        actor_id=actor.id,
        actor=actor.name[:200],
        verb=verb,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        subject=str(subject)[:200],
        section=section,
        reason=reason,
        before=old,
        after=new,
    )


def snapshot(subject: models.Model) -> dict[str, Any]:
    """A row as plain values for `before` or `after`; a cluster brings its children. Sealed bytes are left out."""
    if subject.pk is None:
        return {}
    if hasattr(subject, "serializable_data"):
        data: dict[str, Any] = subject.serializable_data()
        return _plain(data)
    return _plain(
        {
            f.attname: f.value_to_string(subject)
            for f in subject._meta.concrete_fields
            if not isinstance(f, models.BinaryField)
        }
    )


def _differing(before: dict[str, Any], after: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    keys = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    return {k: before[k] for k in keys if k in before}, {k: after[k] for k in keys if k in after}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    return value if isinstance(value, str | int | float | bool | None) else str(value)
