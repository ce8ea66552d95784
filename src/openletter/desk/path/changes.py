"""What changed in an action since it was last looked at, from the audit: before and after, text by text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, OuterRef, Subquery
from django.db.models.functions import Cast
from django.utils.translation import gettext

from openletter.actions.models import Action
from openletter.actions.rules import ActionStatus
from openletter.desk.deeds import in_words
from openletter.desk.path.wording import SILENT, named, plain, role
from openletter.kernel.models import AuditEntry

# A change of an approved action was looked at by whoever approved it.
_LOOKED = (
    *(f"action.{status}" for status in (ActionStatus.CHANGES_REQUESTED, ActionStatus.APPROVED)),
    "action.changed",
)
_COUNTS = "ledger."  # changes the number, and nothing that is looked at
_MOST = 60
# Keys are made in the order of writing.
_ASKED = AuditEntry.objects.filter(
    subject_type="actions.action", verb=f"action.{ActionStatus.CHANGES_REQUESTED}"
).order_by("-pk")


@dataclass(frozen=True, slots=True)
class Change:
    """One text or fact as it was and as it is now."""

    what: str
    who: str
    at: datetime
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Since:
    """Everything that changed since somebody looked, with the reason they gave then."""

    at: datetime
    who: str
    reason: str
    changes: tuple[Change, ...]


def since_last_look(action: Action) -> Since | None:
    """What was written after the last request for changes or approval; None where nobody has looked yet."""
    rows = AuditEntry.objects.filter(subject_type="actions.action", subject_id=str(action.pk))
    looked = rows.filter(verb__in=_LOOKED).order_by("-at", "-id").first()
    if looked is None:
        return None
    later = rows.filter(at__gt=looked.at).exclude(verb__startswith=_COUNTS).order_by("at", "id")[:_MOST]
    found = [change for entry in later for change in _of(entry)]
    return Since(looked.at, looked.actor, looked.reason, tuple(found))


@dataclass(frozen=True, slots=True)
class Asked:
    """What an approver asked to be changed."""

    reason: str
    who: str
    at: datetime


def asked_of(action: Action) -> Asked | None:
    """What was asked last of an action that is with its editor; None where it is not."""
    if action.status != ActionStatus.CHANGES_REQUESTED:
        return None
    found = _ASKED.filter(subject_id=str(action.pk)).values_list("reason", "actor", "at").first()
    return Asked(*found) if found else None


def reason_asked() -> Subquery:
    """The reason given last, to be fetched along with actions."""
    return Subquery(_ASKED.filter(subject_id=Cast(OuterRef("pk"), CharField())).values("reason")[:1])


def _of(entry: AuditEntry) -> list[Change]:
    if "status" in entry.after:
        return []
    names = sorted({*entry.before, *entry.after} - SILENT)
    return [
        Change(_what(entry.verb, name), entry.actor, entry.at, _said(entry, name, entry.before),
               _said(entry, name, entry.after))
        for name in names
    ]  # fmt: skip


def _what(verb: str, name: str) -> str:
    # Translators: %(deed)s is what was done, such as "Pages published"; %(part)s what it changed, as "Languages".
    return gettext("%(deed)s: %(part)s") % {"deed": in_words(verb), "part": named(name)}


def _said(entry: AuditEntry, name: str, side: dict[str, object]) -> str:
    return role(side.get(name)) if entry.verb == "action.address" else plain(name, side.get(name))
