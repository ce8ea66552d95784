"""Everybody in office as a table: for other programs, and for whoever mends it and brings it back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from openletter.targets.representatives.models import Representative
from openletter.targets.representatives.rules import ANY, Names
from openletter.targets.representatives.tables import CONTACTS, write_table


def table_of_all() -> str:
    """A CSV table in the columns that the import reads; a byte order mark lets spreadsheets see that it is UTF-8."""
    rows = Representative.objects.filter(retired_on=None, objected_on=None).order_by("legislature__key", "key")
    rows = rows.select_related("legislature", "area", "area__within")
    told = [dict(_told(row)) for row in rows.prefetch_related("contact_points", "area__postcodes")]
    languages = sorted({name.partition(":")[2] for row in told for name in row if ":" in name})
    return "﻿" + write_table(told, languages)


def _told(row: Representative) -> Iterator[tuple[str, str]]:
    house, area = row.legislature, row.area
    yield from (("id", row.key), ("country", house.country), ("legislature", house.key), ("chamber", house.chamber))
    yield from (("since", row.since), ("until", row.until), ("source", row.source))
    yield from (("languages", " ".join(row.languages)), ("checked_on", row.checked_on.isoformat()))
    named: Mapping[str, Names] = {
        "name": row.names, "legislature_name": house.names, "party": row.party, "salutation": row.salutations,
        "closing": row.closings,
    }  # fmt: skip
    for column, names in named.items():
        yield from _names(column, names)
    if area is not None:
        yield "area_id", area.key
        yield "postcodes", "; ".join(sorted(code.code for code in area.postcodes.all()))
        yield from _names("area", area.names)
        if area.within is not None:
            yield "within_id", area.within.key
            yield from _names("within", area.within.names)
    for column, kind in CONTACTS.items():
        values = [one.value for one in row.contact_points.all() if one.kind == kind]
        yield column, "; ".join(values)


def _names(column: str, names: Names) -> Iterator[tuple[str, str]]:
    for code, name in names.items():
        yield (column if code == ANY else f"{column}:{code}"), name
