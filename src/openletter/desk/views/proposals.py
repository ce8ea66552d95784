"""What waits for a second person: the list, one change side by side, and the three things that can become of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.fields.json import KT
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from django.views.generic import ListView
from wagtail.admin import messages
from wagtail.admin.widgets import AdminAutoHeightTextInput

from openletter.actions.models import Action
from openletter.actions.safety import require_nothing_new
from openletter.campaigns.models import Campaign
from openletter.campaigns.operations import EVERYBODYS
from openletter.cases.models import Case
from openletter.cases.operations.opening import Shown
from openletter.cases.rules import Visibility
from openletter.desk import said
from openletter.desk.deciding import joined_with, keeps_from_approving, lines_for
from openletter.desk.differences import differing, languages_named, visibility_of
from openletter.desk.found import case_of, found_of, found_once_approved
from openletter.desk.looked import digest_of, require_same
from openletter.desk.opened import note_part, shows
from openletter.desk.views.screen import FormScreen, Screen
from openletter.desk.windows import closer
from openletter.desk.writing_on import form_of
from openletter.kernel import clock, proposals, second
from openletter.kernel.clusters import Line
from openletter.kernel.models import Proposal
from openletter.kernel.refusals import Refused
from openletter.sections.access import Right, holdings, may, sections_for
from openletter.sections.models import Section

PER_PAGE = 50
_WRITES = (Right.EDIT_CASES, Right.EDIT_ACTIONS, Right.RELEASE)


def proposals_for(user: Any) -> QuerySet[Proposal]:
    """What waits in the sections in which a person writes or approves; without its texts and pictures."""
    rows = Proposal.objects.defer("wanted", "base", "body")
    held = [holdings(user).section_ids(right) for right in _WRITES]
    if None in held:
        return rows
    ids = {pk for each in held for pk in each or ()}
    own = Q(section__in=Section.objects.filter(pk__in=ids).order_by().values("key"))
    return rows.filter(own | Q(section=EVERYBODYS)) if ids else rows.none()


def approves(user: Any, proposal: Proposal) -> bool:
    """Whether a person approves what is written in the proposal's section, by role; of what all share, in any."""
    if proposal.section == EVERYBODYS:
        return may(user, Right.RELEASE)
    return sections_for(user, Right.RELEASE).filter(key=proposal.section).exists()


