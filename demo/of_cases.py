"""Cases: their story, consent, updates, outcome and windows, each through the verb that staff use."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from demo import of_actions
from demo.facts import ACTOR, edtf, html, make, settle
from demo.of_credits import credits_in
from demo.reading import noon
from openletter.cases import operations
from openletter.cases.models import (
    Case,
    CaseConcern,
    CaseCredit,
    ContextFigure,
    Development,
    Outcome,
    PersonAtRisk,
    Proceeding,
    Sentence,
    SolidarityGuidance,
)
from openletter.cases.operations import OutcomeText, UpdateText
from openletter.cases.rules import CaseStatus, ConsentGiver, ConsentScope, Standing, Visibility
from openletter.deliveries.lobbying.models import LobbyContact
from openletter.deliveries.lobbying.operations import release
from openletter.sections.models import Section
from openletter.web.operations import publish_windows

SCOPES = (ConsentScope.CASE_WORK, ConsentScope.NAME, ConsentScope.SURNAME)
EVIDENCE = "The person's name and story were published on the page named as the source of this case."


def load(data: dict[str, Any], at: datetime) -> None:
    """One case from its beginning to where it stands, with its actions and windows."""
    case = _case(data)
    _story(case, data)
    opened = noon(case.opened_on)
    operations.record_consent(
        case=case, scopes=SCOPES, giver=ConsentGiver.PUBLIC_RECORD, on=case.opened_on, evidence=EVIDENCE, actor=ACTOR,
        at=opened,
    )  # fmt: skip
    case = operations.change_status(case=case, status=CaseStatus.ACTIVE, actor=ACTOR, at=opened)
    if "guidance" in data:
        operations.guide_messages(case=case, guidance=SolidarityGuidance(**data["guidance"]), actor=ACTOR, at=opened)
    actions = [of_actions.load(case, action) for action in data.get("actions", ())]
    _news(case, data)
    _lobbying(case, data)
    outcome = _outcome(case, data.get("outcome"))
    case.refresh_from_db()
    _open_windows(case, data["windows"], at)
    for action in actions:
        of_actions.finish(action, outcome)
        _open_windows(action.row, action.data["windows"], at)


def join(data: dict[str, Any], at: datetime) -> None:
    """Join the case to those it belongs with, once all are there."""
    for key in data.get("related", ()):
        operations.relate(
            case=Case.objects.get(key=data["key"]), to=Case.objects.get(key=key), actor=ACTOR, at=at
        )  # fmt: skip


def _case(data: dict[str, Any]) -> Case:
    texts = {
        language: {**said, "story": html(said["story"]), "sources": "\n".join(said["sources"])}
        for language, said in data["words"].items()
    }
    return make(
        Case, f"case/{data['key']}", texts, key=data["key"], section=Section.objects.get(key=data["section"]),
        status=CaseStatus.ACCEPTED, country=data["country"], designation=data.get("designation", ""),
        opened_on=data["opened_on"], checked_on=data.get("checked_on"), source=texts["en"]["sources"],
    )  # fmt: skip


def _story(case: Case, data: dict[str, Any]) -> None:
    path = f"case/{case.key}"
    for number, person in enumerate(data["people"]):
        make(
            PersonAtRisk, f"{path}/person/{number}", person["words"], case=case, kind=person["kind"],
            nationalities=person.get("nationalities", []), visibility=Visibility.PUBLIC,
        )  # fmt: skip
    for order, concern in enumerate(data["concerns"]):
        CaseConcern.objects.create(case=case, concern=concern, order=order)
    for number, happened in enumerate(data["developments"]):
        _development(case, f"{path}/development/{number}", happened)
    for sentence in data.get("sentences", ()):
        dates = {name: edtf(sentence.get(name)) for name in ("imposed", "counted_from")}
        Sentence.objects.create(case=case, visibility=Visibility.PUBLIC, **(sentence | dates))
    for proceeding in data.get("proceedings", ()):
        Proceeding.objects.create(
            case=case, visibility=Visibility.PUBLIC, **(proceeding | {"on": edtf(proceeding["on"])})
        )  # fmt: skip
    for number, figure in enumerate(data.get("figures", ())):
        make(
            ContextFigure, f"{path}/figure/{number}", figure["words"], case=case, number=figure["number"],
            period=edtf(figure["period"]), source=figure["source"],
        )  # fmt: skip
    for place, (role, who) in enumerate(credits_in(data, case.section)):
        CaseCredit.objects.create(case=case, contributor=who, role=role, sort_order=place)


def _development(case: Case, path: str, data: dict[str, Any]) -> None:
    make(
        Development, path, {language: {"note": note} for language, note in data["words"].items()}, case=case,
        kind=data["kind"], on=edtf(data["on"]), standing=data.get("standing", Standing.FACT),
        visibility=Visibility.PUBLIC, stated_days=data.get("stated_days"),
        original_wording=data.get("original_wording", ""),
    )  # fmt: skip


def _news(case: Case, data: dict[str, Any]) -> None:
    for update in data.get("updates", ()):
        row = operations.add_update(
            case=case, on=update["on"], tell_participants=update["tell_participants"], actor=ACTOR,
            at=noon(update["on"]),
            texts={
                language: UpdateText(title=said["title"], body=html([said["body"]]))
                for language, said in update["words"].items()
            },
        )  # fmt: skip
        settle(row, f"case/{case.key}/update/{update['on']}")


def _lobbying(case: Case, data: dict[str, Any]) -> None:
    for number, contact in enumerate(data.get("lobby_contacts", ())):
        on = noon(contact["told"])
        fields = {name: contact[name] for name in ("official", "by", "by_name", "way", "did", "evidence")}
        row = make(
            LobbyContact, f"case/{case.key}/lobby/{number}",
            {language: {"text": said} for language, said in contact["words"].items()}, case=case,
            section=case.section, on=edtf(contact.get("on")), told_at=on, **fields,
        )  # fmt: skip
        release(contact=row, reason=contact["released_because"], actor=ACTOR, at=on)


def _outcome(case: Case, data: dict[str, Any] | None) -> Outcome | None:
    if data is None:
        return None
    outcome = operations.record_outcome(
        case=case, type=data["type"], attribution=data["attribution"], on=edtf(data["on"]), actor=ACTOR,
        at=noon(data["recorded"]), texts={language: OutcomeText(**said) for language, said in data["words"].items()},
    )  # fmt: skip
    return settle(outcome, f"case/{case.key}/outcome")


def _open_windows(subject: Any, windows: dict[str, list[str]], at: datetime) -> None:
    for key, languages in windows.items():
        publish_windows(
            section=Section.objects.get(key=key), subject=subject, languages=languages, actor=ACTOR, at=at
        )  # fmt: skip
