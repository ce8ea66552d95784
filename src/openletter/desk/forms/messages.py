"""The forms of the moderation desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from openletter.desk.fields import spoken
from openletter.solidarity import reasons
from openletter.solidarity.models import SolidarityMessage
from openletter.solidarity.rules import CONCLUSIONS, LONGEST_REASON, LONGEST_TRANSLATION, BundleState


class WithholdForm(forms.Form):
    """Why a message is not passed on."""

    reason = forms.ChoiceField(label=_("Reason"))
    words = forms.CharField(
        label=_("In your own words"), required=False, max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )  # fmt: skip
    tell = forms.BooleanField(label=_("Tell the sender by mail, with these reasons"), required=False)

    def __init__(self, *args: Any, message: SolidarityMessage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = reasons.choosable(message.section_id, with_picture=message.has_picture)
        rows = [(each.code, str(each)) for each in found]
        self.fields["reason"].choices = [("", _("Choose")), *rows]  # type: ignore[attr-defined]


class SecondForm(forms.Form):
    """A question to somebody else."""

    note = forms.CharField(
        label=_("What should a second person look at?"), required=False, max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )  # fmt: skip


class TranslationForm(forms.Form):
    """The message in the recipient's language, beside the original."""

    language = forms.ChoiceField(label=_("Translated into"))
    text = forms.CharField(
        label=_("Translation"), required=False, max_length=LONGEST_TRANSLATION,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = spoken()  # type: ignore[attr-defined]


class SentForm(forms.Form):
    """When and how a bundle left."""

    on = forms.DateField(label=_("Sent on"), widget=AdminDateInput)
    how = forms.CharField(
        label=_("How"), max_length=200, help_text=_("By registered post, with the lawyer, handed to the family …")
    )


class ConclusionForm(forms.Form):
    """What is known of a bundle that left."""

    state = forms.ChoiceField(
        label=_("What is known"), choices=[(state.value, state.label) for state in BundleState if state in CONCLUSIONS]
    )
    on = forms.DateField(label=_("Known on"), widget=AdminDateInput)
    note = forms.CharField(label=_("Note"), required=False, max_length=300)
