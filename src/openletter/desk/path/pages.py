"""The steps on which it is said what for, of whom and on which terms: case, call, targets, terms, safety."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from openletter.actions.kinds import Need
from openletter.actions.operations import composing
from openletter.actions.rules import TargetRole
from openletter.cases import operations as cases
from openletter.cases.models import Case, PersonAtRisk
from openletter.cases.operations import changing
from openletter.cases.queries import missing_consent
from openletter.desk.forms.actions import BareForm
from openletter.desk.forms.cases import GivenForm
from openletter.desk.path import directory, forms, plain
from openletter.desk.path.exposing import exposure_in_words
from openletter.desk.path.page import StepPage
from openletter.desk.path.steps import Step
from openletter.desk.seeing import sees
from openletter.desk.standing import consent_standing
from openletter.desk.views.cases import said_of
from openletter.kernel import clock
from openletter.sections.access import Right, may
from openletter.targets.models import Office


class OfTheCase(StepPage):
    """A step that writes the case."""

    @property
    def waits_of(self) -> Case:
        """The case."""
        return self.subject.case

    @cached_property
    def told(self) -> Case:
        """The case with what waits of it laid over: what the fields show. Never saved."""
        return changing.as_it_would_be(self.subject.case)

    def whole_form(self) -> str:
        """The case's."""
        case = self.subject.case
        may_edit = may(self.request.user, Right.EDIT_CASES, case.section_id)
        return reverse("cases:edit", args=[case.pk]) if may_edit else ""


class CaseStep(OfTheCase):
    """The short facts of the case."""

    step = Step.CASE
    form_class: Any = forms.CaseForm
    explains = _("Who it is about and what happened, as the case’s page says it.")

    @property
    def writable(self) -> bool:
        """Whether the person may edit the case, and it is about one person alone, whom they may see."""
        case = self.told
        people = list(case.people.all())
        return may(self.request.user, Right.EDIT_CASES, case.section_id) and len(people) <= 1 and people == self._seen()

    def _seen(self) -> list[PersonAtRisk]:
        """Those of the case's people whom the reader may know of."""
        seen = sees(self.request.user, self.subject.case.section_id)
        return [person for person in self.told.people.all() if person.visibility in seen]

    def _concerns(self) -> tuple[str, ...]:
        return tuple(row.concern for row in self.told.concerns.all())

    def get_form_kwargs(self) -> dict[str, Any]:
        """What is written, to be changed."""
        rows = {row.language: row for row in self.told.words.all()}
        kept = {
            code: rows[code].story
            for code in self.languages()
            if code in rows and plain.typed(rows[code].story) is None
        }
        return {**super().get_form_kwargs(), "languages": self.languages(), "kept": kept}

    def get_initial(self) -> dict[str, Any]:
        """What is written."""
        case = self.told
        person = next(iter(self._seen()), None)
        first = next(iter(self._concerns()), "")
        found: dict[str, Any] = {"country": case.country, "source": case.source, "concern": first}
        for row in case.words.all():
            found |= {f"headline_{row.language}": row.headline, f"story_{row.language}": plain.typed(row.story) or ""}
        if person:
            found |= {"is_pseudonym": person.is_pseudonym, "is_minor": person.is_minor}
            for row in person.words.all():
                found |= {f"name_{row.language}": row.name, f"role_{row.language}": row.role}
        return found

    def perform(self, form: Any) -> None:
        """Put the facts right."""
        facts = form.facts(others=self._concerns()[1:])
        cases.correct_case(case=self.subject.case, facts=facts, **self.who_and_when())


