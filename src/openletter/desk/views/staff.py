"""Who works here: inviting people, giving and taking roles, closing accounts."""

from __future__ import annotations

from smtplib import SMTPException
from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from openletter.accounts import invitations, sessions
from openletter.accounts.access import has_second_factor
from openletter.accounts.models import User
from openletter.accounts.operations import open_account
from openletter.cases.operations.trying import is_stopped
from openletter.desk import said
from openletter.desk.forms.staff import InviteForm, RoleForm
from openletter.desk.views.screen import FormScreen, Screen
from openletter.kernel import clock, second
from openletter.kernel.refusals import Refused
from openletter.sections.access import Right, holdings
from openletter.sections.models import Membership
from openletter.sections.operations import give_role

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


class StaffPage(Screen):
    """A page for administrators."""

    rights = (Right.STAFF,)
    under = ("desk_staff", _("Staff"))
    page_title = _("Staff")

    @property
    def everywhere(self) -> bool:
        """Whether this administrator is one of all sections; only they close accounts."""
        return holdings(self.request.user).section_ids(Right.STAFF) is None

    def here(self) -> str:
        """The person, on a page of one."""
        return self.get_page_subtitle() or super().here()


class StaffList(StaffPage, TemplateView):
    """A page of people with their roles, and a search."""

    template_name = "desk/staff.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """People and, of their roles, those this administrator has a say in."""
        wanted, roles = self.request.GET.get("q", "").strip(), dict[int, list[str]]()
        page = Paginator(called(people_for(self.request.user), wanted), A_PAGE).get_page(self.request.GET.get("p"))
        for membership in roles_for(self.request.user).filter(user__in=[person.pk for person in page]):
            roles.setdefault(membership.user_id, []).append(role_of(membership))
        people = [(person, roles.get(person.pk, [])) for person in page]
        asked = urlencode({"q": wanted}) if wanted else ""
        return super().get_context_data(people=people, page=page, wanted=wanted, asked=asked, **kwargs)


def role_of(membership: Membership) -> str:
    """The role, and where it holds."""
    where = said.name(membership.section) if membership.section else gettext("All sections")
    return f"{membership.get_role_display()} · {where}"


class Invite(StaffPage, FormScreen):
    """A new account with its first roles, and the link by which its person sets a password."""

    form_class = InviteForm
    page_title = _("Invite to the desk")
    button = _("Send the invitation")
    explains = _("They get a mail with a link to set their own password. The link works once, for three days.")

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
        context = {"person": user, "link": link, "mailed": mailed(user, link), **super().get_context_data(form=form)}
        response = self.response_class(self.request, ["desk/invited.html"], context)
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    @transaction.atomic
    def _invited(self, form: Any) -> User:
        data, who = form.cleaned_data, self.who_and_when()
        names = {name: data[name] for name in ("email", "first_name", "last_name")}
        user = open_account(**names, **who)
        for role in data["roles"]:
            give_role(user=user, section=form.section_chosen(), role=role, **who)
        return user


def mailed(user: User, link: str) -> bool:
    """Send somebody their link; whether the mail could leave."""
    try:
        invitations.send(user, link=link)
    except (OSError, SMTPException):
        return False
    return True


class OnePerson(StaffPage):
    """A view of one person of those this administrator sees."""

    person: User

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find them."""
        super().setup(request, *args, **kwargs)
        self.person = get_object_or_404(people_for(request.user), pk=kwargs["pk"])

    def get_page_subtitle(self) -> str:
        """Their name."""
        return str(self.person)


class Person(OnePerson, FormScreen):
    """One person: their roles, and giving another."""

    template_name = "desk/person.html"
    form_class = RoleForm
    done = _("The roles are given.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Who gives the roles."""
        return {**super().get_form_kwargs(), "giver": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Their roles, as far as this administrator has a say in them."""
        roles = [(row, role_of(row)) for row in roles_for(self.request.user).filter(user=self.person)]
        return super().get_context_data(
            person=self.person, roles=roles, may_close=self.everywhere, has_factor=has_second_factor(self.person),
            sign_ins=sessions.of_person(self.person, at=clock.now()), is_stopped=is_stopped(self.person),
            maker=self._maker(), is_self=self.person.pk == self.request.user.pk, **kwargs,
        )  # fmt: skip

    def _maker(self) -> User | None:
        """Who alone vouches for this login."""
        by = second.vouchers_of(self.person.pk)
        return User.objects.filter(pk__in=[pk for pk in by if pk is not None]).first() if len(by) == 1 else None

    def perform(self, form: Any) -> str:
        """Give the roles."""
        for role in form.cleaned_data["roles"]:
            give_role(user=self.person, section=form.section_chosen(), role=role, **self.who_and_when())
        return reverse("desk_person", args=[self.person.pk])


urls: list[URLPattern] = [
    path("staff/", StaffList.as_view(), name="desk_staff"),
    path("staff/invite/", Invite.as_view(), name="desk_invite"),
    path("staff/<int:pk>/", Person.as_view(), name="desk_person"),
]
