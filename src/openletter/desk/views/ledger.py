"""The ledger at the desk: what proves an entry, what puts one right, the whole as a table, and counting again."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from openletter.actions.access import CannotOpen
from openletter.actions.evidence import MEDIA_TYPES, attach, open_evidence
from openletter.actions.models import Action, LedgerEntry, LedgerEvidence
from openletter.actions.operations import ledger
from openletter.actions.rules import LedgerSource
from openletter.actions.tally import recount, repair
from openletter.desk import said
from openletter.desk.forms.actions import CorrectionForm, EvidenceForm, ReasonForm
from openletter.desk.views.actions import ActionDeed
from openletter.desk.views.deed import Deed
from openletter.desk.views.screen import FormScreen
from openletter.desk.viewsets.ledger import LedgerFilter
from openletter.kernel import clock, work
from openletter.kernel.cells import safe_cell
from openletter.kernel.refusals import Refused
from openletter.sections.access import Right, may, sections_for, within
from openletter.sections.models import Section

ROWS = 1000
OPENED_BY = (Right.LEDGER, Right.AUDIT)


class EntryDeed(Deed):
    """One thing done to an entry by hand."""

    model = LedgerEntry
    right = Right.LEDGER
    seeing = Right.SEE_ACTIONS
    path = "action__section_id"
    overview = "ledger:inspect"
    subject: LedgerEntry

    def rows(self) -> Any:
        """Entries made by hand, of the person's sections."""
        rows = LedgerEntry.objects.filter(within(self.request.user, self.seeing, self.path), automatic=False)
        return rows.select_related("action__section").prefetch_related("action__words")

    def get_page_subtitle(self) -> str:
        """Of which action, and what."""
        return f"{said.title(self.subject.action)} · {self.subject}"


class Correct(EntryDeed):
    """Another entry puts this one right."""

    form_class = CorrectionForm
    page_title = _("Correct this entry")
    explains = _("The entry stays as it was entered. The correction stands beside it, and the number moves by it.")
    button = _("Enter the correction")
    done = _("The correction is in the ledger and the number has moved.")

    def perform(self, form: Any) -> None:
        """Enter it."""
        entry = self.subject
        ledger.enter(
            action=entry.action, source=entry.source, corrects=entry, **form.cleaned_data, **self.who_and_when()
        )  # fmt: skip


class AddEvidence(EntryDeed):
    """One more sheet."""

    form_class = EvidenceForm
    page_title = _("Add a file")
    explains = _(
        "It is kept sealed, as long as the names of this action. Who keeps the ledger or reads the audit of the "
        "section can take it out; each time stands in the audit."
    )
    done = _("The file is kept.")

    def perform(self, form: Any) -> None:
        """Keep it."""
        attach(entry=self.subject, file=form.cleaned_data["file"], **self.who_and_when())


