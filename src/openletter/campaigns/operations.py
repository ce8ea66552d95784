"""Changing a campaign: words that name somebody at risk stand only once a second person has read them.

All else of a campaign (its days, its cases) is saved at once: a case is shown by its own pages' rules.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openletter.campaigns.models import Campaign, CampaignWords
from openletter.cases.models import Case
from openletter.cases.operations.naming import Knows, NamesSomebody, names_of, nobody_knows, require_nobody_withheld
from openletter.cases.queries.naming import Named
from openletter.kernel import audit, marks
from openletter.kernel.audit import Actor
from openletter.kernel.clusters import Line, lines_of, merged
from openletter.kernel.models import Proposal
from openletter.kernel.proposals import Kind, propose, register, undo, waiting_for

CHANGE, CHANGED = "campaign.change", "campaign.changed"
EVERYBODYS = ""  # the section of what all sections share
RELATIONS = ("words",)
FIELDS = ("key", "opens_on", "closes_on", "planned_cases", "countries")


def is_settled(campaign: Campaign) -> bool:
    """Never: but for words that name somebody it is written straight."""
    return False


def pending_change(campaign: Campaign) -> Proposal | None:
    """The words of a campaign that wait, or were sent back."""
    return waiting_for(campaign, CHANGE).first()


def with_change(campaign: Campaign, proposal: Proposal) -> Campaign:
    """The campaign as it would be: the words that wait, laid over what stands now. Not saved."""
    state = merged(_words_of(campaign), proposal.base, proposal.wanted)
    made: Campaign = Campaign.from_serializable_data(audit.snapshot(campaign) | state, check_fks=False)
    made._state.adding = False
    return made


def require_namable(
    texts: Iterable[str], *, names: Iterable[str] = (), on: date, knows: Knows, is_new: bool = False
) -> tuple[Named, ...]:
    """Pass if a campaign's texts name nobody who may not be shown, and those of a new one, or its `names`, nobody.

    A summary can be left out once its person is recalled, a name cannot. Gives whom the texts name. Raises
    NamesSomebody.
    """
    if found := require_nobody_withheld(names, on=on, knows=knows):
        sentence = _(
            # Translators: %(names)s is a list of names of people at risk.
            "The campaign’s own name names %(names)s. Name people in its summary: it is left out once they may not be "
            "shown."
        )
        raise NamesSomebody(sentence % {"names": names_of(found)})
    named = require_nobody_withheld(texts, on=on, knows=knows)
    if named and is_new:
        # Translators: %(names)s is a list of names of people at risk.
        sentence = _("This names %(names)s. Save the campaign without, then add it: somebody else looks at it first.")
        raise NamesSomebody(sentence % {"names": names_of(named)})
    return named


@transaction.atomic
def change(
    *, changed: Campaign, cases: Iterable[Case], actor: Actor, at: datetime, knows: Knows = nobody_knows
) -> Proposal | None:
    """Save what `changed` (not saved) says; words that newly name somebody wait for a second person and are given.

    Refuses what `require_namable` refuses.
    """
    live = Campaign.objects.select_for_update().get(pk=changed.pk)
    before, pending = _whole(live), pending_change(live)
    waits = bool(_require_namable(live, changed, at.date(), knows))
    row = _with_fields_of(live, changed) if waits else changed
    row.save()
    row.cases.set(list(cases))
    _record("campaign_edited", row, actor, at, before)
    if not waits:
        if pending is not None:
            undo(proposal=pending, actor=actor, at=at)
        return None
    return propose(
        kind=CHANGE, subject=live, section=EVERYBODYS, wanted=_words_of(changed), base=_words_of(live), actor=actor,
        at=at, amends=pending,
    )  # fmt: skip


def _require_namable(live: Campaign, changed: Campaign, on: date, knows: Knows) -> tuple[Named, ...]:
    names = {str(row.name) for row in changed.words.all()} - {str(row.name) for row in live.words.all()}
    return require_namable(_new_texts(live, changed), names=names, on=on, knows=knows)


def _with_fields_of(live: Campaign, changed: Campaign) -> Campaign:
    for name in FIELDS:
        setattr(live, name, getattr(changed, name))
    return live


def _new_texts(live: Campaign, changed: Campaign) -> list[str]:
    """What the words would say that they do not say now; what is only taken away says nothing."""
    standing = {row.language: _texts(row) for row in live.words.all()}
    return [text for row in changed.words.all() for text in _texts(row) if text not in standing.get(row.language, ())]


def _texts(row: CampaignWords) -> tuple[str, ...]:
    return tuple(str(getattr(row, field.field_name)) for field in row.translatable_fields)


def _words_of(campaign: Campaign) -> dict[str, Any]:
    whole = audit.snapshot(campaign)
    return {name: whole[name] for name in ("pk", *RELATIONS)}


def _whole(campaign: Campaign) -> dict[str, Any]:
    row = Campaign.objects.get(pk=campaign.pk)
    return {**audit.snapshot(row), "cases": sorted(row.cases.values_list("pk", flat=True))}


def _campaign(proposal: Proposal) -> Campaign:
    return Campaign.objects.get(pk=proposal.subject_id)


def _put(proposal: Proposal, actor: Actor, at: datetime) -> Campaign:
    """The words stand; who has been recalled meanwhile, or whose consent has ended, is not named."""
    live = Campaign.objects.select_for_update().get(pk=proposal.subject_id)
    before, made = _whole(live), with_change(live, proposal)
    _require_namable(live, made, at.date(), nobody_knows)
    made.save()
    _record(CHANGED, made, actor, at, before)
    return made


def _record(verb: str, row: Campaign, actor: Actor, at: datetime, before: dict[str, Any]) -> None:
    audit.record(actor=actor, verb=verb, subject=row, at=at, before=before, after=_whole(row))
    marks.bump(marks.PAGES, marks.ACTIONS, marks.RULES)


def _show(proposal: Proposal) -> tuple[list[Line], list[Line]]:
    live = _campaign(proposal)
    return _lines(live), _lines(with_change(live, proposal))


def _lines(campaign: Campaign) -> list[Line]:
    lines = lines_of(campaign, relations=RELATIONS)
    return [line for line in lines if "/" in line.key and not line.key.endswith(".named")]


register(Kind(CHANGE, gettext_lazy("Change of a campaign’s words"), _put, _show, _campaign))
