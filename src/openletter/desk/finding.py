"""One of very many rows: the newest are offered, and any other is found by its number or name in the same form."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import reduce
from operator import or_
from typing import Any

from django import forms
from django.db.models import Count, Model, Q, QuerySet, Window
from django.forms.models import ModelChoiceIterator
from django.forms.utils import ErrorDict, ErrorList
from django.http import HttpRequest, HttpResponse
from django.views.generic.edit import BaseUpdateView

from openletter.desk.fields import NEWEST, SearchableSelect, SearchableSelectMultiple

FIND = "find"
"""The name of the button that looks for rows; its value is the name of the field."""
BOX = "-find"
"""What stands after a field's name in that of the box in which a number or name is typed."""
FIRST = 1000
"""So many of what a search finds are fetched at once, by their numbers."""
_LONGEST = 18  # digits of a number that a database takes


class _Finds:
    """A list with a box in which others are looked for, as long as there are more than it shows."""

    choices: Any
    told = ""  # what was looked for
    more = False  # whether there are others

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """With the box; the rows are fetched before it is known whether there are more."""
        context: dict[str, Any] = super().get_context(name, value, attrs)  # type: ignore[misc]
        field = getattr(self.choices, "field", self)
        own = {"box": f"{name}{BOX}", "find": FIND, "told": field.told, "more": field.more, "newest": NEWEST}
        return {**context, **own}


class FindingSelect(_Finds, SearchableSelect):
    """One."""

    template_name = "desk/widgets/finding.html"


class FindingSelectMultiple(_Finds, SearchableSelectMultiple):
    """Several."""

    template_name = "desk/widgets/finding.html"


def newest(rows: QuerySet[Any], told: str, by: tuple[str, ...]) -> tuple[list[Any], bool]:
    """The row of which it is the number, then the newest that hold what is told in a field; and are there more.

    Each field is looked through apart: joined words would name a row once a language.
    """
    if not told:
        found = list(rows.order_by("-pk")[: NEWEST + 1])
        return found[:NEWEST], len(found) > NEWEST
    numbered = list(rows.filter(pk=int(told))) if told.isdecimal() and len(told) <= _LONGEST else []
    others = rows.filter(reduce(or_, (holding(rows.model, name, told) for name in by)))
    return numbered + list(others.exclude(pk__in=[row.pk for row in numbered]).order_by("-pk")[:NEWEST]), True


def holding(model: type[Model], path: str, told: str) -> Q:
    """The filter for rows that hold something told in a field, their own or one that a path of relations leads to.

    Each table on the way, of relations to one row or from many, is asked apart for the numbers of the rows before it:
    a join would first look up the row of every word that holds it, and a common word stands in all of them.
    """
    name, _dots, rest = path.partition("__")
    if not rest:
        return Q(**{f"{name}__icontains": told})
    field: Any = model._meta.get_field(name)
    return Q(**{f"{name if field.concrete else 'pk'}__in": _numbers(field, rest, told)})


def _numbers(field: Any, rest: str, told: str) -> QuerySet[Any]:
    """What stands on this side of a relation, of the rows on its other side that hold something."""
    other = field.related_model
    if not field.concrete:
        return _rows(other, holding(other, rest, told)).values(field.remote_field.name)
    name, _dots, further = rest.partition("__")
    onward: Any = other._meta.get_field(name)
    if further and not onward.concrete:  # its rows name those of the other side: these need not be looked up
        return _numbers(onward, further, told)
    return _rows(other, holding(other, rest, told)).values("pk")


def _rows(model: type[Model], held: Q) -> QuerySet[Any]:
    return model._base_manager.filter(held).order_by()


class Found:
    """The numbers of rows that a search found, as pages ask for them.

    One query finds the first of them and how many there are: looking through every word takes long, counting does not.
    """

    def __init__(self, rows: QuerySet[Any]) -> None:
        self.rows = rows.values_list("pk", flat=True)
        told = rows.annotate(found=Window(Count("*"))).values_list("pk", "found")[:FIRST]
        self.first, self.number = [pk for pk, _found in told], next((found for _pk, found in told), 0)

    def count(self) -> int:
        """How many were found."""
        return self.number

    def __getitem__(self, place: slice) -> list[Any]:
        return self.first[place] if place.stop <= FIRST else list(self.rows[place])


class _Offered(ModelChoiceIterator):
    """The newest, or what was found; and what is chosen, which no search takes away."""

    def __iter__(self) -> Iterator[Any]:
        field: Any = self.field
        if field.empty_label is not None:
            yield ("", field.empty_label)
        rows, field.more = newest(self.queryset, field.told, field.by)
        kept = set(field.chosen) - {str(row.pk) for row in rows}
        for row in [*(self.queryset.filter(pk__in=kept) if kept else ()), *rows]:
            yield self.choice(row)


def offer(
    form: Any, name: str, rows: QuerySet[Any], called: Callable[[Any], str], by: tuple[str, ...] = ("words__title",)
) -> None:
    """Let a form's field choose among the rows, of which the newest are offered; any of them is taken."""
    field = form.fields[name]
    several = isinstance(field, forms.ModelMultipleChoiceField)
    attrs, field.widget = field.widget.attrs, FindingSelectMultiple() if several else FindingSelect()
    field.widget.attrs, field.widget.is_required = attrs, field.required
    full = form.add_prefix(name)
    if form.is_bound and not field.disabled:
        value = field.widget.value_from_datadict(form.data, form.files, full)
    else:
        value = form.get_initial_for_field(field, name)
    numbers = [str(getattr(one, "pk", one)) for one in (value if isinstance(value, (list, tuple)) else [value])]
    field.chosen = [one for one in numbers if one.isdecimal() and len(one) <= _LONGEST]
    field.told = told_in(form.data, full) if form.is_bound and not field.disabled else ""
    field.by, field.more = by, False
    field.iterator, field.label_from_instance, field.queryset = _Offered, called, rows


def fix(form: Any, name: str, rows: QuerySet[Any], called: Callable[[Any], str]) -> None:
    """Show what a form's field holds and cannot be changed any more: that one row, whoever may choose it, and no other.

    What it is called is said as the reader may know it.
    """
    field = form.fields[name]
    field.disabled, field.label_from_instance = True, called
    field.queryset = rows.filter(pk=getattr(form.instance, f"{name}_id"))


def told_in(data: Any, name: str) -> str:
    """What was typed into the box of a field."""
    return str(data.get(f"{name}{BOX}", "")).replace("\x00", "").strip()[:100]


class Finding:
    """For pages with such forms: the button beside a box shows the form again, nothing done and nothing lost."""

    get_form: Any
    get_object: Any
    get_context_data: Any
    render_to_response: Any

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Look, or do what the form is for."""
        if FIND not in request.POST:
            return super().post(request, *args, **kwargs)  # type: ignore[misc]
        self.object = self._edited()
        form = self.form = self.get_form()
        _say_nothing(form)
        return self.render_to_response(self.get_context_data(form=form))

    def _edited(self) -> Any:
        """The row that the page edits; none where it is for a new one."""
        return self.get_object() if isinstance(self, BaseUpdateView) else getattr(self, "object", None)


def _say_nothing(form: Any) -> None:
    """Nobody is told of errors in a form that is not finished."""
    form._errors = ErrorDict()
    for formset in getattr(form, "formsets", {}).values():
        formset._errors, formset._non_form_errors = [], ErrorList()
        for one in formset.forms:
            _say_nothing(one)
            formset._errors.append(one._errors)
