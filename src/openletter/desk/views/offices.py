"""Offices from a table."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic.edit import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from openletter.kernel import clock
from openletter.sections.access import Right, may
from openletter.targets.directory import MOST_BYTES, bring_in, read_table, report_on
from openletter.targets.directory.table import COLUMNS, WORDS

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


class ImportOffices(WagtailAdminTemplateMixin, FormView):
    """Brings a table of offices in, or says row by row what is wrong with it."""

    template_name = "desk/import_offices.html"
    form_class = TableForm
    page_title = _("Import offices")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """For people who keep the directory."""
        if not may(request.user, Right.DIRECTORY):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """All of it, or nothing and why."""
        reading = read_table(form.cleaned_data["table"])
        if faults := report_on(reading).faults:
            form.add_error(None, gettext("Nothing was imported. Mend the rows below in the file and try again."))
            return self.render_to_response(
                self.get_context_data(form=form, faults=faults[:MOST_SHOWN], more=max(0, len(faults) - MOST_SHOWN)),
                status=422,
            )
        done = bring_in(reading, actor=self.request.user.actor, at=clock.now())  # type: ignore[union-attr]
        said = gettext("New offices: %(new)s. Brought up to date: %(kept)s.")
        messages.success(self.request, said % {"new": len(done.new), "kept": len(done.kept)})
        return redirect(reverse("offices:index"))

    def form_invalid(self, form: Any) -> HttpResponse:
        """The same page with the errors beside the field."""
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Home, the offices, this."""
        return [
            {"url": reverse("wagtailadmin_home"), "label": gettext("Home")},
            {"url": reverse("offices:index"), "label": gettext("Offices")},
            {"url": "", "label": str(self.page_title)},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the page says."""
        context = super().get_context_data(**kwargs)
        context["media"] = context["form"].media
        explains = gettext(
            "One row an office. Offices that are there already, by their key, are brought up to date; "
            "ways the table does not name stay as they are."
        )
        return {
            **context, "explains": explains, "button": self.page_title, "back": reverse("offices:index"),
            "columns": [*COLUMNS, *(f"{name}:en" for name in WORDS)],
        }  # fmt: skip


urls: list[URLPattern] = [path("offices/import/", ImportOffices.as_view(), name="desk_offices_import")]
