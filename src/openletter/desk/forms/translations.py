"""What is asked when words are wanted in other languages, and how the queue is narrowed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from openletter.accounts.models import User
from openletter.desk.days import Day
from openletter.kernel.languages import endonym, known
from openletter.sections.models import Membership, Section
from openletter.sections.rules import Role
from openletter.translations.rules import TranslationState

_TRANSLATE = (Role.TRANSLATOR, Role.EDITOR, Role.RESEARCHER, Role.ADMIN)


def translators_of(section: Section | None) -> Any:
    """The people who may write words in a section, or in any section what all of them share."""
    held = Membership.objects.filter(role__in=_TRANSLATE)
    if section is not None:
        held = held.filter(Q(section=section) | Q(section=None))
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("last_name", "first_name", "email")


class AskForm(forms.Form):
    """Into which languages, who, until when, and what they should know."""

    languages = forms.MultipleChoiceField(label=_("Languages"), widget=forms.CheckboxSelectMultiple)
    things = forms.MultipleChoiceField(
        label=_("Together with it"), required=False, widget=forms.CheckboxSelectMultiple
    )  # fmt: skip
    translator = forms.ModelChoiceField(
        label=_("Translator"), queryset=User.objects.none(), required=False, empty_label=_("Nobody in particular")
    )
    due = Day(label=_("Wanted by"), required=False)
    note = forms.CharField(label=_("Note for the translator"), required=False, widget=AdminAutoHeightTextInput)

    def __init__(
        self,
        *args: Any,
        section: Section | None,
        languages: Iterable[str],
        beside: Iterable[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["languages"].choices = [(code, endonym(code)) for code in languages]
        fields["things"].choices = list(beside)
        if not fields["things"].choices:
            del self.fields["things"]
        fields["translator"].queryset = translators_of(section)


class QueueForm(forms.Form):
    """Which translations are looked at."""

    state = forms.ChoiceField(label=_("State"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    due = forms.ChoiceField(
        label=_("Wanted"), required=False,
        choices=[("", _("At any time")), ("late", _("Before today")), ("week", _("In seven days"))],
    )  # fmt: skip
    mine = forms.BooleanField(label=_("Asked of me"), required=False)
    theirs = forms.BooleanField(label=_("Asked by me of others"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        # Translators: of translations; everything but what is approved
        fields["state"].choices = [("", _("Not approved yet")), *TranslationState.choices, ("all", _("Every state"))]
        fields["language"].choices = [("", _("Every language")), *((code, endonym(code)) for code in known())]
