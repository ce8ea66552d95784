"""The form of the safety stop: what, and why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from openletter.desk.finding import FindingSelect

SHOWN = 8  # lines of the list: the first fit and its neighbours can be seen while typing


class StopForm(forms.Form):
    """One case or action, found by a few letters of its name, and the reason."""

    what = forms.ChoiceField(
        label=_("What must stop?"),
        help_text=_("Type a few letters of the name. A case stops with all its actions."),
        widget=FindingSelect(attrs={"size": SHOWN, "autofocus": True, "data-take-first": ""}),
    )
    reason = forms.CharField(label=_("Reason"), widget=AdminAutoHeightTextInput, help_text=_("Only staff read it."))

    def __init__(self, *args: Any, choices: Iterable[tuple[str, str]], told: str, more: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["what"]
        field.choices = list(choices)
        field.widget.told, field.widget.more = told, more
