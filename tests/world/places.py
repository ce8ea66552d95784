"""Where test runs keep what they make: outside the tree, one folder per user, removable at any time.

In memory where a system has room there: the tests ask what is written, not what a falling power line leaves. TMPDIR,
when it is set, decides.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.metadata import distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# PostgreSQL started by root runs as another user and opens the way to its folder for everybody: never a home.
MEMORY, ENOUGH = Path("/dev/shm"), 8 * 1024**3


def _quickest() -> Path:
    roomy = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).total >= ENOUGH
    return MEMORY if roomy and "TMPDIR" not in os.environ else Path(tempfile.gettempdir())


GROUND = _quickest() / f"openletter-tests-{os.getuid()}"


def ground() -> Path:
    """The folder of all test runs of this user."""
    GROUND.mkdir(exist_ok=True)
    return GROUND


@contextmanager
def only_one(name: str) -> Iterator[None]:
    """Processes that make the same thing wait for each other."""
    with (ground() / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def fingerprint(*patterns: str) -> str:
    """A short name for the present content of the files matching the patterns, and for the packages installed."""
    digest = hashlib.sha256()
    for package in sorted(f"{found.name}=={found.version}" for found in distributions()):
        digest.update(package.encode())
    for file in _files(patterns):
        digest.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def _files(patterns: Iterable[str]) -> list[Path]:
    found = {file for pattern in patterns for file in ROOT.glob(pattern)}
    return sorted(file for file in found if file.is_file() and "__pycache__" not in file.parts)


MIGRATIONS = ("src/openletter/*/migrations/*.py", "src/openletter/config/settings.py", "src/openletter/*/apps.py")
# What the loader reads and writes through. Views, templates and commands may change without loading it again.
DEMO_WORLD = (
    *(
        f"src/openletter/{slice_name}/**/*.py"
        for slice_name in ("kernel", "accounts", "sections", "targets", "cases", "supporters", "campaigns", "actions")
    ),
    "src/openletter/*/models*",
    "src/openletter/*/static/**/*",
    "src/openletter/locale/**/*.po",
    "demo/**/*",
    "tests/world/databases.py",
    "tests/world/settled.py",
    *MIGRATIONS,
)
