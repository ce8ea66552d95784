"""What may be read in public of what representatives did for somebody: what staff released, in their words alone."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from openletter.deliveries.lobbying.models import LobbyContact
from openletter.deliveries.lobbying.rules import LobbyBy, LobbyState
from openletter.kernel.edtf import parse

# A public node may read these columns and no other.
PUBLIC_COLUMNS = ("id", "uid", "case_id", "by", "by_name", "on", "did", "state", "released_at")


@dataclass(frozen=True, slots=True)
class LobbyLine:
    """One thing a representative did. `group` is who asked for it, empty unless a group did."""

    uid: UUID
    did: str
    on: str
    text: str
    language: str
    group: str


def told_of(case_id: int, language: str) -> tuple[LobbyLine, ...]:
    """What representatives did for the person of a case, in the order it happened; two queries.

    Whether the case itself may be shown is asked by whoever shows it.
    """
    rows = LobbyContact.objects.only(*PUBLIC_COLUMNS).order_by("pk")
    rows = rows.filter(case_id=case_id, state=LobbyState.RELEASED)
    found = [_line(row, language) for row in rows.prefetch_related("words")]
    return tuple(sorted((line for line in found if line), key=_when))


def _line(row: LobbyContact, language: str) -> LobbyLine | None:
    said = row.in_language(language)
    if said is None:
        return None
    group = row.by_name if row.by != LobbyBy.SUPPORTER else ""
    return LobbyLine(row.uid, str(row.get_did_display()), row.on, said.text, said.language, group)


def _when(line: LobbyLine) -> tuple[str, str]:
    return parse(line.on).sort_keys if line.on else ("9999", "")
