"""What can be done to a case."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from openletter.actions.safety import safety_of
from openletter.cases import operations
from openletter.cases.models import Case, SolidarityGuidance
from openletter.desk import said
from openletter.desk.called import case_called
from openletter.desk.forms import cases as forms
from openletter.desk.forms.guidance import GuidanceForm
from openletter.desk.found import waiting_in
from openletter.desk.views.deed import Deed
from openletter.desk.views.pages import PublishPages
from openletter.kernel import clock
from openletter.kernel.models import Proposal
from openletter.sections.access import Right, may, within
from openletter.translations.safety import waiting_findings

# Said wherever something was kept for a second person instead of being published.
WAITS = _("It is kept and waits: somebody else looks at it and approves it. Readers see nothing of it until then.")
# Said where a change that was sent back is saved as it was.
SENT_BACK = _("This was sent back to be changed and nothing differs yet: it does not wait. Open it to send it again.")


def said_of(kept: Proposal) -> Any:
    """Where something stands that was kept for a second person: it waits, or was sent back and is as it was."""
    return SENT_BACK if kept.returned_at else WAITS


class CaseDeed(Deed):
    """One thing done to a case."""

    model = Case
    seeing = Right.SEE_CASES
    overview = "cases:inspect"


class RecordConsent(CaseDeed):
    """Consent that was given."""

    right = Right.CONSENT
    form_class = forms.GivenForm
    page_title = _("Record consent")
    explains = _("Nothing is published without it. Entries are added, never changed; the latest of each use holds.")
    done = _("Consent is recorded.")

    def perform(self, form: Any) -> None:
        """Record it; what would bring something onto public pages is kept until somebody else has approved it."""
        kept = operations.record_consent(case=self.subject, **form.cleaned_data, **self.who_and_when())
        self.done = self.done if isinstance(kept, tuple) else said_of(kept)


class WithdrawConsent(CaseDeed):
    """Consent that was taken back."""

    right = Right.CONSENT
    form_class = forms.ConsentForm
    page_title = _("Withdraw consent")
    explains = _(
        "Pages that need this consent are taken down in every language within a minute, and live actions are recalled."
    )
    done = _("Consent is withdrawn. Pages that needed it are being taken down.")
    grave = True

    def perform(self, form: Any) -> None:
        """Withdraw it."""
        operations.withdraw_consent(case=self.subject, **form.cleaned_data, **self.who_and_when())


class ChangeStatus(CaseDeed):
    """A move of the case to another state."""

    right = Right.RELEASE
    form_class = forms.StatusForm
    page_title = _("Change the status")
    done = _("The case has its new status.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The case whose moves are offered."""
        return {**super().get_form_kwargs(), "case": self.subject}

    def perform(self, form: Any) -> None:
        """Move it."""
        operations.change_status(case=self.subject, **form.cleaned_data, **self.who_and_when())


