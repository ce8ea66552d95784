"""Serve the site (and, where the role allows, the desk). One process takes acts, counts and pages.

Behind PostgreSQL several workers may share the port; on SQLite there is exactly one, because SQLite has one writer.
"""

from __future__ import annotations

import argparse
import os
import sys

from openletter.cli.descriptors import connections_within, raise_limit
from openletter.cli.refusal import Refusal
from openletter.cli.surroundings import environment

SUMMARY = "serve the site and the desk"
STOP_SECONDS = 15  # a worker that cannot finish its requests by then is ended
WAITING_AT_THE_DOOR = 4096  # connections not yet accepted; the system may allow fewer (net.core.somaxconn)


def arguments(parser: argparse.ArgumentParser) -> None:
    """How many processes share the port."""
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="processes sharing the port (default: 1)")


def run(options: argparse.Namespace) -> int:
    """Become the web server; returns only when it could not be started."""
    settings = environment()
    if options.workers < 1:
        raise Refusal("--workers must be at least 1.")
    if options.workers > 1 and settings.is_sqlite:
        raise Refusal("SQLite has one writer, so --workers must be 1. Use PostgreSQL for more.")
    words = [
        *("--interface", "asgi", "--host", settings.host, "--port", str(settings.port)),
        *("--workers", str(options.workers), "--workers-kill-timeout", str(STOP_SECONDS)),
        # The server's own limit is a thousand, shared by all workers, and a page that is open holds its connection.
        *("--backlog", str(WAITING_AT_THE_DOOR), "--backpressure", str(connections_within(raise_limit()))),
        *("--no-ws", "--http", "1", "--log-level", "warning"),
    ]
    if options.workers > 1:
        # A worker that dies is replaced beside the others; a single one ends the process, which its supervisor sees.
        words += ["--respawn-failed-workers", "--respawn-interval", "1"]
    program = [sys.executable, "-m", "granian", *words, "openletter.config.asgi:application"]
    os.execv(program[0], program)  # noqa: S606 - our own interpreter, no shell
    return 1
