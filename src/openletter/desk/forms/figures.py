"""What figures are asked for."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from openletter.actions.models import Action
from openletter.cases.models import Case
from openletter.desk import said
from openletter.desk.days import Day
from openletter.desk.figures.periods import Span
from openletter.sections.access import Right, sections_for, within
from openletter.sections.models import Section

EARLIEST = date(1961, 1, 1)


class _Day(forms.DateInput):
    input_type = "date"


class AskForm(forms.Form):
    """A section, a case or an action the person may see figures of, and a time."""

    section = forms.ModelChoiceField(Section.objects.none(), required=False, label=_("Section"), empty_label=_("All"))
    span = forms.ChoiceField(choices=Span.choices, required=False, label=_("Time"))
    first = Day(required=False, label=_("From"), widget=_Day(format="%Y-%m-%d"))
    last = Day(required=False, label=_("Up to"), widget=_Day(format="%Y-%m-%d"))
    case = forms.ModelChoiceField(Case.objects.none(), required=False, widget=forms.HiddenInput)
    action = forms.ModelChoiceField(Action.objects.none(), required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, user: Any) -> None:
        super().__init__({**data.dict(), "span": data.get("span") or Span.MONTH.value})
        self._limit("section", sections_for(user, Right.FIGURES))
        actions = Action.objects.filter(within(user, Right.FIGURES, "section_id"))
        self._limit("action", actions.prefetch_related("words"))
        own = within(user, Right.FIGURES, "section_id")
        cases = Case.objects.filter(own) | Case.objects.filter(pk__in=actions.values("case"))
        self._limit("case", cases.prefetch_related("words"))
        self.fields["section"].label_from_instance = said.name  # type: ignore[attr-defined]

    def _limit(self, name: str, rows: Any) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Own dates need both, in order."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("span") == Span.OWN and "first" not in self.errors and "last" not in self.errors:
            first, last = data.get("first"), data.get("last")
            if not first or not last:
                raise ValidationError({"last" if first else "first": gettext("Own dates need a first and a last day.")})
            if first > last or first < EARLIEST:
                raise ValidationError({"last": gettext("The last day comes before the first.")})
        return data
