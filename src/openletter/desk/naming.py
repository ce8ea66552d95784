"""Forms whose texts nobody else looks at: they name nobody at risk, and say so beside what was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from openletter.cases.operations.naming import (
    NamesSomebody,
    first_withheld,
    names_of,
    read_by,
    require_nobody_withheld,
)
from openletter.cases.queries.naming import named_in
from openletter.kernel import clock
from openletter.targets.representatives.shapes import Fault


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


def require_nobody_withheld_now(texts: Iterable[str], *, user: Any) -> None:
    """Pass if texts name nobody at risk who may not be shown today: names of people may be those of others, who may.

    Raises NamesSomebody.
    """
    require_nobody_withheld(texts, on=clock.today(), knows=read_by(user))


def refuse_beside(form: Any, typed: Iterable[tuple[Any, str]], require: Callable[[list[str]], None]) -> None:
    """Refuse the first of the fields of a form, or of its rows, that says something new which `require` refuses.

    The error stands beside it. Only the first is told: each would tell a name of its own. What stood there before is
    not asked, so that what happened since to somebody of this name keeps nobody from saving the rest.
    """
    new = [(row, name, str(row.cleaned_data[name])) for row, name in typed if _is_new(row, name)]
    try:
        if new:
            require([text for _row, _name, text in new])
    except NamesSomebody as refusal:
        row, name = next(((row, name) for row, name, text in new if not _passes(text, require)), (form, None))
        row.add_error(name, refusal.message)


def _is_new(row: Any, name: str) -> bool:
    return name in row.changed_data and bool(getattr(row, "cleaned_data", {}).get(name))


def _passes(text: str, require: Callable[[list[str]], None]) -> bool:
    try:
        require([text])
    except NamesSomebody:
        return False
    return True


def rows_of(form: Any, formset: str, *names: str) -> list[tuple[Any, str]]:
    """These fields of every row of a form that is kept; none where something else is wrong with the rows."""
    rows = form.formsets[formset]
    if not rows.is_valid():
        return []
    return [(row, name) for row in rows.forms if not rows._should_delete_form(row) for name in names]


def named_in_table(rows: list[tuple[int, list[str]]], *, user: Any) -> list[Fault]:
    """The first row of a table that names somebody at risk who may not be shown, as a fault of its row."""
    found = first_withheld(rows, on=clock.today(), knows=read_by(user))
    return [Fault(found[0], "", found[1])] if found else []


@contextmanager
def told_beside() -> Iterator[None]:
    """What is refused stands above the form, as everything else that is wrong with it."""
    try:
        yield
    except NamesSomebody as refusal:
        raise ValidationError(refusal.message) from refusal
