"""What a state hangs on beside its own rows: offices, contributors, languages. It may be deleted while the state waits.

States are rows as plain values, with what hangs on them (`kernel.clusters`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations

from openletter.kernel.languages import in_a_row
from openletter.kernel.models import AuditEntry
from openletter.kernel.refusals import Refused

Key = tuple[type[models.Model], Any]


def gone_from(model: type[models.Model], state: dict[str, Any], stands: dict[str, Any]) -> frozenset[Key]:
    """What a state of this model hangs on and is not there any more.

    `stands` is a state that the database holds now: what that hangs on is there, and is not asked for.
    """
    asked: dict[type[models.Model], set[Any]] = {}
    for other, pk in {*_needs(model, state)} - {*_needs(model, stands)}:
        asked.setdefault(other, set()).add(pk)
    there = {
        other: {*other._base_manager.filter(pk__in=pks).values_list("pk", flat=True)} for other, pks in asked.items()
    }
    return frozenset((other, pk) for other, pks in asked.items() for pk in pks - there[other])


def without(model: type[models.Model], state: dict[str, Any], gone: Collection[Key]) -> dict[str, Any]:
    """The state without what is gone: rows that cannot be without it are left out, others stay and name it no more."""
    return (_without(model, state, gone) or state) if gone else state


def require_there(gone: Collection[Key]) -> None:
    """Pass where nothing is gone. Raises Refused with what it was, and what to do."""
    if gone:
        sentence = _(
            # Translators: %(parts)s is a list of what was deleted, such as "office: Ministry of Justice".
            "Part of this is not there any more: %(parts)s. Open it with “Write on”: it is left out there. Look at "
            "what remains and save it; then it can be approved."
        )
        raise Refused(sentence % {"parts": in_a_row(sorted(_called(*key) for key in gone))})


def _called(model: type[models.Model], pk: Any) -> str:
    """What it was, by the name under which the audit knows it."""
    entries = AuditEntry.objects.filter(subject_type=model._meta.label_lower, subject_id=str(pk)).order_by("-pk")
    kind, name = str(model._meta.verbose_name), entries.values_list("subject", flat=True).first()
    return f"{kind}: {name}" if name else kind


def _elsewhere(model: type[models.Model]) -> Iterator[Any]:
    """The fields that name a row of another cluster."""
    for field in model._meta.concrete_fields:
        if field.is_relation and not field.primary_key and not isinstance(field, ParentalKey):
            yield field


def _needs(model: type[models.Model], state: dict[str, Any]) -> Iterator[Key]:
    for field in _elsewhere(model):
        if (pk := state.get(field.name)) is not None:
            yield field.related_model, pk
    for relation in get_all_child_relations(model):
        for row in state.get(relation.get_accessor_name()) or []:
            yield from _needs(relation.related_model, row)


def _without(model: type[models.Model], state: dict[str, Any], gone: Collection[Key]) -> dict[str, Any] | None:
    result = dict(state)
    for field in _elsewhere(model):
        if (field.related_model, state.get(field.name)) in gone:
            if not field.null:
                return None
            result[field.name] = None
    for relation in get_all_child_relations(model):
        name = relation.get_accessor_name()
        if name in state:
            rows = [_without(relation.related_model, row, gone) for row in state[name] or []]
            result[name] = [row for row in rows if row is not None]
    return result
