"""What has to be done every so often: a registry that the worker walks. Each tick is safe to run twice."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

log = logging.getLogger("openletter.ticks")

Tick = Callable[[datetime], object]


@dataclass(frozen=True, slots=True)
class Registered:
    """One recurring duty."""

    name: str
    every: timedelta
    run: Tick


_ticks: list[Registered] = []


def every(**interval: float) -> Callable[[Tick], Tick]:
    """Register a duty, e.g. `@every(seconds=5)`; used in a slice's tasks.py."""

    def register(tick: Tick) -> Tick:
        _ticks.append(Registered(f"{tick.__module__}.{tick.__name__}", timedelta(**interval), tick))
        return tick

    return register


class Rounds:
    """Remembers when each duty was last done by this worker."""

    def __init__(self) -> None:
        self._last: dict[str, datetime] = {}

    def walk(self, at: datetime) -> None:
        """Do what is due. A duty that fails is logged and tried again at its next turn."""
        for tick in _ticks:
            last = self._last.get(tick.name)
            if last is not None and at - last < tick.every:
                continue
            self._last[tick.name] = at
            try:
                tick.run(at)
            except Exception as error:  # noqa: BLE001 - one failing duty must not stop the others
                log.warning("%s failed: %s", tick.name, type(error).__name__)
