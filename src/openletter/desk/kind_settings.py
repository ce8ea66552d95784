"""The settings that an action's kind has, as a part of the action's form: only those of the kind chosen count."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from openletter.actions.kinds import Address, Kind, Need, Option, Tool, all_kinds, kind_of
from openletter.actions.operations import readiness
from openletter.kernel.languages import in_a_row


def field_of(option: Option) -> forms.Field:
    """The form field of one setting: a list to tick, a list to choose from, a yes or no, or a line."""
    said: dict[str, Any] = {"label": option.label, "help_text": option.hint, "required": False}
    if option.several:
        return forms.MultipleChoiceField(choices=option.choices, widget=forms.CheckboxSelectMultiple, **said)
    if option.choices:
        return forms.ChoiceField(choices=option.choices, **said)
    if isinstance(option.default, bool):
        return forms.BooleanField(**said)
    return forms.CharField(**said)


def form_of(kind: Kind, settings: Mapping[str, Any] | None = None, data: Any = None) -> forms.Form:
    """The settings of one kind as a form of their own, filled with what is set or else with what holds by default."""
    fields = {option.name: field_of(option) for option in kind.options}
    form: Any = type("SettingsForm", (forms.Form,), fields)
    initial = {option.name: (settings or {}).get(option.name, option.default) for option in kind.options}
    made: forms.Form = form(data, prefix=f"settings-{kind.key}", initial=initial)
    return made


def shape_of(kind: Kind) -> dict[str, Any]:
    """What the action's form is for this kind: what it says of it, and which parts it leaves out."""
    needed = in_a_row([readiness.called(need, kind) for need in Need if need in kind.needs])
    leaves = {str(need) for need in kind.leaves_out}
    parts = {
        "sheet": Tool.SHEET in kind.tools,
        "subject": kind.has_subject,
        "use": bool(kind.uses),
        "settings": bool(kind.options),
        "unconfirmed": kind.address == Address.REQUIRED,
    }
    return {
        "text": str(kind.text_name),
        # Translators: %(parts)s is a list such as "a demand, a letter".
        "says": [str(kind.definition), gettext("Before it can be approved it needs: %(parts)s.") % {"parts": needed}],
        "leaves": sorted(leaves | {part for part, there in parts.items() if not there}),
    }


class KindSettingsWidget(forms.Widget):
    """One group of fields for each kind that has settings; with scripts only the chosen kind's is seen."""

    template_name = "desk/widgets/kind_settings.html"
    kind = ""

    class Media:
        js = ("desk/kind_settings.js",)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """The groups: all of them while the kind can still be chosen, else its own."""
        kinds = [kind_of(self.kind)] if self.kind else all_kinds()
        groups = [
            (kind, value if isinstance(value, forms.Form) and value.prefix == f"settings-{kind.key}" else
             form_of(kind, value if isinstance(value, dict) else None))
            for kind in kinds if kind.options
        ]  # fmt: skip
        return {**super().get_context(name, value, attrs), "groups": groups,
                "shapes": json.dumps({kind.key: shape_of(kind) for kind in kinds})}  # fmt: skip

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """What was typed for the kind that was chosen."""
        key = self.kind or data.get("kind", "")
        known = next((kind for kind in all_kinds() if kind.key == key), None)
        return form_of(known, data=data) if known else {}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Never: an empty list of ticks is an answer."""
        return False

    def format_value(self, value: Any) -> Any:
        """As it is: the template draws forms."""
        return value


class KindSettings(forms.Field):
    """The field: its value is the JSON kept with the action."""

    widget = KindSettingsWidget

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, label=_("Settings of this kind"), **kwargs)

    def fix(self, kind: str) -> None:
        """From now on only this kind's settings are asked."""
        self.widget.kind = kind

    def prepare_value(self, value: Any) -> Any:
        """What is kept, or what was typed."""
        return value

    def clean(self, value: Any) -> dict[str, Any]:
        """The settings; refuses what is not among the choices, beside the field."""
        if not isinstance(value, forms.Form):
            return {}
        if not value.is_valid():
            raise ValidationError([f"{value[name].label}: {error}" for name, errors in value.errors.items()
                                   for error in errors])  # fmt: skip
        return dict(value.cleaned_data)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether what is kept would change."""
        return not isinstance(data, forms.Form) or not data.is_valid() or dict(data.cleaned_data) != (initial or {})
