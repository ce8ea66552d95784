"""The table of doors as a page to read: which address, for which roles."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import override

from openletter.desk.doors.addresses import Address, addresses
from openletter.desk.doors.door import Door, Ways
from openletter.desk.doors.ours import OURS
from openletter.sections.access import RIGHTS, Right
from openletter.sections.rules import Role

_WAYS = {Ways.READ: "read", Ways.DO: "send", Ways.BOTH: "read, send"}


def roles_through(door: Door) -> list[Role]:
    """The roles that hold one of the rights a door asks for; all of them where it asks for none.

    The rights over the whole house are held by administrators of all sections only (see sections.access).
    """
    return [role for role in Role if not door.rights or RIGHTS[role] & set(door.rights)]


def lines() -> Iterator[str]:
    """The page, in English, as Markdown."""
    with override("en"):
        yield from _lines()


def _lines() -> Iterator[str]:
    known = {address.name: address for address in addresses()}
    for heading, doors in OURS.items():
        yield f"## {heading}"
        yield ""
        yield "| address | ways | asks for | roles |"
        yield "|---|---|---|---|"
        for name, door in doors.items():
            if name in known and not name.endswith("_results"):
                yield _line(known[name], door)
        yield ""


def _line(address: Address, door: Door) -> str:
    asked = " or ".join(f"`{right}`" for right in door.rights) or "being signed in, own rows only"
    if door.everywhere or Right.HOUSE in door.rights:
        asked += ", in all sections"
    elif door.row:
        asked += f", for the {door.row}"
    if door.fresh:
        asked += "; the password again"
    roles = ", ".join(str(role.label) for role in roles_through(door)) if door.rights else "everybody at the desk"
    return f"| `/{address.route}` | {_WAYS[door.ways]} | {asked} | {roles} |"
