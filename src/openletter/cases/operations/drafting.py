"""Opening a case with the few facts that an action needs, and putting them right later. The whole form knows more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from openletter.cases.models import Case, CaseConcern, PersonAtRisk
from openletter.cases.operations.changing import written
from openletter.cases.operations.life import change_status
from openletter.cases.rules import CaseStatus, Visibility
from openletter.kernel import audit, marks
from openletter.kernel.audit import Actor
from openletter.kernel.ids import new_ref
from openletter.kernel.models import Proposal
from openletter.kernel.refusals import Refused
from openletter.kernel.rewriting import rewrite
from openletter.sections.models import Section

_KEY_LENGTH, _KEY_END = 50, 4
_TO_ACTIVE = (CaseStatus.UNDER_VERIFICATION, CaseStatus.ACCEPTED, CaseStatus.ACTIVE)


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a case and its person in one language; `story` is HTML of the editor."""

    name: str
    headline: str
    role: str = ""
    story: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """The short facts of a case. The first concern is the gravest."""

    country: str
    source: str
    said: Mapping[str, Said]
    concerns: Sequence[str] = field(default_factory=tuple)
    is_pseudonym: bool = False
    is_minor: bool = False


@transaction.atomic
def open_case(*, section: Section, facts: Facts, actor: Actor, at: datetime) -> Case:
    """The case is in its intake, with one person; its key is made from the name. Refuses one without words."""
    if not facts.said:
        raise Refused(_("Write the name and one sentence in at least one language."))
    case = Case.objects.create(
        key=_free_key(facts), section=section, country=facts.country, source=facts.source, opened_on=at.date()
    )
    PersonAtRisk.objects.create(
        case=case, is_pseudonym=facts.is_pseudonym, is_minor=facts.is_minor, visibility=Visibility.PUBLIC
    )
    after = _put(case, facts)[1]
    audit.record(actor=actor, verb="case_created", subject=case, at=at, section=section.key, after=after)
    marks.bump(marks.PAGES)
    return case


def correct_case(*, case: Case, facts: Facts, actor: Actor, at: datetime) -> Proposal | None:
    """The short facts stand as given; everything else of the case stays. Where nothing differs nothing is recorded.

    Of a public case, what readers would see waits for a second person, and the proposal is given. Refuses a case of
    several people: whose name would it be.
    """
    return written(case=case, write=lambda: _correct(case, facts, actor, at), actor=actor, at=at)


@transaction.atomic
def _correct(case: Case, facts: Facts, actor: Actor, at: datetime) -> Case:
    row = Case.objects.select_for_update(of=("self",)).select_related("section").get(pk=case.pk)
    if row.people.count() > 1:
        raise Refused(_("This case is about several people. Change it in the whole form."))
    person = row.people.first() or PersonAtRisk.objects.create(case=row)
    plain = {"country": row.country, "source": row.source}
    safety = {"is_pseudonym": person.is_pseudonym, "is_minor": person.is_minor}
    row.country, row.source = facts.country, facts.source
    row.save(update_fields=["country", "source"])
    person.is_pseudonym, person.is_minor = facts.is_pseudonym, facts.is_minor
    person.save(update_fields=["is_pseudonym", "is_minor"])
    was, now = _put(row, facts)
    before = {**plain, **safety, **was}
    after = {"country": row.country, "source": row.source, "is_pseudonym": facts.is_pseudonym,
             "is_minor": facts.is_minor, **now}  # fmt: skip
    if before != after:
        audit.record(
            actor=actor, verb="case_edited", subject=row, at=at, section=row.section.key, before=before, after=after
        )
        marks.bump(marks.PAGES, marks.ACTIONS)
    return row


@transaction.atomic
def protect(
    *,
    case: Case,
    warned_countries: Sequence[str],
    warn_ties: bool,
    hide_from_search: bool,
    quick_exit: bool,
    actor: Actor,
    at: datetime,
) -> Proposal | None:
    """How those who act and those who read are kept safe on this case's pages.

    Of a public case, what protects less waits for a second person, and the proposal is given.
    """
    wanted = {
        "warned_countries": list(warned_countries),
        "warn_ties_to_country": warn_ties,
        "hide_from_search": hide_from_search,
        "quick_exit": quick_exit,
    }
    return written(case=case, write=lambda: _protect(case, wanted, actor, at), actor=actor, at=at)


def _protect(case: Case, wanted: dict[str, Any], actor: Actor, at: datetime) -> Case:
    row = Case.objects.select_for_update(of=("self",)).select_related("section").get(pk=case.pk)
    before = {name: getattr(row, name) for name in wanted}
    if before == wanted:
        return row
    for name, value in wanted.items():
        setattr(row, name, value)
    row.save(update_fields=list(wanted))
    audit.record(
        actor=actor, verb="case_edited", subject=row, at=at, section=row.section.key, before=before, after=wanted
    )
    marks.bump(marks.PAGES, marks.ACTIONS)
    return row


@transaction.atomic
def take_on(
    *, case: Case, actor: Actor, at: datetime, to: CaseStatus = CaseStatus.ACTIVE, reason: str = ""
) -> Case:  # fmt: skip
    """A case on its way in goes as far as `to`, each step on record; one that is there or further stays.

    Refuses to make it active without the consent that its pages need. A declined case stays declined.
    """
    order = [CaseStatus.INTAKE, *_TO_ACTIVE]
    if case.status not in order:
        return case
    for status in order[order.index(CaseStatus(case.status)) + 1 : order.index(to) + 1]:
        case = change_status(case=case, status=status, actor=actor, at=at, reason=reason)
    return case


def _put(case: Case, facts: Facts) -> tuple[dict[str, str], dict[str, str]]:
    person = case.people.get()
    titles = {
        code: {"title": said.name, "headline": said.headline, "story": said.story} for code, said in facts.said.items()
    }
    people = {code: {"name": said.name, "role": said.role} for code, said in facts.said.items()}
    was, now = rewrite(case, titles)
    was_called, called = rewrite(person, people)
    before, after = {**was, **was_called}, {**now, **called}
    standing = list(case.concerns.values_list("concern", flat=True))
    if standing != list(facts.concerns):
        case.concerns.all().delete()
        for order, concern in enumerate(facts.concerns):
            CaseConcern.objects.create(case=case, concern=concern, order=order)
        before["concerns"], after["concerns"] = ", ".join(standing), ", ".join(facts.concerns)
    return before, after


def _free_key(facts: Facts) -> str:
    names = [said.name for said in facts.said.values()]
    base = next((key for name in names if (key := slugify(name)[:_KEY_LENGTH].strip("-"))), "") or new_ref()
    # Always with an end made at random: a number there would tell that somebody else follows a person so called.
    keys = (f"{base}-{new_ref()[:_KEY_END]}" for _again in count())
    return next(key for key in keys if not Case.objects.filter(key=key).exists())
