"""The rules for messages to a person at risk, as the desk reads them."""

from __future__ import annotations

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext

from openletter.cases.models import Case, SolidarityGuidance
from openletter.desk import said
from openletter.desk.forms.guidance import RULES
from openletter.kernel.languages import endonym


def guidance_of(case: Case) -> list[tuple[str, str]]:
    """Each rule and what it says, in the order of the form; empty where nothing is written."""
    row = SolidarityGuidance.objects.filter(case=case).first()
    return [_line(row, name) for name in RULES] if row else []


def _line(row: SolidarityGuidance, name: str) -> tuple[str, str]:
    field: Any = SolidarityGuidance._meta.get_field(name)
    return str(capfirst(field.verbose_name)), _value(row, name)


def _value(row: SolidarityGuidance, name: str) -> str:
    value = getattr(row, name)
    if name == "languages":
        return " · ".join(endonym(code) for code in value) or gettext("Any language")
    if name == "available_until":
        return said.day(value)
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    shown = getattr(row, f"get_{name}_display", None)
    return str(shown() if shown else value)
