"""Forms of letters to offices, and of their answers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from openletter.actions.models import Action
from openletter.deliveries.models import OfficeMail
from openletter.deliveries.rules.states import ResponseKind, ResponseWay
from openletter.desk import said
from openletter.desk.days import Moment
from openletter.desk.forms.actions import ReasonForm
from openletter.targets.models import Office


class PauseForm(ReasonForm):
    """Why letters to an office pause: it stands on the page of the letters."""

    reason = forms.CharField(
        label=_("Reason"), widget=AdminAutoHeightTextInput, help_text=_("Only staff read it."),
        max_length=OfficeMail._meta.get_field("pause_note").max_length,
    )  # fmt: skip


class JudgeForm(forms.Form):
    """What an answer amounts to."""

    kind = forms.ChoiceField(label=_("What it amounts to"), choices=[("", "—"), *ResponseKind.choices])


class AnswerForm(JudgeForm):
    """An answer that came another way than by mail."""

    action = forms.ModelChoiceField(label=_("Action"), queryset=Action.objects.none())
    office = forms.ModelChoiceField(label=_("Office"), queryset=Office.objects.none())
    way = forms.ChoiceField(
        label=_("How it came"), choices=[("", "—"), *(pair for pair in ResponseWay.choices if pair[0] != "mail")]
    )
    received_at = Moment(label=_("Received"))
    text = forms.CharField(
        label=_("What it says"), widget=AdminAutoHeightTextInput, max_length=20_000,
        help_text=_("The words, or a summary. It is kept sealed; each opening is written down."),
    )  # fmt: skip
    field_order = ("action", "office", "way", "received_at", "text", "kind")

    def __init__(self, *args: Any, actions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        action: Any = self.fields["action"]
        action.queryset, action.label_from_instance = actions, said.title
        office: Any = self.fields["office"]
        office.queryset = Office.objects.prefetch_related("words")
        office.label_from_instance = said.name
