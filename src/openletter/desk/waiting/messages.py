"""Messages to people at risk that wait to be read, with their age against what their section promised."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from openletter.desk import said
from openletter.desk.today import LONGEST, Group, Line, waits
from openletter.kernel.clock import working_days_between
from openletter.sections.access import Right, within
from openletter.sections.models import Section
from openletter.solidarity.queries import waiting
from openletter.solidarity.rules import Age, Asked, age_of


@dataclass(slots=True)
class _Heap:
    """The waiting messages of one section."""

    waiting: int = 0
    oldest: int = 0
    late: int = 0
    near: int = 0


@waits(order=15, right=Right.MODERATE)
def to_moderate(user: Any, today: date) -> Group:
    """One line a section: how many wait, how old the oldest is, and how many are past the promised time or near it."""
    rows = waiting(within=within(user, Right.MODERATE, "section_id")).order_by()
    by_day = rows.values_list("section_id", TruncDate("waits_since")).annotate(Count("pk"))
    heaps: dict[int, list[tuple[date, int]]] = defaultdict(list)
    for section, day, number in by_day:
        heaps[section].append((day, number))
    sections = Section.objects.filter(pk__in=heaps).prefetch_related("words")
    lines = [_line(section, heaps[section.pk], today) for section in sections]
    return Group(gettext("Messages to read"), tuple(sorted(lines, key=lambda line: not line.grave)))


@waits(order=11, right=Right.MODERATE)
def second_opinions(user: Any, today: date) -> Group:
    """Messages on which another moderator asked for a second reader, and those whose senders object."""
    rows = waiting(within=within(user, Right.MODERATE, "section_id")).exclude(asked=Asked.READING)
    rows = rows.exclude(not_by=user.pk).select_related("case", "section").prefetch_related("case__words")
    lines = tuple(
        Line(
            # Translators: %(case)s is whom the message is for.
            gettext("Message to %(case)s") % {"case": said.title(row.case)},
            reverse("desk_message", args=[row.pk]),
            f"{row.get_asked_display()} · {said.day(row.waits_since.date())}",
            grave=age_of(row.waits_since.date(), today, row.section.days_to_moderate) == Age.OVER,
        )
        for row in rows[: LONGEST + 1]
    )
    return Group(gettext("To be looked at by somebody else"), lines)


def _line(section: Section, days: list[tuple[date, int]], today: date) -> Line:
    heap = _Heap()
    for day, number in days:
        age = working_days_between(day, today)
        heap.waiting += number
        heap.oldest = max(heap.oldest, age)
        heap.late += number if age > section.days_to_moderate else 0
        heap.near += number if age == section.days_to_moderate else 0
    told = ngettext("%(number)d message waits", "%(number)d messages wait", heap.waiting) % {"number": heap.waiting}
    # Translators: %(section)s is the name of a section, %(waiting)s is such as "12 messages wait".
    title = gettext("%(section)s: %(waiting)s") % {"section": said.name(section), "waiting": told}
    narrowed = Age.OVER if heap.late else Age.NEAR if heap.near else ""
    url = f"{reverse('desk_messages_queue')}?section={section.pk}&age={narrowed}"
    return Line(title, url, _age(heap, section.days_to_moderate), heap.late > 0)


def _age(heap: _Heap, promised: int) -> str:
    if heap.late:
        said_late = ngettext(
            "%(late)d waits longer than the promised %(days)d working days",
            "%(late)d wait longer than the promised %(days)d working days",
            heap.late,
        )
        return said_late % {"late": heap.late, "days": promised}
    if heap.near:
        told = ngettext("%(near)d is due today", "%(near)d are due today", heap.near)
        return told % {"near": heap.near}
    return ngettext(
        "the oldest for %(days)d working day", "the oldest for %(days)d working days", heap.oldest
    ) % {"days": heap.oldest}  # fmt: skip
