"""Writing a batch to PostgreSQL: one statement, one round trip, one commit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import psycopg

from openletter.actions.intake import connections
from openletter.actions.intake.batch import Lost, NewAct, is_settled, unstored_keys

# Rows go in sorted, so that two processes taking the same people wait for each other and never in a circle.
# Who had acted before is read with the statement's own snapshot and another id: neither a retry of a batch that was
# committed after all nor two clicks in one batch send anybody the notice that they had signed already.
WRITE = """
WITH given AS (
    SELECT * FROM unnest(
        %s::uuid[], %s::bigint[], %s::bigint[], %s::bytea[], %s::text[], %s::text[], %s::text[], %s::text[],
        %s::text[], %s::text[], %s::timestamptz[], %s::boolean[], %s::boolean[], %s::boolean[], %s::bigint[],
        %s::uuid[], %s::bytea[], %s::text[], %s::boolean[]
    ) AS g (id, action_id, section_id, person, state, source, channel, evidence, language, country, taken_at,
            to_target, public, news, notice_id, data_key_id, sealed, traces, settled)
), keys AS (
    INSERT INTO kernel_datakey (id, sealing_key_id, wrapped, made_at)
    SELECT * FROM unnest(%s::uuid[], %s::uuid[], %s::bytea[], %s::timestamptz[])
    ON CONFLICT (id) DO NOTHING
), taken AS (
    INSERT INTO actions_taken (id, action_id, section_id, person, state, channel, evidence, language, country,
        taken_at, confirmed_at, to_target, public, news, notice_id, data_key_id, sealed, traces)
    SELECT id, action_id, section_id, person, state, channel, evidence, language, country,
        taken_at, CASE WHEN settled THEN taken_at END, to_target, public, news, notice_id, data_key_id, sealed, traces
    FROM given ORDER BY action_id, person, id
    ON CONFLICT DO NOTHING
    RETURNING id, action_id
), repeated AS (
    SELECT g.action_id, g.person FROM given g
    WHERE NOT EXISTS (SELECT FROM taken t WHERE t.id = g.id)
      AND EXISTS (SELECT FROM actions_taken a
                  WHERE a.action_id = g.action_id AND a.person = g.person AND a.id <> g.id)
), tally AS (
    INSERT INTO actions_tallydelta (action_id, source, quantity, at)
    SELECT t.action_id, g.source, count(*), %s::timestamptz FROM taken t JOIN given g ON g.id = t.id GROUP BY 1, 2
), note AS (
    INSERT INTO kernel_outboxentry (fact, payload, happened_at, due_at, attempts, last_error)
    SELECT 'acts_taken', jsonb_build_object(
        'taken', (SELECT coalesce(jsonb_agg(replace(id::text, '-', '')), '[]') FROM taken),
        'repeated', (SELECT coalesce(jsonb_agg(jsonb_build_array(action_id, encode(person, 'hex'))), '[]')
                     FROM repeated)),
        now(), now(), 0, ''
    WHERE EXISTS (SELECT FROM taken) OR EXISTS (SELECT FROM repeated)
)
SELECT count(*) FROM taken
"""


class PostgresStore:
    """One connection of its own. A pooler in between must give it a session, not single transactions."""

    def __init__(self, settings: connections.Settings) -> None:
        self._settings = settings
        self._connection: psycopg.Connection[tuple[Any, ...]] | None = None
        self.reconnect()

    def write(self, acts: list[NewAct]) -> int:
        """Commit the batch; returns how many acts were new. Raises Lost or psycopg.Error."""
        if self._connection is None:
            raise Lost("not connected")
        keys = unstored_keys(acts)
        try:
            row = self._connection.execute(WRITE, _parameters(acts), prepare=True).fetchone()
        except psycopg.OperationalError as error:
            raise Lost(type(error).__name__) from error
        for key in keys:
            key.stored = True
        return int(row[0]) if row else 0

    def reconnect(self) -> None:
        """Drop the connection and open another. Raises Lost."""
        self.close()
        try:
            self._connection = connections.postgres(self._settings)
        except psycopg.Error as error:
            raise Lost(type(error).__name__) from error

    def close(self) -> None:
        """Let go of the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _parameters(acts: list[NewAct]) -> list[str]:
    """Array literals, built by hand: the elements are hex, numbers and codes that were checked, so none needs quoting.

    psycopg's own list adaptation is general and, at fifteen columns a row, took longer than everything else here.
    """
    keys = unstored_keys(acts)
    return [
        _array(a.id.hex for a in acts),
        _array(str(a.action) for a in acts),
        _array(str(a.section) for a in acts),
        _array(_bytes(a.person) for a in acts),
        _array(_code(a.state) for a in acts),
        _array(_code(a.source) for a in acts),
        _array(_code(a.channel) for a in acts),
        _array(_code(a.evidence) for a in acts),
        _array(_code(a.language) for a in acts),
        _array(_code(a.country) for a in acts),
        _array(a.taken_at.isoformat() for a in acts),
        _array("t" if a.to_target else "f" for a in acts),
        _array("t" if a.public else "f" for a in acts),
        _array("t" if a.news else "f" for a in acts),
        _array("NULL" if a.notice is None else str(a.notice) for a in acts),
        _array(a.data_key.id.hex for a in acts),
        _array(_bytes(a.sealed) for a in acts),
        _array(_code(a.traces) for a in acts),
        _array("t" if is_settled(a) else "f" for a in acts),
        _array(k.id.hex for k in keys),
        _array(k.sealing_key.hex for k in keys),
        _array(_bytes(k.wrapped) for k in keys),
        _array(k.made_at.isoformat() for k in keys),
        datetime.now(UTC).isoformat(),
    ]


def _array(elements: Iterable[str]) -> str:
    return "{" + ",".join(elements) + "}"


def _bytes(value: bytes) -> str:
    return '"\\\\x' + value.hex() + '"'


def _code(value: str) -> str:
    """A code of ours as an array element. Raises ValueError for anything that could end the literal."""
    if not value.replace("_", "").replace("-", "").isalnum() and value:
        raise ValueError("not a code")
    return f'"{value}"'
