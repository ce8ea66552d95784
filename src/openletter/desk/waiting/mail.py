"""Mail in trouble: offices no letter goes to, letters that came back, mails and tasks that fail again and again."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Any

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from openletter.deliveries.models import OfficeMail, TargetMail
from openletter.deliveries.rules.states import MailState
from openletter.desk import said
from openletter.desk.today import Group, Line, most, waits
from openletter.kernel.ids import first_of
from openletter.kernel.models import OutboxEntry
from openletter.mailings.models import OutgoingMail
from openletter.sections.access import Right
from openletter.targets.models import Office
from openletter.targets.queries import whose_mail_waits

WEEK = timedelta(days=7)
STUBBORN = 3
"""An entry of the outbox that failed so often will hardly mend itself."""
MANY = 10_000
"""Beyond this nobody needs the exact number."""


@waits(order=30, right=Right.DIRECTORY)
def letters(user: Any, today: date) -> Group:
    """Offices to which letters are paused, or held until an address is checked; and what came back this week."""
    paused = OfficeMail.objects.filter(paused_at__isnull=False).select_related("office").order_by("-paused_at")
    rows = list(paused[: most()])
    lines = [
        Line(
            partial(said.name, row.office), reverse("letters:inspect", args=[row.pk]),
            # Translators: %(reason)s is why letters to an office are paused, such as "Too many letters came back".
            gettext("paused: %(reason)s") % {"reason": row.get_pause_reason_display()}, grave=True,
            worded=(row.office,),
        )
        for row in rows
    ]  # fmt: skip
    return Group(
        gettext("Letters to offices in trouble"), (*lines, *_held(), *_came_back(today)), reverse("letters:index")
    )


def _held() -> list[Line]:
    owed = TargetMail.objects.filter(state=MailState.WAITING, office=OuterRef("pk"))
    offices = Office.objects.filter(Exists(owed), pk__in=whose_mail_waits(), mail__paused_at=None)
    return [
        Line(
            partial(said.name, office), reverse("letters:inspect", args=[office.pk]),
            gettext("held: somebody else has to check the new e-mail address first"), grave=True, worded=(office,),
        )
        for office in offices.order_by("key")[: most()]
    ]  # fmt: skip


def _came_back(today: date) -> list[Line]:
    since = datetime.combine(today, time(), UTC) - WEEK
    troubled = TargetMail.objects.filter(troubled_at__gte=since).order_by().values_list("office_id")
    numbers: dict[int, int] = dict(troubled.annotate(number=Count("pk")).order_by("-number")[: most()])
    offices = Office.objects.filter(pk__in=numbers).exclude(mail__paused_at__isnull=False).select_related("mail")
    return [
        Line(
            partial(said.name, office), reverse("letters:inspect", args=[office.pk]),
            ngettext(
                "%(number)d letter came back or was put off this week",
                "%(number)d letters came back or were put off this week",
                numbers[office.pk],
            ) % {"number": numbers[office.pk]},
            worded=(office,),
        )
        for office in offices
    ]  # fmt: skip


@waits(order=31, right=Right.HOUSE)
def machinery(user: Any, today: date) -> Group:
    """What the worker tries in vain: mails to supporters and entries of the outbox, each in one line."""
    lines = []
    if waiting := _number(OutgoingMail.objects.filter(state=OutgoingMail.State.WAITING, attempts__gt=1)):
        told = ngettext(
            "%(number)d mail to a supporter fails and is tried again",
            "%(number)d mails to supporters fail and are tried again",
            waiting,
        )
        lines.append(Line(told % {"number": waiting}, "", gettext("Ask whoever runs the mail server."), grave=True))
    recent = OutgoingMail.objects.filter(state=OutgoingMail.State.FAILED, pk__gte=first_of(today - WEEK))
    if failed := _number(recent):
        told = ngettext(
            "%(number)d mail to a supporter was given up this week",
            "%(number)d mails to supporters were given up this week",
            failed,
        )
        lines.append(Line(told % {"number": failed}, ""))
    if stuck := _number(OutboxEntry.objects.filter(done_at=None, attempts__gte=STUBBORN)):
        told = ngettext("%(number)d task after an event fails", "%(number)d tasks after events fail", stuck)
        lines.append(Line(told % {"number": stuck}, "", gettext("They are repeated until they succeed."), grave=True))
    return Group(gettext("Mail and tasks in trouble"), tuple(lines))


def _number(rows: Any) -> int:
    return int(rows.order_by()[:MANY].count())
