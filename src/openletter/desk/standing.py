"""How things stand: consent of a case, and which pages are up, as the desk shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from openletter.actions.models import Action
from openletter.actions.rules import ActionStatus, LedgerSource
from openletter.actions.tally import Count
from openletter.cases.models import Case, CasePhoto
from openletter.cases.rules import ConsentEntry, ConsentScope, missing_scopes, standing_scopes
from openletter.cases.rules.photos import may_show_photo, may_travel
from openletter.desk import said
from openletter.desk.windows import newsroom
from openletter.kernel import clock


@dataclass(frozen=True, slots=True)
class Consent:
    """What is agreed to today, what is missing before anything can be published, and the ledger behind it."""

    standing: tuple[str, ...]
    missing: tuple[str, ...]
    entries: tuple[Any, ...]


def consent_standing(case: Case, on: date | None = None) -> Consent:
    """The consent of a case on a day (today), in words."""
    day = on or clock.today()
    rows = tuple(case.consents.all())
    entries = [ConsentEntry(row.scope, row.state, row.on, row.pk, row.expires_on) for row in rows]
    pseudonym = any(person.is_pseudonym for person in case.people.all())
    held = standing_scopes(entries, on=day)
    return Consent(
        standing=tuple(_said(scope) for scope in ConsentScope if scope in held),
        missing=tuple(_said(scope) for scope in missing_scopes(entries, on=day, pseudonym=pseudonym)),
        entries=tuple(reversed(rows)),
    )


def photo_standing(case: Case, on: date | None = None) -> str:
    """Where the case's photo is shown on a day (today), in words; empty where there is none."""
    day = on or clock.today()
    row = CasePhoto.objects.filter(case=case).first()
    if row is None:
        return ""
    held = held_scopes(case, day)
    if not may_show_photo(held, row.expires_on, on=day):
        past = row.expires_on is not None and row.expires_on < day
        return _("Not shown: its last day is past.") if past else _("Not shown: nobody has consented to “Photo” yet.")
    if may_travel(held, row.expires_on, on=day):
        return _("Shown on pages and on cards of social networks.")
    return _("Shown on pages only: cards need consent to “Social media” too.")


def held_scopes(case: Case, on: date) -> frozenset[str]:
    """The scopes agreed to on a day."""
    rows = case.consents.all()
    return standing_scopes([ConsentEntry(r.scope, r.state, r.on, r.pk, r.expires_on) for r in rows], on=on)


@dataclass(frozen=True, slots=True)
class Window:
    """One page: of which section's site, in which language, whether it is up, and where."""

    language: str
    live: bool
    address: str
    title: str
    section: str


def is_stopped(subject: Case | Action) -> bool:
    """Whether a case or an action is stopped for safety now, by itself or with its case."""
    if isinstance(subject, Case):
        return subject.recalled_at is not None
    return subject.status == ActionStatus.SUSPENDED or subject.case.recalled_at is not None


def windows_of(subject: Case | Action) -> list[Window]:
    """The pages of a case or an action, section by section: what is up first, by language.

    While it is stopped all are down: the rows of its pages stay as they were, so that they stand again at once.
    """
    pages: Any = subject.pages
    stopped = is_stopped(subject)
    rows = list(pages.select_related("locale").order_by("locale__language_code", "pk"))
    homes = {home.path: home for home in newsroom().homes_of(None)} if rows else {}
    found = []
    for page in rows:
        page.rehearsed_under = home = homes[page.path[: 2 * page.steplen]]  # else each address asks for its home again
        section = said.name(home.section)
        found.append(
            Window(page.locale.language_code, page.live and not stopped, page.get_url() or "", page.title, section)
        )
    return sorted(found, key=lambda window: (window.section, not window.live, window.language))


def _said(scope: str) -> str:
    return str(ConsentScope(scope).label)


def sources_of(count: Count) -> list[tuple[str, int]]:
    """What a number is made of, in the order of the rules."""
    return [(str(source.label), count.by_source[source]) for source in LedgerSource if count.by_source.get(source)]
