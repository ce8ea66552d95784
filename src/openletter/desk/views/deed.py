"""What all single deeds share: one row, one right, one form, one verb of the domain, one answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.generic.edit import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from openletter.desk import said
from openletter.desk.finding import Finding
from openletter.desk.panels import languages_in_use
from openletter.kernel import clock
from openletter.kernel.refusals import Refused
from openletter.sections.access import Right, may, within


class Deed(Finding, WagtailAdminTemplateMixin, FormView):
    """A page that explains, asks what is needed, and does one thing on POST.

    A row of a section the person cannot see does not exist for them (404); a row they see but may not change refuses.
    """

    template_name = "desk/deed.html"
    model: Any
    right: Right
    seeing: Right
    path = "section_id"
    overview: str
    leads_to = ""  # where it ends, by the name of the address; the row's own page where it is empty
    explains: Any = ""
    button: Any = ""
    done: Any = ""
    grave = False
    subject: Any

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the row."""
        super().setup(request, *args, **kwargs)
        rows = self.model._default_manager.filter(within(request.user, self.seeing, self.path))
        self.subject = get_object_or_404(rows.prefetch_related("words"), pk=kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Refuse people who may see this row but not do this."""
        if not may(request.user, self.right, getattr(self.subject, self.path)):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def perform(self, form: Any) -> None:
        """Call the domain's verb. Raises Refused."""
        raise NotImplementedError

    def who_and_when(self) -> dict[str, Any]:
        """The actor and the moment that every verb asks for."""
        return {"actor": self.request.user.actor, "at": clock.now()}  # type: ignore[union-attr]

    def languages(self) -> list[str]:
        """The languages to write in: the section's own first, then what other sections speak."""
        own = list(self.subject.section.languages)
        return own + [code for code in languages_in_use() if code not in own]

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Do it; what the domain refuses stands above the form, with everything typed still there."""
        try:
            self.perform(form)
        except Refused as refusal:
            form.add_error(None, refusal.message)
            return self.form_invalid(form)
        messages.success(self.request, self.done)
        return redirect(reverse(self.leads_to, args=[self.subject.pk]) if self.leads_to else self.back)

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        """The same page with the errors beside the fields, answered as unprocessable."""
        return self.render_to_response(self.get_context_data(form=form), status=422)

    @property
    def back(self) -> str:
        """The row's own page."""
        return reverse(self.overview, args=[self.subject.pk])

    def get_page_subtitle(self) -> str:
        """The row's title."""
        return said.title(self.subject)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Home, the row, this."""
        return [
            {"url": reverse("wagtailadmin_home"), "label": gettext("Home")},
            {"url": self.back, "label": self.get_page_subtitle()},
            {"url": "", "label": str(self.page_title)},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the page says and shows."""
        context = super().get_context_data(**kwargs)
        context["media"] = context["form"].media
        return {
            **context,
            "explains": self.explains,
            "button": self.button or self.page_title,
            "grave": self.grave,
            "back": self.back,
            "subject": self.subject,
        }
