"""Actions: what supporters are asked to do, to whom it is addressed, and the letter."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.admin.ui.tables import Column

from openletter.actions.kinds import all_kinds, kind_of
from openletter.actions.models import Action
from openletter.actions.operations import changing, readiness
from openletter.actions.operations.adapting import proposals_for
from openletter.actions.queries import family_of
from openletter.actions.rules import Field
from openletter.actions.tally import counts_of
from openletter.cases.models import Case
from openletter.cases.operations.opening import Shown
from openletter.deliveries.queries import answers_to, standing_of
from openletter.desk import appeals, buttons, said
from openletter.desk.buttons import UNSETTLED
from openletter.desk.called import CalledColumn, CalledTitleColumn, action_called, case_called
from openletter.desk.credits import credit_rows, offer_contributors
from openletter.desk.days import DeadlineAhead
from openletter.desk.fields import ticked
from openletter.desk.finding import fix, holding, offer
from openletter.desk.held_back import held_back
from openletter.desk.kind_settings import KindSettings
from openletter.desk.opened import note_part, shows
from openletter.desk.panels import Rows, words
from openletter.desk.reading import links_of_action
from openletter.desk.seeing import readable_cases, reads_findings, works_on
from openletter.desk.standing import consent_standing, sources_of, windows_of
from openletter.desk.viewsets.of_sheets import SHEET
from openletter.desk.viewsets.own_rows import Create, DeskViewSet, Edit, List, Overview
from openletter.desk.viewsets.waits import WaitsForAnother
from openletter.kernel import clock
from openletter.kernel.clusters import same
from openletter.kernel.models import Proposal
from openletter.kernel.proposals import waiting_for
from openletter.sections.access import Right, holdings, may, sections_for, within
from openletter.supporters.rules import Purpose
from openletter.targets.models import Office

OF_THE_CASE = "case__words__title"


def _kinds() -> list[tuple[str, Any]]:
    return [(kind.key, kind.name) for kind in all_kinds()]


def _offers() -> list[tuple[str, Any]]:
    """The choices an action may offer. No page shows names of people who signed, so that one is not promised."""
    return [(value, label) for value, label in Purpose.choices if value != Purpose.PUBLIC]


class ActionForm(DeadlineAhead, WagtailAdminModelForm):
    """An action, its demands, its letter and its targets."""

    kind = forms.ChoiceField(label=_("Kind"), choices=_kinds)
    asks = ticked(Action, "asks", lambda: Field.choices)
    offers = ticked(Action, "offers", _offers)
    settings = KindSettings()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fixed = self.instance.pk is not None
        own = sections_for(self.for_user, Right.EDIT_ACTIONS)
        offer_contributors(self, own)
        self._settle("section", own, said.name, fixed)
        if not fixed and own.count() == 1:  # whoever works for one section is not asked for it
            self.initial["section"] = own.get().pk
        self._fit_case(fixed)
        seen = Action.objects.filter(within(self.for_user, Right.SEE_ACTIONS, "section_id"))
        actions = seen.exclude(pk=self.instance.pk).prefetch_related(*said.titles_of_actions())
        for name in ("next_action", "superseded_by"):
            offer(self, name, actions, lambda row: action_called(self.for_user, row), ("ref", "words__title"))
        # People act under the terms they saw: the kind of a published call stays what it was.
        self.fields["kind"].disabled = fixed
        if fixed:
            self.fields["settings"].fix(self.instance.kind)
        chosen = self.instance.kind if fixed else self.data.get("kind", "")
        if kind := next((kind for kind in all_kinds() if kind.key == chosen), None):
            appeals.fit(self, kind)

    def _fit_case(self, fixed: bool) -> None:
        rows = Case.objects.prefetch_related(said.titles_of(Case))
        if fixed:
            fix(self, "case", rows, lambda case: case_called(self.for_user, case))
        else:
            offer(self, "case", rows.filter(readable_cases(self.for_user)), said.title, ("key", "words__title"))

    def _settle(self, name: str, rows: Any, label: Any, fixed: bool) -> None:
        if fixed:
            fix(self, name, rows.model._default_manager.all(), label)
        else:
            self.fields[name].queryset, self.fields[name].label_from_instance = rows, label

    def clean_asks(self) -> list[str]:
        """Keep what the kind cannot do without."""
        asked: list[str] = self.cleaned_data["asks"]
        kind = self.cleaned_data.get("kind") or self.instance.kind
        required = [str(field) for field in kind_of(kind).required] if kind else []
        return [value for value in Field.values if value in asked or value in required]


class TargetForm(WagtailAdminModelForm):
    """One office addressed, or sent a copy."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offices = Office.objects.prefetch_related(said.titles_of(Office))
        offer(self, "office", offices, said.name, ("key", "words__name"))


