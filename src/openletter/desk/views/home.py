"""What waits: drafts, consent that runs out, deadlines of the next seven days, addresses that came back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from wagtail.admin.ui.components import Component

from openletter.actions.models import Action
from openletter.actions.rules import ActionStatus
from openletter.cases.models import Case
from openletter.cases.rules import PUBLIC_STATUSES, ConsentEntry, ConsentScope, ConsentState, standing_scopes
from openletter.desk import said
from openletter.kernel import clock
from openletter.sections.access import Right, may, within
from openletter.targets.models import ContactPoint
from openletter.targets.rules import IN_DOUBT

WEEK = timedelta(days=7)
MONTH = timedelta(days=30)
LONGEST = 20
WAITING = (ActionStatus.DRAFT, ActionStatus.IN_REVIEW, ActionStatus.CHANGES_REQUESTED, ActionStatus.APPROVED)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line: what, where it leads, and since or until when."""

    title: str
    url: str
    note: str


def drafts(user: Any) -> list[Waiting]:
    """Actions that are not published yet."""
    rows = Action.objects.filter(within(user, Right.SEE_ACTIONS, "section_id"), status__in=WAITING)
    return [_of(row, row.get_status_display()) for row in rows.prefetch_related("words")[:LONGEST]]


def deadlines(user: Any, today: date) -> list[Waiting]:
    """Live actions whose deadline falls in the next seven days."""
    rows = Action.objects.filter(
        within(user, Right.SEE_ACTIONS, "section_id"),
        status=ActionStatus.LIVE,
        deadline__gte=today,
        deadline__lte=today + WEEK,
    )
    rows = rows.order_by("deadline").prefetch_related("words")
    return [_of(row, said.day(row.deadline)) for row in rows[:LONGEST]]


def consents(user: Any, today: date) -> list[Waiting]:
    """Public cases in which a consent that holds today ends within thirty days."""
    rows = Case.objects.filter(
        within(user, Right.SEE_CASES, "section_id"),
        status__in=PUBLIC_STATUSES,
        consents__state=ConsentState.GIVEN,
        consents__expires_on__gte=today,
        consents__expires_on__lte=today + MONTH,
    ).distinct()
    found = []
    for case in rows.prefetch_related("words", "consents")[:LONGEST]:
        entries = [ConsentEntry(r.scope, r.state, r.on, r.pk, r.expires_on) for r in case.consents.all()]
        ending = sorted(standing_scopes(entries, on=today) - standing_scopes(entries, on=today + MONTH))
        if ending:
            uses = ", ".join(str(ConsentScope(scope).label) for scope in ending)
            found.append(Waiting(said.title(case), reverse("cases:inspect", args=[case.pk]), uses))
    return found


def channels(user: Any) -> list[Waiting] | None:
    """Addresses of offices that came back or are blocked; None for people who do not keep the directory."""
    if not may(user, Right.DIRECTORY):
        return None
    rows = ContactPoint.objects.filter(health__in=IN_DOUBT).select_related("office").order_by("checked_on", "pk")
    return [
        Waiting(said.name(row.office), reverse("contact-points:edit", args=[row.pk]), str(row))
        for row in rows.prefetch_related("office__words")[:LONGEST]
    ]


def _of(action: Action, note: str) -> Waiting:
    return Waiting(said.title(action), reverse("actions:inspect", args=[action.pk]), note)


class WhatWaits(Component):
    """The one panel of the desk's home."""

    template_name = "desk/what_waits.html"
    order = 10

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Short lists."""
        user, today = parent_context["request"].user, clock.today()
        return {
            "drafts": drafts(user), "deadlines": deadlines(user, today), "consents": consents(user, today),
            "channels": channels(user),
        }  # fmt: skip
