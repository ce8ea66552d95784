"""What the hot path knows of the house: actions, sections, wordings, rules and limits, read whole by plain SQL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from openletter.actions.abuse.switches import Rule
from openletter.actions.abuse.traces import folded
from openletter.actions.intake.columns import as_day, as_json, as_moment, as_uuid
from openletter.actions.intake.connections import Reader
from openletter.actions.intake.known_cases import KnownCase, cases
from openletter.actions.kinds import Address, Kind, Question, all_kinds
from openletter.actions.rules import ActionStatus, Field, Terms
from openletter.supporters.rules import MailboxRule

Texts = dict[str, tuple[str, str]]  # language -> subject and body


@dataclass(frozen=True, slots=True)
class KnownSection:
    """A section as the hot path needs it. `sealing_key` is None while it has none: then nothing can be taken."""

    id: int
    key: str
    host: str
    names: tuple[str, ...]
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
    case: int
    section: int
    terms: Terms
    shown: tuple[str, ...]  # the fields the form shows, and those of them that must be filled
    required: frozenset[str]
    offers: frozenset[str]
    unconfirmed: str
    goal: int | None
    display_threshold: int
    channel: str
    evidence: str
    kind: Kind
    settings: Mapping[str, Any]
    about: Texts  # the texts proposed, by language, where the kind looks at own words
    proposed: frozenset[str] = frozenset()  # their bodies, folded: what is nobody's own words
    original: int | None = None  # another section's action that this one adapts

    @property
    def address_required(self) -> bool:
        """Whether nobody can act without an e-mail address."""
        return self.kind.address is Address.REQUIRED

    @property
    def questions(self) -> tuple[Question, ...]:
        """What the kind asks beyond the usual."""
        return self.kind.asks


@dataclass(frozen=True, slots=True)
class Limit:
    """How often in how many seconds."""

    most: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Known:
    """One reading of everything. Replaced as a whole, never changed."""

    actions: Mapping[str, KnownAction] = field(default_factory=dict)
    cases: Mapping[int, KnownCase] = field(default_factory=dict)
    sections: Mapping[int, KnownSection] = field(default_factory=dict)
    sections_by_key: Mapping[str, KnownSection] = field(default_factory=dict)
    notices: Mapping[int, int] = field(default_factory=dict)  # wording -> its section
    families: Mapping[int, tuple[KnownAction, ...]] = field(default_factory=dict)  # by the original's id, it among them
    limits: Mapping[str, Limit] = field(default_factory=dict)
    mailboxes: Mapping[str, MailboxRule] = field(default_factory=dict)
    switches: tuple[Rule, ...] = ()
    salts: Mapping[date, bytes] = field(default_factory=dict)  # of the days around this one


SALTS = "SELECT day, salt FROM actions_daysalt"
SWITCHES = (
    "SELECT id, does, whom, value, most, seconds, action_id, section_id, until FROM actions_switch"
    " WHERE ended_at IS NULL ORDER BY id"
)
MARKS = "SELECT name, version FROM kernel_changemark"


def marks(reader: Reader) -> dict[str, int]:
    """The change marks as they stand."""
    return {str(name): int(version) for name, version in reader.rows(MARKS)}


def read(reader: Reader) -> Known:
    """Everything, in one go. Raises the database library's error."""
    sections, actions = _sections(reader), _actions(reader)
    return Known(
        actions={a.ref: a for a in actions},
        families=_families(actions),
        cases=cases(reader),
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
        switches=_switches(reader),
        salts={day: bytes(salt) for on, salt in reader.rows(SALTS) if (day := as_day(on)) is not None},
    )


def _switches(reader: Reader) -> tuple[Rule, ...]:
    return tuple(
        Rule(id_, does, whom, value, most, seconds, action, section, as_moment(until))
        for id_, does, whom, value, most, seconds, action, section, until in reader.rows(SWITCHES)
    )


def _sections(reader: Reader) -> list[KnownSection]:
    keys = {
        str(holder): (as_uuid(id_), bytes(public))
        for holder, id_, public in reader.rows(
            "SELECT holder, id, public FROM kernel_sealingkey WHERE retired_at IS NULL ORDER BY made_at, id"
        )
    }
    names: dict[int, list[str]] = {}
    for id_, name in reader.rows("SELECT fact_id, name FROM sections_sectionwords ORDER BY id"):
        names.setdefault(id_, []).append(name)
    return [
        KnownSection(
            id=id_,
            key=key,
            host=host,
            names=tuple(names.get(id_, ())),
            languages=tuple(as_json(languages)),
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
    texts = _texts(reader, [kind.key for kind in kinds.values() if kind.looks])
    rows = reader.rows(
        "SELECT kind, id, ref, case_id, section_id, status, opens_at, deadline, asks, offers, unconfirmed, goal,"
        " display_threshold, settings, original_id FROM actions_action"
    )
    return [_action(kinds[kind], texts, *row) for kind, *row in rows if kind in kinds]


def _families(actions: list[KnownAction]) -> dict[int, tuple[KnownAction, ...]]:
    """Each action that sections adapted, with what they made of it."""
    originals = {action.original for action in actions if action.original is not None}
    found: dict[int, list[KnownAction]] = {original: [] for original in originals}
    for action in actions:
        root = action.original or action.id
        if root in found:
            found[root].append(action)
    return {original: tuple(members) for original, members in found.items()}


def _action(
    kind: Kind, texts: Mapping[int, Texts], id_: int, ref: str, case: int, section: int, status: str, opens_at: Any,
    deadline: Any, asks: Any, offers: Any, unconfirmed: str, goal: int | None, threshold: int, settings: Any,
    original: int | None,
) -> KnownAction:  # fmt: skip
    return KnownAction(
        id=id_,
        ref=ref,
        case=case,
        section=section,
        terms=Terms(status=status, opens_at=as_moment(opens_at), deadline=as_day(deadline)),
        shown=tuple(f.value for f in Field if f in kind.required or f.value in as_json(asks)),
        required=frozenset(f.value for f in kind.required),
        offers=frozenset(as_json(offers)),
        unconfirmed=unconfirmed,
        goal=goal,
        display_threshold=threshold,
        channel=kind.channel.value,
        evidence=kind.evidence_at_first.value,
        kind=kind,
        settings=as_json(settings),
        about=texts.get(id_, {}),
        proposed=frozenset(folded(body) for _subject, body in texts.get(id_, {}).values()),
        original=original,
    )


def _texts(reader: Reader, kinds: list[str]) -> dict[int, Texts]:
    """The texts proposed for the live actions of some kinds: what own words are compared with."""
    texts: dict[int, Texts] = {}
    if not kinds:
        return texts
    keys = ", ".join(f"'{key}'" for key in kinds)
    for action, language, subject, body in reader.rows(
        "SELECT a.id, l.language_code, w.subject, w.body FROM actions_appealwords w"  # noqa: S608 - our own words
        " JOIN actions_appeal p ON p.id = w.fact_id JOIN actions_action a ON a.id = p.action_id"
        " JOIN wagtailcore_locale l ON l.id = w.locale_id"
        f" WHERE p.use = '' AND a.status = '{ActionStatus.LIVE}' AND a.kind IN ({keys}) ORDER BY p.id DESC"
    ):
        texts.setdefault(action, {})[language] = (subject, body)
    return texts
