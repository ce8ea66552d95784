"""The form of a case's photo."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateInput

from openletter.cases.models import CasePhoto
from openletter.cases.operations import PhotoFacts
from openletter.desk.fields import DATE_HELP, DATE_INPUT
from openletter.desk.forms.texts import Text, TextsForm
from openletter.kernel.fields import validate_edtf


class PhotoForm(TextsForm):
    """The file, who took it, where the face is, and what it shows in each language."""

    upload = forms.FileField(
        label=_("The photo"),
        required=False,
        help_text=_(
            "JPEG, PNG, WebP, AVIF or HEIC, at most 10 MB. Place, time and owner are taken out of it before it is kept."
        ),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/avif,image/heic,image/heif"}),
    )
    credit = forms.CharField(
        label=_("Credit"), required=False, max_length=160, help_text=_("Who took it; shown beside the photo.")
    )
    focus_x = forms.IntegerField(
        label=_("Focal point, from the left, in percent"),
        min_value=0,
        max_value=100,
        help_text=_("Where the face is. Every size is cut around this point."),
        widget=forms.NumberInput(attrs={"data-focus": "x"}),
    )
    focus_y = forms.IntegerField(
        label=_("Focal point, from the top, in percent"),
        min_value=0,
        max_value=100,
        widget=forms.NumberInput(attrs={"data-focus": "y"}),
    )
    taken_on = forms.CharField(
        label=_("Taken on"),
        required=False,
        max_length=40,
        validators=[validate_edtf],
        help_text=DATE_HELP,
        widget=DATE_INPUT,
    )
    expires_on = forms.DateField(label=_("Last day it may be shown"), required=False, widget=AdminDateInput)
    rights_note = forms.CharField(
        label=_("Rights"),
        required=False,
        help_text=_("Who allowed us to use it, for what, where that is written. Never public."),
        widget=AdminAutoHeightTextInput,
    )
    texts = (Text("alt", _("What the photo shows, for those who do not see it"), 240),)

    def facts(self) -> PhotoFacts:
        """What is known of the photo."""
        data = self.cleaned_data
        return PhotoFacts(
            credit=data["credit"],
            focus=(data["focus_x"], data["focus_y"]),
            rights_note=data["rights_note"],
            taken_on=data["taken_on"],
            expires_on=data["expires_on"],
        )


def initial_of(photo: CasePhoto | None) -> dict[str, Any]:
    """What stands, to be changed; where there is no photo yet, the middle of its upper half."""
    if photo is None:
        return {"focus_x": 50, "focus_y": 40}
    alts = {f"alt_{row.language}": row.alt for row in photo.words.all()}
    names = ("credit", "focus_x", "focus_y", "taken_on", "expires_on", "rights_note")
    return {name: getattr(photo, name) for name in names} | alts
