"""Writing a batch to SQLite: one transaction, as few calls as can be.

Each call into SQLite gives the interpreter lock away and waits to get it back, so rows go in by one statement with
many VALUES, and what was there before comes back as one row.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from datetime import UTC, datetime
from functools import cache
from typing import Any

from openletter.actions.intake import connections
from openletter.actions.intake.batch import Lost, NewAct, NewDataKey, is_settled, unstored_keys

COLUMNS = 18
ROWS_PER_STATEMENT = 64
INSERT = (
    "INSERT INTO actions_taken (id, action_id, section_id, person, state, channel, evidence, language, country,"
    " taken_at, confirmed_at, to_target, public, news, notice_id, data_key_id, sealed, traces) VALUES"
)


class SqliteStore:
    """One connection, used by the recorder's one thread."""

    def __init__(self, settings: connections.Settings) -> None:
        self._settings = settings
        self._connection: sqlite3.Connection | None = None
        self.reconnect()

    def write(self, acts: list[NewAct]) -> int:
        """Commit the batch; returns how many acts were new. Raises Lost or sqlite3.Error."""
        connection = self._connection
        if connection is None:
            raise Lost("not connected")
        keys = unstored_keys(acts)
        try:
            connection.execute("BEGIN IMMEDIATE")
            new = _write(connection, acts, keys)
            connection.execute("COMMIT")
        except sqlite3.OperationalError as error:
            _roll_back(connection)
            raise Lost(type(error).__name__) from error
        except BaseException:
            _roll_back(connection)
            raise
        for key in keys:
            key.stored = True
        return new

    def reconnect(self) -> None:
        """Drop the connection and open another. Raises Lost."""
        self.close()
        try:
            self._connection = connections.sqlite(self._settings)
        except sqlite3.Error as error:
            raise Lost(type(error).__name__) from error

    def close(self) -> None:
        """Let go of the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _write(connection: sqlite3.Connection, acts: list[NewAct], keys: list[NewDataKey]) -> int:
    if keys:
        connection.executemany(
            "INSERT INTO kernel_datakey (id, sealing_key_id, wrapped, made_at) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (id) DO NOTHING",
            [(k.id.hex, k.sealing_key.hex, k.wrapped, _moment(k.made_at)) for k in keys],
        )
    new, repeated = _sort_out(connection, acts)
    for start in range(0, len(new), ROWS_PER_STATEMENT):
        part = new[start : start + ROWS_PER_STATEMENT]
        connection.execute(_insert(len(part)), [value for act in part for value in _row(act)])
    _note(connection, new, repeated)
    return len(new)


def _sort_out(connection: sqlite3.Connection, acts: list[NewAct]) -> tuple[list[NewAct], list[NewAct]]:
    """Which acts are new, and which people had acted before. Exact: the transaction holds the only write lock.

    A second click within the batch, and an act written already by a batch whose fate was unknown, are in neither.
    """
    (found,) = connection.execute(
        "SELECT json_group_array(json_array(g.key, a.id)) FROM json_each(?) g JOIN actions_taken a"
        " ON a.action_id = g.value AND a.person = substr(?, 1 + 16 * g.key, 16)",
        (json.dumps([act.action for act in acts]), b"".join(act.person for act in acts)),
    ).fetchone()
    there: dict[int, str] = dict(json.loads(found))
    first = {(act.action, act.person): at for at, act in reversed(list(enumerate(acts)))}
    new = [acts[at] for at in sorted(first.values()) if at not in there]
    return new, [acts[at] for at in sorted(first.values()) if at in there and there[at] != acts[at].id.hex]


def _note(connection: sqlite3.Connection, new: list[NewAct], repeated: list[NewAct]) -> None:
    """The tally deltas and the outbox entry of what this batch did."""
    if not new and not repeated:
        return
    now = _moment(datetime.now(UTC))
    connection.executemany(
        "INSERT INTO actions_tallydelta (action_id, source, quantity, at) VALUES (?, ?, ?, ?)",
        [(*line, quantity, now) for line, quantity in Counter((act.action, act.source) for act in new).items()],
    )
    payload = {
        "taken": [act.id.hex for act in new],
        "repeated": [[act.action, act.person.hex()] for act in repeated],
    }
    connection.execute(
        "INSERT INTO kernel_outboxentry (fact, payload, happened_at, due_at, attempts, last_error)"
        " VALUES ('acts_taken', ?, ?, ?, 0, '')",
        (json.dumps(payload), now, now),
    )


@cache
def _insert(rows: int) -> str:
    one = f"({', '.join('?' * COLUMNS)})"
    return f"{INSERT} {', '.join([one] * rows)}"


def _row(act: NewAct) -> tuple[Any, ...]:
    taken_at = _moment(act.taken_at)
    return (
        act.id.hex,
        act.action,
        act.section,
        act.person,
        act.state,
        act.channel,
        act.evidence,
        act.language,
        act.country,
        taken_at,
        taken_at if is_settled(act) else None,
        act.to_target,
        act.public,
        act.news,
        act.notice,
        act.data_key.id.hex,
        act.sealed,
        act.traces,
    )


def _moment(value: datetime) -> str:
    """As Django writes a moment: UTC, without saying so."""
    return str(value.astimezone(UTC).replace(tzinfo=None))


def _roll_back(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:
        connection.execute("ROLLBACK")
