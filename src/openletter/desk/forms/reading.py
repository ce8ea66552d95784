"""For whom a page may be read before it is published, and how long."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openletter.actions.models import ReadingLink
from openletter.actions.operations.reading import MOST_DAYS
from openletter.kernel.languages import endonym


class LetReadForm(forms.Form):
    """Who reads, in which language, how many days."""

    reader = forms.ChoiceField(
        label=_("For whom"),
        choices=[("", "—"), *ReadingLink.Reader.choices],
        help_text=_("No name is kept: only in which role somebody reads."),
    )
    language = forms.ChoiceField(label=_("Language"))
    days = forms.IntegerField(label=_("Days it works"), initial=7, min_value=1, max_value=MOST_DAYS)

    def __init__(self, *args: Any, languages: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["language"]
        field.choices = [(code, endonym(code)) for code in languages]
