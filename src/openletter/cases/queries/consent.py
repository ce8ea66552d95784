"""Whether a case may be shown."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch

from openletter.cases.models import Case, ConsentRecord, PersonAtRisk
from openletter.cases.rules import (
    PUBLIC_STATUSES,
    ConsentEntry,
    Visibility,
    last_day,
    missing_scopes,
    standing_scopes,
)


def consents_of(path: str = "consents") -> Prefetch:
    """The consent ledgers of cases, to fetch along with them: what decides, never how we know it.

    Public pages fetch them so, because their nodes cannot read the rest. `path` leads from the rows to the ledger.
    """
    return Prefetch(path, ConsentRecord.objects.only("case_id", "scope", "state", "on", "expires_on"))


def may_show(case: Case, on: date) -> bool:
    """Whether a case may stand on a public page on this day: not recalled, its state public, consent covers it."""
    return case.recalled_at is None and case.status in PUBLIC_STATUSES and not missing_consent(case, on=on)


def is_kept_out(case: Case) -> bool:
    """Whether search engines must not find a case: staff said so, or somebody it is about is under 18.

    Such a case has its pages and is found here by whoever looks for its words, but no page that search engines read,
    no feed, calendar or map names it, and other sites get no card of it.
    """
    return case.hide_from_search or _guards_a_child(case)


def searchable(case_ids: Iterable[int], *, on: date) -> frozenset[int]:
    """Those of the cases that may be shown on this day and found by search engines, in a fixed number of queries."""
    rows = Case.objects.filter(pk__in=list(case_ids)).prefetch_related(consents_of(), "people")
    return frozenset(case.pk for case in rows if may_show(case, on) and not is_kept_out(case))


def missing_consent(case: Case, *, on: date, also: Iterable[str] = ()) -> tuple[str, ...]:
    """The scopes still to ask for before the case, and what `also` names, may be shown on this day."""
    return missing_scopes(
        ledger_lines(case), on=on, pseudonym=_only_pseudonyms(case), child=_guards_a_child(case), also=also
    )


def last_day_shown(case: Case) -> date | None:
    """The last day on which the consent recorded now covers the case's pages; None while it does not, or recalled."""
    if case.recalled_at is not None:
        return None
    return last_day(ledger_lines(case), pseudonym=_only_pseudonyms(case), child=is_about_a_child(case))


def consented(case: Case, scope: str, *, on: date) -> bool:
    """Whether one scope holds on this day."""
    return scope in standing_scopes(ledger_lines(case), on=on)


def ledger_lines(case: Case) -> list[ConsentEntry]:
    """The consent ledger of a case, as the decision reads it."""
    return [_line(row) for row in case.consents.all()]


def _line(row: ConsentRecord) -> ConsentEntry:
    return ConsentEntry(scope=row.scope, state=row.state, on=row.on, order=row.pk, expires_on=row.expires_on)


def named_people(case: Case) -> list[PersonAtRisk]:
    """Those of the people of a case whom its pages name; the others are known to staff alone."""
    return [person for person in case.people.all() if person.visibility == Visibility.PUBLIC]


def is_about_a_child(case: Case) -> bool:
    """Whether somebody the case is about is under 18, named or not, as far as its people can be read."""
    return any(person.is_minor for person in case.people.all())


def _guards_a_child(case: Case) -> bool:
    """The same where those who are not named cannot be read: public nodes know it from the case itself."""
    return case.about_child or is_about_a_child(case)


def _only_pseudonyms(case: Case) -> bool:
    people = named_people(case)
    return bool(people) and all(person.is_pseudonym for person in people)
