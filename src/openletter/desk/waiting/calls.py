"""Actions on their way to being published: sent back, to be approved, to be published, begun."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext

from openletter.actions.models import Action
from openletter.actions.rules import ActionStatus
from openletter.desk import said
from openletter.desk.path.changes import reason_asked
from openletter.desk.today import Group, Line, most, waits
from openletter.kernel import clock
from openletter.sections.access import Right, within

_NEEDED = ("ref", "opens_at", "deadline", "case__key")
_PATIENCE = timedelta(minutes=2)  # a moment that has just come is being looked after


@waits(order=10, right=Right.EDIT_ACTIONS)
def asked_to_change(user: Any, today: date) -> Group:
    """Actions that an approver sent back, each with what is to be changed."""
    status = Q(status=ActionStatus.CHANGES_REQUESTED)
    rows: list[Any] = calls_of(user, Right.EDIT_ACTIONS, status, asked=reason_asked())
    lines = tuple(line_of(row, row.asked or "") for row in rows)
    more = f"{reverse('actions:index')}?status={ActionStatus.CHANGES_REQUESTED.value}"
    return Group(gettext("Changes were asked for"), lines, more)


@waits(order=12, right=Right.RELEASE)
def to_approve(user: Any, today: date) -> Group:
    """Actions that wait to be read by somebody else."""
    return _group(gettext("Waiting for approval"), user, Right.RELEASE, ActionStatus.IN_REVIEW)


@waits(order=14, right=Right.RELEASE)
def to_publish(user: Any, today: date) -> Group:
    """Actions that are approved and have not been published."""
    return _group(gettext("Approved, not published yet"), user, Right.RELEASE, ActionStatus.APPROVED)


@waits(order=8, right=Right.RELEASE)
def could_not_open(user: Any, today: date) -> Group:
    """Scheduled actions whose moment has come and that something kept from opening."""
    late = Q(status=ActionStatus.SCHEDULED, opens_at__lt=clock.now() - _PATIENCE)
    rows = calls_of(user, Right.RELEASE, late, order=("opens_at", "pk"))
    lines = tuple(
        Line(
            partial(said.title, row), reverse("desk_publish_publish", args=[row.pk]),
            said.moment(row.opens_at) if row.opens_at else "", grave=True, worded=(row, row.case),
        )
        for row in rows
    )  # fmt: skip
    return Group(gettext("Could not open at their moment"), lines)


@waits(order=70, right=Right.EDIT_ACTIONS)
def drafts(user: Any, today: date) -> Group:
    """Actions somebody has begun to write."""
    return _group(gettext("Drafts"), user, Right.EDIT_ACTIONS, ActionStatus.DRAFT)


def line_of(action: Action, note: str = "", *, grave: bool = False) -> Line:
    """An action as a line: its title, and whose case it is for unless something else is to be said."""
    url, case = reverse("actions:inspect", args=[action.pk]), action.case
    return Line(partial(said.title, action), url, note or partial(said.title, case), grave, (action, case))


def calls_of(user: Any, right: Right, *filters: Q, order: Sequence[str] = ("-pk",), **told: Any) -> list[Action]:
    """Actions of the sections in which a person holds a right, with what a line needs beside their words and `told`."""
    rows = Action.objects.filter(within(user, right, "section_id"), *filters).select_related("case")
    return list(rows.only(*_NEEDED).annotate(**told).order_by(*order)[: most()])


def _group(heading: str, user: Any, right: Right, status: ActionStatus) -> Group:
    lines = tuple(line_of(action) for action in calls_of(user, right, Q(status=status)))
    return Group(heading, lines, f"{reverse('actions:index')}?status={status.value}")
