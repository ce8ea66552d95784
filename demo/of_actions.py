"""Actions: from draft to open, their ledger, and how they ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from demo.facts import ACTOR, make
from demo.of_credits import credits_in
from demo.reading import noon
from openletter.actions.models import Action, ActionCredit, ActionTarget, Appeal, Demand, UrgentSheet
from openletter.actions.operations import ledger, life
from openletter.actions.rules import TargetRole, close_reason_for
from openletter.cases.models import Case, Outcome
from openletter.targets.models import Office


@dataclass(frozen=True, slots=True)
class Loaded:
    """An action and the part of the file it came from."""

    row: Action
    data: dict[str, Any]


def load(case: Case, data: dict[str, Any]) -> Loaded:
    """The action is open, as of its day, with its ledger."""
    action = make(
        Action, f"action/{data['key']}", data["words"], ref=data["ref"], case=case, section=case.section,
        kind=data.get("kind", "petition"), settings=data.get("settings", {}), deadline=data.get("deadline"),
        display_threshold=data.get("display_threshold", 1), asks=data["asks"], offers=data["offers"],
    )  # fmt: skip
    _content(action, data)
    if "sheet" in data:
        _sheet(action, f"action/{data['key']}/sheet", data["sheet"])
    opened = noon(data["opens"])
    for step in (life.submit, life.approve, life.open_action):
        action = step(action=action, actor=ACTOR, at=opened)
    for entry in data.get("ledger", ()):
        ledger.enter(
            action=action, source=entry["source"], quantity=entry["quantity"], reason=entry["reason"],
            evidence=entry["evidence"], actor=ACTOR, at=noon(entry["on"]),
        )  # fmt: skip
    return Loaded(action, data)


def finish(action: Loaded, outcome: Outcome | None) -> None:
    """Close the action on its day, if it has ended; with the outcome unless it ended for another reason."""
    closed = action.data.get("closed")
    if closed is None:
        return
    own = closed.get("reason")
    reason = own or close_reason_for(outcome.type if outcome else "")
    life.close(
        action=action.row, actor=ACTOR, at=noon(closed["on"]), reason=reason, outcome=None if own else outcome
    )  # fmt: skip


def join(data: dict[str, Any]) -> None:
    """Name the next thing to do after each action, once all are there."""
    for action in data.get("actions", ()):
        if "next" in action:
            following = Action.objects.get(ref=action["next"])
            Action.objects.filter(ref=action["ref"]).update(next_action=following)


def _content(action: Action, data: dict[str, Any]) -> None:
    path = f"action/{data['key']}"
    for number, demand in enumerate(data.get("demands", ())):
        texts = {language: {"text": text} for language, text in demand.items()}
        make(Demand, f"{path}/demand/{number}", texts, action=action, order=number)
    if "letter" in data:
        _text(action, f"{path}/appeal", data["letter"])
    for use, words in data.get("uses", {}).items():
        _text(action, f"{path}/appeal/{use}", words, use=use)
    for role, offices in ((TargetRole.TARGET, data.get("targets", [])), (TargetRole.COPY, data.get("copies", []))):
        for order, key in enumerate(offices):
            ActionTarget.objects.create(action=action, office=Office.objects.get(key=key), role=role, order=order)
    for place, (credit, who) in enumerate(credits_in(data, action.section)):
        ActionCredit.objects.create(action=action, contributor=who, role=credit, sort_order=place)


def _sheet(action: Action, path: str, data: dict[str, Any]) -> None:
    """What an urgent action has beside the rest."""
    own = {name: value for name, value in data.items() if name != "words"}
    said = {code: {**text, "background": "\n\n".join(text["background"])} for code, text in data["words"].items()}
    make(UrgentSheet, path, said, action=action, section=action.section, **own)


def _text(action: Action, path: str, words: dict[str, Any], use: str = "") -> None:
    said = {code: {"subject": text["subject"], "body": "\n\n".join(text["body"])} for code, text in words.items()}
    make(Appeal, path, said, action=action, use=use)