class Relate(CaseDeed):
    """Another case that belongs with this one."""

    right = Right.EDIT_CASES
    form_class = forms.RelateForm
    page_title = _("Name a related case")
    explains = _("Each of the two cases will name the other.")
    done = _("The cases name each other now.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The cases this person may edit: both are changed."""
        rows = Case.objects.filter(within(self.request.user, Right.EDIT_CASES, "section_id")).exclude(
            pk=self.subject.pk
        )
        return {**super().get_form_kwargs(), "cases": rows.prefetch_related(said.titles_of(Case))}

    def perform(self, form: Any) -> None:
        """Relate them; where one of them is public, it is kept until somebody else has approved it."""
        kept = operations.relate(case=self.subject, to=form.cleaned_data["to"], **self.who_and_when())
        self.done = self.done if kept is None else said_of(kept)


class Untie(CaseDeed):
    """Another case that is not named any more."""

    right = Right.EDIT_CASES
    form_class = forms.UntieForm
    page_title = _("Name a related case no longer")
    explains = _(
        "Within a minute neither of the two cases names the other any more. Nobody has to approve it; to name it "
        "again, somebody has to."
    )
    button = _("Name it no longer")
    done = _("Neither case names the other any more.")
    grave = True

    def get_initial(self) -> dict[str, Any]:
        """Which one."""
        return {"to": self.request.GET.get("to", "")}

    def get_form_kwargs(self) -> dict[str, Any]:
        """The cases it is named with."""
        rows = Case.objects.filter(related_from__case=self.subject).prefetch_related("words")
        return {**super().get_form_kwargs(), "cases": [(row.pk, case_called(self.request.user, row)) for row in rows]}

    def perform(self, form: Any) -> None:
        """Part them."""
        other = Case.objects.get(pk=form.cleaned_data["to"])
        operations.untie(case=self.subject, to=other, **self.who_and_when())


class GuideMessages(CaseDeed):
    """What messages to the person may hold."""

    right = Right.EDIT_CASES
    form_class = GuidanceForm
    page_title = _("Messages to the person")
    explains = _(
        "What messages to the person may hold, and by which way they go. "
        "It is seen at the desk only; no public page shows it."
    )
    button = _("Save the rules for messages")
    done = _("The rules for messages are saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """What stands, to be changed."""
        stands = SolidarityGuidance.objects.filter(case=self.subject).first()
        return {**super().get_form_kwargs(), "instance": stands or SolidarityGuidance(case=self.subject)}

    def perform(self, form: Any) -> None:
        """Save it."""
        operations.guide_messages(case=self.subject, guidance=form.instance, **self.who_and_when())


class AnswerFinding(CaseDeed):
    """Why something that was pointed out may be published nevertheless."""

    right = Right.EDIT_CASES
    form_class = forms.AnswerForm
    page_title = _("Say why it may stay")
    explains = _("Your reason is kept. It holds for these words alone, and the person who approves reads it.")
    button = _("Keep the reason")
    done = _("Your reason is kept.")

    def get_initial(self) -> dict[str, Any]:
        """What the link that led here is about."""
        return {"finding": self.request.GET.get("finding", "")}

    def get_form_kwargs(self) -> dict[str, Any]:
        """What can be answered now."""
        case, at = self.subject, clock.now()
        found = (*safety_of(case, at.date()), *waiting_findings(case, at=at), *waiting_in(case, at=at))
        open_now = [finding for finding in found if finding.key and not finding.grave]
        return {**super().get_form_kwargs(), "findings": list({each.key: each.sentence for each in open_now}.items())}

    def perform(self, form: Any) -> None:
        """Keep it."""
        operations.answer_finding(case=self.subject, **form.cleaned_data, **self.who_and_when())


class HideFact(CaseDeed):
    """One fact taken off the pages at once."""

    right = Right.SEE_CASES
    form_class = forms.HideForm
    page_title = _("Take it off the pages")
    explains = _("Within a minute no reader sees this any more; the case team still does. Nobody has to approve it.")
    button = _("Take it off now")
    done = _("It is on no page any more.")
    grave = True

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """For who writes the case and for who approves it."""
        if not any(may(request.user, right, self.subject.section_id) for right in (Right.EDIT_CASES, Right.RELEASE)):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        """Which one."""
        return {"fact": self.request.GET.get("fact", "")}

    def perform(self, form: Any) -> None:
        """Hide it."""
        relation, _colon, pk = form.cleaned_data["fact"].partition(":")
        operations.hide(case=self.subject, relation=relation, pk=int(pk), **self.who_and_when())


class PublishCase(PublishPages, CaseDeed):
    """Pages of a case."""


urls: list[URLPattern] = [
    path(f"cases/<int:pk>/{step}/", view.as_view(), name=f"desk_case_{step}")
    for step, view in (
        ("consent", RecordConsent),
        ("withdraw", WithdrawConsent),
        ("status", ChangeStatus),
        ("relate", Relate),
        ("untie", Untie),
        ("messages", GuideMessages),
        ("pages", PublishCase),
        ("answer", AnswerFinding),
        ("hide", HideFact),
    )
]
