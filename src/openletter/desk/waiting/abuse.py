"""Numbers that jump for no good reason, and judgements that wait for a second person or go on."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from openletter.actions.abuse.judging import InvalidationState as State
from openletter.actions.models import Invalidation
from openletter.desk.today import Group, Line, most, waits
from openletter.desk.trending import growing
from openletter.kernel import clock
from openletter.sections.access import Right, within


@waits(order=22, right=Right.ABUSE)
def unusual_growth(user: Any, today: date) -> Group:
    """Actions in which something suspicious grew in this hour and the last."""
    found = [one for one in growing(user, at=clock.now(), hours=2) if one.grave]
    lines = tuple(
        Line(one.title, reverse("desk_abuse"), (one.why or next(line.why for line in one.lines if line.why))[0], True)
        for one in found[: most()]
    )
    return Group(gettext("Unusual growth"), lines, reverse("desk_abuse"))


@waits(order=24, right=Right.ABUSE)
def judgements(user: Any, today: date) -> Group:
    """Judgements on acts that are prepared or under way."""
    open_ones = (State.PREPARED, State.RUNNING, State.RESTORING, State.STOPPED)
    rows = Invalidation.objects.filter(within(user, Right.ABUSE, "section_id"), state__in=open_ones)
    lines = tuple(
        Line(str(row), reverse("desk_invalidation", args=[row.pk]), str(row.get_state_display()))
        for row in rows[: most()]
    )
    return Group(gettext("Judgements on acts"), lines, reverse("desk_invalidations"))
