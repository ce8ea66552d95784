"""What the calendar brings: deadlines, actions that open, consents that end, cases nobody has heard of for long."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from functools import partial, reduce
from operator import or_
from typing import Any

from django.db.models import Max, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext

from openletter.actions.operations.after_outcome import undecided
from openletter.actions.rules import ActionStatus
from openletter.cases.models import Case, ConsentRecord, Development, Outcome, Update
from openletter.cases.rules import (
    PUBLIC_STATUSES,
    CaseStatus,
    ConsentEntry,
    ConsentScope,
    ConsentState,
    OutcomeType,
    standing_scopes,
)
from openletter.desk import said
from openletter.desk.today import Group, Line, most, waits
from openletter.desk.waiting.calls import calls_of, line_of
from openletter.kernel import clock
from openletter.sections.access import Right, sections_for, within

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
MONTH = timedelta(days=30)
OPENING = (ActionStatus.APPROVED, ActionStatus.SCHEDULED)


@waits(order=20, right=Right.SEE_ACTIONS)
def deadlines(user: Any, today: date) -> Group:
    """Live actions whose deadline falls in the next seven days; what ends today or tomorrow is grave."""
    soon = Q(status=ActionStatus.LIVE, deadline__gte=today, deadline__lte=today + WEEK)
    rows = calls_of(user, Right.SEE_ACTIONS, soon, order=("deadline", "pk"))
    lines = tuple(
        line_of(row, _until(row.deadline, today), grave=row.deadline <= today + DAY) for row in rows if row.deadline
    )
    return Group(gettext("Deadlines in the next seven days"), lines)


@waits(order=60, right=Right.SEE_ACTIONS)
def opening(user: Any, today: date) -> Group:
    """Actions that open on a day to come."""
    later = Q(status__in=OPENING, opens_at__gte=datetime.combine(today, time(), UTC))
    later |= Q(status=ActionStatus.LIVE, opens_at__gt=clock.now())  # what was published today opened at that moment
    rows = calls_of(user, Right.SEE_ACTIONS, later, order=("opens_at", "pk"))
    lines = tuple(line_of(row, said.moment(row.opens_at)) for row in rows)
    return Group(gettext("Set to open"), lines)


@waits(order=25, right=Right.EDIT_CASES)
def consents(user: Any, today: date) -> Group:
    """Public cases in which a consent that holds today ends within thirty days; grave in the last seven."""
    rows = Case.objects.filter(
        within(user, Right.EDIT_CASES, "section_id"),
        status__in=PUBLIC_STATUSES,
        pk__in=ConsentRecord.objects.filter(
            state=ConsentState.GIVEN, expires_on__gte=today, expires_on__lte=today + MONTH
        ).order_by().values("case"),
    )  # fmt: skip
    found = [_consent(case, today) for case in rows.only("key").prefetch_related("consents")[: most()]]
    lines = sorted((each for each in found if each), key=lambda each: each[0])
    return Group(gettext("Consent to renew"), tuple(line for _day, line in lines))


def _consent(case: Case, today: date) -> tuple[date, Line] | None:
    entries = [ConsentEntry(r.scope, r.state, r.on, r.pk, r.expires_on) for r in case.consents.all()]
    ending = standing_scopes(entries, on=today) - standing_scopes(entries, on=today + MONTH)
    if not ending:
        return None
    # Of several entries for one use the newest counts; the day shown is the first on which a use is lost.
    month = (today + timedelta(days=n) for n in range(1, MONTH.days + 1))
    day = next(day for day in month if ending - standing_scopes(entries, on=day)) - DAY
    # Translators: %(uses)s are uses of consent such as "Photo, Surname"; %(day)s is the last day they may be used.
    note = gettext("%(uses)s, until %(day)s") % {
        "uses": ", ".join(str(ConsentScope(scope).label) for scope in sorted(ending)), "day": said.day(day),
    }  # fmt: skip
    url = reverse("cases:inspect", args=[case.pk])
    return day, Line(partial(said.title, case), url, note, day <= today + WEEK, (case,))


@waits(order=27, right=Right.EDIT_CASES)
def words_before_an_outcome(user: Any, today: date) -> Group:
    """Cases in which an outcome is on record, and nobody has looked since whether the words still hold."""
    waiting = Outcome.objects.filter(words_checked_at=None).values("case")
    rows = Case.objects.filter(within(user, Right.EDIT_CASES, "section_id"), pk__in=waiting)
    rows = rows.only("key").prefetch_related(Prefetch("outcomes", Outcome.objects.filter(words_checked_at=None)))
    lines = tuple(
        Line(
            partial(said.title, case), reverse("desk_case_after", args=[case.pk]),
            case.outcomes.all()[0].get_type_display(), worded=(case,),
        )
        for case in rows[: most()]
    )  # fmt: skip
    return Group(gettext("Do the words still hold after the outcome?"), lines)


@waits(order=11, right=Right.RELEASE)
def running_after_an_outcome(user: Any, today: date) -> Group:
    """Cases with an outcome on record and actions that still run: who could close one says whether it goes on."""
    asked = undecided(within(user, Right.RELEASE, "action__section_id"))
    latest = asked.filter(action__case=OuterRef("pk")).order_by("-outcome").values("outcome__type")[:1]
    rows = Case.objects.filter(pk__in=asked.values("action__case")).annotate(became=Subquery(latest))
    lines = tuple(
        Line(
            partial(said.title, case), reverse("desk_case_after", args=[case.pk]),
            str(OutcomeType(case.became).label), worded=(case,),
        )
        for case in rows.only("key").order_by("-pk")[: most()]
    )  # fmt: skip
    # Translators: a heading; a list of cases whose actions are closed, or let run on
    return Group(gettext("An outcome, and actions that still run"), lines)


@waits(order=45, right=Right.EDIT_CASES)
def without_news(user: Any, today: date) -> Group:
    """Open public cases of which nothing was published for as long as their section allows."""
    rows = list(_silent(user, today).only("key", "opened_on", "checked_on")[: most()])
    told = dict(Update.objects.filter(case__in=rows).order_by().values_list("case").annotate(Max("on")))
    since = {case.pk: max(told.get(case.pk) or case.opened_on, case.checked_on or case.opened_on) for case in rows}
    lines = tuple(
        # Translators: %(day)s is the day of the last news of a case.
        Line(partial(said.title, case), reverse("cases:inspect", args=[case.pk]),
             gettext("none since %(day)s") % {"day": said.day(since[case.pk])}, worded=(case,))
        for case in sorted(rows, key=lambda case: since[case.pk])
    )  # fmt: skip
    return Group(gettext("Cases without news"), lines)


def _silent(user: Any, today: date) -> QuerySet[Case]:
    """Cases of which nothing happened, was told or was checked for as long as their section has patience."""
    patience: dict[int, list[int]] = defaultdict(list)
    for pk, days in sections_for(user, Right.EDIT_CASES).prefetch_related(None).values_list("pk", "days_without_news"):
        patience[days].append(pk)
    late = [_late(ids, today - timedelta(days=days)) for days, ids in patience.items()]
    open_now = Case.objects.filter(status__in=PUBLIC_STATUSES, recalled_at=None).exclude(status=CaseStatus.CLOSED)
    return open_now.filter(reduce(or_, late)).order_by("opened_on", "pk") if late else Case.objects.none()


def _late(sections: list[int], since: date) -> Q:
    told = Update.objects.filter(on__gte=since).values("case")
    checked = Q(checked_on__isnull=True) | Q(checked_on__lt=since)
    happened = Development.objects.filter(sort_from__gte=since.isoformat()).values("case")
    own = Q(checked, section_id__in=sections, opened_on__lt=since)
    return own & ~Q(pk__in=told) & ~Q(pk__in=happened)


def _until(day: date, today: date) -> str:
    if day == today:
        return gettext("today")
    return gettext("tomorrow") if day - today == DAY else said.day(day)
