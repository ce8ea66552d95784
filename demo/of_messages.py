"""Messages to somebody at risk, as the intake would have kept them: sealed, confirmed, waiting to be read."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from openletter.accounts.models import User
from openletter.actions.models import Action, ActionTaken, TallyDelta
from openletter.actions.rules import ActState, Channel, EvidenceLevel, LedgerSource
from openletter.kernel import sealing
from openletter.kernel.audit import Actor
from openletter.kernel.ids import uuid7
from openletter.kernel.models import DataKey
from openletter.sections.models import Section
from openletter.solidarity.models import Objection, SolidarityMessage
from openletter.solidarity.operations import messages, objections
from openletter.solidarity.reports import operations as reports
from openletter.solidarity.reports.access import Reported
from openletter.solidarity.rules import Verdict
from openletter.supporters.queries import person_of_address, sealing_key_of


def load(data: list[dict[str, Any]], at: datetime) -> None:
    """Each is counted and received at the desk; nobody's address is real."""
    for number, said in enumerate(data):
        _message(said, f"writer-{number}@example.org", at - timedelta(days=said["days"]))


def report(data: list[dict[str, Any]], at: datetime) -> None:
    """What readers say is wrong on a page."""
    for said in data:
        reports.report(
            section=Section.objects.get(key=said["section"]), page=said["page"], about=said["about"],
            said=Reported(said["text"], said["contact"]), language=said["language"],
            at=at - timedelta(days=said["days"]),
        )  # fmt: skip


def _message(said: dict[str, Any], email: str, taken_at: datetime) -> None:
    section, action = Section.objects.get(key=said["section"]), Action.objects.get(ref=said["action"])
    act, (key, plain) = uuid7(), _key(section, taken_at)
    words = {"email": email, "message": said["text"], "signed": said["signed"], "sender_address": ""}
    ActionTaken.objects.create(
        id=act, action=action, section=section, person=person_of_address(email), state=ActState.COUNTED,
        channel=Channel.WEB_FORM, evidence=EvidenceLevel.CONFIRMED_EMAIL, language=said["language"],
        country=said["country"], taken_at=taken_at, confirmed_at=taken_at, to_target=False, public=False, news=False,
        data_key=key, sealed=sealing.seal(json.dumps(words).encode(), plain, bound_to=act.bytes),
    )  # fmt: skip
    TallyDelta.objects.create(action=action, source=LedgerSource.VERIFIED_ONLINE, quantity=1, at=taken_at)
    received = messages.receive(act, at=taken_at)
    if received is not None:
        _judged(received, said, taken_at + timedelta(hours=20))


def _judged(message: SolidarityMessage, said: dict[str, Any], at: datetime) -> None:
    """What staff have said of it so far, and what its sender says against that."""
    if second := said.get("second"):
        messages.ask_second(
            message=message, note=second["note"], leaning=second["leaning"], actor=_staff(second["by"]), at=at
        )
    if withheld := said.get("withheld"):
        messages.withhold(
            message=message, reason=withheld["reason"], words=withheld["words"], tell=True,
            actor=_staff(withheld["by"]), at=at,
        )  # fmt: skip
    if why := said.get("objects"):
        later = at + timedelta(hours=30)
        objections.object_to(
            message.decisions.get(verdict=Verdict.WITHHELD).pk, section=message.section, text=why,
            language=said["language"], at=later,
        )  # fmt: skip
        objections.enter(Objection.objects.latest("said_at").pk, at=later)


def _staff(email: str) -> Actor:
    return User.objects.get(email=email).actor


def _key(section: Section, at: datetime) -> tuple[DataKey, bytes]:
    own = sealing_key_of(section)
    if own is None:
        raise LookupError(f"section {section.key} has no sealing key")
    plain = sealing.new_data_key()
    wrapped = sealing.wrap(plain, bytes(own.public), label=own.holder)
    return DataKey.objects.create(sealing_key=own, wrapped=wrapped, made_at=at), plain
