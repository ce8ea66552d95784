"""Everything the house holds on one person, gathered over all slices for the person who asked about it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q

from openletter.actions import search
from openletter.actions.access import CannotOpen, Erased, open_act
from openletter.actions.enclosures.models import Enclosure
from openletter.actions.models import ActionTaken
from openletter.actions.tasks.acts import kept_until
from openletter.deliveries.models import TargetMail
from openletter.desk import said
from openletter.kernel.audit import Actor
from openletter.mailings.models import OutgoingMail
from openletter.solidarity.access import open_objection
from openletter.solidarity.models import Decision, Objection, SolidarityMessage, said_in
from openletter.solidarity.rules import DECIDED
from openletter.supporters import sign_ups
from openletter.supporters.models import SignUp, Supporter

# Codes as the tables hold them, times in UTC: a file a person can keep, and another programme can read.
FORMAT = "openletter-person-1"


def supporters_of(person: bytes, *, within: Q) -> list[Supporter]:
    """The rows by which sections know the person: at most one a section."""
    rows = Supporter.objects.filter(within, person=person).defer("sealed")
    return list(rows.select_related("section").prefetch_related("section__words", "consents__notice"))


def gathered(person: bytes, *, within: Q, by: Actor, purpose: str, at: datetime) -> dict[str, Any]:
    """All of it as plain values. Each act is opened, and each opening stands in the audit."""
    acts = search.of_person(person, within=within)
    return {
        "format": FORMAT,
        "made_at": at.isoformat(),
        "acts": [_act(act, by=by, purpose=purpose, at=at) for act in acts],
        "known_to": [_supporter(row) for row in supporters_of(person, within=within)],
        "signed_up": [
            _sign_up(row, by=by, purpose=purpose, at=at) for row in sign_ups.of_person(person, within=within)
        ],
    }


def _act(act: ActionTaken, *, by: Actor, purpose: str, at: datetime) -> dict[str, Any]:
    act = ActionTaken.objects.defer("sealed").select_related("action__section", "notice").get(pk=act.pk)
    return {
        "number": str(act.pk), "action": said.title(act.action), "case": said.title(act.action.case),
        "section": said.name(act.section), "state": act.state, "evidence": act.evidence, "way": act.channel,
        "language": act.language, "country": act.country, "taken_at": act.taken_at.isoformat(),
        "confirmed_at": _time(act.confirmed_at), "ended_at": _time(act.ended_at),
        "kept_until": kept_until(act.action, taken_on=act.taken_at.date()).isoformat(),
        "agreed": {"to_target": act.to_target, "public": act.public, "news": act.news},
        "wording": _wording(act), "typed": _typed(act, by=by, purpose=purpose, at=at), **_followed(act),
        "message": _message(act, by=by, purpose=purpose, at=at),
    }  # fmt: skip


def _typed(act: ActionTaken, *, by: Actor, purpose: str, at: datetime) -> dict[str, str]:
    try:
        contact = open_act(act.pk, by=by, purpose=purpose, at=at)
    except Erased:
        return {}
    names = ("email", "name", "town", "comment", "phone", "postcode")
    lines = {**{name: getattr(contact, name) for name in names}, **contact.more}
    return {name: value for name, value in lines.items() if value}


def _followed(act: ActionTaken) -> dict[str, Any]:
    """What came of an act in other parts of the house."""
    mails = OutgoingMail.objects.filter(act_id=act.pk).order_by("owed_at")
    letters = TargetMail.objects.filter(act_id=act.pk).select_related("office").prefetch_related("office__words")
    return {
        "mails": [{"kind": m.kind, "state": m.state, "sent_at": _time(m.sent_at)} for m in mails],
        "letters": [{"office": said.name(m.office), "state": m.state, "sent_at": _time(m.sent_at)} for m in letters],
        "picture": Enclosure.objects.filter(act=act).exists(),
    }


def _message(act: ActionTaken, *, by: Actor, purpose: str, at: datetime) -> dict[str, Any] | None:
    """What became of a message: each decision with its reason, and what its sender said against one."""
    message = SolidarityMessage.objects.filter(act=act).defer("sealed").first()
    if message is None:
        return None
    decisions = list(message.decisions.filter(verdict__in=DECIDED))
    # By the decision, not the message: one that has just come is not laid to its message yet.
    said_against = Objection.objects.filter(decision__in=[row.pk for row in decisions]).select_related("section")
    return {
        "state": message.state, "decided_at": _time(message.decided_at),
        "decisions": [_decision(row, act.language) for row in decisions],
        "objections": [_objection(row, by=by, purpose=purpose, at=at) for row in said_against.order_by("said_at")],
    }  # fmt: skip


def _decision(row: Decision, language: str) -> dict[str, Any]:
    return {
        "verdict": row.verdict, "at": row.at.isoformat(), "reason": said_in(row.reason_said, language) or row.reason,
        "words": row.words, "told": row.told,
    }  # fmt: skip


def _objection(row: Objection, *, by: Actor, purpose: str, at: datetime) -> dict[str, Any]:
    try:
        text = open_objection(row, by=by, purpose=purpose, at=at)
    except Erased:
        text = ""
    return {
        "said_at": row.said_at.isoformat(), "language": row.language, "text": text, "state": row.state,
        "answered_at": _time(row.answered_at),
    }  # fmt: skip


def _wording(act: ActionTaken) -> dict[str, Any] | None:
    notice = act.notice
    if notice is None:
        return None
    words = {"to_target": notice.to_target, "public": notice.public, "news": notice.news}
    return {"language": notice.language, "version": notice.version, "words": words}


def _supporter(row: Supporter) -> dict[str, Any]:
    consents = [
        {"purpose": c.purpose, "given": c.given, "at": c.at.isoformat(), "language": c.language, "source": c.source}
        for c in row.consents.all()
    ]
    return {
        "section": said.name(row.section), "language": row.language, "since": row.first_seen_at.isoformat(),
        "kept_until": row.retain_until.isoformat(), "consents": consents,
    }  # fmt: skip


def _sign_up(row: SignUp, *, by: Actor, purpose: str, at: datetime) -> dict[str, Any]:
    notice, contact = row.notice, sign_ups.open_sign_up(row.pk, by=by, purpose=purpose, at=at)
    mails = OutgoingMail.objects.filter(act_id=row.pk).order_by("owed_at")
    return {
        "section": said.name(row.section), "state": row.state, "language": row.language,
        "asked_at": row.asked_at.isoformat(), "confirmed_at": _time(row.confirmed_at),
        "wording": {"language": notice.language, "version": notice.version, "words": {"news": notice.sign_up}},
        "typed": {"email": contact.email},
        "mails": [{"kind": m.kind, "state": m.state, "sent_at": _time(m.sent_at)} for m in mails],
    }  # fmt: skip


def _time(value: datetime | None) -> str | None:
    return value.isoformat() if value else None


__all__ = ["CannotOpen", "gathered", "supporters_of"]
