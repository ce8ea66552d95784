"""The photo of a case: put there, changed, taken away, and looked at by those who may see the case."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _

from openletter.cases import operations
from openletter.cases.models import Case, CasePhoto, PhotoMaster
from openletter.cases.operations.opening import Shown
from openletter.cases.operations.photos import waiting_photo
from openletter.desk.forms.photo import PhotoForm, hidden_in, initial_of
from openletter.desk.opened import note_part
from openletter.desk.views.cases import WAITS, CaseDeed
from openletter.kernel import clock
from openletter.kernel.models import Proposal
from openletter.sections.access import Right, within


class PutPhoto(CaseDeed):
    """The case's one photo, new or changed."""

    right = Right.EDIT_CASES
    template_name = "desk/photo.html"
    form_class = PhotoForm
    page_title = _("The photo")
    explains = _(
        "Pages show the photo while consent to “Photo” stands, and cards on social networks while consent to “Social "
        "media” does too. Without it they show the stamp drawn from the name."
    )
    button = _("Save the photo")
    done = _("The photo is saved.")

    @property
    def photo(self) -> CasePhoto | None:
        """What stands."""
        return CasePhoto.objects.prefetch_related("words").filter(case=self.subject).first()

    def get_initial(self) -> dict[str, Any]:
        """What stands, to be changed."""
        return initial_of(self.subject, self.photo)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The languages to describe it in, and what is hidden already."""
        return {**super().get_form_kwargs(), "languages": self.languages(), "hidden": hidden_in(self.subject)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the picture that is worked on: the one that waits, or else the one that stands."""
        photo, pending = self.photo, waiting_photo(self.subject)
        shown = ""
        if pending is not None and pending.body:
            shown = reverse("desk_proposal_picture", args=[pending.pk])
        elif photo is not None:
            shown = reverse("desk_case_photo_whole", args=[self.subject.pk]) + f"?{photo.mark}"
        return super().get_context_data(
            photo=photo,
            shown=shown,
            proposals=[pending] if pending else [],
            laid_over=pending,
            today=clock.today(),
            **kwargs,
        )

    def perform(self, form: Any) -> None:
        """Save it, or keep it until somebody else has approved it."""
        upload = form.cleaned_data["upload"]
        kept = operations.put_photo(
            case=self.subject,
            facts=form.facts(),
            alts={language: row["alt"] for language, row in form.written().items()},
            upload=upload.read() if upload else b"",
            **self.who_and_when(),
        )
        self.done = WAITS if isinstance(kept, Proposal) else self.done


class RemovePhoto(CaseDeed):
    """The photo goes, with every size of it."""

    right = Right.EDIT_CASES
    form_class = forms.Form
    page_title = _("Remove the photo")
    explains = _("The photo is deleted here and vanishes from every page within a minute. The stamp takes its place.")
    done = _("The photo is removed.")
    grave = True

    def perform(self, form: Any) -> None:
        """Delete it."""
        operations.remove_photo(case=self.subject, **self.who_and_when())


def whole(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole picture, for those who may see the case; kept by no cache."""
    case = get_object_or_404(Case.objects.filter(within(request.user, Right.SEE_CASES, "section_id")), pk=pk)
    row = get_object_or_404(PhotoMaster, photo__case=case)
    note_part(request, case, Shown.DEED)
    return HttpResponse(bytes(row.body), content_type="image/jpeg", headers={"Cache-Control": "no-store"})


urls: list[URLPattern] = [
    path("cases/<int:pk>/photo/", PutPhoto.as_view(), name="desk_case_photo"),
    path("cases/<int:pk>/photo/remove/", RemovePhoto.as_view(), name="desk_case_photo_remove"),
    path("cases/<int:pk>/photo/whole.jpg", whole, name="desk_case_photo_whole"),
]
