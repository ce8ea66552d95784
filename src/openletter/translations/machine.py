"""Drafts by a machine, where an installation has set one up (WAGTAILLOCALIZE_MACHINE_TRANSLATOR); off by default.

What it makes is marked as a machine's and is shown to nobody outside before a person has read and kept it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Locale
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.strings import StringValue

from openletter.kernel.audit import Actor
from openletter.kernel.refusals import Refused
from openletter.translations.drafting import Typed
from openletter.translations.operations import keep
from openletter.translations.parts import shown
from openletter.translations.reckoning import Sheet


def name_for(source_language: str, language: str) -> str:
    """What the machine is called that can draft between these languages; empty where there is none."""
    return str(machine.display_name) if (machine := _machine(source_language, language)) else ""


def draft(sheet: Sheet, *, actor: Actor, at: datetime) -> Sheet:
    """The machine drafts what nobody has said yet. Refuses where none is set up, and where it does not answer."""
    to, source = sheet.rendering.language, sheet.rendering.source_language
    machine = _machine(source, to)
    if machine is None:
        raise Refused(_("No machine is set up for this language."))
    wanted = [part for part in sheet.parts if not part.text]
    strings = {part.key: StringValue(part.string) for part in wanted}
    try:
        made = machine.translate(_locale(source), _locale(to), list(strings.values()))
    except OSError as error:
        raise Refused(_("The machine did not answer. Try again later.")) from error
    texts = {
        part.key: Typed(shown(made[strings[part.key]].data, rich=part.rich), by_machine=True)
        for part in wanted
        if strings[part.key] in made
    }
    return keep(sheet, texts, actor=actor, at=at) if texts else sheet


def _machine(source_language: str, language: str) -> Any:
    machine = get_machine_translator()
    if machine is None or not machine.can_translate(_locale(source_language), _locale(language)):
        return None
    return machine


def _locale(code: str) -> Locale:
    return Locale.objects.get(language_code=code)
