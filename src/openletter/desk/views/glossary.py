"""The glossary as a table: out, and in again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from openletter.desk.forms.actions import BareForm
from openletter.desk.views.offices import ImportTable
from openletter.desk.views.screen import FormScreen
from openletter.desk.viewsets.glossary import readable
from openletter.kernel import clock
from openletter.sections.access import Right, holdings, may, sections_for
from openletter.targets.representatives.shapes import Fault
from openletter.translations import glossary
from openletter.translations.models import GlossaryTerm


def take_out(request: HttpRequest) -> HttpResponse:
    """Every term the person may read, as CSV."""
    if not may(request.user, Right.REVIEW_WORDS):
        raise PermissionDenied
    answer = HttpResponse(glossary.table(readable(request.user)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="glossary.csv"'
    return answer


class ImportGlossary(ImportTable):
    """Terms."""

    rights = (Right.WORDS,)
    under = ("glossary:index", _("Glossary"))
    page_title = _("Bring in a glossary")
    columns = glossary.COLUMNS
    explains = _(
        "One row a term and language. Languages are codes such as fr. “section” is the key of a section, and empty for "
        "every section; “not_translated” is yes or empty. A term that is there already is brought up to date; terms "
        "the table does not name stay as they are."
    )

    @property
    def _places(self) -> glossary.Places:
        user = self.request.user
        everywhere = holdings(user).section_ids(Right.WORDS) is None
        return glossary.places(sections_for(user, Right.WORDS), everywhere=everywhere)

    def faults(self, body: bytes) -> Sequence[Fault]:
        """What stands in the way."""
        return glossary.read(body, self._places)[1]

    def bring_in(self, body: bytes) -> tuple[int, int]:
        """The terms of the table."""
        return glossary.bring_in(body, self._places, actor=self.request.user.actor, at=clock.now())


class DeleteTerm(FormScreen):
    """A term that is not ours to say any more."""

    rights = (Right.WORDS,)
    under = ("glossary:index", _("Glossary"))
    form_class = BareForm
    page_title = _("Delete the term")
    explains = _(
        "It is offered to no translator any more. What was translated with it stays as it is; the audit keeps what the "
        "term was."
    )
    button = _("Delete the term")
    done = _("The term is deleted.")
    grave = True
    term: GlossaryTerm

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the term among those the person may change."""
        super().setup(request, *args, **kwargs)
        ids = holdings(request.user).section_ids(Right.WORDS)
        rows = GlossaryTerm.objects.select_related("section")
        self.term = get_object_or_404(rows if ids is None else rows.filter(section__in=ids), pk=kwargs["pk"])

    def get_page_subtitle(self) -> str:
        """The term, and what we say for it."""
        return str(self.term)

    def perform(self, form: Any) -> None:
        """Delete it."""
        glossary.take_away(self.term, **self.who_and_when())


urls: list[URLPattern] = [
    path("glossary/<int:pk>/delete/", DeleteTerm.as_view(), name="desk_glossary_delete"),
    path("glossary/table/", take_out, name="desk_glossary_table"),
    path("glossary/import/", ImportGlossary.as_view(), name="desk_glossary_import"),
]
