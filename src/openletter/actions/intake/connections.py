"""Opening the front's own database connections from Django's description of the database."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any, Protocol

import psycopg
from psycopg.conninfo import make_conninfo

Settings = Mapping[str, Any]
CONNECT_SECONDS = 5
SQLITE_BUSY_MS = 20_000


class Reader(Protocol):
    """A connection for reading, whichever the database."""

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """All rows of a query without parameters."""
        ...

    def close(self) -> None:
        """Let go of the connection."""
        ...


def is_sqlite(settings: Settings) -> bool:
    """Whether the database is the embedded one."""
    return str(settings["ENGINE"]).endswith("sqlite3")


def postgres(settings: Settings) -> psycopg.Connection[tuple[Any, ...]]:
    """A connection of our own in autocommit: every statement is its own transaction. Raises psycopg.Error."""
    wanted = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    given = {name: settings[key] for name, key in wanted.items() if settings.get(key)}
    info = make_conninfo("", connect_timeout=CONNECT_SECONDS, application_name="openletter-front", **given)
    return psycopg.connect(info, autocommit=True, options="-c timezone=UTC")


def sqlite(settings: Settings) -> sqlite3.Connection:
    """A connection with transactions by hand and every commit on the disk before it returns. Raises sqlite3.Error."""
    connection = sqlite3.connect(
        str(settings["NAME"]),
        timeout=SQLITE_BUSY_MS / 1000,
        isolation_level=None,
        check_same_thread=False,
        uri=str(settings["NAME"]).startswith("file:"),
    )
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    return connection


class PostgresReader:
    """Reads from PostgreSQL."""

    def __init__(self, settings: Settings) -> None:
        self._connection = postgres(settings)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """All rows of a query without parameters."""
        return self._connection.execute(sql.encode()).fetchall()

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()


class SqliteReader:
    """Reads from SQLite."""

    def __init__(self, settings: Settings) -> None:
        self._connection = sqlite(settings)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """All rows of a query without parameters."""
        return self._connection.execute(sql).fetchall()

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()


def reader(settings: Settings) -> Reader:
    """A fresh connection for reading. Raises the database library's error."""
    return SqliteReader(settings) if is_sqlite(settings) else PostgresReader(settings)
