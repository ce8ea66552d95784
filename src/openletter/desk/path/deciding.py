"""The last steps: looking at it, the second person's word, publishing now or later, and what comes after."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from openletter.actions.operations import composing, life, readiness
from openletter.actions.rules import ActionStatus, may_move
from openletter.cases.operations import take_on
from openletter.cases.rules import PUBLIC_STATUSES, CaseStatus
from openletter.desk.buttons import after_publishing
from openletter.desk.forms.actions import BareForm, ReasonForm, SendForm
from openletter.desk.held_back import told_of
from openletter.desk.looked import Looked
from openletter.desk.path import changes, forms
from openletter.desk.path.exposing import exposure_in_words
from openletter.desk.path.page import StepPage
from openletter.desk.path.readers import readers_see
from openletter.desk.path.steps import Step, wanting_in
from openletter.desk.path.telling import everywhere, told
from openletter.desk.said import as_spoken
from openletter.desk.standing import Window, consent_standing, windows_of
from openletter.desk.windows import opener
from openletter.kernel import clock
from openletter.kernel.languages import endonym
from openletter.kernel.refusals import Refused
from openletter.sections.access import Right, may

_ON_THE_WAY = (CaseStatus.INTAKE, CaseStatus.UNDER_VERIFICATION, CaseStatus.ACCEPTED)


class PreviewStep(StepPage):
    """The pages as readers will see them, in each language."""

    step = Step.PREVIEW
    template_name = "desk/path/preview.html"
    lays_over = False
    form_class: Any = BareForm
    explains = _("Look at each language as your readers will: on a telephone, at a desk, on paper and as a mail.")

    def perform(self, form: Any) -> None:
        """Looking changes nothing."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Where each language can be looked at."""
        return super().get_context_data(**summary(self), **kwargs)


def preview_of(pk: int, language: str) -> str:
    """The address of the preview in a language; empty where this installation has none."""
    try:
        return reverse("desk_action_preview", args=[pk, language])
    except NoReverseMatch:
        return ""


def summary(page: StepPage) -> dict[str, Any]:
    """Everything that will be public, in every language, for who looks at it as a whole."""
    action = page.subject
    in_order = as_spoken(page.languages())
    return {
        "said": sorted(action.words.all(), key=in_order),
        "demands": action.demands.all(),
        "targets": action.targets.select_related("office").prefetch_related("office__words"),
        "texts": [row for text in action.appeals.all() for row in sorted(text.words.all(), key=in_order)],
        "everywhere": everywhere(action.case),
        "told": told(action.case, page.languages(), on=clock.today()),
        "previews": [
            (code, endonym(code), preview_of(action.pk, code))
            for code in page.languages()
            if code in page.written.call and code in page.written.case
        ],
        "consent": consent_standing(action.case),
        "exposed": exposure_in_words(action, page.kind),
    }


class Decision(StepPage):
    """A page of buttons, each a verb of the action with its own right."""

    form_class: Any = BareForm
    lays_over = False
    verbs: dict[str, tuple[Right, Any]]

    @property
    def pressed(self) -> str:
        """Which button was pressed; empty where none was that stands here."""
        return next((name for name in self.verbs if name in self.request.POST), "")

    @property
    def writable(self) -> bool:
        """Whether the person may press this button, or on a look any of them."""
        asked = [self.pressed] if self.pressed else list(self.verbs)
        return any(may(self.request.user, self.verbs[name][0], self.subject.section_id) for name in asked)

    def whole_form(self) -> str:
        """Nothing is written here."""
        return ""

    def get_form_class(self) -> Any:
        """The form of the button."""
        return self.verbs[self.pressed][1] if self.pressed else BareForm

    def offers(self, name: str, to: ActionStatus) -> bool:
        """Whether a button stands: the action's life knows the move and the person holds the right."""
        return may_move(self.subject.status, to) and may(
            self.request.user, self.verbs[name][0], self.subject.section_id
        )


