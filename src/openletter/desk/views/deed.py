"""What all single deeds share: one row, one right, one form, one verb of the domain, one answer."""

from __future__ import annotations

from functools import reduce
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from openletter.cases.operations.opening import Shown
from openletter.desk import said
from openletter.desk.finding import Finding
from openletter.desk.opened import note_of, shows
from openletter.desk.panels import languages_in_use
from openletter.desk.views.screen import FormScreen
from openletter.sections.access import Right, may, within


class Deed(Finding, FormScreen):
    """A page that explains, asks what is needed, and does one thing on POST.

    A row of a section the person cannot see does not exist for them (404); a row they see but may not change refuses.
    """

    model: Any
    right: Right
    seeing: Right
    path = "section_id"
    overview: str
    shown_on = Shown.DEED
    leads_to = ""  # where it ends, by the name of the address; the row's own page where it is empty
    subject: Any

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the row."""
        super().setup(request, *args, **kwargs)
        self.subject = get_object_or_404(self.rows(), pk=kwargs["pk"])

    def rows(self) -> Any:
        """The rows that exist for this person."""
        rows = self.model._default_manager.filter(within(self.request.user, self.seeing, self.path))
        return rows.prefetch_related("words")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Refuse people who may see this row but not do this."""
        if not self.lets_in():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def lets_in(self) -> bool:
        """Whether this person may do this here."""
        return may(self.request.user, self.right, self.section_id())

    def section_id(self) -> int | None:
        """The section in which the right must be held; None where the row is everybody's."""
        return reduce(getattr, self.path.split("__"), self.subject) if self.path else None

    def languages(self) -> list[str]:
        """The languages to write in: the section's own first, then what other sections speak."""
        own = list(self.subject.section.languages)
        return own + [code for code in languages_in_use() if code not in own]

    @property
    def back(self) -> str:
        """The row's own page."""
        return reverse(self.overview, args=[self.subject.pk])

    def goes_on(self) -> str:
        """Where it ends."""
        return reverse(self.leads_to, args=[self.subject.pk]) if self.leads_to else self.back

    def way(self) -> list[tuple[str, str]]:
        """The row."""
        return [(self.back, self.get_page_subtitle())]

    def get_page_subtitle(self) -> str:
        """The row's title."""
        return said.title(self.subject)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the row. Who reads here of a case that is not public, or a change of it that waits, is written down."""
        note_of(self.request, self.subject, self.shown_on, shows(kwargs.get("laid_over")))
        return {**super().get_context_data(**kwargs), "subject": self.subject}
