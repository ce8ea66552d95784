"""Taking the audit out with a reason, and the monthly reports of who opened sealed data."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from openletter.desk import deeds, said
from openletter.desk.forms.actions import ReasonForm
from openletter.desk.policies import AuditPolicy
from openletter.desk.views.screen import FormScreen, Screen
from openletter.desk.viewsets.audit import AuditFilter, OpeningsFilter, kind_in_words, searched
from openletter.desk.withheld import Told, told_to
from openletter.kernel import audit, clock
from openletter.kernel.cells import safe_cell
from openletter.sections.access import Right, within
from openletter.sections.models import AccessReport, Section
from openletter.sections.oversight import operations, rules

A_PAGE = 50
MARK = "\ufeff"  # by which spreadsheets know that the letters are Unicode
BLOCK = 16 * 1024


class AuditorsPage(Screen):
    """A page for who reads the audit anywhere."""

    rights = (Right.AUDIT,)
    under = ("openings:index", _("Who saw what"))


class Export(AuditorsPage, FormScreen):
    """What a list of the audit shows, as CSV; that it left the house stands in the audit first."""

    form_class = ReasonForm
    page_title = _("Take out the audit")

    def rows(self) -> Any:
        """The entries of the person's sections that the list showed."""
        policy = AuditPolicy()
        rows = policy.instances_user_has_any_permission_for(self.request.user, ["view"])
        made = AuditFilter
        if self.request.GET.get("of") == "openings":
            rows, made = rows.filter(verb__in=rules.READING), OpeningsFilter
        rows = made(self.request.GET, queryset=rows, request=self.request).qs
        wanted = self.request.GET.get("q", "").strip()
        return (searched(rows, wanted) if wanted else rows).order_by("-at", "-id")

    def form_valid(self, form: Any) -> Any:
        """Write it down, in each section whose entries leave the house, then send it row by row."""
        rows, user = self.rows(), self.request.user
        asked, at = dict(self.request.GET.items()), clock.now()
        for section, number in _by_section(rows) or [("", 0)]:
            audit.record(
                actor=user.actor, verb="audit.export", subject=user, at=at, reason=form.cleaned_data["reason"],
                section=section, after={"entries": number, "asked": asked},
            )  # fmt: skip
        return _as_file(_lines(told_to(user, rows.iterator(chunk_size=2000))), "audit.csv")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """How many it would be."""
        number = self.rows().count()
        explains = ngettext(
            "%(number)d entry leaves the house as a table. It names staff and rows, and what was before and after."
            " That you took it out, and why, stands in the audit.",
            "%(number)d entries leave the house as a table. They name staff and rows, and what was before and after."
            " That you took them out, and why, stands in the audit.",
            number,
        ) % {"number": number}
        of = "openings" if self.request.GET.get("of") == "openings" else "audit"
        own = {"button": gettext("Take out as CSV"), "explains": explains, "back": reverse(f"{of}:index")}
        return super().get_context_data(**own, **kwargs)


def _by_section(rows: Any) -> list[tuple[str, int]]:
    """The keys of the sections that the entries are of, and how many are of each."""
    return list(rows.order_by("section").values_list("section").annotate(Count("pk")))


def _lines(rows: Iterable[Told]) -> Iterator[list[str]]:
    yield [str(word) for word in (
        _("When"), _("Who"), _("What was done"), _("Code"), _("Kind of row"), _("Number of the row"), _("To what"),
        _("Section"), _("Reason"), _("Before"), _("After"),
    )]  # fmt: skip
    for told in rows:
        entry = told.entry
        yield [
            entry.at.isoformat(), entry.actor, deeds.in_words(entry.verb), entry.verb, entry.subject_type,
            entry.subject_id, entry.subject, entry.section, entry.reason, _json(told.before), _json(told.after),
        ]  # fmt: skip


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) if value else ""


