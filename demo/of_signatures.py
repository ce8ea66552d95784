"""Signatures as the intake would have kept them, sealed and confirmed; what is done with them at the desk."""

from __future__ import annotations

import json
import uuid
from datetime import datetime, timedelta
from io import BytesIO
from itertools import count, cycle
from typing import Any

from PIL import Image, ImageDraw

from demo.facts import ACTOR, NAMES
from openletter.actions import evidence
from openletter.actions.abuse.judging import Verdict
from openletter.actions.counts import gather
from openletter.actions.criteria import Criteria
from openletter.actions.models import Action, ActionTaken, LedgerEntry, TallyDelta
from openletter.actions.operations import invalidation
from openletter.actions.rules import ActState, Channel, EvidenceLevel, LedgerSource
from openletter.deliveries.models import PetitionDelivery
from openletter.deliveries.operations import handing_over
from openletter.kernel import sealing
from openletter.kernel.ids import uuid7
from openletter.kernel.models import DataKey
from openletter.sections.models import Section
from openletter.supporters.models import ConsentNotice
from openletter.supporters.operations import fresh_data_key
from openletter.supporters.queries import person_of_address
from openletter.targets.models import Office

HOUR = timedelta(hours=1)


def load(data: dict[str, Any], at: datetime) -> None:
    """All of it stands, counted; nobody's address is real."""
    action = Action.objects.get(ref=data["action"])
    signing = _Signing(action, data["names"], at)
    for place in data["places"]:
        signing.spread(place, over=timedelta(days=data["days"]))
    burst = data["burst"]
    began = (at - timedelta(days=burst["days"])).replace(minute=0, second=0, microsecond=0)
    signing.within_an_hour(burst, began)
    signing.keep()
    judged = invalidation.prepare(
        section=action.section, actions=[action], verdict=Verdict.INVALIDATE,
        criteria=Criteria(since=began.isoformat(), until=(began + HOUR).isoformat()), reason=burst["reason"],
        actor=ACTOR, at=at,
    )  # fmt: skip
    judged.uid = uuid.uuid5(NAMES, f"invalidation/{data['action']}")
    judged.save(update_fields=["uid"])
    for planned in data["handovers"]:
        _hand_over(planned, at)
    _evidence(data["evidence"], at)
    gather(at=at, everything=True)


class _Signing:
    """Gathers acts and stores them at once: a hundred and fifty rows, one data key a section."""

    def __init__(self, action: Action, names: dict[str, list[str]], at: datetime) -> None:
        self.action, self.at, self.number, self.acts = action, at, count(1), list[ActionTaken]()
        self.names = {language: cycle(known) for language, known in names.items()}
        self.keys = dict[str, tuple[Section, DataKey, bytes]]()

    def spread(self, place: dict[str, Any], *, over: timedelta) -> None:
        """As many as it says, the later days fuller than the first."""
        for each in range(place["many"]):
            back = over * (1 - each / place["many"]) ** 2
            self._add(place, self.at - back - HOUR, named=each % 3 > 0)

    def within_an_hour(self, place: dict[str, Any], began: datetime) -> None:
        """All of them, minutes apart."""
        for each in range(place["many"]):
            self._add(place, began + timedelta(minutes=4 * each), named=False)

    def keep(self) -> None:
        """They are rows, and counted in the hour each was confirmed."""
        ActionTaken.objects.bulk_create(self.acts)
        TallyDelta.objects.bulk_create(
            TallyDelta(action=self.action, source=LedgerSource.VERIFIED_ONLINE, quantity=1, at=act.taken_at)
            for act in self.acts
        )

    def _add(self, place: dict[str, Any], taken_at: datetime, *, named: bool) -> None:
        section, key, plain = self._key(place["section"], taken_at)
        act = uuid7(now_ms=int(taken_at.timestamp() * 1000))
        email = f"signer-{next(self.number)}@example.org"
        typed = {"email": email, "name": next(self.names[place["language"]]), "town": place.get("town", "")}
        self.acts.append(
            ActionTaken(
                id=act, action=self.action, section=section, person=person_of_address(email), state=ActState.COUNTED,
                channel=Channel.WEB_FORM, evidence=EvidenceLevel.CONFIRMED_EMAIL, language=place["language"],
                country=place["country"], taken_at=taken_at, confirmed_at=taken_at, to_target=named, public=False,
                news=False, notice=self._notice(section, place["language"]), data_key=key,
                sealed=sealing.seal(json.dumps(typed).encode(), plain, bound_to=act.bytes),
            )
        )  # fmt: skip

    def _key(self, name: str, at: datetime) -> tuple[Section, DataKey, bytes]:
        if name not in self.keys:
            section = Section.objects.get(key=name)
            key, plain = fresh_data_key(section, at=at)
            key.save(force_insert=True)
            self.keys[name] = (section, key, plain)
        return self.keys[name]

    def _notice(self, section: Section, language: str) -> ConsentNotice | None:
        return next((one for one in section.consent_notices.all() if one.language == language), None)


def _hand_over(data: dict[str, Any], at: datetime) -> None:
    action, office = Action.objects.get(ref=data["action"]), Office.objects.get(key=data["office"])
    planned_on = at.date() + timedelta(days=data["planned_in"]) if "planned_in" in data else None
    [delivery] = handing_over.plan(
        action=action, offices=[office], split=False, planned_on=planned_on, actor=ACTOR, at=at
    )
    for step in data.get("steps", ()):
        day = at.date() - timedelta(days=step["days"])
        handing_over.note(delivery=delivery, state=step["state"], on=day, note=step["note"], actor=ACTOR, at=at)
    if "names" in data:
        _ask(delivery, data["names"], at)


def _ask(delivery: PetitionDelivery, data: dict[str, Any], at: datetime) -> None:
    """Asked for by nobody who can sign in: whoever hands petitions over may decide as the second person."""
    handing_over.ask_for_names(
        delivery=delivery, columns=data["columns"], reason=data["reason"], actor=ACTOR, at=at
    )  # fmt: skip


def _evidence(data: dict[str, Any], at: datetime) -> None:
    sheet, drawn = Image.new("RGB", (620, 877), "#fbf7ee"), BytesIO()
    pen = ImageDraw.Draw(sheet)
    pen.text((40, 40), data["says"], fill="#2b2420")
    for line in range(40):
        pen.line((40, 90 + line * 19, 580, 90 + line * 19), fill="#b9ae9c")
    sheet.save(drawn, "JPEG", quality=70)
    entry = LedgerEntry.objects.get(action__ref=data["action"], source=data["source"], automatic=False)
    evidence.attach(entry=entry, file=evidence.taken(drawn.getvalue()), actor=ACTOR, at=at)
