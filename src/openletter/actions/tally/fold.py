"""Folding deltas into the ledger's automatic lines, one line per action, source and hour."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction

MOST_DELTAS = 20_000

# Each delta is deleted by exactly one fold, and what it deleted it adds: two folds at once share the work.
# Lines are touched in one order, so that neither waits for the other in a circle.
POSTGRES = """
WITH gone AS (
    DELETE FROM actions_tallydelta WHERE id IN (
        SELECT id FROM actions_tallydelta ORDER BY id LIMIT %(most)s FOR UPDATE SKIP LOCKED)
    RETURNING action_id, source, quantity, at
), lines AS (
    INSERT INTO actions_ledgerentry
        (action_id, source, quantity, hour, automatic, actor, reason, evidence, recorded_at)
    SELECT action_id, source, sum(quantity), date_trunc('hour', at, 'UTC'), true, 'system', 'counted', '', %(at)s
    FROM gone GROUP BY 1, 2, 4 ORDER BY 1, 2, 4
    ON CONFLICT (action_id, source, hour) WHERE automatic
    DO UPDATE SET quantity = actions_ledgerentry.quantity + excluded.quantity
)
SELECT count(*) FROM gone
"""
SQLITE_LINES = """
INSERT INTO actions_ledgerentry (action_id, source, quantity, hour, automatic, actor, reason, evidence, recorded_at)
SELECT action_id, source, sum(quantity), strftime('%%Y-%%m-%%d %%H:00:00', at), 1, 'system', 'counted', '', %s
FROM actions_tallydelta WHERE id <= %s GROUP BY 1, 2, 4
ON CONFLICT (action_id, source, hour) WHERE automatic = 1
DO UPDATE SET quantity = quantity + excluded.quantity
"""


def fold(at: datetime) -> int:
    """Move deltas into the ledger, in one transaction; returns how many. No number changes by it."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRES, {"most": MOST_DELTAS, "at": at})
            (moved,) = cursor.fetchone()
            return int(moved)
        # The transaction holds SQLite's one write lock from its beginning: nothing is added meanwhile.
        cursor.execute("SELECT max(id) FROM actions_tallydelta")
        (last,) = cursor.fetchone()
        if last is None:
            return 0
        cursor.execute(SQLITE_LINES, [connection.ops.adapt_datetimefield_value(at), last])
        cursor.execute("DELETE FROM actions_tallydelta WHERE id <= %s", [last])
        return int(cursor.rowcount)
