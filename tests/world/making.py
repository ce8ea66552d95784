"""Small facts for tests: a section, a case with consent, an action ready to open. Nothing here is a real person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from openletter.actions.models import Action, ActionTarget, Appeal, Demand
from openletter.cases import operations as cases
from openletter.cases.models import Case, PersonAtRisk
from openletter.cases.rules import CaseStatus, ConsentGiver, ConsentScope
from openletter.kernel import words
from openletter.kernel.audit import Actor
from openletter.sections.models import Section
from openletter.targets.models import Office

AT = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
EDITOR = Actor(id=None, name="An editor")
PAGE_SCOPES = ("case_work", "name", "surname")


def section(key: str = "xx", languages: Iterable[str] = ("en", "fr"), **more: Any) -> Section:
    """A section that speaks these languages."""
    spoken = list(languages)
    row = Section.objects.create(
        key=key,
        territory="CA",
        languages=spoken,
        default_language=spoken[0],
        contact_email="office@example.org",
        **more,
    )
    words.write(row, {code: {"name": f"Section {key}"} for code in spoken})
    return row


def case(of: Section, key: str = "a-case", status: str = CaseStatus.ACTIVE, **more: Any) -> Case:
    """A case with one person, in English and French; without consent."""
    row = Case.objects.create(
        key=key, section=of, status=status, country="MA", opened_on=date(2020, 1, 1), source="A report", **more
    )
    words.write(
        row, {code: {"title": f"Title {key} {code}", "headline": f"What happened, {code}"} for code in ("en", "fr")}
    )
    person = PersonAtRisk.objects.create(case=row, visibility="public")
    words.write(person, {"en": {"name": "Amina Example"}, "ar": {"name": "أمينة"}})
    return row


def consent(to: Case, scopes: Iterable[str] = PAGE_SCOPES, **more: Any) -> None:
    """Consent to what a public page shows."""
    given = {"giver": ConsentGiver.FAMILY, "on": date(2020, 1, 2), "evidence": "Call noted", "actor": EDITOR, "at": AT}
    cases.record_consent(case=to, scopes=scopes, **(given | more))


def a_child(of: Case) -> None:
    """The person is under 18; guardian and child agreed, each for themselves."""
    of.people.update(is_minor=True)
    consent(of, [ConsentScope.CHILD_GUARDIAN], giver=ConsentGiver.GUARDIAN)
    consent(of, [ConsentScope.CHILD_ASSENT], giver=ConsentGiver.SELF)


def action(for_case: Case, status: str = "approved", **more: Any) -> Action:
    """A petition complete enough to be opened, in English and French."""
    usual = {"kind": "petition", "asks": ["name"]}
    row = Action.objects.create(case=for_case, section=for_case.section, status=status, **(usual | more))
    words.write(row, {code: {"title": f"Petition {code}", "ask": "Sign"} for code in ("en", "fr")})
    demand, appeal = Demand.objects.create(action=row), Appeal.objects.create(action=row)
    words.write(demand, {code: {"text": f"Release her ({code})"} for code in ("en", "fr")})
    words.write(appeal, {code: {"subject": "A request", "body": "I write to you."} for code in ("en", "fr", "ar")})
    ActionTarget.objects.create(action=row, office=office())
    return row


def office(key: str = "minister") -> Office:
    """An office addressed in English and Arabic."""
    row, new = Office.objects.get_or_create(key=key, defaults={"kind": "minister", "territory": "MA"})
    if new:
        texts = {"en": "Your Excellency,", "ar": "معالي الوزير،"}
        words.write(row, {c: {"name": "Minister", "salutation": s, "closing": "Yours,"} for c, s in texts.items()})
    return row
