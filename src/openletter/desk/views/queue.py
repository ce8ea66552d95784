"""What waits for moderators, with its age; and what was decided, for who looks after them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Case, Q, QuerySet, When
from django.http import HttpRequest, QueryDict
from django.urls import URLPattern, path
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from openletter.accounts.models import User
from openletter.deliveries.models import LobbyContact
from openletter.desk import messages as marked
from openletter.desk import said
from openletter.desk.forms.messages import DecisionsForm, WaitingForm
from openletter.desk.views.messages import DeskPage, moderated
from openletter.kernel import clock
from openletter.kernel.clock import working_days_between
from openletter.sections.access import Right, holdings, may, sections_for, within
from openletter.solidarity import judged
from openletter.solidarity.models import Decision, Reason, SolidarityMessage
from openletter.solidarity.reports.models import PageReport
from openletter.solidarity.reports.rules import GRAVE
from openletter.solidarity.rules import Asked, age_of, is_held

LAST = timedelta(days=30)


class Queue(DeskPage):
    """Everything that waits for a moderator, the longest waiting first."""

    template_name = "desk/queue.html"
    page_title = _("What waits to be read")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """For who moderates anywhere."""
        if not may(request.user, Right.MODERATE):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A page of messages, and what else is judged by the same eyes."""
        user, asked, today = self.request.user, self.request.GET, clock.today()
        sections = sections_for(user, Right.MODERATE)
        form = WaitingForm(asked or None, sections=sections)
        wanted = form.cleaned_data if form.is_bound and form.is_valid() else {}
        after = _named(SolidarityMessage.objects.filter(moderated(user)), asked.get("after"))
        rows, more = judged.queue(within=moderated(user) & _narrowed(wanted, sections, today), after=after)
        return super().get_context_data(
            form=form, rows=[_row(row, user, today) for row in rows], searched=any(wanted.values()),
            later=_with(asked, after=str(rows[-1].pk)) if more else "", beginning=_with(asked) if after else "",
            reports=_reports(user, today) if not (wanted.get("asked") or wanted.get("pictures") or after) else [],
            told=_told(user), oversees=may(user, Right.SECTION), **kwargs,
        )  # fmt: skip


def _narrowed(wanted: dict[str, Any], sections: Any, today: date) -> Q:
    found = judged.of_age(wanted.get("age", ""), sections, today)
    if wanted.get("section"):
        found &= Q(section=wanted["section"])
    if wanted.get("asked"):
        found &= Q(asked=wanted["asked"])
    return found & Q(has_picture=True) if wanted.get("pictures") else found


def _row(row: SolidarityMessage, user: Any, today: date) -> dict[str, Any]:
    """One message as the list shows it; nothing sealed is opened."""
    promised = row.section.days_to_moderate
    return {
        "message": row, "title": said.title(row.case), "section": said.name(row.section),
        "remarks": [marked.label_of(code) for code in row.remarks], "waits": waited(row, today),
        "age": age_of(row.waits_since.date(), today, promised),
        "held": is_held(row.locked_until, row.locked_by_id, by=user.pk, at=clock.now()),
        "not_mine": row.asked != Asked.READING and row.not_by_id == user.pk,
    }  # fmt: skip


def _reports(user: Any, today: date) -> list[dict[str, Any]]:
    """Reports of readers that nobody has settled: those that cannot wait, then the longest waiting."""
    rows = PageReport.objects.filter(moderated(user), settled_at=None).select_related("section", "locked_by")
    rows = rows.annotate(late=Case(When(about__in=GRAVE, then=0), default=1)).order_by("late", "said_at", "pk")
    return [
        {
            "report": row, "section": said.name(row.section), "grave": row.about in GRAVE,
            "age": age_of(row.said_at.date(), today, row.section.days_to_moderate),
            "held": is_held(row.locked_until, row.locked_by_id, by=user.pk, at=clock.now()),
        }
        for row in rows.defer("sealed").prefetch_related("section__words")[: judged.PAGE]
    ]  # fmt: skip


