"""Whom an action reaches, for one supporter on one day: its targets and copies, resolved."""

from __future__ import annotations

from datetime import date

from openletter.actions.models import ActionTarget
from openletter.targets.resolution import Resolution, resolve


def recipients_of(action_id: int, *, country: str, on: date, language: str) -> Resolution:
    """The recipients of an action for a supporter in a country, addressed in a language or the nearest.

    One letter to two targets with three copies is one act and counts once: counting never asks whom a letter reaches.
    """
    rows = ActionTarget.objects.filter(action_id=action_id).select_related("office")
    return resolve(
        ((row.office, str(row.role)) for row in rows.order_by("order", "pk")),
        country=country, on=on, language=language,
    )  # fmt: skip
