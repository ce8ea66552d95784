"""Cases: who, what happened, what is said, and what may be done next."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.admin.ui.tables import Column, TitleColumn

from openletter.actions.models import Action
from openletter.actions.operations.after_outcome import undecided
from openletter.actions.rules import ActionStatus
from openletter.actions.safety import pillars_of, safety_check
from openletter.cases.models import Case, PersonAtRisk
from openletter.cases.operations import changing, may_show_again, needs_second_person, own_stop
from openletter.cases.operations.naming import try_key
from openletter.cases.operations.opening import Shown
from openletter.desk import buttons, said
from openletter.desk.credits import credit_rows, offer_contributors
from openletter.desk.fields import country, several_countries
from openletter.desk.guidance import guidance_of
from openletter.desk.naming import told_beside
from openletter.desk.opened import note
from openletter.desk.panels import Rows, words
from openletter.desk.readers import readers_see
from openletter.desk.reading import links_of
from openletter.desk.seeing import readable_cases, sees, shown
from openletter.desk.standing import consent_standing, photo_standing, windows_of
from openletter.desk.viewsets.own_rows import DeskViewSet, Edit, Overview
from openletter.desk.viewsets.waits import WaitsForAnother
from openletter.kernel import clock
from openletter.kernel.proposals import waiting_for
from openletter.sections.access import Right, may, sections_for, within


class CaseForm(WagtailAdminModelForm):
    """A case and everything that hangs on it."""

    country = country(Case, "country")
    warned_countries = several_countries(Case, "warned_countries")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        section = self.fields["section"]
        section.queryset = sections_for(self.for_user, Right.EDIT_CASES)
        offer_contributors(self, section.queryset)
        section.label_from_instance = said.name
        # A case does not change hands here: its audit and its team belong to the section that opened it.
        section.disabled = self.instance.pk is not None
        if self.instance.pk is not None:
            self._leave_out_what_is_not_seen()

    def clean_key(self) -> str:
        """A key that is taken tells of a case: what is asked that way is counted as names are.

        Of a login that is stopped the database is not asked: the field is wrong already.
        """
        key: str = self.cleaned_data["key"]
        if "key" in self.changed_data:
            with told_beside():
                try_key(key, readable=readable_cases(self.for_user))
        return key

    def _leave_out_what_is_not_seen(self) -> None:
        """Rows that this person may not see are neither shown nor touched."""
        seen = sees(self.for_user, self.instance.section_id)
        for name in ("people", "developments", "proceedings", "sentences"):
            rows = self.formsets[name]
            rows.queryset = rows.queryset.filter(visibility__in=seen)
            rows.__dict__.pop("_queryset", None)


class PersonForm(WagtailAdminModelForm):
    """One person, family, group or community."""

    nationalities = several_countries(PersonAtRisk, "nationalities")


WHO = ObjectList(
    [
        MultiFieldPanel(
            [FieldPanel(name) for name in ("section", "key", "country", "priority", "designation", "opened_on")],
            heading=_("The file"),
        ),
        words("title", "headline", "place", "story", "sources", heading=_("What the case's page says")),
        Rows(
            "people",
            panels=[
                *(
                    FieldPanel(name)
                    for name in ("visibility", "kind", "is_pseudonym", "is_minor", "born", "nationalities")
                ),
                words("name", "role", heading=_("Name and role, one row a language")),
            ],
            form_class=PersonForm,
            heading=_("People at risk"),
            label=_("person at risk"),
        ),
    ],
    heading=_("Who"),
)
HAPPENED = ObjectList(
    [
        Rows("concerns", panels=[FieldPanel("concern")], heading=_("Concerns, the gravest first"), label=_("concern")),
        Rows(
            "developments",
            panels=[
                *(
                    FieldPanel(name)
                    for name in (
                        "visibility", "kind", "on", "original_wording", "standing", "stated_days", "source_note",
                    )
                ),
                words("note", heading=_("Note, one row a language")),
            ],
            heading=_("Chronology"),
            label=_("development"),
        ),
        Rows(
            "proceedings",
            panels=[FieldPanel(name) for name in ("visibility", "stage", "court", "result", "on")],
            heading=_("Court proceedings"),
            label=_("proceeding"),
        ),
        Rows(
            "sentences",
            panels=[
                FieldPanel(name)
                for name in ("visibility", "kind", "imposed", "counted_from", "length", "is_in_force")
            ],
            heading=_("Sentences"),
            label=_("sentence"),
        ),
    ],
    heading=_("What happened"),
)  # fmt: skip
AROUND = ObjectList(
    [
        FieldPanel("source"),
        Rows(
            "context_figures",
            panels=[
                *(FieldPanel(name) for name in ("number", "period", "source")),
                words("statement", "source", heading=_("What is counted, one row a language")),
            ],
            heading=_("Context figures"),
            label=_("context figure"),
        ),
        credit_rows(),
    ],
    heading=_("Sources and context"),
)
SAFETY = ObjectList(
    [
        MultiFieldPanel(
            [
                FieldPanel(name)
                for name in ("exposure", "warn_ties_to_country", "warned_countries", "hide_from_search", "quick_exit")
            ],
            heading=_("Safety of those who act and those who read"),
        )
    ],
    heading=_("Safety"),
)


class EditCase(WaitsForAnother, Edit):
    """What readers of a public case would see differently waits for a second person; the rest is saved at once."""

    changing = changing

    def waits(self, before: Case, after: Case) -> bool:
        """Whether readers would see anything new."""
        return before.released_at is not None and needs_second_person(before, after)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Who has the form before their eyes is written down."""
        case: Any = self.object
        note(self.request, case, Shown.FORM)
        return super().get_context_data(**kwargs)

    def save_instance(self) -> Any:
        """A note that readers never see is no writing of what they read."""
        self.verb = changing.KEPT if self.form.instance.released_at else ""
        return super().save_instance()


