"""The sheet of an urgent action as a part of the action's form."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList

from openletter.actions.models import UrgentSheet
from openletter.actions.urgent.numbers import stamped
from openletter.desk.fields import LanguageCodes, said_of
from openletter.desk.panels import Rows, words


class SheetForm(WagtailAdminModelForm):
    """The numbers of a sheet; languages are typed with commas."""

    preferred_languages = LanguageCodes(**said_of(UrgentSheet, "preferred_languages"))


class SheetFormSet(BaseChildFormSet):
    """At most one sheet, at a place in its series where no other one stands."""

    def clean(self, *args: Any, **kwargs: Any) -> None:
        """Refuse a place that another action of the section has, beside the number."""
        super().clean(*args, **kwargs)
        for form in self.forms:
            typed = getattr(form, "cleaned_data", {})
            if self._should_delete_form(form) or not typed.get("ua_number"):
                continue
            number, place = typed["ua_number"], typed.get("ua_sequence")
            rows = UrgentSheet.objects.filter(
                section=self.instance.section_id, ua_number=number, ua_sequence=place
            ).exclude(action=self.instance.pk)
            if place and rows.exists():
                taken = gettext("%(stamp)s stands here already.") % {"stamp": stamped(number, place)}
                form.add_error("ua_number", ValidationError(taken))
                raise ValidationError(taken)


SHEET = ObjectList(
    [
        Rows(
            "sheets",
            panels=[
                *(
                    FieldPanel(name)
                    for name in ("ua_number", "ua_sequence", "index_number", "issued_on", "preferred_languages",
                                 "diplomatic_copies")
                ),
                words("summary", "background_heading", "background", "pronouns"),
            ],
            form_class=SheetForm,
            formset=SheetFormSet,
            heading=_("For urgent actions only"),
            label=_("sheet"),
            max_num=1,
        ),
    ],
    heading=_("Urgent action"),
)  # fmt: skip
