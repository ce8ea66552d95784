"""What can be done to contacts with representatives and to the list of these, one page each."""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from openletter.deliveries.lobbying import access, operations
from openletter.deliveries.lobbying.models import LobbyContact
from openletter.desk.fields import SearchableSelect, listed_countries
from openletter.desk.forms.actions import ReasonForm
from openletter.desk.naming import named_in_table
from openletter.desk.views.deed import Deed
from openletter.desk.views.screen import FormScreen
from openletter.kernel import clock
from openletter.kernel.refusals import Refused
from openletter.sections.access import Right, may
from openletter.targets.representatives import exporting, importing
from openletter.targets.representatives.files import read_file
from openletter.targets.representatives.models import Representative
from openletter.targets.representatives.rules import Chamber
from openletter.targets.representatives.shapes import Member, Reading

MOST_PACKED = 1_500_000  # signs in the form; a larger file is brought in with the command
MOST_BYTES = 24_000_000


class ContactDeed(Deed):
    """One thing done to a contact."""

    model = LobbyContact
    seeing = Right.SEE_ACTIONS
    overview = "lobby-contacts:inspect"
    form_class = ReasonForm

    def get_page_subtitle(self) -> str:
        """What the representative did."""
        return str(self.subject.get_did_display())


class Release(ContactDeed):
    """Read on the case's pages."""

    right = Right.RELEASE
    template_name = "desk/lobby_release.html"
    page_title = _("Release")
    explains = _("The public words are read on the pages of the case, in the languages in which they are written.")
    done = _("It is released.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what is before their eyes now."""
        return super().get_context_data(looked=operations.look_of(self.subject), **kwargs)

    def perform(self, form: Any) -> None:
        """Release it as it was seen."""
        operations.release(
            contact=self.subject, reason=form.cleaned_data["reason"], seen=self.request.POST.get("looked", ""),
            **self.who_and_when(),
        )  # fmt: skip


class TakeBack(ContactDeed):
    """Read nowhere."""

    right = Right.RELEASE
    page_title = _("Keep it to ourselves")
    explains = _("Within a minute it is read on no page any more. What it says stays here.")
    done = _("It is public nowhere.")
    grave = True

    def perform(self, form: Any) -> None:
        """Take it back."""
        operations.take_back(contact=self.subject, reason=form.cleaned_data["reason"], **self.who_and_when())


class ReadTold(ContactDeed):
    """Opening what a supporter told."""

    right = Right.ANSWERS
    template_name = "desk/lobby_told.html"
    page_title = _("Read what was told")
    explains = _("Somebody told us this in confidence. That you read it, and why, is written down.")
    button = _("Open it")
    told: access.Told | None = None

    def form_valid(self, form: Any) -> HttpResponse:
        """The same page with what was told, kept nowhere."""
        try:
            self.told = access.open_told(self.subject, purpose=form.cleaned_data["reason"], **self._by_and_when())
        except (access.Erased, access.CannotOpen):
            form.add_error(None, gettext("It cannot be opened: it is erased, or the key is not on this machine."))
            return self.form_invalid(form)
        response = self.render_to_response(self.get_context_data(form=form, told=self.told))
        response["Cache-Control"] = "no-store"
        return response

    def _by_and_when(self) -> dict[str, Any]:
        known = self.who_and_when()
        return {"by": known["actor"], "at": known["at"]}


class UpholdObjection(Deed):
    """A representative who objects to standing here is shown nowhere; or the objection is lifted."""

    model = Representative
    right = seeing = Right.DIRECTORY
    path = ""
    overview = "representatives:inspect"
    form_class = ReasonForm
    page_title = _("An objection to standing here")
    done = _("It is written down.")

    def rows(self) -> Any:
        """Everybody in the directory."""
        return Representative.objects.all()

    def get_page_subtitle(self) -> str:
        """Who."""
        return str(self.subject)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What it does."""
        stands = self.subject.objected_on is not None
        explains = (
            gettext("They stand in the list again, with what the next import says of them.")
            if stands
            else gettext("They are shown nowhere, their addresses are deleted, and no import changes that.")
        )
        button = gettext("Lift it") if stands else gettext("Uphold it")
        return super().get_context_data(explains=explains, grave=not stands, button=button, **kwargs)

    def perform(self, form: Any) -> None:
        """Uphold it, or lift it where it stands."""
        importing.object_to_standing_here(
            representative=self.subject, upheld=self.subject.objected_on is None, reason=form.cleaned_data["reason"],
            **self.who_and_when(),
        )  # fmt: skip


class ImportForm(forms.Form):
    """A file, and what a Popolo file does not say of itself."""

    file = forms.FileField(
        label=_("File"), required=False, help_text=_("CSV (UTF-8) or Popolo JSON, as the documentation describes.")
    )
    country = forms.ChoiceField(
        label=_("Country of a Popolo file"), required=False, widget=SearchableSelect,
        choices=lambda: [("", "—"), *listed_countries()],
    )  # fmt: skip
    chamber = forms.ChoiceField(
        label=_("Chamber of a Popolo file"), required=False, choices=[("", "—"), *Chamber.choices],
        help_text=_("Where the file does not say."),
    )  # fmt: skip
    source = forms.CharField(label=_("Where a Popolo file comes from"), required=False, max_length=300)
    packed = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        """The bytes, as they were uploaded or as the review carried them."""
        data: dict[str, Any] = super().clean() or {}
        upload, packed = data.get("file"), data.get("packed", "")
        if upload and upload.size > MOST_BYTES:
            raise forms.ValidationError(gettext("This file is too large for this page: use the command."))
        data["body"] = upload.read() if upload else _unpacked(packed)
        if not data["body"]:
            self.add_error("file", gettext("Choose a file."))
        return data


class Import(FormScreen):
    """Upload, look at what would change, and only then change it."""

    rights = (Right.DIRECTORY,)
    under = ("representatives:index", _("Representatives"))
    template_name = "desk/representatives_import.html"
    form_class = ImportForm
    page_title = _("Import representatives")

    def form_valid(self, form: Any) -> HttpResponse:
        """The report; or, once it was seen, the import."""
        data = form.cleaned_data
        reading = read_file(
            data["body"], country=data["country"], chamber=data["chamber"], source=data["source"], on=clock.today()
        )  # fmt: skip
        reading = self._without_names(reading)
        if "apply" in self.request.POST:
            try:
                importing.bring_in(reading, **self.who_and_when())
            except Refused as refusal:
                form.add_error(None, refusal.message)
                return self.form_invalid(form)
            messages.success(self.request, gettext("The file is imported."))
            return redirect(self.back)
        packed = _packed(data["body"])
        if len(packed) > MOST_PACKED:
            form.add_error("file", gettext("This file is too large for this page: use the command."))
            return self.form_invalid(form)
        context = self.get_context_data(form=form, report=importing.report_on(reading), packed=packed)
        return self.render_to_response(context)

    def _without_names(self, reading: Reading) -> Reading:
        """With the fault, where the file names somebody at risk who may not be shown: nobody else looks at it."""
        said = [(key, *_texts_of(member)) for (_house, key), member in reading.members.items()]
        said += [(house.key, *house.names.values()) for house in reading.houses.values()]
        said += [(place.key, *place.names.values()) for place in reading.places.values()]
        rows = [(number, list(texts)) for number, (_key, *texts) in enumerate(said, 1)]
        faults = [] if reading.faults else named_in_table(rows, user=self.request.user)
        at = [replace(fault, row=0, where=said[fault.row - 1][0] if fault.row else "") for fault in faults]
        return replace(reading, faults=(*reading.faults, *at))


def _texts_of(member: Member) -> Iterator[str]:
    for said in (member.names, member.party, member.salutations, member.closings):
        yield from said.values()
    yield member.source


def export(request: HttpRequest) -> HttpResponse:
    """Everybody in office as a table that the import reads and no spreadsheet runs."""
    if not may(request.user, Right.DIRECTORY):
        raise PermissionDenied
    response = HttpResponse(exporting.table_of_all(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="representatives.csv"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response


def _packed(body: bytes) -> str:
    return base64.b64encode(zlib.compress(body, 9)).decode()


def _unpacked(text: str) -> bytes:
    """What the review carried; nothing where it was tampered with, or grows beyond what was allowed in."""
    try:
        return zlib.decompressobj().decompress(base64.b64decode(text, validate=True), MOST_BYTES)
    except (zlib.error, binascii.Error):
        return b""


urls: list[URLPattern] = [
    path("representatives/import/", Import.as_view(), name="desk_representatives_import"),
    path("representatives/export/", export, name="desk_representatives_export"),
    path("representatives/<int:pk>/objection/", UpholdObjection.as_view(), name="desk_representative_objection"),
    path("lobby-contacts/<int:pk>/release/", Release.as_view(), name="desk_lobby_release"),
    path("lobby-contacts/<int:pk>/back/", TakeBack.as_view(), name="desk_lobby_back"),
    path("lobby-contacts/<int:pk>/read/", ReadTold.as_view(), name="desk_lobby_read"),
]