CALL = ObjectList(
    [
        MultiFieldPanel([FieldPanel(name) for name in ("section", "case", "kind")], heading=_("For whom")),
        words("title", "ask", "button", "thanks", heading=_("What the action's page says")),
        Rows(
            "demands",
            panels=[FieldPanel("order"), words("text", heading=_("The demand, one row a language"))],
            heading=_("Demands"),
            label=_("demand"),
        ),
    ],
    heading=_("The call"),
)
LETTER = ObjectList(
    [
        Rows(
            "targets",
            panels=[FieldPanel(name) for name in ("office", "role", "order")],
            form_class=TargetForm,
            heading=_("To whom"),
            label=_("target"),
        ),
        Rows(
            "appeals",
            panels=[
                FieldPanel("use"),
                FieldPanel("mention_organisation"),
                words("subject", "body", heading=_("The text, one row a language")),
            ],
            form_class=appeals.AppealForm,
            heading=_("Letter, post or script proposed"),
            label=_("text"),
            max_num=12,
        ),
    ],
    heading=_("To whom, and the text"),
)
TERMS = ObjectList(
    [
        MultiFieldPanel([FieldPanel(name) for name in ("opens_at", "deadline")], heading=_("When")),
        FieldPanel("settings", heading=_("Settings of this kind")),
        MultiFieldPanel(
            [FieldPanel("asks"), FieldPanel("offers")],
            heading=_("What the form asks"),
            help_text=_(
                "Country and e-mail address are always asked; whoever posted, called or wrote on paper may leave the "
                "address empty. Ask for nothing you do not need."
            ),
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("goal", "display_threshold", "unconfirmed")], heading=_("The number")
        ),
        MultiFieldPanel([FieldPanel(name) for name in ("next_action", "superseded_by")], heading=_("Afterwards")),
        credit_rows(),
    ],
    heading=_("Terms"),
)


class DraftAction(Create):
    """A new action; for the case whose page led here, where there is one."""

    def get_initial(self) -> dict[str, Any]:
        """That case and its section, still to be changed."""
        asked = self.request.GET.get("case", "")
        seen = within(self.request.user, Right.SEE_CASES, "section_id")
        case = Case.objects.filter(seen, pk=int(asked)).first() if asked.isdecimal() else None
        own = {"case": case.pk, "section": case.section_id} if case else {}
        return {**super().get_initial(), **own}


