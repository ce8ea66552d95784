"""Who works here: inviting people, giving and taking roles, closing accounts."""

from __future__ import annotations

from smtplib import SMTPException
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from django.views.generic.edit import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from openletter.accounts import invitations, sessions
from openletter.accounts.access import has_second_factor
from openletter.accounts.models import User
from openletter.accounts.operations import close_account, open_account, reopen_account, take_second_factor
from openletter.desk import said
from openletter.desk.forms.actions import ReasonForm
from openletter.desk.forms.staff import InviteForm, RoleForm
from openletter.kernel import clock
from openletter.kernel.refusals import Refused
from openletter.sections.access import Right, holdings, may
from openletter.sections.models import Membership
from openletter.sections.operations import give_role, take_role

A_PAGE = 50


def people_for(user: Any) -> Any:
    """The people whose roles this administrator may see: those of their sections, or everybody."""
    ids = holdings(user).section_ids(Right.STAFF)
    rows = User.objects.order_by("last_name", "first_name", "email")
    mine = Membership.objects.filter(section_id__in=ids or ()).order_by().values("user")
    return rows if ids is None else rows.filter(pk__in=mine)


def called(people: Any, wanted: str) -> Any:
    """Those whose name or address holds each of the words."""
    for word in wanted.split():
        named = Q(first_name__icontains=word) | Q(last_name__icontains=word) | Q(email__icontains=word)
        people = people.filter(named)
    return people


def roles_for(user: Any) -> Any:
    """The roles this administrator may take away."""
    ids = holdings(user).section_ids(Right.STAFF)
    rows = (
        Membership.objects.select_related("section").prefetch_related("section__words").order_by("section_id", "role")
    )
    return rows if ids is None else rows.filter(section_id__in=ids)


class StaffPage(WagtailAdminTemplateMixin):
    """A page for administrators."""

    request: Any
    page_title: Any = _("Staff")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Refuse everybody else."""
        if not may(request.user, Right.STAFF):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def everywhere(self) -> bool:
        """Whether this administrator is one of all sections; only they close accounts."""
        return holdings(self.request.user).section_ids(Right.STAFF) is None

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Home, staff, this."""
        return [
            {"url": reverse("wagtailadmin_home"), "label": gettext("Home")},
            {"url": reverse("desk_staff"), "label": gettext("Staff")},
            {"url": "", "label": self.get_page_subtitle() or str(self.page_title)},
        ]


class StaffList(StaffPage, TemplateView):
    """A page of people with their roles, and a search."""

    template_name = "desk/staff.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """People and, of their roles, those this administrator has a say in."""
        wanted, roles = self.request.GET.get("q", "").strip(), dict[int, list[str]]()
        page = Paginator(called(people_for(self.request.user), wanted), A_PAGE).get_page(self.request.GET.get("p"))
        for membership in roles_for(self.request.user).filter(user__in=[person.pk for person in page]):
            roles.setdefault(membership.user_id, []).append(_role(membership))
        people = [(person, roles.get(person.pk, [])) for person in page]
        asked = urlencode({"q": wanted}) if wanted else ""
        return super().get_context_data(people=people, page=page, wanted=wanted, asked=asked, **kwargs)


def _role(membership: Membership) -> str:
    where = said.name(membership.section) if membership.section else gettext("All sections")
    return f"{membership.get_role_display()} · {where}"


class Invite(StaffPage, FormView):
    """A new account with its first roles, and the link by which its person sets a password."""

    template_name = "desk/deed.html"
    form_class = InviteForm
    page_title = _("Invite to the desk")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Who gives the roles."""
        return {**super().get_form_kwargs(), "giver": self.request.user}

    def form_valid(self, form: Any) -> HttpResponse:
        """Open the account, give the roles, and mail the link; who invited sees it only where no mail could leave.

        Whoever has it could become the second person of their own work.
        """
        try:
            user = self._invited(form)
        except Refused as refusal:
            form.add_error("email", refusal.message)
            return self.form_invalid(form)
        link = invitations.address_of(user)
        mailed = _mailed(user, link)
        context = {"person": user, "link": link, "mailed": mailed, **super().get_context_data(form=form)}
        response = self.response_class(self.request, ["desk/invited.html"], context)
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    @transaction.atomic
    def _invited(self, form: Any) -> User:
        data, who = form.cleaned_data, {"actor": self.request.user.actor, "at": clock.now()}
        names = {name: data[name] for name in ("email", "first_name", "last_name")}
        user = open_account(**names, **who)
        for role in data["roles"]:
            give_role(user=user, section=form.section_chosen(), role=role, **who)
        return user

    def form_invalid(self, form: Any) -> HttpResponse:
        """The same page with the errors beside the fields."""
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the page says."""
        explains = gettext(
            "They get a mail with a link to set their own password. The link works once, for three days."
        )
        own = {"button": gettext("Send the invitation"), "explains": explains, "back": reverse("desk_staff")}
        return super().get_context_data(**own, **kwargs)


def _mailed(user: User, link: str) -> bool:
    try:
        invitations.send(user, link=link)
    except (OSError, SMTPException):
        return False
    return True


class Person(StaffPage, FormView):
    """One person: their roles, and giving another."""

    template_name = "desk/person.html"
    form_class = RoleForm

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the person among those this administrator sees."""
        super().setup(request, *args, **kwargs)
        self.person = get_object_or_404(people_for(request.user), pk=kwargs["pk"])

    def get_page_subtitle(self) -> str:
        """Their name."""
        return str(self.person)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Who gives the roles."""
        return {**super().get_form_kwargs(), "giver": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Their roles, as far as this administrator has a say in them."""
        roles = [(row, _role(row)) for row in roles_for(self.request.user).filter(user=self.person)]
        return super().get_context_data(
            person=self.person, roles=roles, may_close=self.everywhere, has_factor=has_second_factor(self.person),
            sign_ins=sessions.of_person(self.person, at=clock.now()), **kwargs,
        )  # fmt: skip

    def form_valid(self, form: Any) -> HttpResponse:
        """Give the roles."""
        for role in form.cleaned_data["roles"]:
            give_role(
                user=self.person,
                section=form.section_chosen(),
                role=role,
                actor=self.request.user.actor,
                at=clock.now(),
            )
        messages.success(self.request, gettext("The roles are given."))
        return redirect("desk_person", self.person.pk)

    def form_invalid(self, form: Any) -> HttpResponse:
        """The same page with the errors beside the fields."""
        return self.render_to_response(self.get_context_data(form=form), status=422)