class CallStep(StepPage):
    """Title, what is asked, demands."""

    step = Step.CALL
    form_class: Any = forms.CallForm
    explains = _("The title and what people are asked to do; then what the authorities are asked, one thing a line.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """One line more than is written, for kinds that have demands."""
        stands = len(self.shown.demands.all())
        lines = min(max(forms.FEWEST_DEMANDS, stands + 1), max(forms.MOST_DEMANDS, stands))
        demands = 0 if Need.DEMAND in self.kind.leaves_out else lines
        return {**super().get_form_kwargs(), "languages": self.languages(), "demands": demands}

    def get_initial(self) -> dict[str, Any]:
        """What is written."""
        found: dict[str, Any] = {}
        for row in self.shown.words.all():
            found |= {f"title_{row.language}": row.title, f"ask_{row.language}": row.ask}
        for place, demand in enumerate(self.shown.demands.all()):
            found |= {f"demand{place}_{row.language}": row.text for row in demand.words.all()}
        return found

    def perform(self, form: Any) -> None:
        """Keep the words and the demands."""
        composing.call(action=self.subject, words=form.words(), demands=form.wanted(), **self.who_and_when())


class TargetsStep(StepPage):
    """To whom it goes: offices of the directory, each with what is known of its ways."""

    step = Step.TARGETS
    template_name = "desk/path/targets.html"
    form_class: Any = BareForm
    explains = _("Choose the offices that decide. They are found in the directory, where their addresses are kept.")

    def perform(self, form: Any) -> None:
        """Address an office, send it a copy, or leave it out, whichever button was pressed; else only go on."""
        verbs = (("target", TargetRole.TARGET), ("copy", TargetRole.COPY), ("out", None))
        for name, role in verbs:
            if not (chosen := self.request.POST.get(name, "")).isdecimal():
                continue
            office = get_object_or_404(Office, pk=int(chosen))
            if role is None:
                composing.leave_out(action=self.subject, office=office, **self.who_and_when())
            else:
                composing.address(action=self.subject, office=office, role=role, **self.who_and_when())

    def goes_on(self) -> str:
        """Here again, with what was looked for, while offices are chosen; else the next step."""
        if any(name in self.request.POST for name in ("target", "copy", "out")):
            looked = self.request.GET.urlencode()
            return self.address(self.step) + (f"?{looked}" if looked else "") + "#chosen"
        return super().goes_on()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The offices chosen, and those found."""
        asked = self.request.GET.get("q", "").strip()
        chosen = directory.chosen(self.shown)
        found = directory.found(asked, country=self.subject.case.country, without=[row.office.pk for row in chosen])
        may_add = may(self.request.user, Right.DIRECTORY)
        return super().get_context_data(chosen=chosen, found=found, q=asked, may_add=may_add, **kwargs)


class TermsStep(StepPage):
    """Deadline, opening, what the form asks, and the settings of the kind."""

    step = Step.TERMS
    template_name = "desk/path/terms.html"
    form_class: Any = forms.TermsForm
    explains = _("Until when people can act, what the form asks of them, and what this kind can be set to.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The kind says what can be set."""
        return {**super().get_form_kwargs(), "kind": self.kind}

    def get_initial(self) -> dict[str, Any]:
        """What is written."""
        names = ("deadline", "opens_at", "settings", "asks", "offers")
        return {name: getattr(self.shown, name) for name in names}

    def perform(self, form: Any) -> None:
        """Keep them."""
        composing.settle(action=self.subject, terms=form.terms(), **self.who_and_when())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether the kind wants rules for messages, which stand on the case."""
        return super().get_context_data(guided=Need.GUIDANCE in self.kind.needs, **kwargs)


class SafetyStep(OfTheCase):
    """What consent stands, who is exposed to what, and how readers and writers are kept safe."""

    step = Step.SAFETY
    template_name = "desk/path/safety.html"
    form_class: Any = forms.SafetyForm
    explains = _(
        "Nothing is published without consent. Then: who can come to harm by acting or reading, and what we do."
    )

    @property
    def writable(self) -> bool:
        """The safety of a case is kept by who edits it, its consent by who records it."""
        right = Right.CONSENT if self._records else Right.EDIT_CASES
        return may(self.request.user, right, self.subject.case.section_id)

    @property
    def lays_over(self) -> bool:  # type: ignore[override]
        """Consent is recorded at once."""
        return not self._records

    @property
    def _records(self) -> bool:
        return "record" in self.request.POST

    def get_form_class(self) -> Any:
        """Two forms stand on the page, each with its button."""
        return GivenForm if self._records else forms.SafetyForm

    def get_initial(self) -> dict[str, Any]:
        """What is written."""
        case = self.told
        return {
            "warn_ties": case.warn_ties_to_country,
            "quick_exit": case.quick_exit,
            "hide_from_search": case.hide_from_search,
            "warned_countries": case.warned_countries,
        }

    def perform(self, form: Any) -> None:
        """Record consent, or keep what was chosen."""
        case = self.subject.case
        if self._records:
            kept = cases.record_consent(case=case, **form.cleaned_data, **self.who_and_when())
            done = gettext("Consent is recorded.") if isinstance(kept, tuple) else str(said_of(kept))
            messages.success(self.request, done)
        else:
            cases.protect(case=case, **form.cleaned_data, **self.who_and_when())

    def goes_on(self) -> str:
        """Consent recorded is seen on this page."""
        return self.address(self.step) if self._records else super().goes_on()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Both forms: the one sent as it came, the other as it stands."""
        case, today = self.subject.case, clock.today()
        form = kwargs.pop("form", None) or self.get_form()
        asked = {"scopes": list(missing_consent(case, on=today)), "on": today}
        sent = isinstance(form, GivenForm)
        given = form if sent else GivenForm(initial=asked, prefix=None, auto_id="id_given_%s")
        safety = forms.SafetyForm(initial=self.get_initial()) if sent else form
        people = list(self.told.people.all())
        records = may(self.request.user, Right.CONSENT, case.section_id)
        return super().get_context_data(
            form=safety, given=given, given_sent=sent, records=records,
            consent=consent_standing(case, today), exposed=exposure_in_words(self.subject, self.kind),
            minor=any(one.is_minor for one in people), pseudonym=any(one.is_pseudonym for one in people), **kwargs,
        )  # fmt: skip
