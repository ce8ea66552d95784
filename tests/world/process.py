"""One test process: its own database name, its own data folder, nothing of the developer's environment."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from tests.world.databases import engine
from tests.world.places import ground

from openletter.cli.translations import compile_translations

MINE = "OPENLETTER_TEST_"


def name() -> str:
    """What this process calls its database and its folder."""
    return f"run_{os.getpid()}"


def data_dir() -> Path:
    """The data folder of this process."""
    return ground() / name()


def settle() -> None:
    """Point the product's settings at this process's own place, before anything reads them."""
    for variable in list(os.environ):
        if variable.startswith("OPENLETTER_") and not variable.startswith(MINE):
            del os.environ[variable]
    for part in ("keys", "mailbox", "media", "static"):
        (data_dir() / part).mkdir(parents=True, exist_ok=True)
    compile_translations()
    os.environ |= {
        "OPENLETTER_MODE": "test",
        "OPENLETTER_DATA_DIR": str(data_dir()),
        "OPENLETTER_DATABASE_URL": engine().address(name()),
        "HOST": "127.0.0.1",
        "PORT": "8000",
    }


def leave() -> None:
    """Take away what this process made, and what processes left that are gone."""
    engine().drop(name())
    shutil.rmtree(data_dir(), ignore_errors=True)
    for folder in (*ground().glob("run_*/"), *ground().glob("site_*/")):
        if not Path(f"/proc/{folder.name.split('_')[1]}").exists() and Path("/proc/self").exists():
            engine().drop(folder.name)
            shutil.rmtree(folder, ignore_errors=True)