class _PersonDeed(Person):
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


class TakeRole(_PersonDeed):
    """One role is taken away."""

    def perform(self) -> None:
        """Take it, if it is this administrator's to take."""
        rows = roles_for(self.request.user).filter(user=self.person)
        membership = get_object_or_404(rows, pk=self.kwargs["role"])
        take_role(membership=membership, actor=self.request.user.actor, at=clock.now())
        messages.success(self.request, gettext("The role is taken away."))


class SendLink(_PersonDeed):
    """A new link by mail. It is shown to nobody: who reads it can become this person."""

    def perform(self) -> None:
        """Mail it."""
        if not self.person.is_active:
            raise Refused(gettext("This account is closed."))
        if not _mailed(self.person, invitations.address_of(self.person)):
            raise Refused(gettext("The mail could not be sent. Try again later."))
        messages.success(self.request, gettext("A new link is on its way by mail."))


class EndSessions(_PersonDeed):
    """Wherever the person is signed in, it is over."""

    def perform(self) -> None:
        """End them all; those of a superuser only another superuser ends."""
        if self.person.is_superuser and not getattr(self.request.user, "is_superuser", False):
            raise Refused(gettext("Only a superuser can do this."))
        number = sessions.end(
            self.person.sign_ins.all(), user=self.person, actor=self.request.user.actor, at=clock.now()
        )
        done = ngettext("%(number)d session is ended.", "%(number)d sessions are ended.", number)
        messages.success(self.request, done % {"number": number})


class _OfTheHouse(_PersonDeed):
    """Only for administrators of all sections, and never on a superuser by somebody who is none."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Refuse everybody else."""
        stronger = self.person.is_superuser and not getattr(request.user, "is_superuser", False)
        if not self.everywhere or stronger:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def reason(self) -> str:
        """Why. Raises Refused where nothing is said."""
        form = ReasonForm(self.request.POST)
        if not form.is_valid():
            raise Refused(gettext("Say why. Only staff read it."))
        return str(form.cleaned_data["reason"])


class CloseAccount(_OfTheHouse):
    """The account is closed, or opened again."""

    def perform(self) -> None:
        """Close or reopen, with the reason given."""
        verb = close_account if self.person.is_active else reopen_account
        verb(user=self.person, actor=self.request.user.actor, at=clock.now(), reason=self.reason())
        messages.success(self.request, gettext("It is done."))


class TakeFactor(_OfTheHouse):
    """A second factor that was lost is taken away."""

    def perform(self) -> None:
        """Take it, with the reason given, and tell the person by mail."""
        take_second_factor(user=self.person, actor=self.request.user.actor, at=clock.now(), reason=self.reason())
        if not invitations.tell_of_factor(self.person):
            messages.warning(self.request, gettext("The mail to the person could not be sent. Tell them yourself."))
        messages.success(
            self.request, gettext("The second factor is taken away. They set up a new one when they sign in.")
        )


urls: list[URLPattern] = [
    path("staff/", StaffList.as_view(), name="desk_staff"),
    path("staff/invite/", Invite.as_view(), name="desk_invite"),
    path("staff/<int:pk>/", Person.as_view(), name="desk_person"),
    path("staff/<int:pk>/roles/<int:role>/take/", TakeRole.as_view(), name="desk_take_role"),
    path("staff/<int:pk>/link/", SendLink.as_view(), name="desk_send_link"),
    path("staff/<int:pk>/sessions/", EndSessions.as_view(), name="desk_end_sessions"),
    path("staff/<int:pk>/factor/", TakeFactor.as_view(), name="desk_take_factor"),
    path("staff/<int:pk>/account/", CloseAccount.as_view(), name="desk_close_account"),
]
