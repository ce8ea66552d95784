"""What a section says of its own in an action it took over, and what its original says otherwise by now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from openletter.actions.adaptation import Bit, Piece, Proposal, marked
from openletter.actions.models import Action
from openletter.actions.operations import adapting, changing
from openletter.actions.rules import ActionStatus
from openletter.desk import said
from openletter.desk.buttons import UNSETTLED
from openletter.desk.forms.actions import BareForm
from openletter.desk.forms.adapting import AdaptForm, copies_of, embassies_in, label_of
from openletter.desk.views.actions import ActionDeed
from openletter.desk.views.cases import SENT_BACK, WAITS
from openletter.desk.writing_on import WritesOn
from openletter.kernel.languages import direction
from openletter.kernel.proposals import waiting_for
from openletter.kernel.refusals import Refused
from openletter.sections.access import Right, may
from openletter.targets.models import Office

_OWN = ("targets__office__words", "original__words", "original__section__words")


class AdaptationDeed(ActionDeed):
    """Something done to an adaptation; for other actions there is no such page."""

    right = Right.EDIT_ACTIONS

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find it."""
        super().setup(request, *args, **kwargs)
        if self.subject.original_id is None:
            raise Http404
        rows = Action.objects.select_related("adaptation", "original__section", "section")
        self.subject = rows.prefetch_related("words", *_OWN).get(pk=self.subject.pk)


class Adapt(WritesOn, AdaptationDeed):
    """The original beside one's own words, dates and copies. What is approved changes once a second person agrees."""

    template_name = "desk/adapt.html"
    form_class = AdaptForm
    page_title = _("Our own words and dates")
    explains = _(
        "On the left what the original said when you took it, on the right what your readers see. "
        "Demands and offices addressed are the same in every section."
    )
    button = _("Keep our words")
    done = _("Your section’s words are kept.")

    def get_initial(self) -> dict[str, Any]:
        """As it is written, with what waits of it."""
        row = changing.as_it_would_be(self.subject)
        names = ("opens_at", "deadline", "goal", "display_threshold")
        return {**{name: getattr(row, name) for name in names}, "copies": copies_of(row)}

    def get_form_kwargs(self) -> dict[str, Any]:
        """The texts of ours."""
        return {**super().get_form_kwargs(), "action": self.subject, "ours": adapting.texts_of(self.subject)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Beside the form: what is the section's own without being written here."""
        row = self.subject
        words = row.section.in_language(said.reader())
        embassies: list[Office] = list(embassies_in(row.section.territory)[:3])
        return {
            **super().get_context_data(**kwargs),
            "original": row.original,
            "targets": [each.office for each in row.targets.all() if each.role == "target"],
            "postage": words.postage if words else "",
            "privacy_line": words.privacy_line if words else "",
            "embassies": [office for office in embassies if office.territory == row.case.country],
            "section_url": reverse("sections:inspect", args=[row.section_id])
            if may(self.request.user, Right.SECTION, row.section_id)
            else "",
        }

    def perform(self, form: Any) -> None:
        """Keep them."""
        self.require_latest()
        adapting.adapt(action=self.subject, own=form.own(), **self.who_and_when())
        if kept := self.change():
            self.done = SENT_BACK if kept.returned_at else WAITS


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that the original says otherwise by now, word by word, and what is chosen unless somebody chooses."""

    proposal: Proposal
    name: str
    label: str
    language: str
    direction: str
    bits: tuple[Bit, ...]
    followed: bool
    theirs_first: bool
    chosen: str = ""


class Original(AdaptationDeed):
    """What changed in the original since it was taken over: theirs or ours, for each text."""

    template_name = "desk/original.html"
    form_class = BareForm
    page_title = _("The original has changed")
    button = _("Decide")
    done = _("It is decided. Readers see what you chose.")

    def _questions(self) -> list[Question]:
        return [self._question(number, one) for number, one in enumerate(adapting.proposals_for(self.subject))]

    def _question(self, number: int, one: Proposal) -> Question:
        piece = Piece.of(one.key)
        theirs_first = piece.is_followed or not one.adapted
        chosen = self.request.POST.get(f"choice_{number}", "")
        return Question(
            one, str(number), label_of(one.key), piece.language, direction(piece.language) if piece.language else "",
            _said_bits(one, piece), piece.is_followed, theirs_first, chosen,
        )  # fmt: skip

    @property
    def _settled(self) -> bool:
        return self.subject.status not in UNSETTLED

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The questions, the original, and whether what is taken waits for a second person."""
        original = self.subject.original
        questions = self._questions()
        return {
            **super().get_context_data(**kwargs),
            "questions": questions,
            "decided": [label_of(one.key) for one in adapting.decided_on(self.subject)],
            "proposals": waiting_for(self.subject, changing.CHANGE).defer("wanted", "base", "body"),
            "original": original,
            "number": len(questions),
            "stands": _standing(original),
            "settled": self._settled,
            "button": ngettext("Decide on it", "Decide on all of them", len(questions)),
        }

    def perform(self, form: Any) -> None:
        """Settle every question that was answered. Refuses where one was not, and where the original moved on."""
        sent = self.request.POST
        waiting = {one.proposal.key for one in self._questions()}
        theirs: dict[str, str] = {}
        ours: dict[str, str] = {}
        for number in range(int(sent.get("number") or 0)):
            key, digest = sent.get(f"key_{number}", ""), sent.get(f"digest_{number}", "")
            choice = sent.get(f"choice_{number}")
            if choice not in ("theirs", "ours"):
                raise Refused(gettext("Choose for each text: theirs, or ours."))
            (theirs if choice == "theirs" else ours)[key] = digest
        if not waiting:
            raise Refused(gettext("Nothing waits to be decided."))
        by = self.who_and_when()
        adapting.decide(action=self.subject, take_theirs=theirs, keep_ours=ours, **by)
        self.done = WAITS if changing.waits_from(self.subject, by["at"]) else self.done


def _said_bits(one: Proposal, piece: Piece) -> tuple[Bit, ...]:
    """What was taken over against what they say now; offices by their names."""
    if piece.part in ("targets", "copies"):
        return marked(_named(one.taken), _named(one.theirs))
    return marked(one.taken, one.theirs)


def _named(keys: str) -> str:
    wanted = keys.splitlines()
    rows = {row.key: said.name(row) for row in Office.objects.filter(key__in=wanted).prefetch_related("words")}
    return "\n".join(rows.get(key, key) for key in wanted)


def _standing(original: Action) -> str:
    """What an editor has to know of the original beside its words; empty while it is open."""
    if original.status == ActionStatus.SUSPENDED:
        return gettext("The original is stopped, and so is yours.")
    if original.status in (ActionStatus.CLOSED, ActionStatus.ARCHIVED):
        return gettext("The original is closed: %(reason)s.") % {"reason": original.get_close_reason_display()}
    return ""


urls: list[URLPattern] = [
    path("actions/<int:pk>/adapt/", Adapt.as_view(), name="desk_action_adapt"),
    path("actions/<int:pk>/original/", Original.as_view(), name="desk_action_original"),
]
