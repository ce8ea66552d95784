"""Keeping drafts in wagtail-localize's tables: the source frozen, a translation begun, one row for each string."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from wagtail.models import Locale, Page
from wagtail_localize.models import String, StringTranslation, Translation, TranslationContext, TranslationSource

from openletter.kernel.audit import Actor
from openletter.kernel.text import without_controls
from openletter.translations import placeholders
from openletter.translations.parts import Part, kept_as
from openletter.translations.reckoning import Sheet


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in a box now; `still_right`: a person says that what stands there holds for the source."""

    text: str
    still_right: bool = False
    by_machine: bool = False


def fault_of(part: Part, text: str) -> str:
    """What keeps a text from being published, in the reader's language; empty where nothing does."""
    try:
        kept_as(text, rich=part.rich)
    except ValueError:
        return _("This text holds marks that are not in the source. Keep only those of the source.")
    missing, foreign = placeholders.broken(part.source, text)
    longest = part.piece.most
    if longest and len(text) > longest:
        # Translators: beside a text that is too long
        return _("Too long: %(length)s of %(most)s letters.") % {"length": len(text), "most": longest}
    return placeholders.said(missing, foreign)


def store(sheet: Sheet, texts: Mapping[str, Typed], *, actor: Actor) -> bool:
    """Keep what differs from what stands there; returns whether anything did. `sheet.rendering` learns what waits."""
    changed = [part for part in sheet.parts if part.key in texts and _differs(part, texts[part.key])]
    if not changed:
        return False
    locale = Locale.objects.get(language_code=sheet.rendering.language)
    waiting = list(sheet.rendering.waiting)
    for part in changed:
        kept = _keep(part, texts[part.key], locale, actor)
        gone = {row.pk for row in (part.draft, part.older) if row is not None}
        waiting = [pk for pk in waiting if pk not in gone] + ([kept.pk] if kept else [])
    sheet.rendering.waiting = waiting
    return True


def _differs(part: Part, typed: Typed) -> bool:
    if typed.by_machine:
        return bool(typed.text) and part.draft is None and not part.present
    return typed.text != part.text or (typed.still_right and (part.changed or part.by_machine))


def _keep(part: Part, typed: Typed, locale: Locale, actor: Actor) -> StringTranslation | None:
    context, string = _anchored(part, locale)
    if not typed.text or (typed.text == part.present and part.was is None):
        StringTranslation.objects.filter(translation_of=string, locale=locale, context=context).delete()
        return None
    fault = fault_of(part, typed.text)
    machine = StringTranslation.TRANSLATION_TYPE_MACHINE
    row, _made = StringTranslation.objects.update_or_create(
        translation_of=string, locale=locale, context=context,
        defaults={
            "data": _data(part, typed.text), "last_translated_by_id": actor.id, "has_error": bool(fault),
            "field_error": fault,
            "translation_type": machine if typed.by_machine else StringTranslation.TRANSLATION_TYPE_MANUAL,
        },
    )  # fmt: skip
    return row


def _data(part: Part, text: str) -> str:
    """As the library keeps it; a text with marks it does not know is kept as it was typed, with its fault."""
    try:
        return kept_as(without_controls(text), rich=part.rich)
    except ValueError:
        return text


def _anchored(part: Part, locale: Locale) -> tuple[TranslationContext, String]:
    """The context and the string of a part; the source is frozen as it stands, and its translation begun."""
    source, _made = TranslationSource.update_or_create_from_instance(part.piece.source_row)
    # A page stays editable by hand in the page tree: an enabled translation would put the library's editor there.
    by_hand = isinstance(part.piece.source_row, Page)
    Translation.objects.get_or_create(source=source, target_locale=locale, defaults={"enabled": not by_hand})
    context = TranslationContext.objects.get(object_id=part.piece.anchor, path=part.piece.name)
    string = String.objects.get(locale_id=source.locale_id, data_hash=String._get_data_hash(part.string))
    return context, string


def published(sheet: Sheet, *, at: datetime) -> None:
    """The library knows when each translation last reached its row."""
    keys = {part.piece.anchor for part in sheet.parts}
    rows = Translation.objects.filter(source__object_id__in=keys)
    rows.filter(target_locale__language_code=sheet.rendering.language).update(destination_last_updated_at=at)