class _Works(Screen):
    """For people who write or approve somewhere."""

    request: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Refuse everybody else."""
        if not any(holdings(request.user).has(right) for right in _WRITES):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class Proposals(_Works, ListView):
    """Everything that waits, the newest first."""

    template_name = "desk/proposals.html"
    page_title = _("Waits for a second person")
    paginate_by = PER_PAGE

    def get_queryset(self) -> QuerySet[Proposal]:
        """Of the person's sections."""
        return proposals_for(self.request.user).annotate(related_case=KT("wanted__related"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what each is called, and whether this person may approve it."""
        context = super().get_context_data(**kwargs)
        joined = joined_with(self.request.user, context["object_list"])
        rows = [
            (
                row, proposals.kind_of(row).label, second.may_approve(self.request.user.actor, row.writers),
                joined.get(row.pk, ""),
            )
            for row in context["object_list"]
        ]  # fmt: skip
        return {**context, "rows": rows}


class DecideForm(forms.Form):
    """Approve it as it was seen, or say what to change."""

    seen = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("What to change"), required=False, widget=AdminAutoHeightTextInput,
        help_text=_("Needed to send it back. Its writers read it."),
    )  # fmt: skip


class Decide(_Works, FormScreen):
    """One change beside what stands."""

    template_name = "desk/proposal.html"
    form_class = DecideForm
    page_title = _("Waits for a second person")
    proposal: Proposal

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find it among those of the person's sections."""
        super().setup(request, *args, **kwargs)
        rows = proposals_for(request.user).defer(None)
        self.proposal = get_object_or_404(rows.defer("body"), pk=kwargs["pk"])

    def perform(self, form: Any) -> None:
        """Do what the pressed button says."""
        deeds = {"approve": self._approve, "return": self._send_back, "again": self._again, "discard": self._discard}
        do = deeds.get(self.request.POST.get("do", ""))
        if do is None:
            raise Refused(gettext("Choose one of the buttons."))
        messages.success(self.request, do(form))

    def _approve(self, form: DecideForm) -> str:
        self._require_right()
        require_same(form.cleaned_data["seen"], self._seen())
        if kept_from := keeps_from_approving(self.request.user, self.proposal):
            raise Refused(kept_from)
        with transaction.atomic():
            who, case = self._who_and_when(), case_of(self.proposal)
            stood = _languages_of(self._subject())
            before = found_of(self.proposal, at=who["at"])
            done = proposals.approve(proposal=self.proposal, **who)
            if gone := stood - _languages_of(done):
                closer()(action=done, languages=gone, **who)
            require_nothing_new(found_of(self.proposal, at=who["at"]), before, case=case, actor=who["actor"])
        return gettext("It is approved and stands on the pages.")

    def _send_back(self, form: DecideForm) -> str:
        self._require_right()
        proposals.send_back(proposal=self.proposal, reason=form.cleaned_data["reason"], **self._who_and_when())
        return gettext("It is back with its writers.")

    def _again(self, _form: DecideForm) -> str:
        proposals.wait_again(proposal=self.proposal, **self._who_and_when())
        return gettext("It waits again for a second person.")

    def _discard(self, _form: DecideForm) -> str:
        if not self._wrote():
            raise Refused(gettext("Only who wrote it can discard it. Send it back and say why."))
        proposals.discard(proposal=self.proposal, **self._who_and_when())
        return gettext("It is discarded. What stood stays as it is.")

    def _require_right(self) -> None:
        if not approves(self.request.user, self.proposal):
            raise Refused(gettext("Approvers of the section decide this."))

    def _who_and_when(self) -> dict[str, Any]:
        return {"actor": self.request.user.actor, "at": clock.now()}

    def _wrote(self) -> bool:
        return self.request.user.pk in self.proposal.writers

    def _subject(self) -> Any:
        return proposals.kind_of(self.proposal).subject(self.proposal)

    @property
    def back(self) -> str:
        """The page of what it changes."""
        subject = self._subject()
        if isinstance(subject, Campaign):  # who approves has no form of it
            return reverse("desk_proposals")
        name = "cases:inspect" if isinstance(subject, Case) else "actions:inspect"
        return reverse(name, args=[subject.pk])

    def _lines(self) -> tuple[list[Line], list[Line]]:
        before, after = proposals.kind_of(self.proposal).show(self.proposal)
        before, after = languages_named(before, after)
        user = self.request.user
        return lines_for(user, self.proposal, before), lines_for(user, self.proposal, after)

    def _seen(self) -> str:
        """What approving does, in a digest of one language: another state of either side is another digest."""
        with override("en"):
            before, after = proposals.kind_of(self.proposal).show(self.proposal)
            return digest_of(before, str(self.proposal.written_at), digest_of(after))

    def get_initial(self) -> dict[str, Any]:
        """What is being looked at."""
        return {"seen": self._seen()}

    def get_page_subtitle(self) -> str:
        """Of what, in the reader's language."""
        subject = self._subject()
        return said.name(subject) if isinstance(subject, Campaign) else said.title(subject)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Both sides, and what this person may do."""
        before, after = self._lines()
        _note_change(self.request, self.proposal, [*before, *after])
        form = kwargs.get("form")
        if form is not None and form.is_bound:  # what is shown now is what the next press is about
            form.data = form.data | {"seen": self._seen()} if isinstance(form.data, dict) else form.data.copy()
            form.data["seen"] = self._seen()
        wrote, case = self._wrote(), case_of(self.proposal)
        kept_from = keeps_from_approving(self.request.user, self.proposal)
        return super().get_context_data(
            proposal=self.proposal,
            findings=found_once_approved(self.proposal, at=clock.now()),
            case=case,
            read_only=case is None or not may(self.request.user, Right.EDIT_CASES, case.section_id),
            ends_on=proposals.ends_at(self.proposal).date(),
            kind=proposals.kind_of(self.proposal).label,
            pairs=differing(before, after),
            wrote=wrote,
            write_on=form_of(self.request.user, self.proposal),
            kept_from="" if wrote else kept_from,
            may_approve=approves(self.request.user, self.proposal)
            and not (wrote or kept_from or self.proposal.returned_at),
            may_return=approves(self.request.user, self.proposal) and not self.proposal.returned_at,
            has_picture=Proposal.objects.filter(pk=self.proposal.pk, body__isnull=False).exists(),
            **kwargs,
        )


def _note_change(request: Any, proposal: Proposal, lines: list[Line]) -> None:
    """Who reads a change of a case or its action, and which facts that are not public, is written down."""
    if (case := case_of(proposal)) is not None:
        hidden = {visibility_of(line.row) for line in lines} - {str(Visibility.PUBLIC)}
        note_part(request, case, Shown.SECOND, [*shows(proposal), *hidden])


def _languages_of(subject: Any) -> frozenset[str]:
    """The languages in which an action wants pages; none for anything else."""
    return frozenset(subject.wanted_languages()) if isinstance(subject, Action) else frozenset()


def picture(request: HttpRequest, pk: int) -> HttpResponse:
    """The picture that waits, for those who decide on it or wrote it; kept by no cache."""
    row = get_object_or_404(proposals_for(request.user).defer(None), pk=pk, body__isnull=False)
    _note_change(request, row, [])
    return HttpResponse(bytes(row.body or b""), content_type="image/jpeg", headers={"Cache-Control": "no-store"})


urls: list[URLPattern] = [
    path("second/", Proposals.as_view(), name="desk_proposals"),
    path("second/<int:pk>/", Decide.as_view(), name="desk_proposal"),
    path("second/<int:pk>/picture.jpg", picture, name="desk_proposal_picture"),
]
