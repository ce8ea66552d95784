"""The texts proposed in an action's form, fitted to its kind: what they are for, and whether they have a subject."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from openletter.actions.kinds import Kind, all_kinds, kind_of
from openletter.actions.models import Action, AppealWords

# Translators: the text proposed that holds wherever none of its own is written for one network.
EVERYWHERE = ("", _("Everywhere"))


def _uses() -> list[tuple[str, Any]]:
    """Every use of every kind; with scripts only those of the chosen kind are seen."""
    return [EVERYWHERE, *dict(use for kind in all_kinds() for use in kind.choices_of_use()).items()]


class AppealForm(WagtailAdminModelForm):
    """A text proposed; where it is for one network, which one."""

    use = forms.ChoiceField(
        label=_("For"),
        choices=_uses,
        required=False,
        help_text=_("One text serves everywhere. Where a network needs another one, add it and choose the network."),
    )


def fit(form: Any, kind: Kind) -> None:
    """Ask of the texts in an action's form what its kind has: its uses, and a subject only where there is one."""
    for text in form.formsets["appeals"].forms:
        text.fields["use"].choices = [EVERYWHERE, *kind.choices_of_use()]
        for words in text.formsets["words"].forms:
            words.fields["subject"].required = kind.has_subject


def texts_of(action: Action) -> list[tuple[Any, AppealWords]]:
    """The texts of an action, each with the name of the network it is for, or nothing."""
    names = dict(kind_of(action.kind).choices_of_use())
    return [(names.get(text.use, text.use), row) for text in action.appeals.all() for row in text.words.all()]
