"""Days and moments typed at the desk: how they are written, and what is said of those that cannot be taken."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput

from openletter.kernel import clock

# Digits and dashes keep their order in a page that runs from right to left.
DAY_INVALID = _("Write the day as year, month, day: for example 2027-01-31.")
MOMENT_INVALID = _("Write day and time as year, month, day, hour: for example 2027-01-31 14:30.")
DAY_PASSED = _("This day has passed. Choose a later one.")
OPENS_AFTER = _("This is after the deadline: nobody could act. Choose an earlier moment, or a later deadline.")

# Forms made from models say of a day or moment that cannot be read what `Day` and `Moment` say of it.
register_form_field_override(
    models.DateField, override={"widget": AdminDateInput, "error_messages": {"invalid": DAY_INVALID}}
)
register_form_field_override(
    models.DateTimeField, override={"widget": AdminDateTimeInput, "error_messages": {"invalid": MOMENT_INVALID}}
)


class Day(forms.DateField):
    """A day, typed or chosen from a calendar; one that cannot be read is told how it is written."""

    widget = AdminDateInput
    default_error_messages = {"invalid": DAY_INVALID}


class Moment(forms.DateTimeField):
    """The same with a time."""

    widget = AdminDateTimeInput
    default_error_messages = {"invalid": MOMENT_INVALID}


class DeadlineAhead:
    """Mix into a form with a `deadline`, and perhaps `opens_at`, before the form itself.

    A day that has passed is refused beside it, unless it stood already, and so is one before the action opens.
    """

    cleaned_data: dict[str, Any]
    changed_data: list[str]

    def clean(self) -> dict[str, Any]:
        """Nobody could ever act on what opens after its last day."""
        data: dict[str, Any] = super().clean() or self.cleaned_data  # type: ignore[misc]
        opens_at, deadline = data.get("opens_at"), data.get("deadline")
        if opens_at and deadline and deadline < opens_at.date():
            self.add_error("opens_at", OPENS_AFTER)  # type: ignore[attr-defined]
        return data

    def clean_opens_at(self) -> datetime | None:
        """The moment, or none; one that stands is not changed by a form that tells no seconds."""
        moment: datetime | None = self.cleaned_data["opens_at"]
        stood = self.get_initial_for_field(self.fields["opens_at"], "opens_at")  # type: ignore[attr-defined]
        kept = moment is not None and stood and moment == stood.replace(second=0, microsecond=0)
        return stood if kept else moment

    def clean_deadline(self) -> date | None:
        """The day, or none."""
        day: date | None = self.cleaned_data["deadline"]
        if day is not None and day < clock.today() and "deadline" in self.changed_data:
            raise forms.ValidationError(DAY_PASSED)
        return day
