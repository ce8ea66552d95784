"""How many connections one web process may hold: each is an open file, and open files are limited."""

from __future__ import annotations

import resource

OURS = 1_000  # kept for the database, files, and connections that Django's threads use
FEWEST, MOST = 64, 200_000


def raise_limit() -> int:
    """The soft limit of open files stands as high as the hard one allows; returns it. Children inherit it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST if hard == resource.RLIM_INFINITY else min(hard, MOST)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return MOST if soft == resource.RLIM_INFINITY else soft
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    except (ValueError, OSError):  # some systems name a hard limit that they do not grant
        return soft
    return wanted


def connections_within(files: int) -> int:
    """How many browsers may be connected to one process at a time, when it may open so many files."""
    kept = min(OURS, files // 10)
    return min(MOST, max(FEWEST, files - kept))
