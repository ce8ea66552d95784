"""What is done to one of the people who work here, each with one press on their page."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext, ngettext
from django.views.generic import View
from wagtail.admin import messages

from openletter.accounts import invitations, sessions
from openletter.accounts.operations import close_account, reopen_account, take_second_factor, vouch_for
from openletter.cases.operations.trying import let_go_on
from openletter.desk.forms.actions import ReasonForm
from openletter.desk.views.staff import OnePerson, mailed, roles_for
from openletter.kernel.refusals import Refused
from openletter.sections.operations import take_role


class _Deed(OnePerson, View):
    """One thing done to a person on POST; a GET shows their page."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Nothing happens by opening an address."""
        return redirect("desk_person", self.person.pk)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it."""
        try:
            self.perform()
        except Refused as refusal:
            messages.error(request, refusal.message)
        return redirect("desk_person", self.person.pk)

    def perform(self) -> None:
        """What is done. Raises Refused."""
        raise NotImplementedError

    def reason(self) -> str:
        """Why. Raises Refused where nothing is said."""
        form = ReasonForm(self.request.POST)
        if not form.is_valid():
            raise Refused(gettext("Say why. Only staff read it."))
        return str(form.cleaned_data["reason"])


class TakeRole(_Deed):
    """One role is taken away."""

    def perform(self) -> None:
        """Take it, if it is this administrator's to take."""
        rows = roles_for(self.request.user).filter(user=self.person)
        membership = get_object_or_404(rows, pk=self.kwargs["role"])
        take_role(membership=membership, **self.who_and_when())
        messages.success(self.request, gettext("The role is taken away."))


class SendLink(_Deed):
    """A new link by mail. It is shown to nobody: who reads it can become this person."""

    def perform(self) -> None:
        """Mail it."""
        if not self.person.is_active:
            raise Refused(gettext("This account is closed."))
        if not mailed(self.person, invitations.address_of(self.person)):
            raise Refused(gettext("The mail could not be sent. Try again later."))
        messages.success(self.request, gettext("A new link is on its way by mail."))


class EndSessions(_Deed):
    """Wherever the person is signed in, it is over."""

    def perform(self) -> None:
        """End them all; those of a superuser only another superuser ends."""
        if self.person.is_superuser and not getattr(self.request.user, "is_superuser", False):
            raise Refused(gettext("Only a superuser can do this."))
        number = sessions.end(self.person.sign_ins.all(), user=self.person, **self.who_and_when())
        done = ngettext("%(number)d session is ended.", "%(number)d sessions are ended.", number)
        messages.success(self.request, done % {"number": number})


class LetGoOn(_Deed):
    """Texts of a login that was stopped are looked at again."""

    def perform(self) -> None:
        """Let it go on, with the reason given."""
        let_go_on(user=self.person, **self.who_and_when(), reason=self.reason())
        messages.success(self.request, gettext("Texts of this login can be saved again."))


class Vouch(_Deed):
    """Somebody else than who made a login says that it is of this person."""

    def perform(self) -> None:
        """Say so, with how one knows."""
        vouch_for(user=self.person, **self.who_and_when(), reason=self.reason())
        messages.success(self.request, gettext("You vouch for this login."))


class _OfTheHouse(_Deed):
    """Only for administrators of all sections, and never on a superuser by somebody who is none."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Refuse everybody else."""
        stronger = self.person.is_superuser and not getattr(request.user, "is_superuser", False)
        if not self.everywhere or stronger:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class CloseAccount(_OfTheHouse):
    """The account is closed, or opened again."""

    def perform(self) -> None:
        """Close or reopen, with the reason given."""
        verb = close_account if self.person.is_active else reopen_account
        verb(user=self.person, **self.who_and_when(), reason=self.reason())
        messages.success(self.request, gettext("It is done."))


class TakeFactor(_OfTheHouse):
    """A second factor that was lost is taken away."""

    def perform(self) -> None:
        """Take it, with the reason given, and tell the person by mail."""
        take_second_factor(user=self.person, **self.who_and_when(), reason=self.reason())
        if not invitations.tell_of_factor(self.person):
            messages.warning(self.request, gettext("The mail to the person could not be sent. Tell them yourself."))
        messages.success(
            self.request, gettext("The second factor is taken away. They set up a new one when they sign in.")
        )


urls: list[URLPattern] = [
    path("staff/<int:pk>/roles/<int:role>/take/", TakeRole.as_view(), name="desk_take_role"),
    path("staff/<int:pk>/link/", SendLink.as_view(), name="desk_send_link"),
    path("staff/<int:pk>/sessions/", EndSessions.as_view(), name="desk_end_sessions"),
    path("staff/<int:pk>/vouch/", Vouch.as_view(), name="desk_vouch"),
    path("staff/<int:pk>/names/", LetGoOn.as_view(), name="desk_let_go_on"),
    path("staff/<int:pk>/factor/", TakeFactor.as_view(), name="desk_take_factor"),
    path("staff/<int:pk>/account/", CloseAccount.as_view(), name="desk_close_account"),
]
