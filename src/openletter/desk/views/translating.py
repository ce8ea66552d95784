"""Translating: every text of a case or an action, source and target side by side; reviewed by somebody else."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin import messages

from openletter.actions.safety import NotSafe
from openletter.cases.operations.opening import Shown
from openletter.desk import said
from openletter.desk.boxes import Boxes, withdrawn
from openletter.desk.views.deed import Deed
from openletter.kernel import clock
from openletter.kernel.languages import direction, endonym
from openletter.kernel.refusals import Refused
from openletter.sections.access import Right, may
from openletter.translations import machine, operations
from openletter.translations.reckoning import Sheet, sheet_of
from openletter.translations.rules import Happening, may_move
from openletter.translations.texts import MODELS, found

OVERVIEWS = {
    "case": ("cases:inspect", Right.SEE_CASES),
    "action": ("actions:inspect", Right.SEE_ACTIONS),
    "page": ("desk_translations", Right.REVIEW_WORDS),
    "section": ("desk_translations", Right.REVIEW_WORDS),
    "campaign": ("desk_translations", Right.REVIEW_WORDS),
    "reason": ("desk_translations", Right.REVIEW_WORDS),
}
DONE = {
    "submit": _("The translation waits for somebody else to read it."),
    "send_back": _("The translator sees your remark and looks at it again."),
    "approve": _("The translation is approved. Readers see it from now on."),
    "machine": _("The machine's drafts are here. None is shown to readers before a person has read it."),
}


# What people who translate have no page of at the desk; the queue leads to it.
APART = frozenset({"page", "section", "campaign", "reason"})


def thing_within(user: Any, right: Right, kind: str, pk: int) -> Any:
    """A thing that has no page of its own at the desk; what the person may not see does not exist (404)."""
    try:
        thing = found(kind, pk)
    except ObjectDoesNotExist as error:
        raise Http404 from error
    if thing.pk != pk or not may(user, right, thing.section_id):
        raise Http404
    return thing


def called(kind: str, thing: Any) -> str:
    """What a thing is called in the reader's language."""
    fields = {"section": "name", "campaign": "name", "reason": "text"}
    return said.title(thing, fields.get(kind, "title"))


class OneThing(Deed):
    """One thing that has words: a row with a page of its own at the desk, or one that only the queue leads to."""

    shown_on = Shown.WORDS

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the thing."""
        self.kind, self.language = kwargs["kind"], kwargs.get("language", "")
        self.overview, self.seeing = OVERVIEWS[self.kind]
        if self.kind in APART:
            View.setup(self, request, *args, **kwargs)
            self.subject = thing_within(request.user, self.seeing, self.kind, kwargs["pk"])
            return
        self.model = MODELS[self.kind]
        super().setup(request, *args, **kwargs)

    @property
    def back(self) -> str:
        """The thing's own page, or the queue."""
        return reverse(self.overview) if self.kind in APART else super().back

    def get_page_subtitle(self) -> str:
        """What the thing is called."""
        return called(self.kind, self.subject)


