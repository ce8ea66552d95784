"""Forms whose texts nobody else looks at: they name nobody at risk, and say so beside what was typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from openletter.cases.operations.naming import NamesSomebody, names_of, read_by, require_nobody_withheld
from openletter.cases.queries.naming import named_in
from openletter.kernel import clock


def texts_of(form: Any, *wanted: str) -> list[str]:
    """What the words of a fact, or the `wanted` ones, say in a form in every language; rows taken out say nothing."""
    rows = form.formsets["words"]
    if not rows.is_valid():
        return []
    names = wanted or [field.field_name for field in rows.model.translatable_fields]
    kept = [row.cleaned_data for row in rows.forms if not rows._should_delete_form(row)]
    return [str(said.get(name) or "") for said in kept for name in names]


def texts_in(fact: Any, *wanted: str) -> list[str]:
    """What the words of a saved fact, or the `wanted` of them, say in every language."""
    names = wanted or [field.field_name for field in fact.words.model.translatable_fields]
    return [str(getattr(row, name)) for row in fact.words.all() for name in names]


def require_nobody_named(texts: Iterable[str], before: Iterable[str], *, user: Any) -> None:
    """Pass if texts name nobody at risk who was not named `before`, and nobody who may not be shown at all.

    Raises NamesSomebody.
    """
    today = clock.today()
    named = require_nobody_withheld(texts, on=today, knows=read_by(user))
    known = {each.case for each in named_in(before, on=today)} if named else set()
    if new := [each for each in named if each.case not in known]:
        # Translators: %(names)s is a list of names of people at risk.
        sentence = _("This text names %(names)s. Write a story of the case instead: somebody else looks at it first.")
        raise NamesSomebody(sentence % {"names": names_of(new)})


@contextmanager
def told_beside() -> Iterator[None]:
    """What is refused stands above the form, as everything else that is wrong with it."""
    try:
        yield
    except NamesSomebody as refusal:
        raise ValidationError(refusal.message) from refusal
