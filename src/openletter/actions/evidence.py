"""What proves an entry of the ledger: photographs and scans of sheets, taken in safely and kept sealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from openletter.actions.models import LedgerEntry, LedgerEvidence
from openletter.kernel import audit, pictures, sealing
from openletter.kernel.audit import Actor
from openletter.kernel.ids import uuid7
from openletter.kernel.refusals import Refused
from openletter.supporters.access import data_key
from openletter.supporters.operations import NoKey, fresh_data_key

LARGEST: Final = pictures.LARGEST
MOST_FILES: Final = 20
_PDF, _PDF_ENDS, _TAIL = b"%PDF-", b"%%EOF", 2048
MEDIA_TYPES: Final = {"pdf": "application/pdf", "jpg": "image/jpeg"}


@dataclass(frozen=True, slots=True, repr=False)
class Opened:
    """A file: `kind` is `pdf` or `jpg`. It never shows itself in a log or an error report."""

    kind: str
    body: bytes

    def __repr__(self) -> str:
        return "Opened(…)"


def taken(upload: bytes) -> Opened:
    """The file as it may be kept: a picture drawn anew without anything beside its pixels, a PDF as it came.

    What it is decides its bytes, never its name. Refuses, in the reader's language, what is too large or neither.
    """
    if len(upload) > LARGEST:
        raise Refused(_("This file is larger than 10 MB. Scan it with fewer dots, or add it in parts."))
    if upload.startswith(_PDF):
        if _PDF_ENDS not in upload[-_TAIL:]:
            raise Refused(_("This PDF breaks off before its end. Save it anew and try once more."))
        return Opened("pdf", upload)
    return Opened("jpg", pictures.cleaned(upload))


@transaction.atomic
def attach(*, entry: LedgerEntry, file: Opened, actor: Actor, at: datetime) -> LedgerEvidence:
    """The file belongs to the entry, sealed to the section of its action.

    Refuses lines that counting made, more than twenty files, and a section that has no sealing key.
    """
    section = entry.action.section
    if entry.automatic:
        raise Refused(_("Acts stand behind this line, not sheets."))
    if entry.files.count() >= MOST_FILES:
        raise Refused(_("Twenty files belong to this entry already."))
    try:
        key, plain = fresh_data_key(section, at=at)
    except NoKey as error:
        raise Refused(_("This section has no key to seal files to. Tell who runs this installation.")) from error
    key.save(force_insert=True)
    id_ = uuid7()
    row = LedgerEvidence.objects.create(
        id=id_, entry=entry, kind=file.kind, size=len(file.body), added_at=at, added_by=actor.name[:200],
        data_key=key, sealed=sealing.seal(file.body, plain, bound_to=id_.bytes),
    )  # fmt: skip
    audit.record(
        actor=actor, verb="ledger.evidence", subject=entry, at=at, section=section.key,
        after={"kind": file.kind, "bytes": len(file.body)},
    )  # fmt: skip
    return row


def open_evidence(evidence_id: UUID, *, by: Actor, purpose: str, at: datetime) -> Opened:
    """One file; opening it leaves an audit entry naming the purpose. Raises CannotOpen, LedgerEvidence.DoesNotExist."""
    row = LedgerEvidence.objects.select_related("entry__action__section").get(pk=evidence_id)
    body = sealing.unseal(bytes(row.sealed), data_key(row.data_key_id), bound_to=row.id.bytes)
    if by.id is not None:
        key = row.entry.action.section.key
        audit.record(actor=by, verb="opened", subject=row.entry, at=at, section=key, reason=purpose)
    return Opened(row.kind, body)


def erase_of(action_id: int) -> int:
    """The files of an action's entries are deleted; returns how many."""
    return LedgerEvidence.objects.filter(entry__action=action_id).delete()[0]
