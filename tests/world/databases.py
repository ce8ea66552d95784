"""Databases to test on: one migrated template per version of the tables, copied for whoever needs one."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Protocol

from tests.world import postgres
from tests.world.places import DEMO_WORLD, MIGRATIONS, ROOT, fingerprint, ground, only_one

ENGINE = "OPENLETTER_TEST_DATABASE"
KEPT_TEMPLATES = 8


class Engine(Protocol):
    """What the two kinds of database have in common: databases with names, that can be copied and removed."""

    def address(self, name: str) -> str: ...
    def exists(self, name: str) -> bool: ...
    def copy(self, template: str, name: str) -> None: ...
    def rename(self, name: str, final: str) -> None: ...
    def drop(self, name: str) -> None: ...
    def templates(self) -> list[str]: ...


class SQLite:
    """Files below the ground of the tests."""

    def _file(self, name: str) -> Path:
        return ground() / f"{name}.sqlite3"

    def address(self, name: str) -> str:
        return f"sqlite:///{self._file(name)}"

    def exists(self, name: str) -> bool:
        return self._file(name).exists()

    def copy(self, template: str, name: str) -> None:
        self.drop(name)
        shutil.copyfile(self._file(template), self._file(name))

    def rename(self, name: str, final: str) -> None:
        # A process that ends leaves its last pages in a log beside the file now and then: whoever closes it last
        # writes them into it.
        with closing(sqlite3.connect(self._file(name))) as file:
            file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._file(name).replace(self._file(final))

    def drop(self, name: str) -> None:
        for ending in ("", "-wal", "-shm", "-journal"):
            Path(f"{self._file(name)}{ending}").unlink(missing_ok=True)

    def templates(self) -> list[str]:
        files = sorted(ground().glob("template_*.sqlite3"), key=lambda file: file.stat().st_mtime)
        return [file.stem for file in files]


class PostgreSQL:
    """Databases on the server of the tests."""

    def address(self, name: str) -> str:
        return postgres.address_of(name)

    def exists(self, name: str) -> bool:
        return postgres.exists(name)

    def copy(self, template: str, name: str) -> None:
        with only_one(f"copy-{template}"):  # PostgreSQL refuses a second copy while one is made
            postgres.copy(template, name)

    def rename(self, name: str, final: str) -> None:
        postgres.on_server(f'ALTER DATABASE "{name}" RENAME TO "{final}"')

    def drop(self, name: str) -> None:
        postgres.drop(name)

    def templates(self) -> list[str]:
        found = postgres.on_server(r"SELECT datname FROM pg_database WHERE datname LIKE 'template\_%' ORDER BY oid")
        return [name for (name,) in found if name not in ("template0", "template1")]


def engine() -> Engine:
    """The kind of database of this run: OPENLETTER_TEST_DATABASE is `sqlite` (default) or `postgresql`."""
    return PostgreSQL() if os.environ.get(ENGINE) == "postgresql" else SQLite()


def migrated(on: Engine) -> str:
    """Name of the template with all tables and nothing else but what migrations put there."""
    return _template(on, f"template_{_migrations()}", lambda address: _openletter(address, "migrate"))


def with_demo_world(on: Engine) -> str:
    """Name of the template with the demo world loaded; style sheets and translations are made with it."""

    def load(address: str) -> None:
        _openletter(address, "prepare")
        _run(address, "tests.world.settled")  # what follows from loading is done once, not in every copy

    return _template(on, f"template_demo_{_demo_world()}", load, start_from=migrated(on))


def _template(on: Engine, name: str, fill: Callable[[str], None], start_from: str | None = None) -> str:
    with only_one(name):
        if not on.exists(name):
            draft = f"draft_{name}"
            on.drop(draft)
            if start_from:
                on.copy(start_from, draft)
            elif isinstance(on, PostgreSQL):
                on.copy("template0", draft)
            fill(on.address(draft))
            on.rename(draft, name)
            _forget_old(on)
    return name


def _forget_old(on: Engine) -> None:
    for old in on.templates()[:-KEPT_TEMPLATES]:
        on.drop(old)
    folders = sorted(ground().glob("demo_*/"), key=lambda folder: folder.stat().st_mtime)
    for folder in folders[:-KEPT_TEMPLATES]:
        shutil.rmtree(folder, ignore_errors=True)


def _openletter(address: str, *words: str) -> None:
    """Run a command of the product on a database, as an operator would."""
    _run(address, "openletter.cli", *words)


def _run(address: str, module: str, *words: str) -> None:
    mine = {name: value for name, value in os.environ.items() if not name.startswith("OPENLETTER_")}
    mine |= {
        "OPENLETTER_DATABASE_URL": address,
        "OPENLETTER_MODE": "demo",
        "OPENLETTER_DATA_DIR": str(demo_data()),
        "PYTHONPATH": str(ROOT / "src"),
    }
    # As in `site`: who signs in there must find the password as the product itself writes it.
    mine.pop("DJANGO_SETTINGS_MODULE", None)
    done = subprocess.run(
        [sys.executable, "-m", module, *words], cwd=ROOT, env=mine, check=False, capture_output=True, text=True
    )
    if done.returncode != 0:
        raise RuntimeError(f"`{' '.join((module, *words))}` failed:\n{done.stdout}{done.stderr}")


def demo_data() -> Path:
    """Data folder that belongs to the demo template: its keys are needed wherever a copy of it is served."""
    folder = ground() / f"demo_{_demo_world()}"
    for part in ("keys", "mailbox", "media", "static"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    return folder


@cache
def _migrations() -> str:
    return fingerprint(*MIGRATIONS)


@cache
def _demo_world() -> str:
    return fingerprint(*DEMO_WORLD)
