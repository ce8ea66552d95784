"""Writing an action part by part. Each part is kept at once and leaves its trace; where nothing differs, none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from openletter.actions.kinds import Kind, Need, kind_of
from openletter.actions.models import Action, ActionTarget, Appeal, Demand
from openletter.actions.operations.changing import is_settled, written
from openletter.actions.operations.life import locked
from openletter.actions.operations.readiness import require_pages
from openletter.actions.rules import ActionStatus, TargetRole
from openletter.cases.models import Case
from openletter.kernel import audit, marks
from openletter.kernel.audit import Actor
from openletter.kernel.refusals import Refused
from openletter.kernel.rewriting import rewrite
from openletter.kernel.words import Fact, write
from openletter.sections.models import Section
from openletter.targets.models import Office

Texts = Mapping[str, Mapping[str, str]]
_ENDED = (ActionStatus.CLOSED, ActionStatus.ARCHIVED)


@dataclass(frozen=True, slots=True)
class Terms:
    """When an action runs, what its kind was set to, and what its form asks and offers."""

    deadline: date | None = None
    opens_at: datetime | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)
    asks: Sequence[str] = ()
    offers: Sequence[str] = ()


@transaction.atomic
def begin(*, case: Case, section: Section, kind: str, actor: Actor, at: datetime) -> Action:
    """A draft of this kind for a case, with what the kind always asks; nothing is written in it yet."""
    made = kind_of(kind)
    action = Action.objects.create(
        case=case, section=section, kind=kind, asks=[str(name) for name in made.required],
        offers=["news"], settings=made.settings_of({}),
    )  # fmt: skip
    _record(action, "action_created", actor, at, {}, {"kind": kind, "case": case.key})
    return action


@transaction.atomic
def begin_beside(*, action: Action, kind: str, actor: Actor, at: datetime) -> Action:
    """A draft of another kind for the same case and section: demands and targets as they stand, and the letter too
    where both kinds have one under the same name."""
    draft = begin(case=action.case, section=action.section, kind=kind, actor=actor, at=at)
    wanted, had = kind_of(kind), kind_of(action.kind)
    draft.deadline, draft.page_languages = action.deadline, list(action.page_languages)
    draft.save(update_fields=["deadline", "page_languages"])
    if Need.DEMAND not in wanted.leaves_out:
        for demand in action.demands.all():
            copy_words(demand, Demand.objects.create(action=draft, order=demand.order))
    if Need.TARGET not in wanted.leaves_out:
        for target in action.targets.all():
            ActionTarget.objects.create(action=draft, office=target.office, role=target.role, order=target.order)
    if _same_text(wanted, had):
        for appeal in action.appeals.filter(use=""):
            copy = Appeal.objects.create(action=draft, mention_organisation=appeal.mention_organisation)
            copy_words(appeal, copy)
    return draft


@written
@transaction.atomic
def call(*, action: Action, words: Texts, demands: Sequence[Mapping[str, str]], actor: Actor, at: datetime) -> Action:
    """The action's page says this, and these are its demands, in this order. Languages not named stay as they are.

    A demand that is empty in every language is gone.
    """
    row = _open(action)
    before, after = rewrite(row, words)
    standing = list(row.demands.all())
    for place, texts in enumerate(demands):
        demand = standing[place] if place < len(standing) else None
        if demand is None:
            if not any(texts.values()):
                continue
            demand = Demand.objects.create(action=row, order=place)
        was, now = rewrite(demand, {code: {"text": text} for code, text in texts.items()})
        before |= {f"demand {place + 1}.{key}": text for key, text in was.items()}
        after |= {f"demand {place + 1}.{key}": text for key, text in now.items()}
        if not demand.words.exists():
            demand.delete()
    return _kept(row, "action.call", actor, at, before, after)


@written
@transaction.atomic
def address(*, action: Action, office: Office, role: str, actor: Actor, at: datetime) -> Action:
    """The action goes to this office, or sends it a copy. One that stands already changes its part."""
    row = _open(action)
    target = row.targets.filter(office=office).first()
    before = {str(office): str(target.role)} if target else {}
    if target is None:
        last = row.targets.order_by("-order").values_list("order", flat=True).first()
        target = ActionTarget(action=row, office=office, order=0 if last is None else last + 1)
    target.role = TargetRole(role)
    target.save()
    return _kept(row, "action.address", actor, at, before, {str(office): str(target.role)})


@written
@transaction.atomic
def leave_out(*, action: Action, office: Office, actor: Actor, at: datetime) -> Action:
    """The action no longer goes to this office; one that was not addressed changes nothing."""
    row = _open(action)
    target = row.targets.filter(office=office).first()
    if target is None:
        return row
    before = {str(office): str(target.role)}
    target.delete()
    return _kept(row, "action.address", actor, at, before, {})


@written
@transaction.atomic
def propose(*, action: Action, texts: Texts, mention_organisation: bool, actor: Actor, at: datetime) -> Action:
    """The text proposed for everybody says this. Texts for single networks stay as they are."""
    row = _open(action)
    appeal = row.appeals.filter(use="").first()
    before: dict[str, Any] = {"mention_organisation": appeal.mention_organisation} if appeal else {}
    if appeal is None:
        if not any(any(fields.values()) for fields in texts.values()):
            return row
        appeal = Appeal.objects.create(action=row)
    appeal.mention_organisation = mention_organisation
    appeal.save(update_fields=["mention_organisation"])
    was, now = rewrite(appeal, texts)
    after = {"mention_organisation": mention_organisation, **now}
    return _kept(row, "action.text", actor, at, {**before, **was}, after)


@written
@transaction.atomic
def settle(*, action: Action, terms: Terms, actor: Actor, at: datetime) -> Action:
    """When it runs and how it is set. What the kind cannot do without is always asked.

    The opening moment of an action that is live or waits for it is not moved here.
    """
    row = _open(action)
    required = [str(name) for name in kind_of(row.kind).required]
    wanted: dict[str, Any] = {
        "deadline": terms.deadline,
        "settings": {**row.settings, **terms.settings},
        "asks": list(dict.fromkeys([*required, *terms.asks])),
        "offers": list(terms.offers),
    }
    if row.status not in (ActionStatus.SCHEDULED, ActionStatus.LIVE, ActionStatus.SUSPENDED):
        wanted["opens_at"] = terms.opens_at
    return _set(row, "action.terms", wanted, actor, at)


@written
@transaction.atomic
def choose_languages(*, action: Action, languages: Sequence[str], actor: Actor, at: datetime) -> Action:
    """Pages go up in these languages of the section; in all of them where every one is named.

    Refuses none at all, a language that the section does not speak, and of what is approved a choice without a page.
    """
    row = _open(action)
    spoken = list(row.section.languages)
    if not languages or set(languages) - set(spoken):
        raise Refused(_("Choose at least one language of the section."))
    if is_settled(row):  # what is still being written chooses first and writes then
        require_pages(row, languages)
    chosen = [] if set(languages) == set(spoken) else [code for code in spoken if code in languages]
    return _set(row, "action.languages", {"page_languages": chosen}, actor, at)


def copy_words(source: Fact, copy: Fact) -> None:
    """The copy says what the source says, in every language."""
    names = [field.field_name for field in source.words.model.translatable_fields]
    write(copy, {row.language: {name: getattr(row, name) for name in names} for row in source.words.all()})


def _same_text(one: Kind, other: Kind) -> bool:
    """Whether a text written for one kind reads right in the other: both have one, with a subject or both without."""
    if Need.LETTER in one.leaves_out or Need.LETTER in other.leaves_out:
        return False
    return one.has_subject == other.has_subject


def _open(action: Action) -> Action:
    row = locked(action)
    if row.status in _ENDED:
        raise Refused(_("This action has ended. What it said stays as it was."))
    return row


def _set(row: Action, verb: str, wanted: dict[str, Any], actor: Actor, at: datetime) -> Action:
    before = {name: getattr(row, name) for name in wanted}
    for name, value in wanted.items():
        setattr(row, name, value)
    row.save(update_fields=list(wanted))
    return _kept(row, verb, actor, at, _plain(before), _plain(wanted))


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def _kept(
    row: Action, verb: str, actor: Actor, at: datetime, before: dict[str, Any], after: dict[str, Any]
) -> Action:  # fmt: skip
    if before != after:
        _record(row, verb, actor, at, before, after)
    return row


def _record(
    row: Action, verb: str, actor: Actor, at: datetime, before: dict[str, Any], after: dict[str, Any]
) -> None:  # fmt: skip
    audit.record(actor=actor, verb=verb, subject=row, at=at, section=row.section.key, before=before, after=after)
    marks.bump(marks.PAGES, marks.ACTIONS)