@require_POST
def take_out(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A sheet as a file, for who keeps the ledger or reads the audit of its section; nothing in it can run."""
    rows = LedgerEvidence.objects.filter(within(request.user, Right.SEE_ACTIONS, "entry__action__section_id"))
    row = get_object_or_404(rows.defer("sealed").select_related("entry__action"), pk=pk)
    if not any(may(request.user, right, row.entry.action.section_id) for right in OPENED_BY):
        raise PermissionDenied
    try:
        opened = open_evidence(row.pk, by=request.user.actor, purpose="evidence", at=clock.now())  # type: ignore[union-attr]
    except CannotOpen:
        messages.error(
            request, gettext("This file cannot be opened here: the key of its section is not on this machine.")
        )
        return redirect("ledger:inspect", row.entry_id)
    return HttpResponse(
        opened.body, content_type=MEDIA_TYPES[opened.kind],
        headers={
            "Content-Disposition": f'attachment; filename="evidence-{row.entry_id}.{opened.kind}"',
            "Cache-Control": "no-store, private", "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )  # fmt: skip


@require_safe
def table(request: HttpRequest) -> StreamingHttpResponse:
    """The ledger as CSV, narrowed as the list was; streamed row by row."""
    if not may(request.user, Right.SEE_ACTIONS):
        raise PermissionDenied
    rows = LedgerEntry.objects.filter(within(request.user, Right.SEE_ACTIONS, "action__section_id"))
    found = LedgerFilter(request.GET, queryset=rows, request=request).qs
    response = StreamingHttpResponse(_lines(found), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="ledger-{clock.today().isoformat()}.csv"'
    response["Cache-Control"] = "no-store, private"
    return response


def _lines(rows: Any) -> Iterator[str]:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([
        gettext("Entry"), gettext("Action"), gettext("Section"), gettext("Source"), gettext("Number"),
        gettext("Reason"),
        gettext("Evidence"), gettext("Files"), gettext("Corrects"), gettext("Entered by"), gettext("On"),
    ])  # fmt: skip
    yield "\ufeff" + out.getvalue()
    rows = rows.annotate(number=Count("files")).order_by("-recorded_at", "-pk")
    rows = rows.prefetch_related("action__words", "action__section")
    for row in rows.iterator(chunk_size=ROWS):
        out.seek(0)
        out.truncate()
        cells = (
            row.pk, said.title(row.action), row.action.section.key, row.get_source_display(), row.quantity, row.reason,
            row.evidence, row.number, row.corrects_id or "", row.actor, row.recorded_at.isoformat(),
        )  # fmt: skip
        writer.writerow([cell if isinstance(cell, int) else safe_cell(cell) for cell in cells])
        yield out.getvalue()


class CountAgain(ActionDeed):
    """The ledger of one action beside its acts; where they differ, and by whom it is put right."""

    template_name = "desk/recount.html"
    right = Right.LEDGER
    form_class = ReasonForm
    page_title = _("Count again")
    done = _("The number is put right; the audit says by how much.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Both sides, source by source, as of now; looking changes nothing."""
        found = recount([self.subject.pk])
        rows = [{"line": line, "source": LedgerSource(line.source).label} for line in found.lines]
        return super().get_context_data(
            rows=rows, differs=bool(found.differences), repairs=self.repairs, at=clock.now(), **kwargs
        )  # fmt: skip

    @property
    def repairs(self) -> bool:
        """Whether this person may put a number right: who keeps the ledger and also publishes, so no editor alone."""
        return all(may(self.request.user, right, self.subject.section_id) for right in (Right.LEDGER, Right.RELEASE))

    def perform(self, form: Any) -> None:
        """Append what makes the ledger equal to the acts."""
        if not self.repairs:
            raise PermissionDenied
        reason = form.cleaned_data["reason"]
        if not repair(actions=[self.subject.pk], reason=reason, **self.who_and_when()).differences:
            raise Refused(gettext("The ledger and the acts agree: there is nothing to put right."))


class CountSectionForm(forms.Form):
    """Of which section."""

    section = forms.ModelChoiceField(label=_("Section"), queryset=Section.objects.none())

    def __init__(self, *args: Any, sections: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["section"]
        field.queryset, field.label_from_instance = sections, said.name


class CountSection(FormScreen):
    """All actions of a section are counted again, as long work with a table at its end."""

    rights = (Right.LEDGER,)
    under = ("ledger:index", _("Ledger"))
    form_class = CountSectionForm
    page_title = _("Count a section again")
    explains = _(
        "Compares the ledger of each action with the acts behind it, and gives a table. Nothing is changed. You "
        "may leave while it goes on."
    )

    def get_form_kwargs(self) -> dict[str, Any]:
        """The person's sections; one alone is chosen already."""
        sections = sections_for(self.request.user, Right.LEDGER)
        initial = {"section": sections[0]} if len(sections) == 1 else {}
        return {**super().get_form_kwargs(), "sections": sections, "initial": initial}

    def perform(self, form: Any) -> str:
        """Begin, and show how far it is."""
        section = form.cleaned_data["section"]
        # Translators: what long work is called; %(section)s is the name of a section.
        title = gettext("Count again: %(section)s") % {"section": said.name(section)}
        actions = list(Action.objects.filter(section=section).order_by("pk").values_list("pk", flat=True))
        started = work.start("recount", title=title, section=section.key, actions=actions, **self.who_and_when())
        return reverse("desk_work", args=[started.pk])


urls: list[URLPattern] = [
    path("ledger/table.csv", table, name="desk_ledger_table"),
    path("ledger/<int:pk>/correct/", Correct.as_view(), name="desk_ledger_correct"),
    path("ledger/<int:pk>/add-file/", AddEvidence.as_view(), name="desk_ledger_add_file"),
    path("ledger/file/<uuid:pk>/", take_out, name="desk_ledger_file"),
    path("ledger/count/", CountSection.as_view(), name="desk_ledger_count"),
    path("actions/<int:pk>/count/", CountAgain.as_view(), name="desk_action_count"),
]
