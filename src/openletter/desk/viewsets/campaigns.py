"""Campaigns, which all sections share."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import Button

from openletter.campaigns import operations
from openletter.campaigns.models import Campaign
from openletter.cases.models import Case
from openletter.cases.operations.naming import read_by
from openletter.desk import said
from openletter.desk.fields import several_countries, ticked_rows
from openletter.desk.naming import texts_in, texts_of, told_beside
from openletter.desk.panels import words
from openletter.desk.seeing import readable_cases
from openletter.desk.viewsets.own_rows import Create, DeskViewSet, Edit
from openletter.desk.viewsets.waits import WaitsForAnother
from openletter.kernel import clock
from openletter.sections.access import Right, may


class CampaignForm(WagtailAdminModelForm):
    """A campaign and its cases."""

    countries = several_countries(Campaign, "countries")
    cases = ticked_rows(Campaign, "cases", said.title)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Campaigns belong to all sections, cases before they are public do not: their titles are names.
        seen = readable_cases(self.for_user)
        if self.instance.pk:
            seen |= Q(pk__in=self.instance.cases.values("pk"))
        self.fields["cases"].queryset = Case.objects.prefetch_related("words").filter(seen)

    def clean(self) -> dict[str, Any]:
        """Turn away words that name somebody who may not be shown, and of a new campaign anybody at risk."""
        cleaned: dict[str, Any] = super().clean()
        today, knows = clock.today(), read_by(self.for_user)
        saved = Campaign.objects.filter(pk=self.instance.pk).first() if self.instance.pk else None
        names = set(texts_of(self, "name")) - set(texts_in(saved, "name") if saved else ())
        if "key" in self.changed_data:
            names.add(str(cleaned.get("key") or ""))  # it stands in the address
        with told_beside():
            operations.require_namable(texts_of(self), names=names, on=today, knows=knows, is_new=saved is None)
        return cleaned


class CreateCampaign(Create):
    """A new campaign."""

    many_to_many = ("cases",)


class EditCampaign(WaitsForAnother, Edit):
    """Words that newly name somebody at risk wait until somebody else has approved them."""

    changing = operations

    def save_instance(self) -> Any:
        """Save it, or keep its words for a second person."""
        changed, cases = self.form.save(commit=False), self.form.cleaned_data["cases"]
        by = {"actor": self.request.user.actor, "at": clock.now(), "knows": read_by(self.request.user)}
        self.kept = operations.change(changed=changed, cases=cases, **by) is not None
        return changed

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        """Asking for its words in other languages."""
        if not may(self.request.user, Right.EDIT_ACTIONS):
            return []
        row: Any = self.object
        url = reverse("desk_translation_ask", args=["campaign", row.pk])
        return [Button(gettext("Ask for a translation"), url, icon_name="wagtail-localize-language")]


class CampaignViewSet(DeskViewSet):
    """Campaigns."""

    model = Campaign
    name = "campaigns"
    icon = "calendar-alt"
    menu_label = _("Campaigns")
    menu_order = 130
    add_to_admin_menu = True
    add_view_class = CreateCampaign
    edit_view_class = EditCampaign
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [FieldPanel(name) for name in ("key", "opens_on", "closes_on", "planned_cases", "countries")],
                heading=_("The campaign"),
            ),
            words("name", "summary"),
            FieldPanel("cases"),
        ],
        base_form_class=CampaignForm,
    )
    fetched = ("words",)
    search_fields = ["key", "words__name"]
    list_display = [
        TitleColumn("name", label=_("Campaign"), accessor=said.name, url_name="campaigns:edit"),
        Column("opens_on", label=_("Opens on"), accessor=lambda row: said.day(row.opens_on), sort_key="opens_on"),
        Column("closes_on", label=_("Closes on"), accessor=lambda row: said.day(row.closes_on), sort_key="closes_on"),
    ]
