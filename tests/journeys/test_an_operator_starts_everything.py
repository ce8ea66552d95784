"""An operator starts everything with one command, kills a part, and stops it again."""

import http.client
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from tests.world import databases
from tests.world.places import ROOT
from tests.world.site import Site, prepared_site

pytestmark = pytest.mark.journey


@pytest.fixture
def ground() -> Iterator[Site]:
    """A machine where everything was started once before: database and files are there."""
    name = f"operator_{os.getpid()}"
    on = databases.SQLite()
    site = prepared_site(on, name)
    yield site
    on.drop(name)
    shutil.rmtree(site.data_dir, ignore_errors=True)


@contextmanager
def started(site: Site) -> Iterator[subprocess.Popen[str]]:
    """`openletter run` on this machine; stopped at the end, whatever happened."""
    with subprocess.Popen(
        [sys.executable, "-m", "openletter.cli", "run"],
        cwd=ROOT,
        env={**site.environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.terminate()
            process.communicate(timeout=120)


def read_until(process: subprocess.Popen[str], words: str) -> str:
    said = ""
    for line in process.stdout:
        said += line
        if words in line:
            return said
    raise AssertionError(f"never said {words!r}:\n{said}")


def status(site: Site, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", int(site.environ["PORT"]), timeout=60)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    finally:
        connection.close()


def test_one_command_starts_all_and_ctrl_c_stops_all(ground: Site) -> None:
    with started(ground) as process:
        said = read_until(process, "Ctrl-C stops everything")
        assert f"Site     {ground.base_url}/" in said
        assert f"Desk     {ground.base_url}/desk/" in said
        assert "Demo staff" in said
        assert status(ground, "/") < 400

        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
        with pytest.raises(ConnectionRefusedError):
            status(ground, "/")


def test_a_second_start_on_the_same_port_is_refused_in_one_line(ground: Site) -> None:
    with started(ground) as first:
        read_until(first, "Ctrl-C stops everything")
        with started(ground) as second:
            said = second.communicate(timeout=60)[0]
        assert second.returncode == 1
        assert said.count("\n") == 1
        assert f"port {ground.environ['PORT']} on 127.0.0.1 is in use" in said


def test_a_wrong_setting_is_said_before_anything_starts(ground: Site) -> None:
    with started(replace(ground, environ={**ground.environ, "PORT": "eighty"})) as process:
        said = process.communicate(timeout=60)[0]
    assert process.returncode == 1
    assert "PORT" in said
    assert "Traceback" not in said
