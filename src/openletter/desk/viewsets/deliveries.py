"""Letters to offices, office by office; and what offices answered."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from openletter.actions.models import Action
from openletter.deliveries.models import OfficeMail, OfficialResponse, TargetMail
from openletter.deliveries.operations.claiming import room_of
from openletter.deliveries.queries import lines, shortest_time, standing_of
from openletter.deliveries.rules.states import MailState
from openletter.desk import said
from openletter.desk.buttons import Button
from openletter.desk.viewsets.own_rows import DeskViewSet, List, Overview
from openletter.kernel import clock
from openletter.sections.access import Right, may, within


def _moment(value: Any) -> str:
    return said.moment(value)


def _pause(line: OfficeMail) -> str:
    return line.get_pause_reason_display() if line.paused_at else gettext("—")


class LettersList(List):
    """Offices to which letters go; what is paused stands above."""

    default_ordering = ("-paused_at", "office")

    def get_base_queryset(self) -> Any:
        """With the figures of each."""
        return lines(at=clock.now(), rows=super().get_base_queryset().select_related("office"))


class LettersOverview(Overview):
    """Letters to one office."""

    template_name = "desk/letters.html"
    fetched = ("office__words",)

    def get_page_subtitle(self) -> str:
        """The office's name."""
        return said.name(self.object.office)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What waits, what went, for which actions; and whether it is paused."""
        line, standing = self.object, standing_of(office_id=self.object.pk)
        time = shortest_time(standing.waiting)
        return super().get_context_data(
            standing=standing,
            room=room_of(line.pk, at=clock.now()),
            days=None if time is None else time.days,
            rows=self._by_action(),
            buttons=[
                Button(gettext("Resume the letters"), reverse("desk_letters_resume", args=[line.pk]))
                if line.paused_at
                else Button(gettext("Pause the letters"), reverse("desk_letters_pause", args=[line.pk]), grave=True)
            ],
            **kwargs,
        )

    def _by_action(self) -> list[tuple[Action, int, int]]:
        """The actions of the person's sections that write to this office: waiting, and in all."""
        waiting = Count("id", filter=Q(state=MailState.WAITING))
        rows = TargetMail.objects.filter(office=self.object.pk).order_by("action").values("action")
        figures = {row["action"]: row for row in rows.annotate(waits=waiting, number=Count("id"))}
        seen = within(self.request.user, Right.SEE_ACTIONS, "section_id")
        actions = Action.objects.filter(seen, pk__in=figures).prefetch_related("words")
        return [(action, figures[action.pk]["waits"], figures[action.pk]["number"]) for action in actions]


class LettersViewSet(DeskViewSet):
    """Letters to offices by mail."""

    model = OfficeMail
    name = "letters"
    icon = "mail"
    menu_label = _("Letters to offices")
    menu_order = 123
    add_to_admin_menu = True
    views = ("index", "index_results")
    index_view_class = LettersList
    inspect_view_enabled = True
    inspect_view_class = LettersOverview
    fetched = ("office__words",)
    search_fields = ["office__key", "office__words__name"]
    list_filter = ["pause_reason"]
    list_display = [
        TitleColumn("office", label=_("Office"), accessor=lambda row: said.name(row.office),
                    url_name="letters:inspect"),
        Column("waiting", label=_("Waiting"), accessor="waiting", sort_key="waiting"),
        Column("gone", label=_("Sent in a day"), accessor="gone_today", sort_key="gone_today"),
        Column("failed", label=_("Failed in a day"), accessor="failed_today", sort_key="failed_today"),
        Column("last", label=_("Last one"), accessor=lambda row: _moment(row.last_claimed_at)),
        Column("paused", label=_("Paused because"), accessor=_pause, sort_key="pause_reason"),
    ]  # fmt: skip


class AnswersList(List):
    """Answers, those that wait for a judgement first."""

    page_title = _("Answers of offices")

    default_ordering = ("kind", "-received_at")

    @cached_property
    def header_buttons(self) -> list[Any]:
        """Writing one down that came another way."""
        if not may(self.request.user, Right.ANSWERS):
            return []
        return [HeaderButton(_("Write down an answer"), url=reverse("desk_answers_add"), icon_name="plus")]


class AnswerOverview(Overview):
    """One answer, closed: what is known of it without reading it."""

    template_name = "desk/answer.html"
    fetched = ("office__words", "action__words", "action__section__words")

    def get_page_subtitle(self) -> str:
        """The office's name."""
        return said.name(self.object.office)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The ways to read it and to judge it."""
        row = self.object
        deeds = [
            Button(gettext("Open the answer"), reverse("desk_answer_open", args=[row.pk])),
            Button(gettext("Judge it"), reverse("desk_answer_judge", args=[row.pk])),
        ]
        return super().get_context_data(buttons=deeds if row.sealed else deeds[1:], **kwargs)


class AnswersViewSet(DeskViewSet):
    """What offices answered."""

    model = OfficialResponse
    name = "answers"
    icon = "comment"
    menu_label = _("Answers of offices")
    menu_order = 124
    add_to_admin_menu = True
    views = ("index", "index_results")
    index_view_class = AnswersList
    inspect_view_enabled = True
    inspect_view_class = AnswerOverview
    fetched = ("office__words", "action__words")
    search_fields = ["office__key", "office__words__name", "action__words__title"]
    list_filter = ["kind", "way"]
    list_display = [
        TitleColumn("office", label=_("Office"), accessor=lambda row: said.name(row.office),
                    url_name="answers:inspect"),
        Column("action", label=_("Action"), accessor=lambda row: said.title(row.action)),
        Column("received", label=_("Received"), accessor=lambda row: _moment(row.received_at), sort_key="received_at"),
        Column("way", label=_("How it came"), accessor="get_way_display", sort_key="way"),
        Column("kind", label=_("What it amounts to"),
               accessor=lambda row: row.get_kind_display() or gettext("Not judged yet"), sort_key="kind"),
    ]  # fmt: skip
