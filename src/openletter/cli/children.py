"""Child processes that are kept alive: started, watched, restarted with growing pauses, stopped together."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0  # seconds between a crash and the next start
HEALTHY_AFTER = 60.0  # seconds after which an earlier crash is forgotten
GRACE = 20.0  # seconds a child has to finish what it holds
PR_SET_PDEATHSIG = 1


def _die_with_parent() -> None:
    """On Linux a child is asked to stop when its supervisor is killed, so that no port stays taken."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass(slots=True)
class Child:
    """One process that should always be there. `name` is what people read about it."""

    name: str
    command: list[str]
    say: Callable[[str], None]
    environ: dict[str, str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    restart_at: float = 0.0
    pause: float = FIRST_PAUSE

    def start(self) -> None:
        """Start the process in a group of its own: Ctrl-C reaches the supervisor only, which stops all in order."""
        self.process = subprocess.Popen(
            self.command,
            env={**os.environ, **self.environ},
            start_new_session=True,
            preexec_fn=_die_with_parent,
        )
        self.started_at = time.monotonic()

    @property
    def running(self) -> bool:
        """Whether the process is alive now."""
        return self.process is not None and self.process.poll() is None

    def watch(self) -> None:
        """One look: start again what has ended, after a pause that doubles with each crash in a row."""
        if self.running or self.process is None:
            return
        now = time.monotonic()
        if not self.restart_at:
            if now - self.started_at > HEALTHY_AFTER:
                self.pause = FIRST_PAUSE
            self.say(f"{self.name} {_ending(self.process.returncode)}; starting it again in {self.pause:.0f} s.")
            self.restart_at, self.pause = now + self.pause, min(self.pause * 2, LONGEST_PAUSE)
        elif now >= self.restart_at:
            self.restart_at = 0.0
            self.start()
            self.say(f"{self.name} runs again.")

    def ask_to_stop(self) -> None:
        """Ask politely; the process finishes what it has accepted."""
        self._signal(signal.SIGTERM)

    def end(self) -> None:
        """Do not ask any more."""
        self._signal(signal.SIGKILL)

    def _signal(self, number: signal.Signals) -> None:
        if self.running and self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                # The leader only when asking (it stops its own workers in order), the whole group at the end.
                if number is signal.SIGKILL:
                    os.killpg(self.process.pid, number)
                else:
                    self.process.send_signal(number)


def stop_all(children: list[Child], hurry: Callable[[], bool]) -> bool:
    """Stop the children together; True when all ended by themselves. `hurry` becomes true on a second Ctrl-C."""
    for child in children:
        child.ask_to_stop()
    deadline = time.monotonic() + GRACE
    while any(child.running for child in children):
        if hurry() or time.monotonic() > deadline:
            for child in children:
                child.end()
            return False
        time.sleep(0.05)
    return True


def _ending(code: int) -> str:
    if code < 0:
        return f"was ended by {signal.Signals(-code).name}"
    return f"ended by itself (code {code})"
