"""The only door to what readers reported: sealed to the section, opened by who moderates there, in the audit."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from openletter.kernel import audit
from openletter.kernel.audit import Actor
from openletter.kernel.models import DataKey
from openletter.kernel.sealing import CannotOpen, seal, unseal
from openletter.sections.models import Section
from openletter.solidarity.reports.models import PageReport
from openletter.supporters.access import Erased, data_key
from openletter.supporters.operations import NoKey, fresh_data_key

__all__ = ["CannotOpen", "Erased", "NoKey", "Reported", "open_report", "sealed_for"]


@dataclass(frozen=True, slots=True, repr=False)
class Reported:
    """What somebody wrote, and how to reach them if they said so. It never shows itself in a log."""

    text: str
    contact: str = ""


def sealed_for(section: Section, said: Reported, *, bound_to: UUID, at: datetime) -> tuple[DataKey, bytes]:
    """A data key of its own, kept, and the words sealed under it: a public node can do this. Raises NoKey."""
    key, plain = fresh_data_key(section, at=at)
    key.save(force_insert=True)
    return key, seal(json.dumps(asdict(said)).encode(), plain, bound_to=bound_to.bytes)


def open_report(report: PageReport, *, by: Actor, purpose: str, at: datetime) -> Reported:
    """What was written; opening it leaves an audit entry. Raises Erased, CannotOpen."""
    if report.sealed is None or report.data_key_id is None:
        raise Erased(str(report.pk))
    plain = unseal(bytes(report.sealed), data_key(report.data_key_id), bound_to=report.id.bytes)
    audit.record(actor=by, verb="opened", subject=report, at=at, section=report.section.key, reason=purpose)
    return Reported(**json.loads(plain))
