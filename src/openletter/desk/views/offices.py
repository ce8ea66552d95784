"""Offices and routes of the post from tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from openletter.desk.naming import named_in_table
from openletter.desk.views.screen import FormScreen
from openletter.sections.access import Right
from openletter.targets.directory import (
    MOST_BYTES,
    bring_in,
    bring_in_routes,
    read_routes,
    read_table,
    report_on,
    routes,
)
from openletter.targets.directory.table import COLUMNS, WORDS
from openletter.targets.representatives.shapes import Fault

MOST_SHOWN = 50


class TableForm(forms.Form):
    """The file."""

    table = forms.FileField(
        label=_("The table"), widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}), help_text=_("CSV, UTF-8.")
    )

    def clean_table(self) -> bytes:
        """Its bytes; refused unread when it is too large."""
        file = self.cleaned_data["table"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(gettext("The file is larger than five megabytes. Cut it in two."))
        return bytes(file.read())


class ImportTable(FormScreen):
    """Brings a table in, or says row by row what is wrong with it."""

    template_name = "desk/import_table.html"
    form_class = TableForm
    rights = (Right.DIRECTORY,)
    columns: Sequence[str]

    def faults(self, body: bytes) -> Sequence[Fault]:
        """What stands in the way."""
        raise NotImplementedError

    def bring_in(self, body: bytes) -> tuple[int, int]:
        """Do it; how many rows are new, and how many were there."""
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        """All of it, or nothing and why."""
        body = form.cleaned_data["table"]
        if faults := self.faults(body):
            form.add_error(None, gettext("Nothing was imported. Mend the rows below in the file and try again."))
            return self.render_to_response(
                self.get_context_data(form=form, faults=faults[:MOST_SHOWN], more=max(0, len(faults) - MOST_SHOWN)),
                status=422,
            )
        new, kept = self.bring_in(body)
        # Translators: after a table was imported; both are numbers of its rows.
        said = gettext("New: %(new)s. Brought up to date: %(kept)s.") % {"new": new, "kept": kept}
        messages.success(self.request, said)
        return redirect(self.back)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the columns a table may have."""
        return super().get_context_data(columns=self.columns, **kwargs)


class ImportOffices(ImportTable):
    """Offices."""

    page_title = _("Import offices")
    under = ("offices:index", _("Offices"))
    columns = (*COLUMNS, *(f"{name}:en" for name in WORDS))
    explains = _(
        "One row an office. Offices that are there already, by their key, are brought up to date; "
        "ways the table does not name stay as they are. There is a column of words for each language, such as "
        "name:fr. A postal address leaves out the country; its lines stand in one cell, with | between them. Several "
        "e-mail addresses or numbers have semicolons between them."
    )

    def faults(self, body: bytes) -> Sequence[Fault]:
        """What stands in the way."""
        reading = read_table(body)
        said = [
            (office.row, [text for words in office.words.values() for text in words.values()])
            for office in reading.offices.values()
        ]
        return report_on(reading).faults or named_in_table(said, user=self.request.user)

    def bring_in(self, body: bytes) -> tuple[int, int]:
        """The offices of the table."""
        done = bring_in(read_table(body), **self.who_and_when())
        return len(done.new), len(done.kept)


class ImportRoutes(ImportTable):
    """Routes of the post."""

    page_title = _("Import routes of the post")
    under = ("routes:index", _("Routes of the post"))
    columns = routes.COLUMNS
    explains = _(
        "One row a route. Countries are two letters; an empty “from” is every country. State is suspended or "
        "through_embassy. A route between the same countries since the same day is brought up to date."
    )

    def faults(self, body: bytes) -> Sequence[Fault]:
        """What stands in the way."""
        found, faults = read_routes(body)
        sources = [(number, [route.source]) for number, route in found.items()]
        return faults or named_in_table(sources, user=self.request.user)

    def bring_in(self, body: bytes) -> tuple[int, int]:
        """The routes of the table."""
        return bring_in_routes(body, **self.who_and_when())


urls: list[URLPattern] = [
    path("offices/import/", ImportOffices.as_view(), name="desk_offices_import"),
    path("routes/import/", ImportRoutes.as_view(), name="desk_routes_import"),
]
