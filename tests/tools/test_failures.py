"""A failed run of the tests names what failed before anything else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tools.check import Step, shown
from tools.failures import told

TESTS = """
import pytest

def deep(n):
    print("ERROR noise of the test")
    assert n, "the reason " * 20
    deep(n - 1)

@pytest.fixture
def broken():
    raise RuntimeError("no world")

@pytest.mark.parametrize("name", ["a b", "c"])
def test_falls(name): deep(30)
def test_stands(): pass
def test_has_no_ground(broken): pass
"""


@pytest.mark.parametrize("ci", [{}, {"CI": "true"}], ids=["at a desk", "where CI is set"])
def test_names_and_reasons_come_first_then_the_ends_of_the_tracebacks(tmp_path: Path, ci: dict[str, str]) -> None:
    (tmp_path / "test_it.py").write_text(TESTS)
    # A run of its own: nothing of this one's settings, plugins of the project or processors.
    words = ("-m", "pytest", "-q", "-c", "/dev/null", "-p", "no:django", "-p", "no:cacheprovider", "-p", "no:randomly")
    environ = {name: value for name, value in os.environ.items() if name not in ("CI", "BUILD_NUMBER")} | ci
    done = subprocess.run(
        [sys.executable, *words], cwd=tmp_path, env=environ, check=False, capture_output=True, text=True
    )
    text = shown(Step("tests", words), done.stdout)
    lines = [line.strip() for line in text.splitlines()]
    assert sorted(line[:64].rstrip() for line in lines[:3]) == [
        "ERROR test_it.py::test_has_no_ground - RuntimeError: no world",
        "FAILED test_it.py::test_falls[a b] - AssertionError: the reason",
        "FAILED test_it.py::test_falls[c] - AssertionError: the reason th",
    ]
    assert lines[3].startswith("2 failed, 1 passed, 1 error")
    assert "test_falls[c]" in lines[4:]
    assert any(line.startswith("E ") and "the reason" in line for line in lines[4:])
    assert not any(line.startswith("ERROR noise") for line in lines)
    assert len(lines) < 60


def test_many_failures_are_counted_and_a_run_that_never_began_is_told_whole() -> None:
    summary = [f"FAILED tests/a.py::test_{number} - no" for number in range(30)]
    lines = told("\n".join(["..F.. [100%]", "==== short test summary info ====", *summary, "30 failed in 2s"]))
    assert lines == [*summary[:20], "... 10 more ...", "30 failed in 2s"]
    assert told("..s.F [ 50%]\nINTERNALERROR> KeyError: 'a'\n") == ["INTERNALERROR> KeyError: 'a'"]
