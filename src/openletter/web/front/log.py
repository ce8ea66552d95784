"""The access log: method, kind of address, status and duration. Never an address itself, a person's or a page's."""

from __future__ import annotations

import sys
import threading
from typing import TextIO

MOST_LINES = 50_000
# What may stand in a log of an address: these first or inner segments say what kind it is and nothing else.
KINDS = ("static", "media", "desk", "sign-in", "mailbox", "confirm", "thanks", "resend", "privacy", "act", "proof")


def kind_of(path: str) -> str:
    """The kind of address a path is; `page` for all that is named by a case, an action or a language."""
    segments = path.split("/")
    for kind in KINDS:
        if kind in segments:
            return kind
    return "page"


class AccessLog:
    """Lines are gathered and written once a second: a line each would cost more than the answer it tells of."""

    def __init__(self, out: TextIO | None = None) -> None:
        self._out = out
        self._lines: list[str] = []
        self._lock = threading.Lock()

    def add(self, method: str, kind: str, status: int, seconds: float) -> None:
        """Note one answer."""
        if len(self._lines) < MOST_LINES:
            self._lines.append(f"{method} {kind} {status} {seconds * 1000:.1f}ms\n")

    def write(self) -> None:
        """Write out what was gathered."""
        with self._lock:
            lines, self._lines = self._lines, []
            out = self._out or sys.stdout
            out.write("".join(lines))
            out.flush()
