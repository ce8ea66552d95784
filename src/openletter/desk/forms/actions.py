"""Forms of what is done to an action."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from openletter.actions import evidence
from openletter.actions.models import Action
from openletter.actions.rules import MANUAL_SOURCES, CloseReason, LedgerSource
from openletter.cases.models import Outcome
from openletter.desk import said
from openletter.desk.days import Day
from openletter.desk.finding import offer
from openletter.kernel.refusals import Refused


class BareForm(forms.Form):
    """Nothing to fill in: the page explains, the button does it."""


class SendForm(forms.Form):
    """Sending to review; where something may come later, whoever sends it says so."""

    def __init__(self, *args: Any, later: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if later:
            self.fields["later"] = forms.BooleanField(
                label=_("Send it all the same: what is missing comes later"),
                error_messages={"required": _("Tick this if what is missing comes later, or write it first.")},
            )


class ReasonForm(forms.Form):
    """Why it is done."""

    reason = forms.CharField(label=_("Reason"), widget=AdminAutoHeightTextInput, help_text=_("Only staff read it."))


class ExtendForm(forms.Form):
    """A later deadline."""

    deadline = Day(label=_("New deadline"))


class CloseForm(forms.Form):
    """Why an action ends. It begins with nothing chosen: nobody closes with a reason they have not read."""

    reason = forms.ChoiceField(label=_("Reason"), choices=[("", "—"), *CloseReason.choices])
    outcome = forms.ModelChoiceField(
        label=_("Outcome"),
        queryset=Outcome.objects.none(),
        required=False,
        empty_label="—",
        help_text=_("Shown on the closed action's page."),
    )

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["outcome"]
        field.queryset = action.case.outcomes.all()
        field.label_from_instance = lambda outcome: f"{outcome.get_type_display()} · {outcome.on}"


EVIDENCE = "application/pdf,image/jpeg,image/png,image/webp,image/avif,image/heic,image/heif"


def evidence_of(upload: Any) -> Any:
    """The file as it may be kept, or None; what it cannot be is said beside the field."""
    if not upload:
        return None
    if upload.size > evidence.LARGEST:  # not read into memory to be refused
        raise forms.ValidationError(_("This file is larger than 10 MB. Scan it with fewer dots, or add it in parts."))
    try:
        return evidence.taken(upload.read())
    except Refused as refusal:
        raise forms.ValidationError(refusal.message) from refusal


class EvidenceForm(forms.Form):
    """One more file behind an entry."""

    file = forms.FileField(
        label=_("Photograph or scan of the sheets"), help_text=_("A photo or a PDF, at most 10 MB."),
        widget=forms.FileInput(attrs={"accept": EVIDENCE}),
    )  # fmt: skip

    def clean_file(self) -> Any:
        """As it may be kept."""
        return evidence_of(self.cleaned_data["file"])


class CorrectionForm(forms.Form):
    """What an entry is put right by."""

    quantity = forms.IntegerField(
        label=_("Number"), help_text=_("What has to be added; a negative number takes away what was too many.")
    )
    reason = forms.CharField(
        label=_("Reason"), widget=AdminAutoHeightTextInput, help_text=_("What was wrong, and how you know.")
    )
    file = forms.FileField(
        label=_("Photograph or scan of the sheets"), required=False,
        widget=forms.FileInput(attrs={"accept": EVIDENCE}),
    )  # fmt: skip

    def clean_file(self) -> Any:
        """As it may be kept."""
        return evidence_of(self.cleaned_data["file"])


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
    file = forms.FileField(
        label=_("Photograph or scan of the sheets"), required=False,
        help_text=_(
            "A photo or a PDF, at most 10 MB. It is kept sealed, as long as the names of this action; more can be "
            "added on the entry’s page. Place and time are taken out of photos."
        ),
        widget=forms.FileInput(attrs={"accept": EVIDENCE}),
    )  # fmt: skip

    def __init__(self, *args: Any, actions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "action", actions, said.title, ("ref", "words__title"))

    def clean_file(self) -> Any:
        """As it may be kept."""
        return evidence_of(self.cleaned_data["file"])
