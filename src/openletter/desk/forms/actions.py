"""Forms of what is done to an action."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateInput

from openletter.actions.models import Action
from openletter.actions.rules import MANUAL_SOURCES, CloseReason, LedgerSource
from openletter.cases.models import Outcome
from openletter.desk import said


class BareForm(forms.Form):
    """Nothing to fill in: the page explains, the button does it."""


class ReasonForm(forms.Form):
    """Why it is done."""

    reason = forms.CharField(label=_("Reason"), widget=AdminAutoHeightTextInput, help_text=_("Only staff read it."))


class ExtendForm(forms.Form):
    """A later deadline."""

    deadline = forms.DateField(label=_("New deadline"), widget=AdminDateInput)


class CloseForm(forms.Form):
    """Why an action ends."""

    reason = forms.ChoiceField(label=_("Reason"), choices=[("", "—"), *CloseReason.choices])
    outcome = forms.ModelChoiceField(
        label=_("Outcome"),
        queryset=Outcome.objects.none(),
        required=False,
        help_text=_("Shown on the closed action's page."),
    )

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["outcome"]
        field.queryset = action.case.outcomes.all()
        field.label_from_instance = lambda outcome: f"{outcome.get_type_display()} · {outcome.on}"


class LedgerForm(forms.Form):
    """A number counted elsewhere."""

    action = forms.ModelChoiceField(label=_("Action"), queryset=Action.objects.none())
    source = forms.ChoiceField(
        label=_("Source"), choices=[("", "—"), *((value, LedgerSource(value).label) for value in MANUAL_SOURCES)]
    )
    quantity = forms.IntegerField(
        label=_("Number"), help_text=_("A negative number corrects an earlier entry, which itself is never changed.")
    )
    reason = forms.CharField(
        label=_("Reason"), widget=AdminAutoHeightTextInput, help_text=_("Where this number comes from.")
    )
    evidence = forms.CharField(
        label=_("Evidence"),
        required=False,
        widget=AdminAutoHeightTextInput,
        help_text=_("Where the sheets, the report or the figure lie."),
    )

    def __init__(self, *args: Any, actions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["action"]
        field.queryset, field.label_from_instance = actions, said.title
