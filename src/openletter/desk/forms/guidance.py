"""The form of the rules for messages to the person."""

from __future__ import annotations

from django import forms

from openletter.cases.models import SolidarityGuidance
from openletter.desk.days import Day
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
        field_classes = {"available_until": Day}
        widgets = {"max_length": forms.NumberInput(attrs={"min": 1})}