def _as_file(lines: Iterator[list[str]], name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(_blocks(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store, private"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _blocks(lines: Iterator[list[str]]) -> Iterator[str]:
    out = io.StringIO(MARK)
    out.seek(len(MARK))
    writer = csv.writer(out)
    for line in lines:
        writer.writerow([safe_cell(cell) for cell in line])
        if out.tell() >= BLOCK:
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue()


def own(user: Any) -> Any:
    """The reports of the sections in whose audit a person reads; of the house, where they read in all."""
    return AccessReport.objects.filter(within(user, Right.AUDIT, "section_id")).prefetch_related("section__words")


def place_of(report: AccessReport) -> str:
    """Whose report it is."""
    place: Section | None = report.section
    return said.name(place) if place else gettext("The house")


def marked(report: AccessReport) -> int:
    """How many people's openings are unusual."""
    return sum(bool(rules.marks(person)) for person in report.figures["people"])


def people_of(report: AccessReport) -> list[dict[str, Any]]:
    """The people of a report with what is unusual, in words."""
    words = {"many": _("Many in a short time"), "night": _("At night (UTC)"), "alone": _("Nothing followed")}
    return [
        {
            **person, "marks": [str(words[mark]) for mark in rules.marks(person)],
            "kinds": [(_kind(kind), number) for kind, number in person["kinds"].items()],
            "purposes": list(person["purposes"].items()),
        }
        for person in report.figures["people"]
    ]  # fmt: skip


def _kind(code: str) -> str:
    return deeds.in_words(code) if code in rules.READING else kind_in_words(code)


class Reports(AuditorsPage, TemplateView):
    """The reports, newest month first."""

    template_name = "desk/access_reports.html"
    page_title = _("Access reports")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Two years of them, a page at a time."""
        since = clock.today().replace(day=1, year=clock.today().year - 2)
        page = Paginator(own(self.request.user).filter(month__gte=since), A_PAGE).get_page(self.request.GET.get("p"))
        rows = [{"report": report, "place": place_of(report), "marked": marked(report)} for report in page]
        return super().get_context_data(rows=rows, page=page, **kwargs)


class ReviewForm(forms.Form):
    """What was found; it may be empty where nothing is marked."""

    note = forms.CharField(
        label=_("What you found"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Whom you asked about what is marked, and what they said. It is kept with the report."),
    )  # fmt: skip


class Report(AuditorsPage, FormScreen):
    """One month of a section: who opened how much, of what, for what; and that somebody looked."""

    template_name = "desk/access_report.html"
    done = _("The report is reviewed. Your note is kept with it.")
    form_class = ReviewForm

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find it among those of the person's sections."""
        super().setup(request, *args, **kwargs)
        self.report = get_object_or_404(own(request.user), pk=kwargs["pk"])

    @property
    def page_title(self) -> str:
        """The month and whose."""
        return f"{said.month(self.report.month)} · {place_of(self.report)}"

    def perform(self, form: Any) -> str:
        """It is reviewed."""
        operations.review(self.report, note=form.cleaned_data["note"], **self.who_and_when())
        return reverse("desk_access_report", args=[self.report.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The people."""
        return super().get_context_data(report=self.report, people=people_of(self.report), **kwargs)


@require_safe
def as_csv(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """The same as a table."""
    report = get_object_or_404(own(request.user), pk=pk)
    head = [_("Who"), _("Opened"), _("Different rows"), _("What"), _("Most in an hour"), _("At night (UTC)"),
            _("Nothing followed"), _("Unusual")]  # fmt: skip
    lines = [
        [
            person["name"], person["opened"], person["rows"], ", ".join(f"{kind} {n}" for kind, n in person["kinds"]),
            person["most_in_an_hour"], person["at_night"], person["alone"], ", ".join(person["marks"]),
        ]
        for person in people_of(report)
    ]  # fmt: skip
    name = f"access-{report.month:%Y-%m}-{report.section.key if report.section else 'house'}.csv"
    return _as_file(iter([[str(cell) for cell in line] for line in (head, *lines)]), name)


urls: list[URLPattern] = [
    path("audit/export/", Export.as_view(), name="desk_audit_export"),
    path("access-reports/", Reports.as_view(), name="desk_access_reports"),
    path("access-reports/<int:pk>/", Report.as_view(), name="desk_access_report"),
    path("access-reports/<int:pk>/report.csv", as_csv, name="desk_access_report_file"),
]
