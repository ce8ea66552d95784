"""The demo world: four sections, their cases and actions, and staff who can sign in. Never for real people.

`load` fills an empty database, `reset` throws the local data away and begins again, `logins` prints the staff logins.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import ModuleType

from openletter.cli.refusal import Refusal
from openletter.cli.surroundings import environment, make_folders, port_is_free, project_root, set_up_django

SUMMARY = "load, reset or describe the demo world"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What to do with the demo world."""
    deeds = parser.add_subparsers(metavar="load | reset | logins", required=True)
    for name, deed, description in (
        ("load", _load, "Load the demo world into an empty, migrated database."),
        ("reset", _reset, "Throw the local database, mailbox, media and keys away and load the demo world afresh."),
        ("logins", _logins, "Print the demo staff logins."),
    ):
        sub = deeds.add_parser(name, description=description, help=description)
        sub.set_defaults(deed=deed)


def run(options: argparse.Namespace) -> int:
    """Do it, unless this is production."""
    if environment().mode == "production":
        raise Refusal("the demo world has logins that everybody knows; it cannot be used in production.")
    deed: Callable[[], int] = options.deed
    return deed()


def is_available() -> bool:
    """Whether this installation has the demo world beside it."""
    return (project_root() / "demo" / "__init__.py").exists()


def world() -> ModuleType:
    """The package `demo` beside `src/`: `load(at=...)`, and `LOGINS` as (who, e-mail, password)."""
    if not is_available():
        raise Refusal("the demo world is not part of this installation; it is in the folder `demo` of the project.")
    root = str(project_root())
    if root not in sys.path:
        sys.path.insert(0, root)
    return import_module("demo")


def is_empty() -> bool:
    """Whether the database has no section yet. Django must be set up."""
    from openletter.sections.models import Section

    return not Section.objects.exists()


def load() -> None:
    """Load the demo world. Django must be set up and the database empty."""
    from openletter.kernel.clock import now

    world().load(at=now())


def _load() -> int:
    set_up_django()
    if not is_empty():
        raise Refusal("there are sections already. `openletter demo reset` throws the local data away first.")
    make_folders(environment().data_dir)
    load()
    return 0


def _logins() -> int:
    for who, email, password in world().LOGINS:
        print(f"{who}: {email}  {password}")
    return 0


def _reset() -> int:
    settings = environment()
    if not settings.is_sqlite:
        raise Refusal("reset is for the embedded database. Empty a PostgreSQL database with its own tools.")
    if not port_is_free(settings.host, settings.port):
        raise Refusal(f"something runs on port {settings.port}. Stop it first (Ctrl-C in its terminal).")
    file = Path(settings.database_url.removeprefix("sqlite:///"))
    for ending in ("", "-wal", "-shm", "-journal"):
        Path(f"{file}{ending}").unlink(missing_ok=True)
    for folder in ("mailbox", "media", "keys"):
        shutil.rmtree(settings.data_dir / folder, ignore_errors=True)
    (settings.data_dir / "prepared.json").unlink(missing_ok=True)
    from openletter.cli.commands import prepare

    return prepare.run(argparse.Namespace(without_demo=False))