class EditAction(WaitsForAnother, Edit):
    """What people may be signing changes only once a second person has approved the change."""

    changing = changing

    def get_queryset(self) -> Any:
        """Adaptations have a page of their own."""
        return super().get_queryset().filter(original=None)

    def waits(self, before: Action, after: Action) -> bool:
        """Whether the action was approved as it stands, and anything of it would differ."""
        return before.status not in changing.UNSETTLED and not same(changing.state_of(before), changing.state_of(after))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Who reads here of a case that is not public, or a change that waits, is written down."""
        action: Any = self.object
        note_part(self.request, action.case, Shown.FORM, shows(self.pending))
        return super().get_context_data(**kwargs)

    def let_go(self, saved: Action, pending: Proposal, before: dict[str, Any], by: dict[str, Any]) -> None:
        """What waited of an action that is a draft again is part of it now, with its writers."""
        if saved.status in changing.UNSETTLED:
            changing.take_in(action=saved, pending=pending, before=before, **by)
        else:
            super().let_go(saved, pending, before, by)


class ActionList(List):
    """The actions of a person's sections."""

    def search_queryset(self, queryset: Any) -> Any:
        """By what their cases are called only where the person may read these: a search would tell a name too."""
        found, told = super().search_queryset(queryset), holdings(self.request.user)
        if not self.is_searching or told.section_ids(Right.SEE_CASES) == told.section_ids(Right.SEE_ACTIONS):
            return found
        own = [holding(self.model, name, self.search_query) for name in self.search_fields if name != OF_THE_CASE]
        readable = Q(case__released_at__isnull=False) | within(self.request.user, Right.SEE_CASES, "case__section_id")
        return found.filter(reduce(or_, own) | readable)


class ActionOverview(Overview):
    """An action's page at the desk."""

    template_name = "desk/action.html"
    fetched = ("words", "section__words", "case__words", "demands__words", "appeals__words", "targets__office__words")

    def get_page_subtitle(self) -> str:
        """The action's title in the reader's language."""
        return action_called(self.request.user, self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What stands, and what can be done by this person."""
        action = self.object
        note_part(self.request, action.case, Shown.ACTION)
        family = family_of(action)
        counts = counts_of((action.pk, *family))
        count = counts[action.pk]
        held = held_back(self.request.user, action, at=clock.now())
        told = reads_findings(self.request.user, action)
        reasons = told or works_on(self.request.user, action)
        proposals = waiting_for(action).defer("wanted", "base", "body")
        return super().get_context_data(
            kind=kind_of(action.kind),
            texts=appeals.texts_of(action),
            missing=readiness.lacking(action, at=clock.now()) if action.status in UNSETTLED else [],
            count=count,
            # Why a change was sent back is for those who work on it: it quotes what must not be read.
            proposals=proposals if reasons else [],
            reasons=reasons,
            sources=sources_of(count),
            together=sum(one.number for one in counts.values()) if family else None,
            consent=consent_standing(action.case) if told else None,
            windows=windows_of(action),
            sees_case=may(self.request.user, Right.SEE_CASES, action.case.section_id),
            standing=standing_of(action_id=action.pk) if kind_of(action.kind).sends else None,
            answers=answers_to(action.pk),
            links=links_of_action(self.request.user, action, at=clock.now()),
            taken_by=list(action.adaptations.select_related("section").prefetch_related("words", "section__words")),
            undecided=len(proposals_for(action)) if action.original_id else 0,
            entries=action.ledger.filter(automatic=False)[:10],
            doings=buttons.laid_out(buttons.of_action(self.request.user, action, held)),
            held_back=held.told,
            **kwargs,
        )


class ActionViewSet(DeskViewSet):
    """Actions."""

    model = Action
    name = "actions"
    icon = "mail"
    menu_label = _("Actions")
    menu_order = 110
    add_to_admin_menu = True
    inspect_view_enabled = True
    inspect_view_class = ActionOverview
    add_view_class = DraftAction
    edit_view_class = EditAction
    edit_handler = TabbedInterface([CALL, LETTER, SHEET, TERMS], base_form_class=ActionForm)
    fetched = ("words", "section__words", "case__words")
    index_view_class = ActionList
    search_fields = ["ref", "words__title", OF_THE_CASE]
    list_filter = ["status", "deadline"]
    list_display = [
        CalledTitleColumn("title", label=_("Action"), called=action_called, url_name="actions:inspect"),
        CalledColumn("case", label=_("Case"), called=lambda user, action: case_called(user, action.case)),
        Column("section", label=_("Section"), accessor=said.section_of),
        Column("status", label=_("Status"), accessor="get_status_display", sort_key="status"),
        Column("deadline", label=_("Deadline"), accessor=lambda action: said.day(action.deadline), sort_key="deadline"),
    ]