def waited(row: SolidarityMessage, today: date) -> str:
    """For how many working days."""
    days = working_days_between(row.waits_since.date(), today)
    if days == 0:
        return gettext("since today")
    return ngettext("%(days)d working day", "%(days)d working days", days) % {"days": days}


def _told(user: Any) -> int:
    """What supporters told of representatives, for who decides whether it is read on the case's pages."""
    rows = LobbyContact.objects.filter(within(user, Right.RELEASE, "section_id"), state="received")
    return rows.count() if may(user, Right.RELEASE) else 0


class Decisions(DeskPage):
    """What was decided, by whom, for what reason, and what was overturned. It ranks nobody."""

    template_name = "desk/decisions.html"
    page_title = _("Decisions on messages")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """For who administers a section."""
        if not may(request.user, Right.SECTION):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The last thirty days, or the period asked for."""
        user, asked, today = self.request.user, self.request.GET, clock.today()
        own = within(user, Right.SECTION, "section_id")
        form = DecisionsForm(
            asked or None, sections=sections_for(user, Right.SECTION), people=_people(user), reasons=_reasons(user)
        )
        wanted = form.cleaned_data if form.is_bound and form.is_valid() else {}
        since, until = wanted.get("since") or today - LAST, wanted.get("until") or today
        rows = judged.decisions(within=own & _asked_for(wanted), since=since, until=until)
        before = _named(Decision.objects.filter(own), asked.get("before"))
        listed, more = judged.page_of(rows, before)
        sums = judged.sums(rows)
        reasons = _reasons(user).filter(code__in=[row["reason"] for row in sums.by_reason])
        return super().get_context_data(
            form=form, media=form.media, since=since, until=until, sums=sums, rows=listed,
            said_of={row.code: str(row) for row in reasons}, newest=_with(asked) if before else "",
            older=_with(asked, before=str(listed[-1].pk)) if more else "", **kwargs,
        )  # fmt: skip


def _asked_for(wanted: dict[str, Any]) -> Q:
    found = Q()
    for name in ("section", "by", "verdict", "reason"):
        if wanted.get(name):
            found &= Q(**{name: wanted[name]})
    return found & Q(overturned_at__isnull=False) if wanted.get("overturned") else found


MOST_PEOPLE = 500


def _people(user: Any) -> Any:
    """Who moderates, or ever decided, in the sections of the reader."""
    rights = within(user, Right.SECTION, "memberships__section_id") | Q(memberships__section=None)
    staff = User.objects.filter(rights, memberships__role__in=("moderator", "admin")).order_by("first_name", "pk")
    # A choice of more would be no help; they are then found by their names on the page itself.
    return User.objects.filter(pk__in=staff.values("pk")[:MOST_PEOPLE]).order_by("first_name", "last_name", "pk")


def _reasons(user: Any) -> QuerySet[Reason]:
    """The reasons of the house and of the sections of the reader."""
    ids = holdings(user).section_ids(Right.SECTION)
    rows = Reason.objects.prefetch_related("words")
    return rows if ids is None else rows.filter(Q(section__in=ids) | Q(section=None))


def _named(rows: QuerySet[Any], value: str | None) -> Any:
    """The row after or before which the list goes on; none where the address names none of theirs."""
    try:
        return rows.filter(pk=UUID(value or "")).first()
    except ValueError:
        return None


def _with(asked: QueryDict, **more: str) -> str:
    """The same list from another place on."""
    kept = {name: value for name, value in asked.items() if name not in ("after", "before") and value}
    return "?" + urlencode({**kept, **more})


urls: list[URLPattern] = [
    path("messages/waiting/", Queue.as_view(), name="desk_messages_queue"),
    path("messages/decisions/", Decisions.as_view(), name="desk_messages_decisions"),
]
