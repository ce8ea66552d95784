"""Where I am signed in, and ending it elsewhere; and the ways to my second factor and password."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin import messages as notes

from openletter.accounts import sessions
from openletter.accounts.access import has_second_factor
from openletter.desk.views.screen import Screen
from openletter.kernel import clock


class SignIns(Screen, TemplateView):
    """The devices on which I am signed in."""

    under = ("wagtailadmin_account", _("Account"))
    template_name = "desk/sign_ins.html"
    page_title = _("Signed in on these devices")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The rows, this one marked."""
        rows = list(sessions.of_person(self.request.user, at=clock.now()))
        here = self.request.session.session_key
        return super().get_context_data(
            rows=[(row, row.key == here) for row in rows], others=sum(row.key != here for row in rows),
            has_factor=has_second_factor(self.request.user), **kwargs,
        )  # fmt: skip


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them is over."""
    row = get_object_or_404(request.user.sign_ins, pk=pk)  # type: ignore[union-attr]
    return _ended(request, [row])


@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """All but this one are over."""
    rows = request.user.sign_ins.exclude(key=request.session.session_key)  # type: ignore[union-attr]
    return _ended(request, rows)


def _ended(request: HttpRequest, rows: Any) -> HttpResponse:
    user: Any = request.user
    number = sessions.end(rows, user=user, actor=user.actor, at=clock.now())
    done = ngettext("%(number)d session is ended.", "%(number)d sessions are ended.", number)
    notes.success(request, done % {"number": number})
    return redirect("desk_sign_ins")


@hooks.register("register_account_menu_item")
def account_menu_item(request: HttpRequest) -> dict[str, str]:
    """The way there from the account page."""
    return {"url": reverse("desk_sign_ins"), "label": gettext("Devices and second factor")}


urls: list[URLPattern] = [
    path("signed-in/", SignIns.as_view(), name="desk_sign_ins"),
    path("signed-in/others/end/", end_others, name="desk_sign_ins_end_others"),
    path("signed-in/<int:pk>/end/", end, name="desk_sign_in_end"),
]
