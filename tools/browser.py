"""A Chromium for the journeys, fetched when the machine has none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from tests.world.chromium import executable


def provide_browser() -> None:
    """A browser can be started afterwards, or it is said plainly why not; the journeys then fail by name."""
    if executable():
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("No Chromium found: installing the system's (apt-get update, apt-get install chromium).", flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        _quietly(["apt-get", "update", "-q"], quiet)
        _quietly(["apt-get", "install", "-q", "-y", "--no-install-recommends", "chromium"], quiet)
    if not executable():
        print("No Chromium found: fetching the one that Playwright keeps (playwright install chromium).", flush=True)
        _quietly([sys.executable, "-m", "playwright", "install", "chromium"], dict(os.environ))


def _quietly(command: list[str], environ: dict[str, str]) -> None:
    done = subprocess.run(command, env=environ, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        last = (done.stderr or done.stdout).strip().splitlines()[-1:] or [""]
        print(
            f"`{' '.join(command)}` did not work: {last[0]}\n"
            "Install Chromium by hand, or name one: CHROMIUM=/path/to/chromium make test",
            flush=True,
        )
