"""Routes of the post as a CSV table: `from, to, state, since, until, source, checked_on`, one row a route."""

from __future__ import annotations

import csv
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext

from openletter.kernel import audit, marks
from openletter.kernel.audit import Actor
from openletter.kernel.refusals import Refused
from openletter.targets.directory.cells import Row, one_of, rows_of
from openletter.targets.models import PostRoute
from openletter.targets.representatives import checking
from openletter.targets.representatives.checking import Unfit
from openletter.targets.representatives.shapes import Fault
from openletter.targets.rules import RouteState

REQUIRED: Final = ("from", "to", "state", "since", "source", "checked_on")
COLUMNS: Final = (*REQUIRED, "until")


def read_routes(body: bytes) -> tuple[dict[int, PostRoute], list[Fault]]:
    """Every route of the table, unsaved and by its row, and what is wrong; an empty `from` is every country."""
    routes: dict[int, PostRoute] = {}
    faults: list[Fault] = []
    try:
        for number, cells in rows_of(body, faults, required=REQUIRED, known=COLUMNS.__contains__):
            row = Row(number, cells, faults)
            route = _route(row)
            if route is not None and not row.faulty:
                routes[number] = route
    except (Unfit, csv.Error) as error:
        faults.append(Fault(0, "", str(error)))
    if not faults and not routes:
        faults.append(Fault(0, "", gettext("There is no route in this file.")))
    return routes, faults


def _route(row: Row) -> PostRoute | None:
    """The row as a route; None, with its faults noted, where a day is missing."""
    since, checked_on = row.take("since", checking.day), row.take("checked_on", checking.day)
    until = row.take("until", lambda text: checking.day(text) if text else None)
    codes = {
        "from_country": row.take("from", lambda text: checking.country(text) if text else "") or "",
        "to_country": row.take("to", checking.country) or "",
        "state": row.take("state", one_of(list(RouteState.values))) or "",
        "source": row.take("source", _source) or "",
    }
    if since is None or checked_on is None:
        return None
    if until and until < since:
        row.fault("until", gettext("The last day comes before the first."))
    return PostRoute(**codes, since=since, until=until, checked_on=checked_on)


def _source(text: str) -> str:
    if not text:
        raise Unfit(gettext("This must be filled."))
    return checking.line(text, checking.LONGEST["source"])


@transaction.atomic
def bring_in_routes(body: bytes, *, actor: Actor, at: datetime) -> tuple[int, int]:
    """The routes stand as the table says; one between the same countries since the same day is brought up to date.

    Returns how many are new and how many were there. Raises Refused, with nothing written, while there are faults.
    """
    routes, faults = read_routes(body)
    if faults:
        raise Refused(gettext("The file has faults; nothing of it was imported."))
    new = 0
    for route in routes.values():
        known = {name: getattr(route, name) for name in ("from_country", "to_country", "since")}
        kept = PostRoute.objects.select_for_update().filter(**known).first()
        before = audit.snapshot(kept) if kept else {}
        route.pk = kept.pk if kept else None
        route.save()
        new += kept is None
        audit.record(actor=actor, verb="route.import", subject=route, at=at, before=before, after=audit.snapshot(route))
    marks.bump(marks.PAGES)
    return new, len(routes) - new
