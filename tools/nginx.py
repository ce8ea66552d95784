"""An nginx to try its example with, unpacked beside the environment when the machine has none: nothing is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.world.nginx import BROUGHT, executable

# Which package holds the program differs between Debian, Ubuntu and their versions.
PACKAGES = ("nginx", "nginx-light", "nginx-core")


def provide_nginx() -> None:
    """An nginx can be started afterwards, or it is said plainly why not; its tests are then skipped by name."""
    if executable():
        return
    if shutil.which("apt-get") and shutil.which("dpkg-deb"):
        print("No nginx found: unpacking the system's (apt-get download nginx).", flush=True)
        if any(_unpacked(package) for package in PACKAGES):
            return
    print(
        "There is no nginx here and none could be fetched, so docs/operate/nginx.conf is NOT tried.\n"
        "Install nginx 1.22 or newer, or name one: NGINX=/path/to/nginx make test",
        flush=True,
    )


def _unpacked(package: str) -> bool:
    """Whether the package could be fetched and holds a program that runs here."""
    home = BROUGHT.parents[2]
    with tempfile.TemporaryDirectory() as folder:
        if not _worked("apt-get", "download", "-q", package, at=folder):
            return False
        for found in Path(folder).glob("*.deb"):
            _worked("dpkg-deb", "-x", str(found), str(home), at=folder)
    if BROUGHT.exists() and _worked(str(BROUGHT), "-e", "stderr", "-v", at=str(home)):
        return True
    shutil.rmtree(home, ignore_errors=True)
    return False


def _worked(*command: str, at: str) -> bool:
    return subprocess.run(command, cwd=at, check=False, capture_output=True).returncode == 0
