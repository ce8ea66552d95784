"""A small world for the desk: two sections, people with roles, a case and an action each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from wagtail.models import Locale

from openletter.accounts.models import User
from openletter.actions.models import Action, ActionTarget, ActionWords, Appeal, AppealWords, Demand, DemandWords
from openletter.actions.rules import ActionStatus
from openletter.cases.models import Case, CaseWords, ConsentRecord, PersonAtRisk, PersonWords
from openletter.cases.operations.finding import keep_findable
from openletter.cases.rules import CaseStatus, ConsentScope
from openletter.kernel.words import key_of
from openletter.sections.models import Membership, Section, SectionWords
from openletter.targets.models import Office, OfficeWords

AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
PASSWORD = "paper ink stamp letter"


def locale(code: str) -> Locale:
    """The locale of a language, made if it is not there."""
    found: Locale = Locale.objects.get_or_create(language_code=code)[0]
    return found


def section(key: str = "ca", languages: tuple[str, ...] = ("en", "fr"), name: str = "") -> Section:
    """A section with a name in its first language."""
    made = Section.objects.create(
        key=key, territory="CA", languages=list(languages), default_language=languages[0],
        contact_email=f"office@{key}.example.org",
    )  # fmt: skip
    for code in languages:
        SectionWords.objects.create(fact=made, locale=locale(code), name=name or f"Section {key.upper()}")
    return made


def person(name: str = "Ada", role: str | None = None, of: Section | None = None, **fields: Any) -> User:
    """Somebody who can sign in, with a role in a section or, without one, in all of them."""
    made = User.objects.create_user(f"{name.lower()}@example.org", PASSWORD, first_name=name, **fields)
    if role:
        Membership.objects.create(user=made, section=of, role=role)
    return made


def case(of: Section, key: str = "zefzafi", title: str = "Nasser Zefzafi", status: str = CaseStatus.ACTIVE) -> Case:
    """A case with words in the languages of its section and one person."""
    made = Case.objects.create(
        key=key, section=of, status=status, country="MA", opened_on=date(2017, 5, 29), source="A public source"
    )
    human = PersonAtRisk(case=made, visibility="public")
    PersonAtRisk.objects.bulk_create([human])
    told = {"title": title, "headline": "What happened."}
    CaseWords.objects.bulk_create([_worded(CaseWords, made, code, **told) for code in of.languages])
    PersonWords.objects.bulk_create([_worded(PersonWords, human, code, name=title) for code in of.languages])
    keep_findable(made.pk)  # once for all of it
    return made


def _worded(kind: type[Any], fact: Any, language: str, **said: str) -> Any:
    """A row of words that is not saved yet."""
    return kind(fact=fact, locale=locale(language), translation_key=key_of(fact), **said)


def consent(of: Case) -> None:
    """Consent to all that a public page shows."""
    for scope in (ConsentScope.CASE_WORK, ConsentScope.NAME, ConsentScope.SURNAME):
        ConsentRecord.objects.create(
            case=of,
            scope=scope,
            state="given",
            giver="family",
            on=date(2026, 1, 5),
            evidence="A letter.",
            recorded_at=AT,
        )


def office(key: str = "ministry-of-justice") -> Office:
    """A ministry."""
    made = Office.objects.create(
        key=key, kind="minister", portfolio="justice", territory="MA", preferred_languages=["fr"]
    )
    OfficeWords.objects.create(
        fact=made, locale=locale("en"), name="Minister of Justice", salutation="Dear", closing="Yours"
    )
    return made


def action(
    of: Case, status: str = ActionStatus.DRAFT, title: str = "Free him", section: Section | None = None
) -> Action:
    """A petition with everything its page needs."""
    made = Action.objects.create(case=of, section=section or of.section, kind="petition", status=status, asks=["name"])
    demand, appeal = Demand.objects.create(action=made), Appeal.objects.create(action=made)
    ActionTarget.objects.create(action=made, office=Office.objects.first() or office())
    for code in made.section.languages:
        ActionWords.objects.create(fact=made, locale=locale(code), title=title, ask="Ask for his release.")
        DemandWords.objects.create(fact=demand, locale=locale(code), text="Release him.")
        AppealWords.objects.create(
            fact=appeal, locale=locale(code), subject="Release", body="I ask you to release him."
        )
    return made


@dataclass(frozen=True, slots=True)
class World:
    """What a test of the desk stands in."""

    own: Section
    other: Section
    case: Case
    foreign_case: Case
    action: Action
    foreign_action: Action
