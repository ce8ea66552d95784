"""The kinds of proposals of a case: a change, an update, an outcome, a photo, a related case, consent that comes back.

See `kernel.proposals`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField

from openletter.cases.models import (
    Case,
    CasePhoto,
    CasePhotoWords,
    CaseRelation,
    ConsentRecord,
    Outcome,
    OutcomeWords,
    Update,
    UpdateWords,
)
from openletter.cases.operations import changing, comparing, consent, news, photos, relating
from openletter.cases.operations.news import OutcomeText, UpdateText
from openletter.cases.rules import ConsentGiver, ConsentScope, ConsentState, Visibility
from openletter.kernel.audit import Actor
from openletter.kernel.clusters import Line, readable
from openletter.kernel.languages import day_or_moment
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


def _put_relation(proposal: Proposal, actor: Actor, at: datetime) -> Case:
    return relating.put_relation(case=_case(proposal), proposal=proposal, actor=actor, at=at)


def _show_relation(proposal: Proposal) -> Lines:
    """Which case names which: both, for both pages change."""
    other, label = relating.other_of(proposal), str(CaseRelation._meta.verbose_name)
    pairs = (("one", _case(proposal), other), ("other", other, _case(proposal)))
    return [], [
        Line(f"relation.{key}", _titled(of), capfirst(label), "", _titled(named), other) for key, of, named in pairs
    ]


def _titled(case: Case) -> str:
    """Its title in the reader's language, or as the audit calls it."""
    words = case.in_language(_reader())
    return words.title if words else str(case)


def _reader() -> str:
    return get_language() or settings.LANGUAGE_CODE


def _put_consent(proposal: Proposal, actor: Actor, at: datetime) -> tuple[ConsentRecord, ...]:
    return consent.put_consent(case=_case(proposal), proposal=proposal, actor=actor, at=at)


@dataclass(frozen=True, slots=True)
class _Seen:
    """Whose eyes a line is for, where it is of no fact: how we know of consent is read by who sees the case."""

    visibility: str = Visibility.SECTION


def _show_consent(proposal: Proposal) -> Lines:
    """What was last recorded of each use, and what would be."""
    wanted = proposal.wanted
    last = consent.last_entries(proposal.subject_id, wanted["scopes"])
    before = [_use(scope, row.state, row.on) for scope, row in last.items()]
    on, ends = date.fromisoformat(wanted["on"]), wanted["expires_on"]
    told = {
        "giver": str(ConsentGiver(wanted["giver"]).label),
        "expires_on": day_or_moment(date.fromisoformat(ends), _reader()) if ends else "",
        "evidence": wanted["evidence"],
    }
    fields: Any = ConsentRecord._meta
    lines = [
        Line(
            f"consent.{name}", "", capfirst(str(fields.get_field(name).verbose_name)), "", text,
            _Seen() if name == "evidence" else None,
        )
        for name, text in told.items()
        if text
    ]  # fmt: skip
    return before, [_use(scope, ConsentState.GIVEN, on) for scope in wanted["scopes"]] + lines


def _use(scope: str, state: str, on: date) -> Line:
    # Translators: what was recorded of consent, such as "Withdrawn, 21 November 2026".
    text = now("%(state)s, %(day)s") % {"state": ConsentState(state).label, "day": day_or_moment(on, _reader())}
    return Line(f"consent.{scope}", "", str(ConsentScope(scope).label), "", text, None)


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
register(Kind(relating.RELATION, _("Related case"), _put_relation, _show_relation, _case))
register(Kind(consent.CONSENT, _("Consent on a public case"), _put_consent, _show_consent, _case))
