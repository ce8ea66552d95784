"""What every screen of ours shares: who may come in, the way back, and a form that loses nothing of what was typed."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.generic.edit import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from openletter.kernel import clock
from openletter.kernel.refusals import Refused
from openletter.sections.access import Right, may, within


class Screen(WagtailAdminTemplateMixin):
    """A screen for whoever holds one of its rights in any section; with no rights named, a door elsewhere decides."""

    request: Any
    page_title: Any = ""
    rights: tuple[Right, ...] = ()
    under: tuple[str, Any] | None = None  # the screen it belongs to: the name of its address, and what it is called

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Refuse everybody else."""
        if self.rights and not any(may(request.user, right) for right in self.rights):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def own(self, path: str) -> Q:
        """The filter that keeps rows of the sections in which the person holds a right of this screen.

        `path` leads from the row to its section.
        """
        return reduce(or_, [within(self.request.user, right, path) for right in self.rights])

    def who_and_when(self) -> dict[str, Any]:
        """The actor and the moment that every verb asks for."""
        return {"actor": self.request.user.actor, "at": clock.now()}

    @property
    def back(self) -> str:
        """The screen this one belongs to."""
        return reverse(self.under[0] if self.under else "wagtailadmin_home")

    def way(self) -> list[tuple[str, str]]:
        """Address and name of what stands between the desk's home and here."""
        return [(self.back, str(self.under[1]))] if self.under else []

    def here(self) -> str:
        """What this screen is called at the end of the way."""
        return str(self.page_title)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Home, the way, this."""
        steps = [(reverse("wagtailadmin_home"), gettext("Home")), *self.way(), ("", self.here())]
        return [{"url": url, "label": label} for url, label in steps]


class FormScreen(Screen, FormView[Any]):
    """A screen that asks, and does one thing on POST.

    What the domain refuses stands above the form, and everything typed is still there.
    """

    template_name = "desk/deed.html"
    explains: Any = ""
    button: Any = ""
    done: Any = ""
    grave = False

    def goes_on(self) -> str:
        """Where it leads when all is done."""
        return self.back

    def perform(self, form: Any) -> str | None:
        """Call the domain's verb; returns where to go on to if that is not `goes_on`. Raises Refused."""
        raise NotImplementedError

    def form_valid(self, form: forms.BaseForm) -> HttpResponse:
        """Do it, say so, and go on."""
        try:
            elsewhere = self.perform(form)
        except Refused as refusal:
            form.add_error(None, refusal.message)
            return self.form_invalid(form)
        if self.done:
            messages.success(self.request, self.done)
        return redirect(elsewhere or self.goes_on())

    def form_invalid(self, form: forms.BaseForm) -> HttpResponse:
        """The same page with the errors beside the fields, answered as unprocessable."""
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the page says, and the files its fields need."""
        context = super().get_context_data(**kwargs)
        own = {"explains": self.explains, "button": self.button or self.page_title, "grave": self.grave}
        return {"back": self.back, **own, **context, "media": context["form"].media}