class ReviewStep(Looked, Decision):
    """The whole action on one page, what changed, and the word of a second person."""

    step = Step.REVIEW
    template_name = "desk/path/review.html"
    explains = _("Everything on one page. A second person reads it, then approves it or says what to change.")
    verbs = {
        "submit": (Right.EDIT_ACTIONS, SendForm),
        "approve": (Right.RELEASE, BareForm),
        "changes": (Right.RELEASE, ReasonForm),
    }

    def perform(self, form: Any) -> None:
        """Send it to review, approve it, or send it back."""
        own = {"action": self.subject, **self.who_and_when()}
        match self.pressed:
            case "submit":
                life.submit(**own)
                messages.success(self.request, gettext("The action waits for review."))
            case "approve":
                self.require_seen()
                life.approve(**own)
                messages.success(self.request, gettext("The action is approved."))
            case "changes":
                life.request_changes(reason=form.cleaned_data["reason"], **own)
                messages.success(self.request, gettext("The action is back with its editor."))

    @cached_property
    def lacks(self) -> list[str]:
        """What nobody could approve it without."""
        return readiness.lacking(self.subject, at=clock.now())

    @cached_property
    def later(self) -> list[str]:
        """The steps that miss what may come later."""
        return [] if self.lacks else [place.name for place in wanting_in(self.places)]

    def get_form_kwargs(self) -> dict[str, Any]:
        """What has to be said to come later, by whoever sends it."""
        own = {"later": self.later} if self.pressed == "submit" else {}
        return {**super().get_form_kwargs(), **own}

    def goes_on(self) -> str:
        """What is approved is published next; what waits is looked at here."""
        return self.address(Step.PUBLISH if self.pressed == "approve" else Step.REVIEW)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The whole, what changed, what is missing, and the buttons."""
        form = kwargs.pop("form", None) or self.get_form()
        may_submit = self.offers("submit", ActionStatus.IN_REVIEW)
        return super().get_context_data(
            form=form, reason=form if isinstance(form, ReasonForm) else ReasonForm(),
            since=changes.since_last_look(self.subject), lacks=self.lacks if may_submit else [],
            wanting=[(one, self.address(one.step)) for one in wanting_in(self.places)],
            may_submit=may_submit, send=form if isinstance(form, SendForm) else SendForm(later=self.later),
            may_approve=self.offers("approve", ActionStatus.APPROVED),
            may_return=self.offers("changes", ActionStatus.CHANGES_REQUESTED),
            **summary(self), **kwargs,
        )  # fmt: skip


class PublishStep(Looked, Decision):
    """Publishing now or at a moment; then the addresses, and what can be done next."""

    step = Step.PUBLISH
    template_name = "desk/path/publish.html"
    verbs = {
        "now": (Right.RELEASE, BareForm),
        "later": (Right.RELEASE, forms.ScheduleForm),
        "off": (Right.RELEASE, BareForm),
        "beside": (Right.EDIT_ACTIONS, forms.BesideForm),
    }
    made: Any = None

    def perform(self, form: Any) -> None:
        """Publish, put on the calendar, take off it, or begin another action."""
        own = {"action": self.subject, **self.who_and_when()}
        match self.pressed:
            case "now":
                self.require_seen()
                self._take_on_case()
                opener()(**own)
                messages.success(self.request, gettext("The action is live and its pages are up."))
            case "later":
                self.require_seen()
                life.schedule(opens_at=form.cleaned_data["opens_at"], **own)
                self._take_on_case()
                messages.success(self.request, gettext("The action is scheduled. Until then nothing of it is shown."))
            case "off":
                life.unschedule(**own)
                messages.success(self.request, gettext("The action is off the calendar."))
            case "beside":
                self.made = composing.begin_beside(kind=form.cleaned_data["kind"], **own)

    def _take_on_case(self) -> None:
        """A case on its way in is accepted; it becomes active in the same moment as its first action."""
        case = self.subject.case
        if case.status in _ON_THE_WAY:
            if not may(self.request.user, Right.RELEASE, case.section_id):
                raise Refused(gettext("The case is not public yet. An approver of its section takes it on."))
            self.subject.case = take_on(case=case, to=CaseStatus.ACCEPTED, **self.who_and_when())

    def form_valid(self, form: Any) -> HttpResponse:
        """All of it or nothing."""
        try:
            with transaction.atomic():
                self.perform(form)
        except Refused as refusal:
            form.add_error("opens_at" if isinstance(refusal, life.MomentRefused) else None, refusal.message)
            return self.form_invalid(form)
        if self.made is not None:
            return redirect(reverse(f"desk_publish_{Step.CALL}", args=[self.made.pk]))
        return redirect(self.address(self.step))

    def _addresses(self) -> list[tuple[Window, str]]:
        """Each page that is up, with its whole address, readable in its own script, to copy into a message."""
        up = sorted((one for one in windows_of(self.subject) if one.live), key=as_spoken(self.languages()))
        host = f"{self.request.scheme}://{self.request.get_host()}"
        return [(one, one.address if "://" in one.address else f"{host}{one.address}") for one in up]

    def _in_the_way(self, status: ActionStatus) -> tuple[str, ...]:
        """While the action has this status: what keeps it from opening now, as far as this person may read it."""
        if self.subject.status != status:
            return ()
        at = clock.now()
        return told_of(self.request.user, self.subject, readiness.in_the_way(self.subject, at=at), at=at)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What stands in the way, which pages will go up, where they are, and the buttons."""
        action = self.subject
        form = kwargs.pop("form", None) or self.get_form()
        going_up = [code for code in self.languages() if code in self.written.call and code in self.written.case]
        live = action.status == ActionStatus.LIVE
        edits = may(self.request.user, Right.EDIT_ACTIONS, action.section_id)
        return super().get_context_data(
            form=form,
            moment=form if isinstance(form, forms.ScheduleForm) else forms.ScheduleForm(),
            beside=form if isinstance(form, forms.BesideForm) else forms.BesideForm(),
            in_the_way=self._in_the_way(ActionStatus.APPROVED),
            late=action.opens_at is not None and action.opens_at <= clock.now(),
            stopped_by=self._in_the_way(ActionStatus.SCHEDULED),
            going_up=[endonym(code) for code in going_up],
            seen=[(code, readers_see(action, code)) for code in self.languages()],
            takes_on=action.case.status not in PUBLIC_STATUSES,
            addresses=self._addresses() if live else [], is_live=live,
            may_now=self.offers("now", ActionStatus.LIVE) and action.status == ActionStatus.APPROVED,
            may_later=self.offers("later", ActionStatus.SCHEDULED),
            may_off=action.status == ActionStatus.SCHEDULED and self.offers("off", ActionStatus.APPROVED),
            may_beside=edits and live, later=after_publishing(self.request.user, action) if live else [],
            **kwargs,
        )  # fmt: skip
