"""Run inside a world: so many rows in every table that lists of the desk show. Prints how long it took.

One row of each kind is made as the permission matrix makes them, and then copied by the database itself: the copy
with number n belongs to the parents with number n, keeps the section its parents have, and differs in whatever must
differ. So a new kind of row is filled from the day it can be tested.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openletter.config.settings")

import django

django.setup()

from django.apps import apps
from django.db import connection, models, transaction

from bench.copies import FIRST, Spread, copy
from bench.model_rows import make

# What stays as small as the world is, or says of others what they are: these are not copied.
FIXED = {
    "sections.Section", "sections.SectionWords", "kernel.LimitRule", "kernel.SealingKey", "kernel.DataKey",
    "kernel.ChangeMark", "kernel.OutboxEntry", "kernel.OutboxReceipt", "kernel.WorkPart", "kernel.TickMark",
    "actions.DaySalt", "actions.TallyDelta", "supporters.ConsentNotice", "translations.Reckoning",
}  # fmt: skip


def kinds() -> list[type[models.Model]]:
    """Tables of ours that grow, parents before children."""
    ours = [
        model
        for model in apps.get_models()
        if model.__module__.startswith("openletter.")
        and model._meta.label not in FIXED
        and model._meta.app_label != "web"
        and not model._meta.proxy
    ]
    return list(_ordered(ours))


def _ordered(waiting: list[type[models.Model]]) -> Iterator[type[models.Model]]:
    while waiting:
        ready = [one for one in waiting if not _parents(one) & set(waiting) - {one}]
        yield from ready
        waiting = [one for one in waiting if one not in ready]


def _parents(model: type[models.Model]) -> set[Any]:
    return {field.related_model for field in model._meta.concrete_fields if field.is_relation}


def main() -> None:
    """Fill up every table, tell the planner, and say which kinds had no row to copy."""
    wanted, began = int(sys.argv[1]), time.monotonic()
    with transaction.atomic():
        places = make()
        spread = Spread(places.big, places.small)
        for model in kinds():
            at = time.monotonic()
            done = copy(model, wanted, spread)
            print(f"{model._meta.label}: {done} rows, {time.monotonic() - at:.1f} s", flush=True)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"filled in {time.monotonic() - began:.0f} s, from {FIRST:,} on")


if __name__ == "__main__":
    main()