class Translate(OneThing):
    """All texts of one thing in one language. Typing needs one right, reading and approving another."""

    template_name = "desk/translate.html"
    right = Right.REVIEW_WORDS
    form_class = forms.Form

    @property
    def page_title(self) -> str:
        """The language by its own name."""
        return gettext("Translation: %(language)s") % {"language": endonym(self.language)}

    @cached_property
    def sheet(self) -> Sheet:
        """The texts as they stood when the request came."""
        return sheet_of(self.kind, found(self.kind, self.subject.pk), self.language, at=clock.now())

    @property
    def writes(self) -> bool:
        """Whether the person may type."""
        return may(self.request.user, Right.WORDS, self.subject.section_id)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep what was typed, then do what was asked; what stands in the way is said with everything still there."""
        boxes = Boxes(self.sheet, request.POST)
        try:
            kept = self._keep(boxes)
        except Refused as refusal:
            return self._said(boxes, refusal.message)
        after = boxes.over(kept)
        if request.headers.get("X-Requested-With") == "autosave":
            return _told(boxes, after)
        do = request.POST.get("do", "save")
        if after.conflicts or (do in ("save", "submit") and any(part.fault for part in kept.parts)):
            return self._said(after, self._what_is_wrong(after))
        try:
            self._do(do, kept)
        except NotSafe as refusal:
            return self._said(after, refusal.message, answer=self._answer(refusal))
        except Refused as refusal:
            return self._said(after, refusal.message)
        messages.success(request, DONE[do] if do in DONE else self._progress(kept))
        here = reverse("desk_words", args=[self.kind, self.subject.pk, self.language])
        return redirect(here if do in ("save", "machine") else reverse("desk_translations"))

    def _keep(self, boxes: Boxes) -> Sheet:
        if not self.writes:
            return self.sheet
        return operations.keep(self.sheet, boxes.typed(), **self.who_and_when())

    def _do(self, do: str, sheet: Sheet) -> None:
        if do in ("submit", "machine") and not self.writes:
            raise PermissionDenied
        if do == "submit":
            operations.submit(sheet, **self.who_and_when())
        elif do == "approve":
            operations.approve(sheet, seen=self.request.POST.get("seen", ""), **self.who_and_when())
        elif do == "send_back":
            operations.send_back(sheet, remark=self.request.POST.get("remark", "").strip(), **self.who_and_when())
        elif do == "machine":
            machine.draft(sheet, **self.who_and_when())

    def _what_is_wrong(self, boxes: Boxes) -> str:
        if boxes.conflicts:
            return gettext(
                "Somebody else changed this translation while you had it open. Where you both wrote, both texts stand "
                "here: put together what is right, and save again."
            )
        return gettext("Your work is kept as a draft. What is said beside a field has to be put right first.")

    def _progress(self, sheet: Sheet) -> str:
        left = sum(not part.done for part in sheet.parts)
        if not left:
            return gettext("Kept. Every text is there.")
        return ngettext("Kept. %(n)s text is left.", "Kept. %(n)s texts are left.", left) % {"n": left}

    def _answer(self, refusal: NotSafe) -> str:
        """Where whoever writes the case says why these words may stay; empty where they have to be changed."""
        case = getattr(self.subject, "case", self.subject)
        asked = next((each.key for each in refusal.findings if not each.grave), "")
        writes = may(self.request.user, Right.EDIT_CASES, case.section_id)
        return f"{reverse('desk_case_answer', args=[case.pk])}?finding={asked}" if asked and writes else ""

    def _said(self, boxes: Boxes, fault: str, answer: str = "") -> HttpResponse:
        if self.request.headers.get("X-Requested-With") == "autosave":
            return JsonResponse({"said": fault}, status=422)
        context = self.get_context_data(boxes=boxes, fault=fault, answer=answer)
        return self.render_to_response(context, status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The boxes, and what can be done."""
        boxes: Boxes = kwargs.pop("boxes", None) or Boxes(self.sheet)
        sheet, row = boxes.sheet, boxes.sheet.rendering
        reviews = may_move(row.state, Happening.APPROVED)
        return super().get_context_data(
            sheet=sheet, row=row, seen=operations.look_of(sheet), facts=boxes.helped(), withdrawn=withdrawn(sheet),
            writes=self.writes,
            state=sheet.state, done=sum(part.done for part in sheet.parts), total=len(sheet.parts),
            own={"lang": self.language, "dir": direction(self.language)},
            preview=self._preview(), public=self._public(),
            submits=self.writes and may_move(sheet.state, Happening.SUBMITTED),
            reviews=reviews, is_mine=self.request.user.pk in operations.writers_of(sheet),
            machine=machine.name_for(row.source_language, self.language) if self.writes else "", **kwargs,
        )  # fmt: skip

    def _public(self) -> str:
        """Where a page that is translated can be read as its readers see it."""
        if self.kind != "page":
            return ""
        _site, root, path = self.subject.pages[self.sheet.rendering.source_language].get_url_parts()
        return f"{root}{path}"

    def _preview(self) -> str:
        try:
            return reverse(f"desk_{self.kind}_preview", args=[self.subject.pk, self.language])
        except NoReverseMatch:
            return ""


def _told(sent: Boxes, boxes: Boxes) -> JsonResponse:
    """What the page is told after keeping by itself: new fingerprints, faults, and where both wrote.

    Of a box that shows older words than stand by now it keeps the fingerprint of these: it would write them back.
    """
    older = {box.part.key for box in sent.all if box.passed_over}
    left = sum(not part.done for part in boxes.sheet.parts)
    said = ngettext("Kept. %(n)s text is left.", "Kept. %(n)s texts are left.", left) % {"n": left}
    return JsonResponse(
        {
            "said": said,
            "was": {box.part.key: box.was for box in boxes.all if box.theirs is None and box.part.key not in older},
            "faults": {box.part.key: box.part.fault for box in boxes.all},
            "conflicts": [box.part.key for box in boxes.conflicts],
        }
    )
