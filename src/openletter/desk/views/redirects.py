"""Redirects: old addresses of a section's site, where they lead, one by one or from a table."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin import messages

from openletter.desk import said
from openletter.desk.views.screen import FormScreen
from openletter.desk.windows import newsroom
from openletter.kernel import clock
from openletter.sections.access import Right, holdings, may, sections_for
from openletter.sections.models import Section

A_PAGE = 50
MOST_BYTES = 1_000_000


class _OfSection(forms.Form):
    """For which section's site."""

    section = forms.ModelChoiceField(Section.objects.none(), label=_("For the site of"), empty_label=None)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[Section]", self.fields["section"])
        field.queryset = sections_for(user, Right.SITE)
        field.label_from_instance = said.name  # type: ignore[method-assign, assignment]


class RedirectForm(_OfSection):
    """One old address."""

    source = forms.CharField(label=_("Old address"), max_length=400, help_text=_("For example /ca/en/old-page/"))
    target = forms.CharField(
        label=_("Leads to"), max_length=600, help_text=_("An address of this site, for example /ca/en/groups/")
    )


class TableForm(_OfSection):
    """A table of them."""

    table = forms.FileField(
        label=_("Table"), help_text=_("A CSV file in UTF-8 with two columns: the old address, and where it leads.")
    )

    def clean_table(self) -> str:
        """The text; refuses what is too large or no text."""
        file = self.cleaned_data["table"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The table is too long."))
        try:
            return str(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise forms.ValidationError(_("The file is not text in UTF-8. Save it as “CSV UTF-8”.")) from error


class _OfSite(FormScreen):
    rights = (Right.SITE,)
    under = ("desk_site", _("Home and pages"))

    def get_form_kwargs(self) -> dict[str, Any]:
        """The person's sections."""
        return {**super().get_form_kwargs(), "user": self.request.user}

    def abroad(self, section: Section) -> bool:
        """Whether the person may lead to other sites: who administers the section."""
        return may(self.request.user, Right.SECTION, section)


class Redirects(_OfSite):
    """The list, and one more."""

    template_name = "desk/redirects.html"
    page_title = _("Redirects")
    done = _("The old address leads there from now on.")
    form_class = RedirectForm

    def perform(self, form: Any) -> str:
        """It leads there from now on."""
        data = form.cleaned_data
        newsroom().lead(**data, abroad=self.abroad(data["section"]), **self.who_and_when())
        return reverse("desk_redirects")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A page of them."""
        rows = newsroom().redirects_of(holdings(self.request.user).section_ids(Right.SITE))
        if query := self.request.GET.get("q", "").strip():
            rows = rows.filter(source__icontains=query)
        page = Paginator(rows, A_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(page=page, query=query, **kwargs)


class ImportRedirects(_OfSite):
    """A table of them, all or none."""

    template_name = "desk/redirects_import.html"
    page_title = _("Import redirects")
    form_class = TableForm

    def form_valid(self, form: Any) -> HttpResponse:
        """All of them lead from now on; or nothing changed, and each faulty line is named."""
        data = form.cleaned_data
        done, faults = newsroom().take_in(
            section=data["section"], table=data["table"], abroad=self.abroad(data["section"]), **self.who_and_when()
        )
        if faults:
            return self.render_to_response(self.get_context_data(form=form, faults=faults), status=422)
        said_of = ngettext("%(n)s old address leads on now.", "%(n)s old addresses lead on now.", done)
        messages.success(self.request, said_of % {"n": said.number(done)})
        return redirect("desk_redirects")


class ForgetRedirect(View):
    """An old address leads nowhere any more."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take it out."""
        rows = newsroom().redirects_of(holdings(request.user).section_ids(Right.SITE))
        row = get_object_or_404(rows, pk=pk)
        newsroom().forget(redirect=row, actor=request.user.actor, at=clock.now())  # type: ignore[union-attr]
        messages.success(request, gettext("The old address leads nowhere any more."))
        return redirect("desk_redirects")


urls: list[URLPattern] = [
    path("site/redirects/", Redirects.as_view(), name="desk_redirects"),
    path("site/redirects/import/", ImportRedirects.as_view(), name="desk_redirects_import"),
    path("site/redirects/<int:pk>/forget/", ForgetRedirect.as_view(), name="desk_redirect_forget"),
]
