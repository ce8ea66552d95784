"""Forms of handing a petition over."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from openletter.deliveries.models import PetitionDelivery
from openletter.deliveries.rules.handing_over import MOVES, Columns, DeliveryState
from openletter.desk import said
from openletter.desk.days import Day
from openletter.desk.fields import SearchableSelectMultiple
from openletter.targets.models import Office


class PlanForm(forms.Form):
    """To whom, and whether they share the names."""

    offices = forms.ModelMultipleChoiceField(
        label=_("Hand it to"), queryset=Office.objects.none(), widget=SearchableSelectMultiple,
        help_text=_("One office or several, such as the embassies in four capitals."),
    )  # fmt: skip
    split = forms.BooleanField(
        label=_("Split the names among them"), required=False,
        help_text=_(
            "Each gets a part of its own, and nobody’s name goes to two. The number on the certificate stays whole."
        ),
    )  # fmt: skip
    planned_on = Day(label=_("Planned for"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["offices"]
        field.queryset, field.label_from_instance = Office.objects.prefetch_related("words"), said.name


class StepForm(forms.Form):
    """What happened, of what can happen next."""

    state = forms.ChoiceField(label=_("What happened"))
    on = Day(label=_("On"))
    note = forms.CharField(
        label=_("Note"), required=False, max_length=300, widget=AdminAutoHeightTextInput,
        help_text=_("Who took it, what was said. Name no supporter."),
    )  # fmt: skip

    def __init__(self, *args: Any, delivery: PetitionDelivery, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        moves = MOVES.get(delivery.state, frozenset())
        field: Any = self.fields["state"]
        field.choices = [("", "—"), *((s.value, s.label) for s in DeliveryState if s in moves)]


class AskForm(forms.Form):
    """What the list says, and what it is for."""

    columns = forms.ChoiceField(
        label=_("What the list says"), choices=Columns.choices, initial=Columns.NAME_PLACE,
        help_text=_("Never an e-mail address, a telephone number, or what somebody wrote."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("What the names are for"), widget=AdminAutoHeightTextInput,
        help_text=_("Who gets them, when, on what. It stands in the audit."),
    )  # fmt: skip


class DecideForm(forms.Form):
    """Why names leave the house, or do not."""

    reason = forms.CharField(label=_("Reason"), required=False, widget=AdminAutoHeightTextInput)


class DestroyedForm(forms.Form):
    """When and how every copy was destroyed."""

    on = Day(label=_("Destroyed on"))
    how = forms.CharField(
        label=_("How"), max_length=300, widget=AdminAutoHeightTextInput,
        help_text=_("The file, its copies, what was printed and not handed over."),
    )  # fmt: skip
