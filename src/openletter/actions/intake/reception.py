"""Taking one act from what was typed to the committed row: every decision of the hot path, in its order."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime

from openletter.actions.abuse.switches import Sender
from openletter.actions.abuse.traces import NONE, domain_label, folded, network_label, pack, words_label
from openletter.actions.intake.batch import NewAct
from openletter.actions.intake.checking import COMMENT, NOTHING_TYPED, REQUIRED, Checked, check
from openletter.actions.intake.envelopes import Envelopes
from openletter.actions.intake.form import Typed
from openletter.actions.intake.known import Known, KnownAction, KnownSection, Limit
from openletter.actions.intake.limits import Networks, Windows
from openletter.actions.intake.proof import FORM_LIVES, FormTokens, Proofs
from openletter.actions.intake.recorder import Busy, NotKept, Recorder
from openletter.actions.intake.switching import NOTHING_SPECIAL, Ruling, Switchboard
from openletter.actions.kinds import About
from openletter.actions.rules import ActState, Door, EvidenceLevel, door, source_of
from openletter.actions.wording.remarks import Remark, digest
from openletter.kernel.languages import known as known_languages
from openletter.supporters.rules import canonical_email, person_of

# Codes of refusal beside those of the door; see docs/develop/mechanisms/taking-an-act.md.
INVALID, TOO_MANY, TOO_FAST, TOO_OLD, BUSY = "invalid", "too_many", "too_fast", "too_old", "busy"
LOOK_AGAIN = "look_again"
OPENED = "opened"  # the way of acting that is no more than a click
NOTHING_SAID = Checked("", "", dict(NOTHING_TYPED), to_target=False, public=False, news=False, notice=None)
# Keys of kernel.models.LimitRule, which cannot be imported before Django is set up; a test holds them together.
PER_NETWORK, PER_NETWORK_WITHOUT_PROOF = "acts_per_network", "acts_per_network_without_proof"
FASTEST_FORM = "fastest_form_seconds"
LOOKS_TO_AN_ACT = 4  # own words are looked at so often for each act that a network may send
OWN_WORDS = (COMMENT, "letter", "message")  # fields in which people write themselves
UNLIMITED = Limit(most=2**31, seconds=0)
NOT_READ_YET = Known()


@dataclass(frozen=True, slots=True)
class Accepted:
    """Committed, or there before: nobody can tell which. `next` is the path of the thank-you page."""

    next: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Not taken; `code` says why, `errors` which fields are wrong and how."""

    code: str
    ref: str
    section: str
    language: str
    values: Typed
    errors: dict[str, str] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()


@dataclass(slots=True)
class _Case:
    """One form on its way through."""

    typed: Typed
    action: KnownAction
    section: KnownSection
    language: str
    at: datetime
    network: bytes
    seconds: float = 0.0  # between page and form
    ruling: Ruling = NOTHING_SPECIAL

    def refused(
        self, code: str, errors: dict[str, str] | None = None, remarks: tuple[Remark, ...] = ()
    ) -> Refused:  # fmt: skip
        return Refused(code, self.action.ref, self.section.key, self.language, self.typed, errors or {}, remarks)


