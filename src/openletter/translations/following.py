"""Noticing that words changed, wherever they were written: every write is in the audit, and the audit is read."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Q
from wagtail.models import Page

from openletter.kernel.models import AuditEntry
from openletter.translations import pages
from openletter.translations.models import Reckoning, Rendering
from openletter.translations.reckoning import reckon
from openletter.translations.texts import MODELS

_MOST = 50  # things in one round
_LATE = timedelta(seconds=60)  # a long transaction may write into the past
_PLACES = (
    (Rendering.Kind.SECTION, "sections"), (Rendering.Kind.CAMPAIGN, "campaigns"), (Rendering.Kind.CASE, "cases"),
    (Rendering.Kind.ACTION, "actions"), (Rendering.Kind.REASON, "reasons"),
)  # fmt: skip
_OURS = ("cases.", "actions.", "web.", "sections.", "campaigns.", "solidarity.reason")
_KINDS = {
    "cases.case": Rendering.Kind.CASE, "actions.action": Rendering.Kind.ACTION,
    "sections.section": Rendering.Kind.SECTION, "campaigns.campaign": Rendering.Kind.CAMPAIGN,
    "solidarity.reason": Rendering.Kind.REASON,
}  # fmt: skip


def follow(*, at: datetime) -> int:
    """Reckon what was touched since the last round, and some of what was there before; returns how many things."""
    place = Reckoning.objects.first() or Reckoning(pk=1, through=at)
    touched = _touched(place.through - _LATE) if place.pk and not place._state.adding else set()
    work = list(dict.fromkeys([*touched, *_older(place)]))
    for kind, pk in work:
        try:
            reckon(kind, pk, at=at)
        except ObjectDoesNotExist:
            Rendering.objects.filter(kind=kind, subject_id=pk).delete()
    place.through = at
    place.save()
    return len(work)


def _touched(after: datetime) -> set[tuple[str, int]]:
    ours = Q(*(("subject_type__startswith", beginning) for beginning in _OURS), _connector=Q.OR)
    rows = AuditEntry.objects.filter(ours, at__gte=after).order_by()
    found = (_thing(kind, pk) for kind, pk in rows.values_list("subject_type", "subject_id").distinct())
    return {thing for thing in found if thing is not None}


def _older(place: Reckoning) -> list[tuple[str, int]]:
    """The next things of an installation that was there before its translations were reckoned."""
    found: list[tuple[str, int]] = _older_pages(place)
    for kind, field in _PLACES:
        rows = MODELS[kind]._default_manager.filter(pk__gt=getattr(place, field)).order_by("pk")
        ids = list(rows.values_list("pk", flat=True)[:_MOST])
        if ids:
            setattr(place, field, ids[-1])
        found += [(kind, pk) for pk in ids]
    return found


def _older_pages(place: Reckoning) -> list[tuple[str, int]]:
    rows = Page.objects.filter(pk__gt=place.pages, content_type__in=pages.kinds()).order_by("pk")
    ids = list(rows.values_list("pk", flat=True)[:_MOST])
    if ids:
        place.pages = ids[-1]
    numbers = (pages.number_of(pk) for pk in ids)
    return [(Rendering.Kind.PAGE, number) for number in dict.fromkeys(numbers) if number is not None]


def _thing(label: str, pk: str) -> tuple[str, int] | None:
    """The case or action that a touched row belongs to."""
    if label in _KINDS:
        return _KINDS[label], int(pk)
    model = apps.get_model(label)
    if issubclass(model, Page):
        number = pages.number_of(int(pk))
        return (Rendering.Kind.PAGE, number or int(pk))
    names = {field.name for field in model._meta.fields}
    for name, kind in (("action", Rendering.Kind.ACTION), ("case", Rendering.Kind.CASE)):
        if name in names and (row := model._default_manager.filter(pk=pk).values_list(f"{name}_id", flat=True).first()):
            return kind, int(row)
    return None
