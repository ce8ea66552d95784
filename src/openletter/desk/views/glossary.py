"""The glossary as a table: out, and in again."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from openletter.desk.views.offices import ImportTable
from openletter.desk.viewsets.glossary import readable
from openletter.kernel import clock
from openletter.sections.access import Right, holdings, may, sections_for
from openletter.targets.representatives.shapes import Fault
from openletter.translations import glossary


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


urls: list[URLPattern] = [
    path("glossary/table/", take_out, name="desk_glossary_table"),
    path("glossary/import/", ImportGlossary.as_view(), name="desk_glossary_import"),
]
