"""Sections: their languages, contact and legal texts, and how their forms behave."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList, TabbedInterface
from wagtail.admin.ui.tables import Column, TitleColumn

from openletter.desk import said
from openletter.desk.buttons import Button
from openletter.desk.fields import country, spoken, ticked
from openletter.desk.naming import require_nobody_named, texts_in, texts_of, told_beside
from openletter.desk.panels import words
from openletter.desk.viewsets.own_rows import DeskViewSet, Overview
from openletter.kernel.languages import endonym
from openletter.sections.access import Right, may
from openletter.sections.models import Section
from openletter.supporters.sign_ups import confirmed_in

HALF = _(
    "An action is whole in a language when its title, what is asked, every demand, its text and its case are written "
    "in it. Nobody reads half of it in one language and half in another: either the whole action is read in another "
    "language, under a notice that says so, or its page is hidden in this language until it is whole. What waits for "
    "a reviewer is not written yet."
)


class SectionForm(WagtailAdminModelForm):
    """A section's settings and texts."""

    languages = ticked(Section, "languages", spoken)
    territory = country(Section, "territory")
    default_language = forms.ChoiceField(label=_("Default language"), choices=spoken)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Addresses that people saved and shared begin with the key.
        self.fields["key"].disabled = self.instance.pk is not None

    def clean(self) -> dict[str, Any]:
        """A section must be called something in its default language: every page of it shows the name."""
        data: dict[str, Any] = super().clean()
        rows = self.formsets["words"]
        if rows.is_valid() and data.get("default_language"):
            codes = {
                form.cleaned_data["locale"].language_code
                for form in rows.forms
                if form.cleaned_data.get("locale") and not rows._should_delete_form(form)
            }
            if data["default_language"] not in codes:
                message = gettext("Write the section's words in its default language too.")
                raise ValidationError({"default_language": message})
        with told_beside():
            require_nobody_named(texts_of(self), self._said_before(), user=self.for_user)
        return data

    def _said_before(self) -> list[str]:
        saved = Section.objects.filter(pk=self.instance.pk).first() if self.instance.pk else None
        return texts_in(saved) if saved else []


class SectionOverview(Overview):
    """A section's page at the desk: its choices' wordings by language, and what can be changed."""

    template_name = "desk/section.html"
    fetched = ("words",)

    def get_page_subtitle(self) -> str:
        """The section's name in the reader's language."""
        return said.name(self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The newest wording of each language."""
        newest: dict[str, Any] = {}
        for notice in self.object.consent_notices.order_by("language", "version"):
            newest[notice.language] = notice
        return super().get_context_data(
            notices=[(code, endonym(code), newest.get(code)) for code in self.object.languages],
            buttons=self._buttons(),
            signed_up=confirmed_in(self.object.pk),
            **kwargs,
        )

    def _buttons(self) -> list[Button]:
        if not may(self.request.user, Right.SECTION, self.object):
            return []
        return [
            Button(gettext("Edit the section"), reverse("sections:edit", args=[self.object.pk])),
            Button(gettext("Ask for a translation"), reverse("desk_translation_ask", args=["section", self.object.pk])),
            *(
                Button(
                    # Translators: %(language)s is a language by its own name, such as "Français".
                    gettext("New wording of the choices: %(language)s") % {"language": endonym(code)},
                    reverse("desk_section_wording", args=[self.object.pk, code]),
                )
                for code in self.object.languages
            ),
        ]


class SectionViewSet(DeskViewSet):
    """Sections."""

    model = Section
    name = "sections"
    icon = "home"
    menu_label = _("Sections")
    menu_order = 200
    add_to_admin_menu = True
    inspect_view_enabled = True
    inspect_view_class = SectionOverview
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    *(
                        FieldPanel(name)
                        for name in (
                            "key", "territory", "languages", "default_language", "host", "is_active", "order",
                        )
                    ),
                    words(
                        "name", "tagline", "about", "privacy_line", "privacy", "legal_notice", "postage",
                        heading=_("Name and legal texts, one row a language"),
                    ),
                ],
                heading=_("The section"),
            ),
            ObjectList(
                [FieldPanel(name) for name in ("contact_email", "postal_address", "mail_from")], heading=_("Contact")
            ),
            ObjectList(
                [
                    FieldPanel("unconfirmed"),
                    FieldPanel("half_translated", widget=forms.RadioSelect, help_text=HALF),
                    *(FieldPanel(name) for name in ("retention_months", "proof_of_work", "accent", "accent_dark")),
                ],
                heading=_("Rules and colours"),
            ),
            ObjectList(
                [FieldPanel(name) for name in ("days_without_news", "days_to_moderate")], heading=_("Time promised")
            ),
        ],
        base_form_class=SectionForm,
    )  # fmt: skip
    fetched = ("words",)
    search_fields = ["key", "words__name"]
    list_display = [
        TitleColumn("name", label=_("Section"), accessor=said.name, url_name="sections:inspect"),
        Column("key", label=_("Key"), sort_key="key"),
        Column(
            "languages", label=_("Languages"), accessor=lambda row: " · ".join(endonym(code) for code in row.languages)
        ),
        Column("is_active", label=_("Active"), accessor=lambda row: gettext("Yes") if row.is_active else gettext("No")),
    ]
