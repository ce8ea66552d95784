"""Forms about people of staff."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openletter.desk import said
from openletter.sections.access import Right, holdings, sections_for
from openletter.sections.rules import Role

EVERYWHERE = "*"


class RoleForm(forms.Form):
    """A section and the roles held there. All sections can be chosen only by who administers all of them."""

    section = forms.ChoiceField(label=_("Section"))
    roles = forms.MultipleChoiceField(label=_("Roles"), choices=Role.choices, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, giver: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sections = {str(section.pk): section for section in sections_for(giver, Right.STAFF)}
        choices = [("", "—"), *((pk, said.name(section)) for pk, section in self.sections.items())]
        if holdings(giver).section_ids(Right.STAFF) is None:
            choices.append((EVERYWHERE, str(_("All sections (the secretariat)"))))
        self.fields["section"].choices = choices  # type: ignore[attr-defined]

    def section_chosen(self) -> Any:
        """The section, or None for all of them."""
        return self.sections.get(self.cleaned_data["section"])


class InviteForm(RoleForm):
    """A new member of staff."""

    email = forms.EmailField(label=_("E-mail address"))
    first_name = forms.CharField(label=_("First name"), max_length=150)
    last_name = forms.CharField(label=_("Last name"), max_length=150)
    field_order = ("email", "first_name", "last_name", "section", "roles")
