"""What the hot path knows of cases: what of them may be shown, on which day, and how people write to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from openletter.actions.intake.columns import as_day, as_json
from openletter.actions.intake.connections import Reader
from openletter.cases.rules import PUBLIC_STATUSES, ConsentEntry, Visibility, missing_scopes

# What a case asks of messages to the person; see cases.models.SolidarityGuidance.
GUIDANCE = (
    "mention_organisation", "religious_content", "seasonal_greeting", "mention_case_or_charges", "political_comment",
    "photos_and_drawings", "return_address", "recipient_route", "languages", "max_length", "available_until",
)  # fmt: skip
# People whom pages name; the others are known to staff alone.
NAMED = f"p.visibility = '{Visibility.PUBLIC}'"


@dataclass(frozen=True, slots=True)
class KnownCase:
    """A case as the hot path needs it: whether it may be shown, and so acted for, on a day."""

    status: str
    pseudonym: bool
    consents: tuple[ConsentEntry, ...]
    child: bool = False
    names: tuple[str, ...] = ()
    guidance: Mapping[str, Any] | None = None
    recalled: bool = False
    _days: dict[date, bool] = field(default_factory=dict)

    def may_show(self, on: date) -> bool:
        """As cases.queries.may_show says; consent taken back stops acts without waiting for the recall."""
        known = self._days.get(on)
        if known is None:
            covered = not missing_scopes(self.consents, on=on, pseudonym=self.pseudonym, child=self.child)
            known = self._days[on] = covered and not self.recalled and self.status in PUBLIC_STATUSES
        return known


def cases(reader: Reader) -> dict[int, KnownCase]:
    """The cases that have actions, with their consent ledgers."""
    of_actions = "IN (SELECT case_id FROM actions_action)"
    consents: dict[int, list[ConsentEntry]] = {}
    for id_, case, scope, state, on, expires_on in reader.rows(
        'SELECT id, case_id, scope, state, "on", expires_on FROM cases_consentrecord'  # noqa: S608 - our own words
        f" WHERE case_id {of_actions}"
    ):
        line = ConsentEntry(
            scope=scope, state=state, on=date.fromisoformat(str(on)), order=id_, expires_on=as_day(expires_on)
        )
        consents.setdefault(case, []).append(line)
    names: dict[int, list[str]] = {}
    for case, name in reader.rows(
        "SELECT p.case_id, w.name FROM cases_personwords w"  # noqa: S608
        f" JOIN cases_personatrisk p ON p.id = w.fact_id WHERE {NAMED} AND p.case_id {of_actions}"
    ):
        names.setdefault(case, []).append(name)
    guidance = {
        row[0]: {name: _plain(name, value) for name, value in zip(GUIDANCE, row[1:], strict=True)}
        for row in reader.rows(
            f"SELECT case_id, {', '.join(GUIDANCE)} FROM cases_solidarityguidance WHERE case_id {of_actions}"  # noqa: S608
        )
    }
    named = {
        case: bool(pseudonyms)
        for case, pseudonyms in reader.rows(
            "SELECT p.case_id, MIN(CASE WHEN p.is_pseudonym THEN 1 ELSE 0 END) FROM cases_personatrisk p"  # noqa: S608
            f" WHERE {NAMED} GROUP BY p.case_id"
        )
    }
    return {
        id_: KnownCase(
            status=status,
            pseudonym=named.get(id_, False),
            consents=tuple(consents.get(id_, ())),
            names=tuple(names.get(id_, ())),
            guidance=guidance.get(id_),
            recalled=recalled_at is not None,
            child=bool(child),
        )
        for id_, status, recalled_at, child in reader.rows(
            f"SELECT id, status, recalled_at, about_child FROM cases_case WHERE id {of_actions}"  # noqa: S608
        )
    }


def _plain(name: str, value: Any) -> Any:
    if name == "languages":
        return as_json(value)
    return as_day(value) if name == "available_until" else value
