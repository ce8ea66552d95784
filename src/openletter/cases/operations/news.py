"""Telling what is new in a case, and what became of the person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from openletter.cases.models import Case, Outcome, Update
from openletter.cases.operations.consent import ConsentMissing
from openletter.cases.operations.life import change_status
from openletter.cases.queries.consent import consented
from openletter.cases.rules import Attribution, CaseStatus, ConsentScope, OutcomeType
from openletter.kernel import audit, edtf, marks, outbox, words
from openletter.kernel.audit import Actor
from openletter.kernel.models import Proposal
from openletter.kernel.proposals import propose
from openletter.kernel.refusals import Refused

UPDATE, OUTCOME, WORDS_HOLD = "case.update", "case.outcome", "case.words_hold"


@dataclass(frozen=True, slots=True)
class UpdateText:
    """An update in one language; `body` is HTML of the editor."""

    title: str
    body: str = ""


@dataclass(frozen=True, slots=True)
class OutcomeText:
    """What is said of an outcome in one language. A quote is shown only with consent to quoting."""

    summary: str
    thanks: str = ""
    quote: str = ""
    quote_by: str = ""
    story: str = ""


def add_update(
    *,
    case: Case,
    on: date,
    texts: Mapping[str, UpdateText],
    actor: Actor,
    at: datetime,
    tell_participants: bool = False,
    amends: Proposal | None = None,
) -> Update | Proposal:
    """The update stands on top of the case's pages; of a public case it waits for a second person first.

    With `amends` it takes the place of one that waits or was sent back. Refuses one without words, or dated in the
    future.
    """
    _check_update(on, texts, at)
    if waits(case, actor):
        said = {language: asdict(text) for language, text in texts.items()}
        wanted = {"on": on.isoformat(), "texts": said, "tell_participants": tell_participants}
        return _wait(UPDATE, case, wanted, amends, actor, at)
    return put_update(case=case, on=on, texts=texts, actor=actor, at=at, tell_participants=tell_participants)


@transaction.atomic
def put_update(
    *,
    case: Case,
    on: date,
    texts: Mapping[str, UpdateText],
    actor: Actor,
    at: datetime,
    tell_participants: bool = False,
) -> Update:
    """The update stands on top of the case's pages, whoever wrote it. Refuses one without words, or of the future."""
    _check_update(on, texts, at)
    update = Update.objects.create(case=case, on=on, tell_participants=tell_participants)
    words.write(update, {language: asdict(text) for language, text in texts.items()})
    audit.record(
        actor=actor, verb=UPDATE, subject=_writing_of(case, update), at=at, section=case.section.key,
        after={"on": on.isoformat(), "tell_participants": tell_participants, "languages": sorted(texts)},
    )  # fmt: skip
    outbox.write("update_added", {"update": update.pk}, at=at)
    marks.bump(marks.PAGES)
    return update


def record_outcome(
    *,
    case: Case,
    type: str,
    on: str,
    texts: Mapping[str, OutcomeText],
    actor: Actor,
    at: datetime,
    attribution: str = Attribution.UNKNOWN,
    closes_case: bool = True,
    amends: Proposal | None = None,
) -> Outcome | Proposal:
    """What became of the person is on record; of a public case it waits for a second person first.

    With `amends` it takes the place of one that waits or was sent back. `on` is an EDTF date. Refuses a malformed date,
    one wholly in the future, an outcome without words, and a quote that nobody consented to; a closing outcome of a
    case that has not been opened when it is put.
    """
    _check_date(on, at)
    _check_words(case, texts, actor, at)
    if waits(case, actor):
        said = {language: asdict(text) for language, text in texts.items()}
        wanted = {"type": type, "on": on, "texts": said, "attribution": attribution, "closes_case": closes_case}
        return _wait(OUTCOME, case, wanted, amends, actor, at)
    return put_outcome(
        case=case, type=type, on=on, texts=texts, actor=actor, at=at, attribution=attribution, closes_case=closes_case
    )


def _wait(
    kind: str, case: Case, wanted: dict[str, Any], amends: Proposal | None, actor: Actor, at: datetime
) -> Proposal:  # fmt: skip
    """It waits; saved as it waited or was sent back, it stays as it is."""
    if amends is not None and amends.wanted == wanted:
        return amends
    return propose(
        kind=kind, subject=case, section=case.section.key, wanted=wanted, actor=actor, at=at, amends=amends
    )  # fmt: skip


@transaction.atomic
def put_outcome(
    *,
    case: Case,
    type: str,
    on: str,
    texts: Mapping[str, OutcomeText],
    actor: Actor,
    at: datetime,
    attribution: str = Attribution.UNKNOWN,
    closes_case: bool = True,
) -> Outcome:
    """What became of the person is on record; one that closes the case closes it here and its actions soon after.

    `on` is an EDTF date. Refuses a malformed date, one wholly in the future, an outcome without words, and a closing
    outcome for a case that has not been opened.
    """
    _check_date(on, at)
    _check_words(case, texts, actor, at)
    outcome = Outcome.objects.create(
        case=case, type=OutcomeType(type), attribution=Attribution(attribution), on=on, closes_case=closes_case,
        words_checked_at=at if actor.id is None else None,
    )  # fmt: skip
    words.write(outcome, {language: asdict(text) for language, text in texts.items()})
    audit.record(
        actor=actor, verb=OUTCOME, subject=_writing_of(case, outcome), at=at, section=case.section.key,
        after={"type": type, "attribution": attribution, "on": on, "closes_case": closes_case},
    )  # fmt: skip
    if closes_case:
        change_status(case=case, status=CaseStatus.CLOSED, actor=actor, at=at)
    outbox.write("outcome_recorded", {"outcome": outcome.pk, "by_people": actor.id is not None}, at=at)
    marks.bump(marks.PAGES)
    return outcome


@transaction.atomic
def words_hold(*, case: Case, actor: Actor, at: datetime) -> None:
    """Somebody looked: headline and story say what is so, with every outcome on record. Refuses where none waited."""
    if not Outcome.objects.filter(case=case, words_checked_at=None).update(words_checked_at=at):
        raise Refused(_("No outcome of this case waits for its words to be looked at."))
    audit.record(actor=actor, verb=WORDS_HOLD, subject=case, at=at, section=case.section.key)


def waits(case: Case, actor: Actor) -> bool:
    """Whether what this actor writes of the case for the public waits for a second person: its pages are up."""
    return case.released_at is not None and actor.id is not None


def _writing_of(case: Case, row: Update | Outcome) -> Case | Update | Outcome:
    """What the audit tells it of: writing of the case until it is let out; afterwards somebody else approved it."""
    return case if case.released_at is None else row


def _check_update(on: date, texts: Mapping[str, UpdateText], at: datetime) -> None:
    if not texts:
        raise Refused(_("Write the update in at least one language."))
    if on > at.date():
        raise Refused(_("This day has not come yet. An update tells what has happened."))


def _check_words(case: Case, texts: Mapping[str, OutcomeText], actor: Actor, at: datetime) -> None:
    if not texts:
        raise Refused(_("Say what happened in at least one language."))
    quoted = any(text.quote.strip() for text in texts.values())
    if quoted and actor.id is not None and not consented(case, ConsentScope.QUOTE, on=at.date()):
        raise ConsentMissing((ConsentScope.QUOTE,))


def _check_date(on: str, at: datetime) -> None:
    try:
        when = edtf.parse(on)
    except edtf.MalformedDate as error:
        raise Refused(str(error)) from error
    if when.earliest > at.date():
        raise Refused(_("This day has not come yet. An outcome tells what has happened."))