_STANDS = (ActionStatus.LIVE, ActionStatus.CLOSED, ActionStatus.ARCHIVED)  # on public pages


def _actions_of(case: Case, user: Any) -> list[tuple[Action, bool]]:
    """The actions of a case, each with whether the person sees its page: all of their sections, of others what was
    published and stands."""
    rows = case.actions.select_related("section").prefetch_related("words", "section__words")
    own = within(user, Right.SEE_ACTIONS, "section_id")
    return [(row, may(user, Right.SEE_ACTIONS, row.section_id)) for row in rows.filter(own | Q(status__in=_STANDS))]


class CaseOverview(Overview):
    """A case's page at the desk."""

    template_name = "desk/case.html"
    fetched = ("words", "section__words", "concerns", "outcomes__words")

    def get_page_subtitle(self) -> str:
        """The case's title in the reader's language."""
        return said.title(self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What stands, and what can be done by this person; that they opened it is written down."""
        case, user, today = self.object, self.request.user, clock.today()
        note(self.request, case, Shown.PAGE)
        seen = {
            name: shown(user, case.section_id, getattr(case, name)).prefetch_related(*deeper)
            for name, deeper in (
                ("people", ["words"]),
                ("developments", ["words"]),
                ("proceedings", []),
                ("sentences", []),
            )
        }
        return super().get_context_data(
            **seen,
            readers=readers_see(case, today),
            findings=safety_check(case, None, today),
            pillars=pillars_of(case, today),
            proposals=waiting_for(case).defer("wanted", "base", "body"),
            may_hide=may(user, Right.EDIT_CASES, case.section_id) or may(user, Right.RELEASE, case.section_id),
            consent=consent_standing(case),
            words_before=may(user, Right.EDIT_CASES, case.section_id)
            and any(row.words_checked_at is None for row in case.outcomes.all()),
            own_stop=own_stop() if case.recalled_at and not may_show_again(case, user.actor) else "",
            runs_on=undecided(within(user, Right.RELEASE, "action__section_id")).filter(action__case=case).exists(),
            windows=windows_of(case),
            actions=_actions_of(case, user),
            updates=case.updates.prefetch_related("words"),
            may_untie=may(user, Right.EDIT_CASES, case.section_id),
            relations=case.relations.select_related("related").prefetch_related("related__words"),
            photo=photo_standing(case),
            guidance=guidance_of(case),
            links=links_of(self.request.user, case, at=clock.now()),
            doings=buttons.laid_out(buttons.of_case(self.request.user, case)),
            country=said.country_of(case),
            **kwargs,
        )


class CaseViewSet(DeskViewSet):
    """Cases."""

    model = Case
    name = "cases"
    icon = "folder-open-inverse"
    menu_label = _("Cases")
    menu_order = 100
    add_to_admin_menu = True
    inspect_view_enabled = True
    inspect_view_class = CaseOverview
    edit_view_class = EditCase
    edit_handler = TabbedInterface([WHO, HAPPENED, AROUND, SAFETY], base_form_class=CaseForm)
    fetched = ("words", "section__words")
    search_fields = ["key", "words__title"]
    list_filter = ["status", "priority"]
    list_display = [
        TitleColumn("title", label=_("Case"), accessor=said.title, url_name="cases:inspect"),
        Column("section", label=_("Section"), accessor=said.section_of),
        Column("country", label=_("Country or territory"), accessor=said.country_of),
        Column("status", label=_("Status"), accessor="get_status_display", sort_key="status"),
        Column("priority", label=_("Priority"), accessor="get_priority_display", sort_key="priority"),
    ]
