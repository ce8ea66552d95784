"""Messages to people at risk that wait to be read, with their age against what their section promised."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Any

from django.db.models import Case, Count, Min, When
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from openletter.desk import said
from openletter.desk.today import Group, Line, most, waits
from openletter.kernel.clock import working_days_between
from openletter.sections.access import Right, within
from openletter.sections.models import Section
from openletter.solidarity.queries import waiting
from openletter.solidarity.reports.models import PageReport
from openletter.solidarity.reports.rules import GRAVE
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
    of_all = rows.values_list("section_id").annotate(Count("pk"), Min("waits_since"))
    sums = {section: (number, oldest.date()) for section, number, oldest in of_all}
    sections = list(Section.objects.filter(pk__in=sums)) if sums else []
    recent = _by_day(rows, today, max((section.days_to_moderate for section in sections), default=0)) if sums else {}
    lines = [_line(section, _heap(section, sums[section.pk], recent[section.pk], today)) for section in sections]
    return Group(gettext("Messages to read"), tuple(sorted(lines, key=lambda line: not line.grave)))


@waits(order=4, right=Right.MODERATE)
def readers_reports(user: Any, today: date) -> Group:
    """What readers say is wrong on our pages; what may put somebody in danger first."""
    rows = PageReport.objects.filter(within(user, Right.MODERATE, "section_id"), settled_at=None)
    rows = rows.annotate(late=Case(When(about__in=GRAVE, then=0), default=1)).order_by("late", "said_at", "pk")
    lines = tuple(
        Line(
            str(row.get_about_display()), reverse("desk_report", args=[row.pk]), said.day(row.said_at.date()),
            grave=row.about in GRAVE,
        )
        for row in rows.defer("sealed")[: most()]
    )  # fmt: skip
    return Group(gettext("Reports of readers"), lines)


@waits(order=11, right=Right.MODERATE)
def second_opinions(user: Any, today: date) -> Group:
    """Messages on which another moderator asked for a second reader, and those whose senders object."""
    rows = waiting(within=within(user, Right.MODERATE, "section_id")).exclude(asked=Asked.READING)
    rows = rows.exclude(not_by=user.pk).select_related("case", "section")
    lines = tuple(
        Line(
            partial(_message_to, row.case),
            reverse("desk_message", args=[row.pk]),
            f"{row.get_asked_display()} · {said.day(row.waits_since.date())}",
            grave=age_of(row.waits_since.date(), today, row.section.days_to_moderate) == Age.OVER,
            worded=(row.case,),
        )
        for row in rows[: most()]
    )
    return Group(gettext("To be looked at by somebody else"), lines)


def _message_to(case: Any) -> str:
    # Translators: %(case)s is whom the message is for.
    return gettext("Message to %(case)s") % {"case": said.title(case)}


def _by_day(rows: Any, today: date, promised: int) -> dict[int, list[tuple[date, int]]]:
    """What came on each day from which a message may still be in time; older days are late as a whole."""
    since = datetime.combine(today - timedelta(days=2 * promised + 4), time(), UTC)
    found: dict[int, list[tuple[date, int]]] = defaultdict(list)
    days = rows.filter(waits_since__gte=since).values_list("section_id", TruncDate("waits_since"))
    for section, day, number in days.annotate(Count("pk")):
        found[section].append((day, number))
    return found


def _heap(section: Section, of_all: tuple[int, date], recent: Sequence[tuple[date, int]], today: date) -> _Heap:
    number, oldest = of_all
    ages = [(working_days_between(day, today), many) for day, many in recent]
    in_time = sum(many for age, many in ages if age <= section.days_to_moderate)
    near = sum(many for age, many in ages if age == section.days_to_moderate)
    return _Heap(number, working_days_between(oldest, today), number - in_time, near)


def _line(section: Section, heap: _Heap) -> Line:
    narrowed = Age.OVER if heap.late else Age.NEAR if heap.near else ""
    url = f"{reverse('desk_messages_queue')}?section={section.pk}&age={narrowed}"
    late = heap.late > 0
    return Line(partial(_waiting, section, heap), url, _age(heap, section.days_to_moderate), late, (section,))


def _waiting(section: Section, heap: _Heap) -> str:
    told = ngettext("%(number)d message waits", "%(number)d messages wait", heap.waiting) % {"number": heap.waiting}
    # Translators: %(section)s is the name of a section, %(waiting)s is such as "12 messages wait".
    return gettext("%(section)s: %(waiting)s") % {"section": said.name(section), "waiting": told}


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
