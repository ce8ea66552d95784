"""Is all well? `fast` is `make check`, `all` is `make test`.

Every step runs even when an earlier one failed, so that one run tells everything. What is quick and independent
runs side by side; the test suites use all processors themselves and run one after the other.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from tools.alike import left_out
from tools.browser import provide_browser
from tools.checks.tree import ROOT
from tools.failures import told
from tools.nginx import provide_nginx

PROCESSORS = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 2
TEMPLATES = "src/openletter"
LONGEST = 120  # lines of a failed step that are shown
# With it, as in many containers, each of a hundred processes would compile every file of ours and of the tests anew.
NEVER_COMPILED_ONCE = "PYTHONDONTWRITEBYTECODE"
SEED = time.time_ns() % 1_000_000  # of the order of the tests: said with a failure, so that it can be asked again


@dataclass(frozen=True, slots=True)
class Step:
    """One question with a yes or no, put to Python."""

    name: str
    words: tuple[str, ...]
    environ: dict[str, str] = field(default_factory=dict)


STATIC = (
    Step("types (mypy)", ("-m", "mypy")),
    Step("migrations match the models", ("-m", "tools.drift")),
    Step("templates (djlint)", ("-m", "djlint", "--lint", "--quiet", TEMPLATES)),
    Step("import contracts", ("-c", "from importlinter.cli import lint_imports_command as check; check()")),
    Step("lint (ruff)", ("-m", "ruff", "check", "--quiet", ".")),
    Step("format (ruff)", ("-m", "ruff", "format", "--check", "--quiet", ".")),
    Step("translations complete", ("-m", "tools.messages", "--check")),
    Step("generated docs up to date", ("-m", "tools.reference", "--check")),
    Step("house rules", ("-m", "tools.checks")),
)
# Made while the other processor looks at the code: in the suite every runner would wait for the first.
ON_POSTGRESQL = {"OPENLETTER_TEST_DATABASE": "postgresql"}
READY = Step("databases for the tests", ("-m", "tests.world.ready"))
READY_ON_POSTGRES = Step("databases for the tests on PostgreSQL", READY.words, ON_POSTGRESQL)
# Stories in a browser and tests with servers of their own wait as much as they work: two runners share a processor.
# What takes long begins first (tests/conftest.py puts it there), so that no runner is left alone with it at the end.
SUITE = (
    "-m", "pytest", "-q", "-n", str(2 * PROCESSORS), "--dist", "loadscope", "--no-loadscope-reorder",
    "-p", "no:cacheprovider", f"--randomly-seed={SEED}",
)  # fmt: skip
# Every runner reads all tests: what pytest makes of them is written down here, once for all.
READ = Step("tests can be read", ("-m", "pytest", "-q", "--collect-only", "-p", "no:cacheprovider"))
QUICK = Step("tests, quick ones, on SQLite", (*SUITE, "-m", "not journey and not slow and not postgres"))
ON_SQLITE = Step("tests and journeys on SQLite", (*SUITE, "-m", "not postgres"))
ON_POSTGRES = Step("tests on PostgreSQL", (*SUITE, "-m", "not journey", *left_out()), ON_POSTGRESQL)


def run(step: Step) -> bool:
    """Run one step and print its line; the output only when it failed."""
    began = time.monotonic()
    program = [sys.executable, *step.words]
    # A wide page: pytest cuts reasons off at its edge.
    environ = {"COLUMNS": "240", **os.environ, **step.environ}
    environ.pop(NEVER_COMPILED_ONCE, None)
    done = subprocess.run(program, cwd=ROOT, env=environ, check=False, text=True, capture_output=True)
    well = done.returncode == 0
    line = f"{'ok    ' if well else 'FAILED'}  {step.name}  {time.monotonic() - began:.1f} s"
    print(line if well else f"{line}\n{shown(step, done.stdout + done.stderr)}", flush=True)
    if well and "pytest" in step.words:
        print(_indented(done.stdout.strip().splitlines()[-1:]), flush=True)
    return well


def shown(step: Step, output: str) -> str:
    """What is printed of a failed step; of tests, which failed and why before anything else."""
    whole = bool(os.environ.get("VERBOSE"))
    if "pytest" not in step.words or whole:
        return _indented(output.strip().splitlines(), whole=whole)
    return _indented([*told(output), "", f"Same order again: pytest --randomly-seed={SEED}"])


def _indented(lines: list[str], *, whole: bool = False) -> str:
    if len(lines) > LONGEST and not whole:
        # The end says most; of the middle nobody reads hundreds of lines.
        half = LONGEST // 2
        lines = [*lines[:half], f"... {len(lines) - LONGEST} lines more; VERBOSE=1 shows them ...", *lines[-half:]]
    return "\n".join(f"        {line}" for line in lines)


def main() -> int:
    """0 when every step said yes."""
    everything = sys.argv[1:] != ["fast"]
    began = time.monotonic()
    with ThreadPoolExecutor(max_workers=PROCESSORS) as pool:
        before = (READY, READ, *STATIC, READY_ON_POSTGRES) if everything else STATIC
        answers = list(pool.map(run, before))
    suites = (ON_SQLITE, ON_POSTGRES) if everything else (QUICK,)
    if everything:
        provide_browser()
        provide_nginx()
    answers += [run(step) for step in suites]
    failed = answers.count(False)
    print(f"{'All is well' if not failed else f'{failed} failed'}; {time.monotonic() - began:.0f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
