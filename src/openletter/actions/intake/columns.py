"""Values of columns as both databases give them to plain SQL: SQLite has no days, moments, UUIDs or JSON of its own."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID


def as_json(value: Any) -> Any:
    """What a JSON column holds."""
    return json.loads(value) if isinstance(value, str) else value


def as_uuid(value: Any) -> UUID:
    """A UUID."""
    return value if isinstance(value, UUID) else UUID(str(value))


def as_moment(value: Any) -> datetime | None:
    """A moment; SQLite keeps it as text, in UTC."""
    if value is None or isinstance(value, datetime):
        return value
    return datetime.fromisoformat(str(value)).replace(tzinfo=UTC)


def as_day(value: Any) -> date | None:
    """A day; SQLite keeps it as text."""
    return value if value is None or isinstance(value, date) else date.fromisoformat(str(value))
