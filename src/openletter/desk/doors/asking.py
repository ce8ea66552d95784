"""Whether a door opens to a person: asked by the middleware for each request, and by the matrix of the tests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from openletter.desk.doors.door import Door, Who
from openletter.desk.doors.ours import OURS
from openletter.desk.doors.rows import ROWS, sections_of
from openletter.desk.doors.wagtails import EXACT, FAMILIES
from openletter.sections.access import holdings

DOORS: Mapping[str, Door] = {**EXACT, **{name: door for doors in OURS.values() for name, door in doors.items()}}


def door_of(name: str) -> Door | None:
    """The door of an address, by its name; none where nobody decided who may come: it is shut then."""
    return DOORS.get(name) or FAMILIES.get(name.rpartition(":")[0].partition(":")[0])


def opens(door: Door | None, user: Any, named: Mapping[str, Any]) -> bool:
    """Whether the person may come through to the row that the address names. At most one query."""
    if door is None or door.who is Who.NOBODY:
        return False
    if door.who is Who.ANYBODY:
        return True
    held = holdings(user)
    if door.who is Who.SUPERUSERS:
        return held.any and bool(user.is_superuser)
    if door.who is Who.RIGHTS:
        sections = sections_of(user, door.rights)
        if sections is None or not sections or door.everywhere:
            return sections is None
    return held.any and (not door.row or ROWS[door.row].open_to(user, door.rights, named))
