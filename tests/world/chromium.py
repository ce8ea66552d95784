"""The browser of the journeys: the one named in CHROMIUM, the system's, or the one Playwright keeps."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# For pages that are only looked at: they are put together where they are drawn, a quarter less work. Pressing anything
# waits for the next picture there, which nobody draws.
STILL = ("--disable-threaded-compositing", "--in-process-gpu", "--num-raster-threads=1")
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def executable() -> str | None:
    """Path of an installed browser, or None: then Playwright's own is asked for."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    if Path("/usr/bin/chromium").exists():
        return "/usr/bin/chromium"
    return next((found for name in NAMES if (found := shutil.which(name))), None)
