"""The load generator: wrk, 64 connections, each kept open."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

CONNECTIONS, THREADS = 64, 2
PEOPLE = Path(__file__).with_name("people.lua")
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


@dataclass(frozen=True)
class Result:
    """One round: answers a second, times in milliseconds, and what went wrong."""

    per_second: float
    p50: float
    p99: float
    requests: int
    errors: int


def require_wrk() -> None:
    """Stop with the way out when the generator is missing."""
    if shutil.which("wrk") is None:
        raise SystemExit("bench: the load generator `wrk` is missing. Install it, for example: apt-get install wrk")


def get(url: str, seconds: float, *headers: str) -> Result:
    """Ask for one address."""
    lines = [part for header in headers for part in ("-H", header)]
    return _wrk([*lines, url], seconds)


def post(base: str, path: str, fields: str, seconds: float, *, cookie: str = "") -> Result:
    """Have people act, each once."""
    run = f"{time.time_ns():x}"
    return _wrk(["-s", str(PEOPLE), base, "--", path, fields, cookie, run], seconds)


def _wrk(words: list[str], seconds: float) -> Result:
    command = ["wrk", f"-t{THREADS}", f"-c{CONNECTIONS}", f"-d{seconds:g}s", "--timeout", "30s", "--latency", *words]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return parse(done.stdout)


def parse(said: str) -> Result:
    """What wrk printed, as numbers."""

    def time_of(percent: str) -> float:
        found = re.search(rf"^\s+{percent}%\s+([0-9.]+)(us|ms|s|m)$", said, re.M)
        return float(found[1]) * UNITS[found[2]] if found else float("nan")

    def number(pattern: str) -> float:
        found = re.search(pattern, said)
        return float(found[1]) if found else 0.0

    socket_errors = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", said)
    errors = sum(int(each) for each in socket_errors.groups()) if socket_errors else 0
    return Result(
        per_second=number(r"Requests/sec:\s+([0-9.]+)"),
        p50=time_of("50"),
        p99=time_of("99"),
        requests=int(number(r"(\d+) requests in")),
        errors=errors + int(number(r"Non-2xx or 3xx responses: (\d+)")),
    )


def fetch(url: str) -> bytes:
    """One answer's body."""
    with urllib.request.urlopen(url, timeout=60) as answer:  # noqa: S310 - our own server
        body: bytes = answer.read()
    return body
