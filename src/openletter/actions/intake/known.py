"""What the hot path knows of the house: actions, sections, wordings, rules and limits, read whole by plain SQL."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from openletter.actions.intake.connections import Reader
from openletter.actions.kinds import all_kinds
from openletter.actions.kinds.registry import Kind
from openletter.actions.rules import Terms
from openletter.supporters.rules import MailboxRule


@dataclass(frozen=True, slots=True)
class KnownSection:
    """A section as the hot path needs it. `sealing_key` is None while it has none: then nothing can be taken."""

    id: int
    key: str
    host: str
    languages: tuple[str, ...]
    default_language: str
    proof_of_work: bool
    unconfirmed: str
    sealing_key: tuple[UUID, bytes] | None

    def base(self, language: str) -> str:
        """The path every page of this section in a language begins with (see sections.routing)."""
        return f"/{language}/" if self.host else f"/{self.key}/{language}/"


@dataclass(frozen=True, slots=True)
class KnownAction:
    """An action as the hot path needs it."""

    id: int
    ref: str
    section: int
    kind: Kind
    terms: Terms
    asks: frozenset[str]
    offers: frozenset[str]
    unconfirmed: str
    goal: int | None
    display_threshold: int


@dataclass(frozen=True, slots=True)
class Limit:
    """How often in how many seconds."""

    most: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Known:
    """One reading of everything. Replaced as a whole, never changed."""

    actions: Mapping[str, KnownAction] = field(default_factory=dict)
    sections: Mapping[int, KnownSection] = field(default_factory=dict)
    sections_by_key: Mapping[str, KnownSection] = field(default_factory=dict)
    notices: Mapping[int, int] = field(default_factory=dict)  # wording -> its section
    limits: Mapping[str, Limit] = field(default_factory=dict)
    mailboxes: Mapping[str, MailboxRule] = field(default_factory=dict)


MARKS = "SELECT name, version FROM kernel_changemark"


def marks(reader: Reader) -> dict[str, int]:
    """The change marks as they stand."""
    return {str(name): int(version) for name, version in reader.rows(MARKS)}


def read(reader: Reader) -> Known:
    """Everything, in one go. Raises the database library's error."""
    sections = _sections(reader)
    return Known(
        actions={a.ref: a for a in _actions(reader)},
        sections={s.id: s for s in sections},
        sections_by_key={s.key: s for s in sections},
        notices=dict(reader.rows("SELECT id, section_id FROM supporters_consentnotice")),
        limits={k: Limit(most, s) for k, most, s in reader.rows("SELECT key, most, seconds FROM kernel_limitrule")},
        mailboxes={
            str(domain): MailboxRule(str(same_as), bool(dots), bool(plus))
            for domain, same_as, dots, plus in reader.rows(
                "SELECT domain, same_as, ignores_dots, plus_addressing FROM supporters_emailrule"
            )
        },
    )


def _sections(reader: Reader) -> list[KnownSection]:
    keys = {
        str(holder): (_uuid(id_), bytes(public))
        for holder, id_, public in reader.rows(
            "SELECT holder, id, public FROM kernel_sealingkey WHERE retired_at IS NULL ORDER BY made_at, id"
        )
    }
    return [
        KnownSection(
            id=id_,
            key=key,
            host=host,
            languages=tuple(_json(languages)),
            default_language=default,
            proof_of_work=bool(proof),
            unconfirmed=unconfirmed,
            sealing_key=keys.get(f"section:{key}"),
        )
        for id_, key, host, languages, default, proof, unconfirmed in reader.rows(
            "SELECT id, key, host, languages, default_language, proof_of_work, unconfirmed FROM sections_section"
            " WHERE is_active"
        )
    ]


def _actions(reader: Reader) -> list[KnownAction]:
    """Actions of kinds that this version knows; others cannot be taken here."""
    kinds = {kind.key: kind for kind in all_kinds()}
    return [
        KnownAction(
            id=id_,
            ref=ref,
            section=section,
            kind=kinds[kind],
            terms=Terms(status=status, opens_at=_moment(opens_at), deadline=_day(deadline)),
            asks=frozenset(_json(asks)),
            offers=frozenset(_json(offers)),
            unconfirmed=unconfirmed,
            goal=goal,
            display_threshold=threshold,
        )
        for id_, ref, section, kind, status, opens_at, deadline, asks, offers, unconfirmed, goal, threshold in (
            reader.rows(
                "SELECT id, ref, section_id, kind, status, opens_at, deadline, asks, offers, unconfirmed, goal,"
                " display_threshold FROM actions_action"
            )
        )
        if kind in kinds
    ]


def _json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def _uuid(value: Any) -> UUID:
    return value if isinstance(value, UUID) else UUID(str(value))


def _moment(value: Any) -> datetime | None:
    if value is None or isinstance(value, datetime):
        return value
    return datetime.fromisoformat(str(value)).replace(tzinfo=UTC)


def _day(value: Any) -> date | None:
    return value if value is None or isinstance(value, date) else date.fromisoformat(str(value))
