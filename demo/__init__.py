"""The demo world: an invented organisation of four sections and six historical cases of public record.

The facts stand in the YAML files beside this one; `load` puts them into an empty database through the same verbs that
staff use. Loading twice changes nothing. Never for real people.
"""

from __future__ import annotations

from datetime import datetime

from demo.reading import read

PASSWORD = "letters-for-rights"  # noqa: S105 - printed by `make run`, refused in production
LOGINS = tuple((person["who"], person["email"], PASSWORD) for person in read("staff"))


def load(*, at: datetime) -> None:
    """The demo world stands in the database, all of it or nothing. Django must be set up."""
    from demo.loading import load_world

    load_world(at=at, password=PASSWORD)
