"""Credits in the forms of cases and actions: who did what, of those whom the section keeps as contributors."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.panels import FieldPanel

from openletter.desk.panels import Rows
from openletter.sections.credits import called
from openletter.sections.models import Contributor

LONGEST_NUMBER = 19  # digits of a number that a database takes, and one


class CreditFormSet(BaseChildFormSet):
    """Nobody is credited twice for the same thing."""

    def clean(self, *args: Any, **kwargs: Any) -> None:
        """Refuse the second line that says the same, beside it."""
        seen = set()
        for form in self.forms:
            said = getattr(form, "cleaned_data", {})
            if not said.get("contributor") or self._should_delete_form(form):
                continue
            line = (said["contributor"].pk, said.get("role"), said.get("language"))
            if line in seen:
                form.add_error("contributor", ValidationError(gettext("This credit stands here already.")))
                raise ValidationError(gettext("Each credit can stand here once."))
            seen.add(line)
        super().clean(*args, **kwargs)


def credit_rows() -> Rows:
    """The panel in which credits are written."""
    return Rows(
        "credits",
        panels=[FieldPanel(name) for name in ("contributor", "role", "language")],
        formset=CreditFormSet,
        heading=_("Credits"),
        label=_("credit"),
        help_text=_(
            "Groups, coordinators, partners and others who took part. They are kept under Contributors, with the day "
            "on which they agreed to be named; whoever has not agreed, or took it back, is left out of the page."
        ),
    )


def offer_contributors(form: Any, sections: Any) -> None:
    """Let the credit lines of a form name contributors of its own section; of a new row, of the section chosen.

    `sections` are those for which the person may write.
    """
    rows = Contributor.objects.filter(section__in=sections)
    chosen = form.data.get(form.add_prefix("section"), "")
    if form.instance.section_id:
        rows = Contributor.objects.filter(section=form.instance.section_id)
    elif chosen.isdecimal() and len(chosen) < LONGEST_NUMBER:
        rows = rows.filter(section=int(chosen))
    formset = form.formsets["credits"]

    class One(formset.form):  # type: ignore[name-defined]
        """One line."""

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            field = self.fields["contributor"]
            field.queryset, field.label_from_instance = rows, called

    formset.form = One
