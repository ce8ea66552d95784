"""What the audit keeps of an action in words: fields, languages, parts and days instead of their codes.

What we have no words for stands as it was written: nothing that changed is left out because nobody thought of it here.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from openletter.actions.models import Action, ActionWords, Appeal, AppealWords, DemandWords
from openletter.actions.rules import Field, TargetRole
from openletter.desk import said
from openletter.kernel.languages import endonym, known
from openletter.supporters.rules import Purpose

SILENT = frozenset({"pages"})  # numbers of rows
_OF_LANGUAGES = frozenset({"languages", "page_languages"})
_CODES = {"asks": Field, "offers": Purpose}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_DEMAND = re.compile(r"demand (\d+)")


def named(key: str) -> str:
    """A key of an entry: `title.fr`, `demand 1.text.fr`, `deadline`; an office is called by its name."""
    *rest, last = key.split(".")
    language = endonym(last) if rest and last in known() else ""
    name = _field(rest if language else [key])
    # Translators: %(what)s is a field such as "Title"; %(language)s a language by its own name, such as "Français"
    return _("%(what)s (%(language)s)") % {"what": name, "language": language} if language else name


def _field(parts: list[str]) -> str:
    if demand := _DEMAND.fullmatch(parts[0]):
        # Translators: %(number)s is 1, 2, 3 …
        return _("Demand %(number)s") % {"number": demand[1]}
    name = ".".join(parts)
    if name == "languages":
        return _("Languages")
    for model in (ActionWords, AppealWords, DemandWords, Action, Appeal):
        fields = {field.name: field for field in model._meta.concrete_fields}
        if name in fields:
            return str(capfirst(str(fields[name].verbose_name)))
    return name


def plain(key: str, value: Any) -> str:
    """What stood or stands there; a dash where nothing did."""
    if value in (None, "", [], {}):
        return "—"
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return ", ".join(_code(key, str(one)) for one in value)
    if isinstance(value, dict):
        return "; ".join(f"{name}: {plain(name, one)}" for name, one in value.items())
    return _dated(str(value)) if key in ("deadline", "opens_at") else str(value)


def _code(key: str, value: str) -> str:
    if key in _OF_LANGUAGES:
        return endonym(value)
    choices = _CODES.get(key)
    return str(dict(choices.choices).get(value, value)) if choices else value


def _dated(value: str) -> str:
    if _DAY.fullmatch(value):
        return said.day(date.fromisoformat(value))
    try:
        return said.moment(datetime.fromisoformat(value))
    except ValueError:
        return value


def role(value: Any) -> str:
    """The part an office has; a dash where it has none."""
    return str(dict(TargetRole.choices).get(value, value)) if value else "—"
