"""The kinds of proposals of a case: a change, an update, an outcome, a photo. See `kernel.proposals`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField

from openletter.cases.models import Case, CasePhoto, CasePhotoWords, Outcome, OutcomeWords, Update, UpdateWords
from openletter.cases.operations import changing, comparing, news, photos
from openletter.cases.operations.news import OutcomeText, UpdateText
from openletter.kernel.audit import Actor
from openletter.kernel.clusters import Line, readable
from openletter.kernel.models import Proposal
from openletter.kernel.proposals import Kind, register

Lines = tuple[list[Line], list[Line]]


def _case(proposal: Proposal) -> Case:
    return Case.objects.select_related("section").get(pk=proposal.subject_id)


def _put_change(proposal: Proposal, actor: Actor, at: datetime) -> Case:
    return changing.put_change(case=_case(proposal), proposal=proposal, actor=actor, at=at)


def _show_change(proposal: Proposal) -> Lines:
    case = _case(proposal)
    return comparing.lines_beside(case, changing.with_change(case, proposal))


def _put_update(proposal: Proposal, actor: Actor, at: datetime) -> Update:
    wanted = proposal.wanted
    return news.put_update(
        case=_case(proposal), on=date.fromisoformat(wanted["on"]), actor=actor, at=at,
        texts={language: UpdateText(**said) for language, said in wanted["texts"].items()},
        tell_participants=wanted["tell_participants"],
    )  # fmt: skip


def _put_outcome(proposal: Proposal, actor: Actor, at: datetime) -> Outcome:
    wanted = proposal.wanted
    return news.put_outcome(
        case=_case(proposal), type=wanted["type"], on=wanted["on"], attribution=wanted["attribution"],
        closes_case=wanted["closes_case"], actor=actor, at=at,
        texts={language: OutcomeText(**said) for language, said in wanted["texts"].items()},
    )  # fmt: skip


def _put_photo(proposal: Proposal, actor: Actor, at: datetime) -> CasePhoto:
    return photos.put_waiting(case=_case(proposal), proposal=proposal, actor=actor, at=at)


@dataclass(frozen=True, slots=True)
class _Shown:
    """How a new fact is shown before it is one: its own fields, then its words."""

    fact: Any
    words: Any
    # What stands in its place now, as plain values; None where nothing does.
    standing: Callable[[Case], dict[str, Any] | None] = lambda _case: None

    def lines(self, proposal: Proposal) -> Lines:
        """What stands in its place, and everything that would stand."""
        stands = self.standing(_case(proposal))
        return self._lines(stands) if stands else [], self._lines(proposal.wanted)

    def _lines(self, wanted: dict[str, Any]) -> list[Line]:
        own = [
            self._own(name, value) for name, value in wanted.items() if name != "texts" and value not in ("", None, [])
        ]
        said = [
            Line(f"{language}.{name}", "", self._label(self.words, name), language, self._read(name, text), None)
            for language, texts in wanted["texts"].items()
            for name, text in texts.items()
            if text
        ]
        return own + said

    def _read(self, name: str, text: str) -> str:
        """As pages show it: in plain fields marks are not formatting but part of what is published."""
        return readable(text) if isinstance(self.words._meta.get_field(name), RichTextField) else text

    def _own(self, name: str, value: Any) -> Line:
        field = self.fact._meta.get_field(name)
        if isinstance(value, bool):
            text: Any = _("Yes") if value else _("No")
        elif isinstance(value, list):  # parts of a picture: nobody reads their numbers
            text = len(value)
        else:
            text = dict(field.flatchoices).get(value, value)
        return Line(name, "", self._label(self.fact, name), "", str(text), None)

    def _label(self, model: Any, name: str) -> str:
        return capfirst(str(model._meta.get_field(name).verbose_name))


register(Kind(changing.CHANGE, _("Change of a case"), _put_change, _show_change, _case))
register(Kind(news.UPDATE, _("Update"), _put_update, _Shown(Update, UpdateWords).lines, _case))
register(Kind(news.OUTCOME, _("Outcome"), _put_outcome, _Shown(Outcome, OutcomeWords).lines, _case))
register(Kind(photos.PHOTO, _("Photo"), _put_photo, _Shown(CasePhoto, CasePhotoWords, photos.standing).lines, _case))
