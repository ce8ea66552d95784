"""New wordings of a section's choices. A wording is a version: what people agreed to is never rewritten."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction
from django.db.models import Max
from django.http import Http404, HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from openletter.desk import said
from openletter.desk.audited import MARKS
from openletter.desk.naming import require_nobody_named
from openletter.desk.views.deed import Deed
from openletter.kernel import audit, clock, marks
from openletter.kernel.languages import direction, endonym
from openletter.sections.access import Right
from openletter.sections.models import Section
from openletter.supporters.models import ConsentNotice


class WordingForm(forms.Form):
    """The choices, each asked apart."""

    to_target = forms.CharField(label=_("My name to the officials"), widget=AdminAutoHeightTextInput)
    public = forms.CharField(label=_("My name on this site"), widget=AdminAutoHeightTextInput)
    news = forms.CharField(label=_("News by e-mail"), widget=AdminAutoHeightTextInput)
    sign_up = forms.CharField(
        label=_("News by e-mail, for who signs up on the home"), widget=AdminAutoHeightTextInput, required=False,
        help_text=_("Who will write, about what, and how it is stopped. Empty: the home offers no sign-up."),
    )  # fmt: skip

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.update(lang=language, dir=direction(language))


class NewWording(Deed):
    """A new version of what supporters are asked, in one language."""

    model = Section
    right = Right.SECTION
    seeing = Right.SECTION
    path = "pk"
    overview = "sections:inspect"
    form_class = WordingForm
    button = _("Use this wording from now on")
    done = _("Forms show the new wording now. What people agreed to before keeps its own words.")
    explains = _("Each choice is a sentence of its own, in the first person. None is ticked for anybody.")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the section; languages it does not speak do not exist."""
        super().setup(request, *args, **kwargs)
        if kwargs["language"] not in self.subject.languages:
            raise Http404

    @property
    def page_title(self) -> str:
        """Which language."""
        return gettext("New wording of the choices: %(language)s") % {"language": endonym(self.kwargs["language"])}

    def get_page_subtitle(self) -> str:
        """The section."""
        return said.name(self.subject)

    def get_initial(self) -> dict[str, Any]:
        """The wording in use."""
        newest = self._newest()
        return {name: getattr(newest, name) for name in WordingForm.base_fields} if newest else {}

    def get_form_kwargs(self) -> dict[str, Any]:
        """The language."""
        return {**super().get_form_kwargs(), "language": self.kwargs["language"]}

    def _newest(self) -> ConsentNotice | None:
        rows = self.subject.consent_notices.filter(language=self.kwargs["language"])
        newest: ConsentNotice | None = rows.order_by("-version").first()
        return newest

    @transaction.atomic
    def perform(self, form: Any) -> None:
        """Add the version. Refuses one that names somebody at risk: nobody else looks at it."""
        said_before = [str(text) for text in form.initial.values()]
        require_nobody_named(map(str, form.cleaned_data.values()), said_before, user=self.request.user)
        rows = self.subject.consent_notices.filter(language=self.kwargs["language"])
        version = (rows.aggregate(last=Max("version"))["last"] or 0) + 1
        at = clock.now()
        notice = ConsentNotice.objects.create(
            section=self.subject, language=self.kwargs["language"], version=version, made_at=at, **form.cleaned_data
        )
        audit.record(
            actor=self.request.user.actor,
            verb="wording_added",
            subject=notice,
            at=at,
            before={name: form.initial.get(name, "") for name in form.cleaned_data},
            after={**form.cleaned_data, "version": version},
            section=self.subject.key,
        )
        marks.bump(*MARKS)


urls: list[URLPattern] = [
    path("sections/<int:pk>/wording/<slug:language>/", NewWording.as_view(), name="desk_section_wording"),
]
