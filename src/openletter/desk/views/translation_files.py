"""Words out to a PO file, and back after a look at what would change."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _

from openletter.desk.opened import note_of
from openletter.desk.views.translating import OVERVIEWS, Translate
from openletter.kernel.languages import known
from openletter.kernel.refusals import Refused
from openletter.sections.access import Right
from openletter.translations import exchange, operations


class FileForm(forms.Form):
    """The file, and whether a machine made it."""

    file = forms.FileField(label=_("PO file"), required=False, widget=forms.FileInput(attrs={"accept": ".po"}))
    by_machine = forms.BooleanField(
        label=_("A machine made these words"), required=False,
        help_text=_("Each then stays a draft until a person has read it."),
    )  # fmt: skip
    po = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)


class _OfOneLanguage(Translate):
    """What stands beside the translator's page: the same thing, the same language."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the thing; kinds and languages we do not know do not exist."""
        if kwargs["kind"] not in OVERVIEWS or kwargs["language"] not in known():
            raise Http404
        super().setup(request, *args, **kwargs)
        if self.sheet.is_source:
            raise Http404


class Export(_OfOneLanguage):
    """The whole thing in one language as a PO file."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The file, named after the thing and the language."""
        note_of(request, self.subject, self.shown_on)
        name = f"{self.kind}-{exchange.called(self.subject)}-{self.language}.po"
        answer = HttpResponse(exchange.export(self.sheet), content_type="text/x-gettext-translation; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer


class Import(_OfOneLanguage):
    """A file is read and shown; it is written by a second step."""

    template_name = "desk/translation_file.html"
    right = Right.WORDS
    form_class = FileForm
    page_title = _("Bring in a PO file")  # type: ignore[assignment]

    @cached_property
    def back_to_words(self) -> str:
        """The translator's page."""
        return reverse("desk_words", args=[self.kind, self.subject.pk, self.language])

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """First a look, then the writing."""
        form = FileForm(request.POST, request.FILES)
        form.is_valid()
        file = request.FILES.get("file")
        data = file.read(exchange.LARGEST + 1) if file else form.cleaned_data.get("po", "").encode()
        by_machine = form.cleaned_data.get("by_machine", False)
        try:
            if not data:
                raise Refused(str(_("Choose a file first.")))
            entries = exchange.read(self.sheet, data, by_machine=by_machine)
        except Refused as refusal:
            form.add_error("file", refusal.message)
            return self.form_invalid(form)
        if form.cleaned_data.get("sure"):
            operations.keep(self.sheet, exchange.typed(entries), **self.who_and_when())
            return HttpResponse(status=302, headers={"Location": self.back_to_words})
        review = FileForm(initial={"po": data.decode("utf-8-sig"), "sure": True, "by_machine": by_machine})
        return self.render_to_response(self.get_context_data(form=review, entries=entries))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What would change, what cannot be taken, and what stays as it is."""
        entries = kwargs.pop("entries", ())
        changing = exchange.changing(entries)
        return super().get_context_data(
            entries=entries, changing=changing, taken=len(exchange.typed(entries)),
            refused=[each for each in entries if each.problem], same=len(entries) - len(changing),
            words=self.back_to_words, **kwargs,
        )  # fmt: skip


urls: list[URLPattern] = [
    path("words/<slug:kind>/<int:pk>/<slug:language>/file/", Export.as_view(), name="desk_words_file"),
    path("words/<slug:kind>/<int:pk>/<slug:language>/import/", Import.as_view(), name="desk_words_import"),
]
