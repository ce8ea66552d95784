"""What is known of the post from one country to another on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from openletter.targets.rules import RouteState


@dataclass(frozen=True, slots=True)
class Route:
    """A line of the routes' table; an empty `origin` is every country."""

    origin: str
    destination: str
    state: str
    since: date
    until: date | None = None
    source: str = ""

    def holds(self, origin: str, destination: str, day: date) -> bool:
        """Whether it speaks of a letter posted in one country to another on a day. Post at home is never its matter."""
        if origin == destination or self.destination != destination or self.origin not in ("", origin):
            return False
        return self.since <= day and (self.until is None or day <= self.until)


def route_for(routes: Iterable[Route], *, origin: str, destination: str, on: date) -> Route | None:
    """The line that counts: a suspension before advice, the country's own first; None where letters go their way."""
    found = [route for route in routes if route.holds(origin, destination, on)]
    return min(found, key=_weight, default=None)


def _weight(route: Route) -> tuple[bool, bool, int]:
    return route.state != RouteState.SUSPENDED, not route.origin, -route.since.toordinal()
