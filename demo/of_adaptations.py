"""Actions that sections took over from another one, each through the verbs that staff use."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from demo.facts import ACTOR, settle
from demo.reading import noon
from openletter.actions.adaptation import own_uid
from openletter.actions.models import Action
from openletter.actions.operations import adapting, ledger, life
from openletter.actions.operations.adapting import Own
from openletter.kernel import words
from openletter.sections.models import Section
from openletter.targets.models import Office
from openletter.web.operations import publish_windows


def load(data: dict[str, Any], at: datetime) -> None:
    """The section has its own, open as of its day; what the original says since waits to be decided on."""
    original, section = Action.objects.get(ref=data["of"]), Section.objects.get(key=data["section"])
    opened = noon(data["opens"])
    adapting.offer(action=original, actor=ACTOR, at=opened)
    now = _as_before(original, data.get("before", {}))
    row = adapting.take(original=original, section=section, actor=ACTOR, at=opened)
    row = _settled(row, original, data)
    texts = {f"words::{code}:{name}": text for code, said in data["words"].items() for name, text in said.items()}
    copies = tuple(Office.objects.get(key=key) for key in data["copies"])
    own = Own(texts, None, data["deadline"], None, 1, copies)
    row = adapting.adapt(action=row, own=own, actor=ACTOR, at=opened)
    for demand, said in now:
        words.write(demand, said)
    for step in (life.submit, life.approve, life.open_action):
        row = step(action=row, actor=ACTOR, at=opened)
    for entry in data["ledger"]:
        ledger.enter(
            action=row, source=entry["source"], quantity=entry["quantity"], reason=entry["reason"],
            evidence=entry["evidence"], actor=ACTOR, at=noon(entry["on"]),
        )  # fmt: skip
    for key, languages in data["windows"].items():
        publish_windows(
            section=Section.objects.get(key=key), subject=row, languages=languages, actor=ACTOR, at=at
        )  # fmt: skip


def _as_before(original: Action, before: dict[str, Any]) -> list[tuple[Any, dict[str, dict[str, str]]]]:
    """The original as it stood when it was taken; gives what its demands say now."""
    demands, now = list(original.demands.order_by("order")), []
    for number, said in before.get("demands", {}).items():
        demand = demands[number]
        now.append((demand, {row.language: {"text": row.text} for row in demand.words.all()}))
        words.write(demand, {code: {"text": text} for code, text in said.items()})
    return now


def _settled(row: Action, original: Action, data: dict[str, Any]) -> Action:
    """The same on every machine: its own identity, and with it that of what it took over."""
    theirs = {own_uid(row, fact.uid): fact.uid for fact in (*original.demands.all(), *original.appeals.all())}
    taken = [*row.demands.all(), *row.appeals.all()]
    row = settle(row, f"adaptation/{data['ref']}")
    row.ref = data["ref"]
    row.save(update_fields=["ref"])
    for fact in taken:
        fact.uid = own_uid(row, theirs[fact.uid])
        fact.save(update_fields=["uid"])
        words.write(fact, {said.language: {} for said in fact.words.all()})
    return row
