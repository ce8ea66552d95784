"""Recording what was agreed to, and taking it back. Without it nothing is published."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openletter.cases.models import Case, ConsentRecord
from openletter.cases.operations.finding import keep_findable
from openletter.cases.queries import missing_consent
from openletter.cases.queries.consent import ledger_lines
from openletter.cases.rules import GIVERS, ConsentGiver, ConsentScope, ConsentState, standing_scopes
from openletter.kernel import audit, marks, outbox, second
from openletter.kernel.audit import Actor
from openletter.kernel.languages import in_a_row
from openletter.kernel.models import Proposal
from openletter.kernel.proposals import propose, waiting_for
from openletter.kernel.refusals import Refused

CONSENT = "case.consent"  # the kind of proposal
WITHDREW = gettext_lazy(
    "You recorded that this consent was taken back. Somebody else looks at it and approves that it holds again."
)


class ConsentMissing(Refused):
    """Publishing was refused because nobody consented to these scopes."""

    def __init__(self, scopes: Iterable[str]) -> None:
        self.scopes = tuple(scopes)
        names = in_a_row(str(ConsentScope(scope).label) for scope in self.scopes)
        # Translators: %(uses)s is a list of uses a person at risk agrees to, such as "Given name, Surname".
        super().__init__(_("Nobody has recorded consent to this yet: %(uses)s.") % {"uses": names})


def require_consent(case: Case, *, on: date, also: Iterable[str] = ()) -> None:
    """Pass if everything a public page shows is consented to on this day. Raises ConsentMissing."""
    missing = missing_consent(case, on=on, also=also)
    if missing:
        raise ConsentMissing(missing)


@transaction.atomic
def record_consent(
    *,
    case: Case,
    scopes: Iterable[str],
    giver: str,
    on: date,
    evidence: str,
    actor: Actor,
    at: datetime,
    expires_on: date | None = None,
) -> tuple[ConsentRecord, ...] | Proposal:
    """Each scope holds from `on` to `expires_on` (its last valid day), or until withdrawn.

    Of a case that was let out, what does not hold already waits for a second person, and what waits is given: it would
    bring back what a family took off the pages, or show what they never did. Refuses consent without a word of how we
    know, given in the future, or over before it began.
    """
    if expires_on is not None and expires_on < on:
        raise Refused(_("Consent cannot end before it was given. Check the two dates."))
    row, given = _locked(case), [str(ConsentScope(scope)) for scope in dict.fromkeys(scopes)]
    if actor.id is not None and row.released_at and not standing_scopes(ledger_lines(row), on=at.date()) >= {*given}:
        _check(evidence, on, at)
        _check_giver(map(ConsentScope, given), giver, ConsentState.GIVEN)
        wanted = {
            "scopes": given, "giver": str(ConsentGiver(giver)), "on": on.isoformat(), "evidence": evidence,
            "expires_on": expires_on and expires_on.isoformat(), "by": actor.id,
        }  # fmt: skip
        return _wait(row, wanted, actor, at)
    return _enter(
        case=case, scopes=given, state=ConsentState.GIVEN, giver=giver, on=on, evidence=evidence,
        expires_on=expires_on, actor=actor, at=at,
    )  # fmt: skip


def _wait(case: Case, wanted: dict[str, Any], actor: Actor, at: datetime) -> Proposal:
    """It waits; what waits already in the same words is not asked for twice."""
    for known in waiting_for(case, CONSENT):
        if known.wanted == wanted and known.base == _ledger(case, wanted["scopes"]):
            return known
    return propose(
        kind=CONSENT, subject=case, section=case.section.key, wanted=wanted, actor=actor, at=at,
        base=_ledger(case, wanted["scopes"]),
    )  # fmt: skip


@transaction.atomic
def put_consent(*, case: Case, proposal: Proposal, actor: Actor, at: datetime) -> tuple[ConsentRecord, ...]:
    """The consent that waited holds; called within the approval's transaction.

    Refuses whoever took it back the last time, and all where anything was recorded of it since it was asked for.
    """
    row, wanted = _locked(case), proposal.wanted
    if proposal.base != _ledger(row, wanted["scopes"]):
        raise Refused(_("Something else was recorded of this consent since. Discard this, and record what holds now."))
    if actor.id is not None and actor.id in who_withdrew(proposal):
        raise Refused(str(WITHDREW))
    ends = wanted["expires_on"]
    return _enter(
        case=row, scopes=wanted["scopes"], state=ConsentState.GIVEN, giver=wanted["giver"],
        on=date.fromisoformat(wanted["on"]), evidence=wanted["evidence"],
        expires_on=date.fromisoformat(ends) if ends else None, actor=actor, at=at, asked_by=proposal,
    )  # fmt: skip


def last_entries(case_id: Any, scopes: Iterable[str]) -> dict[str, ConsentRecord]:
    """The latest entry of each of these scopes of which there is any."""
    rows = ConsentRecord.objects.filter(case_id=case_id, scope__in=list(scopes)).order_by("on", "pk")
    return {row.scope: row for row in rows}


def who_withdrew(proposal: Proposal) -> frozenset[int]:
    """The people who recorded that the consent a proposal brings back was taken back."""
    last = last_entries(proposal.subject_id, proposal.wanted["scopes"]).values()
    return frozenset(row.recorded_by_id for row in last if row.state == ConsentState.WITHDRAWN and row.recorded_by_id)


def _ledger(case: Case, scopes: Iterable[str]) -> dict[str, Any]:
    """The newest entry of each scope, by number: another one is another state."""
    rows = ConsentRecord.objects.filter(case=case, scope__in=list(scopes)).order_by("pk")
    return {"last": dict(rows.values_list("scope", "pk"))}


def _locked(case: Case) -> Case:
    return Case.objects.select_for_update(of=("self",)).select_related("section").get(pk=case.pk)


def withdraw_consent(
    *, case: Case, scopes: Iterable[str], giver: str, on: date, evidence: str, actor: Actor, at: datetime
) -> tuple[ConsentRecord, ...]:
    """The scopes no longer hold. Pages that need them vanish within a minute and live actions are recalled.

    Refuses a day before that on which one of them was given last: such an entry would change nothing.
    """
    with transaction.atomic():
        _locked(case)
        _require_last(case, scopes, on)
        entries = _enter(
            case=case, scopes=scopes, state=ConsentState.WITHDRAWN, giver=giver, on=on, evidence=evidence,
            expires_on=None, actor=actor, at=at,
        )  # fmt: skip
        outbox.write("consent_withdrawn", {"case": case.pk}, at=at)
    return entries


def _require_last(case: Case, scopes: Iterable[str], on: date) -> None:
    rows = ConsentRecord.objects.filter(case=case, scope__in=list(scopes), state=ConsentState.GIVEN, on__gt=on)
    if given := list(dict.fromkeys(rows.order_by("on", "pk").values_list("scope", flat=True))):
        names = in_a_row(str(ConsentScope(scope).label) for scope in given)
        raise Refused(
            # Translators: %(uses)s is a list of uses a person at risk agrees to, such as "Given name, Surname".
            _("After this day consent was given anew to: %(uses)s. Enter the day on which it was taken back since.")
            % {"uses": names}
        )


@transaction.atomic
def _enter(
    *,
    case: Case,
    scopes: Iterable[str],
    state: ConsentState,
    giver: str,
    on: date,
    evidence: str,
    expires_on: date | None,
    actor: Actor,
    at: datetime,
    asked_by: Proposal | None = None,
) -> tuple[ConsentRecord, ...]:
    wanted = [ConsentScope(scope) for scope in dict.fromkeys(scopes)]
    _check(evidence, on, at)
    _check_giver(wanted, giver, state)
    entries = ConsentRecord.objects.bulk_create(
        ConsentRecord(
            case=case, scope=scope, state=state, giver=ConsentGiver(giver), on=on, evidence=evidence,
            expires_on=expires_on, recorded_by_id=asked_by.wanted["by"] if asked_by else actor.id, recorded_at=at,
        )
        for scope in wanted
    )  # fmt: skip
    keep_findable(case.pk)
    audit.record(
        actor=actor, verb=f"consent.{state}", subject=case, at=at, section=case.section.key,
        after={"scopes": [str(s) for s in wanted], "giver": giver, "on": on.isoformat()}
        | ({second.WRITERS: asked_by.writers} if asked_by else {}),
    )  # fmt: skip
    marks.bump(marks.PAGES, marks.ACTIONS)
    return tuple(entries)


def _check_giver(wanted: Iterable[str], giver: str, state: ConsentState) -> None:
    """For a child the guardian and the child each speak for themselves; anybody may take it back for them."""
    for scope in wanted:
        if state == ConsentState.GIVEN and giver != GIVERS.get(scope, giver):
            raise Refused(
                # Translators: %(scope)s is what a child's publishing needs, %(giver)s who alone can give it.
                _("“%(scope)s” can be given by one alone: %(giver)s. Record it as an entry of its own.")
                % {"scope": ConsentScope(scope).label, "giver": ConsentGiver(GIVERS[scope]).label}
            )


def _check(evidence: str, on: date, at: datetime) -> None:
    if not evidence.strip():
        raise Refused(_("Say how we know of this consent: who heard or read it, and where the record lies."))
    if on > at.date():
        raise Refused(_("This day has not come yet. Record consent on the day it was given, or later."))
