"""Publishing pages: in which sections and languages, and what still stands in the way."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from openletter.actions.models import Action
from openletter.desk import said
from openletter.desk.forms.cases import PagesForm
from openletter.desk.held_back import case_not_out, without_findings
from openletter.desk.looked import Looked
from openletter.desk.seeing import reads_findings
from openletter.desk.standing import consent_standing
from openletter.desk.windows import publisher
from openletter.kernel.languages import endonym
from openletter.sections.access import Right, sections_for
from openletter.sections.models import Section


class PublishPages(Looked):
    """One tick per section and language; a language without words is named as missing and cannot be ticked."""

    right = Right.RELEASE
    form_class: Any = PagesForm
    page_title = _("Publish pages")
    explains = _("A page in each chosen language goes up at once. Pages that are up already stay as they are.")
    done = _("The pages are up.")
    subject: Any
    request: Any

    @property
    def _case(self) -> Any:
        return self.subject.case if isinstance(self.subject, Action) else self.subject

    def _sections(self) -> list[Section]:
        rows = sections_for(self.request.user, Right.RELEASE).filter(is_active=True)
        if isinstance(self.subject, Action):
            rows = rows.filter(pk=self.subject.section_id)
        return list(rows)

    def _written(self) -> frozenset[str]:
        languages: frozenset[str] = self.subject.languages()
        return languages & self._case.languages()

    def get_form_kwargs(self) -> dict[str, Any]:
        """What can be ticked."""
        written = self._written()
        choices = [
            (f"{section.pk}:{code}", f"{said.name(section)} · {endonym(code)}")
            for section in self._sections()
            for code in section.languages
            if code in written
        ]
        return {**super().get_form_kwargs(), "choices": choices}  # type: ignore[misc]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is missing: consent first, then words."""
        written = self._written()
        unwritten = sorted({code for s in self._sections() for code in s.languages if code not in written})
        missing = []
        if isinstance(self.subject, Action) and not reads_findings(self.request.user, self.subject):
            missing.append(case_not_out())
        elif scopes := consent_standing(self._case).missing:
            # Translators: %(uses)s is a list of uses, such as "Given name, Surname".
            missing.append(gettext("Consent to: %(uses)s") % {"uses": ", ".join(scopes)})
        if unwritten:
            # Translators: %(languages)s is a list of languages by their own names.
            missing.append(gettext("Words in: %(languages)s") % {"languages": ", ".join(map(endonym, unwritten))})
        return super().get_context_data(missing=missing, **kwargs)

    def perform(self, form: Any) -> None:
        """Publish in every chosen section, or in none."""
        self.require_seen()
        publish = publisher()
        action = self.subject if isinstance(self.subject, Action) else None
        with without_findings(self.request.user, action) if action else nullcontext(), transaction.atomic():
            for section_id, languages in form.by_section().items():
                publish(
                    section=Section.objects.get(pk=section_id),
                    subject=self.subject,
                    languages=languages,
                    **self.who_and_when(),  # type: ignore[attr-defined]
                )
