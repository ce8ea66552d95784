"""Processes that are kept alive, and stopped together."""

import os
import signal
import sys
import time

import pytest

from openletter.cli import children
from openletter.cli.children import Child, stop_all

SLEEPS = [sys.executable, "-c", "import time; time.sleep(60)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(60)",
]


@pytest.fixture
def said() -> list[str]:
    return []


def until(true, seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "did not happen in time"
        time.sleep(0.02)


def test_a_killed_child_is_started_again_and_people_are_told(said: list[str]) -> None:
    child = Child("The worker", SLEEPS, said.append, {}, pause=0.05)
    child.start()
    first = child.process.pid
    os.kill(first, signal.SIGKILL)
    until(lambda: not child.running)

    until(lambda: child.watch() or len(said) == 2)

    assert child.running
    assert child.process.pid != first
    assert said == ["The worker was ended by SIGKILL; starting it again in 0 s.", "The worker runs again."]
    assert stop_all([child], lambda: False)


def test_pauses_between_crashes_grow_to_a_limit(said: list[str]) -> None:
    child = Child("The worker", [sys.executable, "-c", ""], said.append, {}, pause=20.0)
    child.start()
    until(lambda: not child.running)
    child.watch()
    assert child.pause == children.LONGEST_PAUSE
    assert "ended by itself (code 0)" in said[0]


def test_children_end_together_when_asked(said: list[str]) -> None:
    both = [Child(name, SLEEPS, said.append, {}) for name in ("The web process", "The worker")]
    for child in both:
        child.start()
    assert stop_all(both, lambda: False)
    assert not any(child.running for child in both)


def test_a_second_request_to_stop_does_not_wait(said: list[str]) -> None:
    child = Child("The worker", STUBBORN, said.append, {})
    child.start()
    time.sleep(0.3)
    began = time.monotonic()
    assert not stop_all([child], lambda: True)
    child.process.wait(5)
    assert time.monotonic() - began < 5


def test_a_child_gets_the_environment_it_was_given(said: list[str]) -> None:
    child = Child(
        "It", [sys.executable, "-c", "import os, sys; sys.exit(int(os.environ['CODE']))"], said.append, {"CODE": "7"}
    )
    child.start()
    assert child.process.wait(10) == 7
