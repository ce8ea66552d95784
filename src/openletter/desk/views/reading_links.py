"""Letting a family, a lawyer or a partner read a page before it is published, and taking the link back."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from openletter.actions.models import ReadingLink
from openletter.actions.operations import reading
from openletter.desk.forms.actions import BareForm
from openletter.desk.forms.reading import LetReadForm
from openletter.desk.views.actions import ActionDeed
from openletter.desk.views.cases import CaseDeed
from openletter.sections.access import Right


class LetRead:
    """Make a link."""

    form_class: Any = LetReadForm
    page_title = _("Let somebody read it first")
    explains = _(
        "The person, their family or their lawyer reads the page before it is published, without signing in. "
        "The link ends by itself; it can be taken back at any time, and a safety stop ends it at once. "
        "Give it to one person, by a way that is safe for them. Nobody sees who opens it."
    )
    button = _("Make the link")
    done = _("The link is made. It stands on the case’s page, under “Read before it is published”.")
    subject: Any

    def get_form_kwargs(self) -> dict[str, Any]:
        """The languages of the section."""
        kwargs: dict[str, Any] = super().get_form_kwargs()  # type: ignore[misc]
        return {**kwargs, "languages": list(self.subject.section.languages)}

    def perform(self, form: Any) -> None:
        """Make it."""
        when = self.who_and_when()  # type: ignore[attr-defined]
        reading.let_read(subject=self.subject, section=self.subject.section, **form.cleaned_data, **when)


class LetReadCase(LetRead, CaseDeed):
    """A case's page."""

    right = Right.EDIT_CASES


class LetReadAction(LetRead, ActionDeed):
    """An action's page, with that of its case."""

    right = Right.EDIT_ACTIONS
    done = _("The link is made. It stands on this page, under “Read before it is published”.")


class Revoke(CaseDeed):
    """Take a link back."""

    right = Right.EDIT_CASES
    form_class = BareForm
    page_title = _("Take the link back")
    explains = _("Whoever opens it from now on reads that it has ended.")
    done = _("The link opens nothing any more.")
    grave = True

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the link, of this case."""
        super().setup(request, *args, **kwargs)
        self.link = get_object_or_404(ReadingLink, pk=kwargs["link"], case=self.subject)

    def perform(self, form: Any) -> None:
        """Revoke it."""
        reading.revoke(link=self.link, **self.who_and_when())


class RevokeOfAction(ActionDeed):
    """Take back a link to an action's page."""

    right = Right.EDIT_ACTIONS
    form_class = BareForm
    page_title = Revoke.page_title
    explains = Revoke.explains
    done = Revoke.done
    grave = True

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the link, of this action."""
        super().setup(request, *args, **kwargs)
        self.link = get_object_or_404(ReadingLink, pk=kwargs["link"], action=self.subject)

    def perform(self, form: Any) -> None:
        """Revoke it."""
        reading.revoke(link=self.link, **self.who_and_when())


urls: list[URLPattern] = [
    path("cases/<int:pk>/let-read/", LetReadCase.as_view(), name="desk_case_let_read"),
    path("cases/<int:pk>/let-read/<int:link>/revoke/", Revoke.as_view(), name="desk_case_let_read_revoke"),
    path("actions/<int:pk>/let-read/", LetReadAction.as_view(), name="desk_action_let_read"),
    path("actions/<int:pk>/let-read/<int:link>/revoke/", RevokeOfAction.as_view(), name="desk_action_let_read_revoke"),
]
