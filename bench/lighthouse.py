"""Lighthouse against one page: the same simulated slow telephone for every page, scores of a hundred.

Lighthouse comes from npm, locked in bench/node/, and is installed in the bench's own folder, never in the product.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.world.chromium import QUIET, executable

from bench.places import GROUND

HERE = Path(__file__).with_name("node")
HOME = GROUND / "node"
PROGRAM = HOME / "node_modules" / "lighthouse" / "cli" / "index.js"
CATEGORIES = ("accessibility", "best-practices", "seo", "performance")
OLDEST_NODE = 18
LONGEST = 180  # seconds for one page
TRIES = 3
LOST_TRACE = "NO_NAVSTART"


@dataclass(frozen=True)
class Scores:
    """One page: a score of a hundred for each category, and the audits that cost some."""

    of: Mapping[str, int]
    missed: tuple[str, ...]


def provide() -> None:
    """Lighthouse can be started afterwards; otherwise it is said what is missing and the run ends."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        raise SystemExit(
            f"bench: Lighthouse needs Node.js {OLDEST_NODE} or newer with npm (`node`, `npm`). Install it."
        )
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    if int(version.removeprefix("v").split(".")[0]) < OLDEST_NODE:
        raise SystemExit(f"bench: Lighthouse needs Node.js {OLDEST_NODE} or newer; this is {version.strip()}.")
    if executable() is None:
        raise SystemExit("bench: no Chromium was found. Name one: CHROMIUM=/path/to/chromium")
    HOME.mkdir(parents=True, exist_ok=True)
    lock = (HERE / "package-lock.json").read_bytes()
    marker = HOME / "installed.json"
    if PROGRAM.exists() and marker.exists() and marker.read_bytes() == lock:
        return
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, HOME / name)
    words = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(words, cwd=HOME, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"bench: npm ci did not work:\n{done.stderr}")
    marker.write_bytes(lock)


def look(url: str) -> Scores:
    """Run it once; again when it lost its own trace of the page, which says nothing of the page."""
    words = ["node", str(PROGRAM), url, "--quiet", "--output=json", f"--chrome-flags={' '.join(QUIET)}"]
    environ = {**os.environ, "CHROME_PATH": executable() or "", "NO_UPDATE_NOTIFIER": "1"}
    words += [f"--only-categories={','.join(CATEGORIES)}", "--no-enable-error-reporting"]
    for _try in range(TRIES):
        done = subprocess.run(
            words, cwd=HOME, env=environ, capture_output=True, text=True, check=False, timeout=LONGEST
        )
        if LOST_TRACE not in done.stderr:
            break
    if done.returncode:
        raise SystemExit(f"bench: Lighthouse did not finish with {url}:\n{done.stderr}")
    return scores(json.loads(done.stdout))


def scores(report: Mapping[str, Any]) -> Scores:
    """What a report says, in our words. Refuses one that could not judge a category."""
    missed: list[str] = []
    of: dict[str, int] = {}
    for name in CATEGORIES:
        category = report["categories"][name]
        if category["score"] is None:
            raise SystemExit(f"bench: Lighthouse could not judge {name} of {report.get('finalDisplayedUrl')}")
        of[name] = round(category["score"] * 100)
        for each in category["auditRefs"]:
            score = report["audits"][each["id"]]["score"]
            if each["weight"] and score is not None and score < 1 and of[name] < 100:
                missed.append(each["id"])
    return Scores(of, tuple(dict.fromkeys(missed)))
