"""The form of the rules for messages to the person."""

from __future__ import annotations

from django import forms
from wagtail.admin.widgets import AdminDateInput

from openletter.cases.models import SolidarityGuidance
from openletter.desk.fields import spoken, ticked

RULES = (
    "recipient_route", "return_address", "mention_organisation", "mention_case_or_charges",
    "political_comment", "religious_content", "seasonal_greeting", "photos_and_drawings", "languages",
    "max_length", "bundle_in_one_envelope", "reply_expected", "available_until",
)  # fmt: skip


class GuidanceForm(forms.ModelForm):
    """What a message may hold, and by which way it goes."""

    languages = ticked(SolidarityGuidance, "languages", spoken)

    class Meta:
        model = SolidarityGuidance
        fields = RULES
        widgets = {"available_until": AdminDateInput, "max_length": forms.NumberInput(attrs={"min": 1})}
