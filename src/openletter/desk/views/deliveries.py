"""What can be done with letters to an office, and with its answers."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from openletter.actions.models import Action
from openletter.deliveries.access import CannotOpen, Erased, open_response
from openletter.deliveries.models import OfficeMail, OfficialResponse
from openletter.deliveries.operations import responses, troubles
from openletter.desk import said
from openletter.desk.forms.actions import BareForm, ReasonForm
from openletter.desk.forms.deliveries import AnswerForm, JudgeForm, PauseForm
from openletter.desk.views.deed import Deed
from openletter.desk.views.screen import FormScreen
from openletter.kernel import clock
from openletter.sections.access import Right, within


class LettersDeed(Deed):
    """One thing done to the letters of an office; offices are everybody's, so any section's right is enough."""

    model = OfficeMail
    right = seeing = Right.DIRECTORY
    path = ""
    overview = "letters:inspect"
    form_class: Any = ReasonForm

    def rows(self) -> Any:
        """Every office to which letters go."""
        return OfficeMail.objects.select_related("office").prefetch_related("office__words")

    def get_page_subtitle(self) -> str:
        """The office's name."""
        return said.name(self.subject.office)


class PauseLetters(LettersDeed):
    """No letter goes to the office."""

    form_class = PauseForm
    page_title = _("Pause the letters")
    explains = _("No letter goes to this office until somebody resumes them. What waits, keeps waiting.")
    done = _("The letters to this office are paused.")
    grave = True

    def perform(self, form: Any) -> None:
        """Pause them."""
        troubles.pause(office_id=self.subject.pk, note=form.cleaned_data["reason"], **self.who_and_when())


class ResumeLetters(LettersDeed):
    """Letters go again."""

    page_title = _("Resume the letters")
    explains = _(
        "Letters go to this office again, one after the other as before, never all at once. If its address was dead, "
        "enter the right one first."
    )
    done = _("Letters go to this office again.")

    def perform(self, form: Any) -> None:
        """Resume them."""
        troubles.resume(office_id=self.subject.pk, note=form.cleaned_data["reason"], **self.who_and_when())


class AnswerDeed(Deed):
    """One thing done to an answer."""

    model = OfficialResponse
    right = seeing = Right.ANSWERS
    path = "action__section_id"
    overview = "answers:inspect"
    form_class: Any = BareForm

    def rows(self) -> Any:
        """Answers about actions of the person's sections."""
        rows = OfficialResponse.objects.filter(within(self.request.user, self.seeing, self.path))
        return rows.select_related("action__section", "office").prefetch_related("office__words", "action__words")

    def get_page_subtitle(self) -> str:
        """The office's name."""
        return said.name(self.subject.office)


class OpenAnswer(AnswerDeed):
    """Read what an office answered."""

    page_title = _("Open the answer")
    explains = _("The answer is sealed. That you open it is written down in the audit.")

    def form_valid(self, form: Any) -> HttpResponse:
        """Show it, on this one page only."""
        try:
            answer = open_response(self.subject.pk, by=self.request.user.actor, purpose="read the answer",
                                   at=clock.now())  # fmt: skip
        except (Erased, CannotOpen):
            form.add_error(None, gettext("This answer cannot be opened: its time is over, or the key is not here."))
            return self.form_invalid(form)
        self.template_name = "desk/answer_opened.html"
        judging = JudgeForm(initial={"kind": self.subject.kind})
        shown = self.get_context_data(
            form=judging, answer=answer, judge=reverse("desk_answer_judge", args=[self.subject.pk])
        )
        return self.render_to_response(shown)


class JudgeAnswer(AnswerDeed):
    """Say what an answer amounts to."""

    form_class = JudgeForm
    page_title = _("Judge the answer")
    explains = _("What the answer amounts to, in the words the field uses. It can be changed later.")
    done = _("The answer is judged.")

    def get_initial(self) -> dict[str, Any]:
        """As it was judged so far."""
        return {"kind": self.subject.kind}

    def perform(self, form: Any) -> None:
        """Judge it."""
        responses.judge(response_id=self.subject.pk, kind=form.cleaned_data["kind"], **self.who_and_when())


class AddAnswer(FormScreen):
    """An answer that came by post, by telephone, in person or in public."""

    rights = (Right.ANSWERS,)
    under = ("answers:index", _("Answers of offices"))
    form_class = AnswerForm
    page_title = _("Write down an answer")
    done = _("The answer is kept.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Actions of the person's sections."""
        rows = Action.objects.filter(within(self.request.user, Right.ANSWERS, "section_id")).prefetch_related("words")
        return {**super().get_form_kwargs(), "actions": rows}

    def perform(self, form: Any) -> None:
        """Keep it."""
        responses.write_down(responses.Noted(**form.cleaned_data), **self.who_and_when())


urls: list[URLPattern] = [
    path("letters/<int:pk>/pause/", PauseLetters.as_view(), name="desk_letters_pause"),
    path("letters/<int:pk>/resume/", ResumeLetters.as_view(), name="desk_letters_resume"),
    path("answers/write-down/", AddAnswer.as_view(), name="desk_answers_add"),
    path("answers/<uuid:pk>/open/", OpenAnswer.as_view(), name="desk_answer_open"),
    path("answers/<uuid:pk>/judge/", JudgeAnswer.as_view(), name="desk_answer_judge"),
]
