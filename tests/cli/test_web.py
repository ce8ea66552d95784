"""The web process as an operator starts it."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from openletter.cli.descriptors import raise_limit

OPEN_PAGES = 1_200  # more than the server would take if nobody told it otherwise


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = int(probe.getsockname()[1])
    environ = {
        **os.environ,
        "OPENLETTER_MODE": "test",
        "OPENLETTER_DATA_DIR": str(tmp_path),
        "OPENLETTER_DATABASE_URL": f"sqlite:///{tmp_path / 'empty.sqlite3'}",
        "PORT": str(free),
    }
    command = [sys.executable, "-m", "openletter.cli", "web"]
    with (tmp_path / "web.log").open("ab") as log:
        web = subprocess.Popen(command, env=environ, stdout=log, stderr=log)
    yield free
    web.terminate()
    web.wait(30)


def answer(port: int, *, within: float) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=within)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status
    finally:
        connection.close()


def answering(port: int) -> int:
    until = time.monotonic() + 60
    while True:
        try:
            return answer(port, within=60)
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


@pytest.mark.slow
def test_people_who_leave_a_page_open_do_not_shut_the_door_for_others(port: int) -> None:
    if raise_limit() < OPEN_PAGES + 200:
        pytest.skip("this system lets a process open too few files")
    answering(port)
    with ExitStack() as pages:
        for _ in range(OPEN_PAGES):
            pages.enter_context(socket.create_connection(("127.0.0.1", port), timeout=60))
        assert answer(port, within=60) in (200, 503)  # 503: there are no tables, and it says so at once