class Reception:
    """Everything between a parsed form and its answer. `known` is replaced from outside when the house changes."""

    def __init__(self, *, recorder: Recorder, secret_key: str, person_key: str) -> None:
        self.known = NOT_READ_YET
        self.proofs = Proofs(secret_key)
        self._recorder = recorder
        self._person_key = person_key.encode()
        self._tokens = FormTokens(secret_key)
        self._envelopes = Envelopes()
        self._networks, self._per_network, self._looked_at = Networks(), Windows(), Windows()
        self._switchboard = Switchboard()

    @property
    def is_open(self) -> bool:
        """Whether the house is known, so that acts can be decided upon."""
        return self.known is not NOT_READ_YET

    async def take(self, ref: str, typed: Typed, *, address: str, at: datetime) -> Accepted | Refused:
        """Decide on one form, and if it is taken, return once it is committed."""
        if not self.is_open:
            return _unprepared(ref, typed)
        action = self.known.actions.get(ref)
        case = self._case(action, typed, address, at) if action else None
        if case is None:
            section = typed.get("section", "")
            known = section if section in self.known.sections_by_key else ""
            return Refused(Door.HIDDEN, ref, known, typed.get("language", ""), typed)
        state = self._door(case.action, at)
        if state is not Door.OPEN:
            return case.refused(state)
        if typed.get("website"):
            return self._accepted(case)  # a machine filled the field that people do not see: it learns nothing
        if (mistimed := self._mistimed(case)) is not None:
            return case.refused(mistimed)
        if typed.get("way") == OPENED and not case.action.address_required:
            return await self._opened(case)
        checked = check(typed, case.action, case.section, self.known)
        if isinstance(checked, dict):
            return case.refused(INVALID, checked)
        canonical = canonical_email(checked.email, self.known.mailboxes) if checked.email else ""
        domain, words = canonical.rpartition("@")[2], self._own_words(case, checked)
        if self.known.switches:
            case.ruling = self._rule(case, Sender(network_label(case.network), domain, checked.country, words))
            if case.ruling.refused:
                return case.refused(case.ruling.refused)
            if case.ruling.confirm and not canonical:
                return case.refused(INVALID, {"email": REQUIRED})
        if not self._may_be_looked_at(case):
            return case.refused(TOO_MANY)
        # Long words in a thread: nobody else waits for theirs.
        if remarks := await self._remarks(case, checked):
            return case.refused(LOOK_AGAIN, remarks=remarks)
        if not self._has_room(case):
            return case.refused(TOO_MANY)
        person = person_of(canonical, self._person_key) if canonical else self._nobody(case)
        traces = pack(case.network, domain_label(domain, self._person_key) if domain else NONE, words, case.seconds)
        return await self._record(case, checked, person, traces)

    async def _opened(self, case: _Case) -> Accepted | Refused:
        """That somebody opened their mail program or a network from the page: a click, of which nothing is kept."""
        case.ruling = self._rule(case, Sender(network_label(case.network)))
        if case.ruling.refused:
            return case.refused(case.ruling.refused)
        if not self._has_room(case):
            return case.refused(TOO_MANY)
        person = self._nobody(case)
        traces = pack(case.network, NONE, "", case.seconds)
        return await self._record(case, NOTHING_SAID, person, traces, evidence=EvidenceLevel.CLICKED.value)

    def _own_words(self, case: _Case, checked: Checked) -> str:
        """The label of the words people wrote themselves; what was proposed to everybody is nobody's own."""
        if case.action.kind.looks is None and not checked.fields[COMMENT]:
            return ""
        said = folded(" ".join(value for name in OWN_WORDS if (value := checked.fields.get(name))))
        return words_label(said, self._person_key) if said and said not in case.action.proposed else ""

    def _rule(self, case: _Case, sender: Sender) -> Ruling:
        return self._switchboard.ruling(
            self.known, sender, action=case.action.id, section=case.section.id, at=case.at
        )  # fmt: skip

    def _nobody(self, case: _Case) -> bytes:
        """One form of one network counts once: a second tap adds nothing, and nobody can be recognised by it.

        `once` is what a browser with scripts adds, so that thirty people in one room are thirty.
        """
        network = case.network.hex()
        said = [case.typed.get(name, "") for name in ("way", "started", "once")]
        return person_of("\0".join([case.action.ref, network, *said]), self._person_key)

    def _may_be_looked_at(self, case: _Case) -> bool:
        """Whether words of this network are looked at once more: a form that comes back is no act, and still work."""
        limit = self.known.limits.get(PER_NETWORK, UNLIMITED)
        if case.action.kind.looks is None or limit is UNLIMITED:
            return True
        looks = Limit(limit.most * LOOKS_TO_AN_ACT, limit.seconds)
        return self._looked_at.allows(case.network, looks, at=case.at.timestamp())

    async def _remarks(self, case: _Case, checked: Checked) -> tuple[Remark, ...]:
        """What is to be said of own words before they go, unless it was said and heeded; grave ones stay."""
        kind, of_case = case.action.kind, self.known.cases.get(case.action.case)
        if kind.looks is None:
            return ()
        about = About(
            language=case.language,
            texts=case.action.about,
            guidance=of_case.guidance if of_case else None,
            names=of_case.names if of_case else (),
            organisation=case.section.names,
        )
        remarks = await asyncio.to_thread(kind.looks, checked.fields, about)
        heeded = case.typed.get("heeded") == digest(checked.fields, kind.looked_at())
        return tuple(remark for remark in remarks if remark.grave or not heeded)

    def _door(self, action: KnownAction, at: datetime) -> Door:
        state, case = door(action.terms, at=at), self.known.cases.get(action.case)
        covered = case is not None and case.may_show(at.date())
        return Door.RECALLED if state is Door.OPEN and not covered else state

    def _case(self, action: KnownAction, typed: Typed, address: str, at: datetime) -> _Case | None:
        """The form with its section (the page it was filled on, else the action's own) and language."""
        section = self.known.sections_by_key.get(typed.get("section", "")) or self.known.sections.get(action.section)
        if section is None or section.sealing_key is None:
            return None
        language = typed.get("language", "")
        return _Case(
            typed=typed,
            action=action,
            section=section,
            language=language if language in section.languages else section.default_language,
            at=at,
            network=self._networks.key(address, on=at.date(), salts=self.known.salts),
        )

    def _mistimed(self, case: _Case) -> str | None:
        age = self._tokens.age(case.typed.get("started", ""), ref=case.action.ref, at=case.at)
        if age is None or age > FORM_LIVES:
            return TOO_OLD
        case.seconds = age.total_seconds()
        fastest = self.known.limits.get(FASTEST_FORM)
        return TOO_FAST if fastest and case.seconds < fastest.most else None

    def _has_room(self, case: _Case) -> bool:
        """Whether the sender's network may act once more.

        There is no limit per e-mail address: who tried a stranger's would learn from the refusal that it was used.
        An address counts once per action, and the mails it gets are limited where they are owed.
        """
        asked = case.section.proof_of_work or case.ruling.prove
        proved = not asked or self.proofs.accepts(case.typed.get("altcha", ""), at=case.at)
        limits, now = self.known.limits, case.at.timestamp()
        limit = limits.get(PER_NETWORK if proved else PER_NETWORK_WITHOUT_PROOF, UNLIMITED)
        return self._per_network.allows(case.network, limit, at=now)

    async def _record(
        self, case: _Case, checked: Checked, person: bytes, traces: str, *, evidence: str = ""
    ) -> Accepted | Refused:  # fmt: skip
        evidence = evidence or case.action.evidence
        shown = ActState.PENDING if checked.email else ActState.COUNTED
        state = ActState.SHADOWED if case.ruling.shadowed else shown
        id_ = self._envelopes.new_id()
        data_key, sealed = self._envelopes.seal(checked.sealed_words(), section=case.section, act=id_, at=case.at)
        act = NewAct(
            id=id_,
            action=case.action.id,
            section=case.section.id,
            person=person,
            state=state.value,
            source=source_of(state, evidence).value,
            channel=case.action.channel,
            evidence=evidence,
            language=case.language,
            country=checked.country,
            taken_at=case.at,
            to_target=checked.to_target,
            public=checked.public,
            news=checked.news,
            notice=checked.notice,
            data_key=data_key,
            sealed=sealed,
            settled=shown is ActState.COUNTED,
            traces=traces,
        )
        try:
            await self._recorder.take(act)
        except (Busy, NotKept):
            return case.refused(BUSY)
        return self._accepted(case, "counted" if shown is ActState.COUNTED else "thanks")

    def _accepted(self, case: _Case, page: str = "thanks") -> Accepted:
        token = self._tokens.thanks(case.action.ref, at=case.at)
        return Accepted(f"{case.section.base(case.language)}act/{case.action.ref}/{page}/{token}/")


def _unprepared(ref: str, typed: Typed) -> Refused:
    """A clear "not now" for the moments between the start of the process and its first look at the database."""
    language = typed.get("language", "")
    return Refused(BUSY, ref, typed.get("section", ""), language if language in known_languages() else "en", typed)
