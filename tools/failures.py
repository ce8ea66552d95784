"""What a failed run of tests says, the answer first: which tests failed and why, then where each of them stopped.

pytest tells it the other way round: dots, whole tracebacks with everything a test printed, and the names at the end.
"""

from __future__ import annotations

import re
from itertools import takewhile

NAMES = 20  # failed tests that are named
STOPS = 8  # of those, tracebacks whose end is shown
DEPTH = 14  # lines of such an end
RULE = re.compile(r"(?P<line>[=_-])(?P=line)+ (?P<title>.*[^ _].*) (?P=line)(?P=line)+")
DOTS = re.compile(r"[.FEsxX]*( *\[ *\d+%\])?")
LISTED = ("FAILED ", "ERROR ")


def told(output: str) -> list[str]:
    """The lines worth reading of what pytest said; without its summary (it never came so far), all but the dots."""
    lines = [line.rstrip() for line in output.strip().splitlines()]
    parts = _parts(lines)
    summary = parts.get("short test summary info", [])
    named = [line for line in summary if line.startswith(LISTED)]
    if not named:
        return [line for line in lines if not DOTS.fullmatch(line)]
    more = [f"... {len(named) - NAMES} more ..."] if len(named) > NAMES else []
    # How many. Where CI is set, pytest tells whole reasons before it, which stand at the ends of the tracebacks anyway.
    rest = [line for line in summary[-1:] if not line.startswith(LISTED)]
    stops = [*_stops(parts.get("ERRORS", [])), *_stops(parts.get("FAILURES", []))]
    return [*named[:NAMES], *more, *rest, *(line for stop in stops[:STOPS] for line in ("", *stop))]


def _parts(lines: list[str]) -> dict[str, list[str]]:
    """What stands below each of pytest's double lines."""
    parts: dict[str, list[str]] = {}
    part: list[str] = []
    for line in lines:
        rule = RULE.fullmatch(line)
        if rule and rule["line"] == "=":
            part = parts.setdefault(rule["title"], [])
        else:
            part.append(line)
    return parts


def _stops(lines: list[str]) -> list[list[str]]:
    """Of each failure its name and the end of its traceback, without what the test wrote meanwhile."""
    blocks: list[list[str]] = []
    for line in lines:
        rule = RULE.fullmatch(line)
        if rule and rule["line"] == "_":
            blocks.append([rule["title"]])
        elif blocks and line:
            blocks[-1].append(line)
    traces = [list(takewhile(lambda line: not line.startswith("-----"), block)) for block in blocks]
    return [[trace[0], *trace[1:][-DEPTH:]] for trace in traces]
