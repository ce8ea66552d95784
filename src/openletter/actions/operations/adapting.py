"""Taking another section's action over, wording it for one's own readers, and deciding on what the original changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, prefetch_related_objects
from django.utils.translation import gettext as _

from openletter.actions.adaptation import Proposal, compare, pieces_of
from openletter.actions.adaptation.applying import apply_text, copy_into
from openletter.actions.adaptation.pieces import FETCHED, Piece, languages_of, uids_of
from openletter.actions.models import Action, Adaptation, UrgentSheet
from openletter.actions.operations import life
from openletter.actions.operations.changing import as_it_would_be, changes_of, decided_in, pending_change, written
from openletter.actions.rules import ADOPTABLE, ENDS_EVERYWHERE, ActionStatus, TargetRole
from openletter.cases.models import Case
from openletter.cases.operations import require_not_recalled
from openletter.cases.operations.opening import is_out
from openletter.kernel import audit, marks
from openletter.kernel.audit import Actor
from openletter.kernel.refusals import Refused
from openletter.sections.models import Section
from openletter.targets.models import Office

DECIDED = "action.decide_on_original"
_COPIED = ("goal", "asks", "offers", "settings", "deadline")
UNSETTLED = (ActionStatus.DRAFT, ActionStatus.IN_REVIEW, ActionStatus.CHANGES_REQUESTED)


@transaction.atomic
def offer(*, action: Action, actor: Actor, at: datetime) -> Action:
    """The other sections may take this action. Twice is as once.

    Refuses an adaptation (its original is what is offered), an action that is not approved yet, and one whose case is
    not out: staff of every section would read of it.
    """
    row = life.locked(action)
    if row.original_id is not None:
        raise Refused(_("This adapts another section’s action. Offer that one."))
    if row.status not in ADOPTABLE:
        raise Refused(_("Only an approved or live action can be offered to the other sections."))
    _require_out(row.case)
    if row.offered_at is None:
        _set_offer(row, at, actor, at)
    return row


@transaction.atomic
def offer_no_longer(*, action: Action, actor: Actor, at: datetime) -> Action:
    """No further section can take this action; those that took it keep it. Twice is as once."""
    row = life.locked(action)
    if row.offered_at is not None:
        _set_offer(row, None, actor, at)
    return row


def _set_offer(row: Action, wanted: datetime | None, actor: Actor, at: datetime) -> None:
    row.offered_at = wanted
    row.save(update_fields=["offered_at"])
    verb = "action.offer" if wanted else "action.offer_no_longer"
    audit.record(actor=actor, verb=verb, subject=row, at=at, section=row.section.key)


@transaction.atomic
def take(*, original: Action, section: Section, actor: Actor, at: datetime) -> Action:
    """The section has a draft of its own that says what the original says, in the languages they have in common.

    Letters come along in every language, for an office reads its own. Demands and offices addressed are the original's.
    Refuses what is not offered, what the section has taken already or published itself, and a case that is not public.
    """
    row = life.locked(original)
    _require_offered(row, section)
    draft = Action.objects.create(
        case=row.case, section=section, kind=row.kind, original=row, **{name: getattr(row, name) for name in _COPIED}
    )
    _copy_sheet(row, draft)
    source = _read(row)
    pieces = pieces_of(source, languages=languages_of(source, section.languages))
    copy_into(draft, source, pieces)
    Adaptation.objects.create(action=draft, taken=pieces, taken_at=at)
    audit.record(
        actor=actor, verb="action.take_over", subject=draft, at=at, section=section.key,
        after={"original": row.ref, "of": row.section.key},
    )  # fmt: skip
    marks.bump(marks.ACTIONS)
    return draft


def _require_out(case: Case) -> None:
    require_not_recalled(case)
    if not is_out(case):
        raise Refused(_("This case is not public yet."))


def _require_offered(row: Action, section: Section) -> None:
    if row.offered_at is None or row.original_id is not None or row.status not in ADOPTABLE:
        raise Refused(_("This action is not offered to other sections."))
    _require_out(row.case)
    if row.section_id == section.pk:
        raise Refused(_("This is the section’s own action."))
    if row.adaptations.filter(section=section).exists():
        raise Refused(_("Your section has taken this action already."))
    sheet = row.sheets.first()
    own = UrgentSheet.objects.filter(section=section)
    if sheet and own.filter(ua_number=sheet.ua_number, ua_sequence=sheet.ua_sequence).exists():
        raise Refused(_("Your section has this urgent action already."))


def _copy_sheet(row: Action, draft: Action) -> None:
    sheet = row.sheets.first()
    if sheet is not None:
        UrgentSheet.objects.create(
            action=draft, ua_number=sheet.ua_number, ua_sequence=sheet.ua_sequence, issued_on=sheet.issued_on,
            index_number=sheet.index_number, preferred_languages=sheet.preferred_languages,
            diplomatic_copies=sheet.diplomatic_copies, elsewhere=sheet.elsewhere,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Own:
    """What a section says of its own in an adaptation: texts by key, its dates, its goal and who else gets a copy."""

    texts: Mapping[str, str]
    opens_at: datetime | None
    deadline: date | None
    goal: int | None
    display_threshold: int
    copies: tuple[Office, ...]


@written
@transaction.atomic
def adapt(*, action: Action, own: Own, actor: Actor, at: datetime) -> Action:
    """The adaptation says this from now on; an approved one once a second person agrees.

    Refuses what is no adaptation, and texts that every section shares.
    """
    row = life.locked(action)
    original = _original_of(row)
    before = state_of(row, original)
    for key, text in own.texts.items():
        if Piece.of(key).is_followed:
            raise Refused(_("Demands and the offices addressed are the original’s. Ask the section that wrote it."))
        apply_text(row, original, Piece.of(key), text)
    for name in ("opens_at", "deadline", "goal", "display_threshold"):
        setattr(row, name, getattr(own, name))
    row.save(update_fields=["opens_at", "deadline", "goal", "display_threshold"])
    _send_copies(row, own.copies)
    _record(row, "action.adapt", before, state_of(row, original), actor, at)
    return row


def _send_copies(row: Action, offices: Iterable[Office]) -> None:
    addressed = set(row.targets.filter(role=TargetRole.TARGET).values_list("office_id", flat=True))
    wanted = [office.pk for office in offices if office.pk not in addressed]
    copies = row.targets.filter(role=TargetRole.COPY)
    copies.exclude(office_id__in=wanted).delete()
    for order, office in enumerate(wanted):
        made, is_new = copies.get_or_create(
            action=row, office_id=office, role=TargetRole.COPY, defaults={"order": order}
        )
        if not is_new and made.order != order:
            copies.filter(pk=made.pk).update(order=order)


def proposals_for(action: Action) -> tuple[Proposal, ...]:
    """What the original says otherwise by now and the section has not decided on. Empty for what is no adaptation."""
    row = _read(action)
    adaptation = getattr(row, "adaptation", None)
    if adaptation is None or row.original is None:
        return ()
    return waiting_in(row, _read(row.original), adaptation.taken | _decided(row))


def decided_on(action: Action) -> tuple[Proposal, ...]:
    """What is to stand here as the original says it once a second person agrees; asked anew if that is discarded."""
    row = _read(action)
    decided = _decided(row)
    if not decided or row.original is None:
        return ()
    found = waiting_in(row, _read(row.original), row.adaptation.taken)
    return tuple(one for one in found if decided.get(one.key) == one.theirs)


def _decided(row: Action) -> dict[str, str]:
    pending = pending_change(row)
    return decided_in(pending) if pending else {}


def waiting_in(row: Action, original: Action, taken: Mapping[str, str]) -> tuple[Proposal, ...]:
    """The same, for rows that are fetched already (see `adaptation.pieces.FETCHED`)."""
    came = {piece.language for key in taken if (piece := Piece.of(key)).part == "words"}
    scope = languages_of(original, row.section.languages) | came
    ours = pieces_of(row, languages=scope, named=uids_of(original, taken))
    return compare(taken, pieces_of(original, languages=scope), ours)


def undecided(which: Q, *, most: int) -> list[tuple[Action, int]]:
    """The adaptations, of those that have not ended, on whose original something is to be decided, and how much.

    In as many queries for one as for a hundred; at most so many of them are looked at, the newest first.
    """
    ended = (ActionStatus.CLOSED, ActionStatus.ARCHIVED)
    rows = Action.objects.filter(which, original__isnull=False, adaptation__isnull=False).exclude(status__in=ended)
    looked = rows.select_related("adaptation", "section", "original__section").order_by("-pk")[:most]
    found = [(row, row.original) for row in looked if row.original]
    prefetch_related_objects([row for both in found for row in both], *FETCHED)
    waits = changes_of(row for row, _original in found)
    decided = {pk: decided_in(pending) for pk, pending in waits.items()}
    counted = [
        (row, len(waiting_in(row, original, row.adaptation.taken | decided.get(row.pk, {})))) for row, original in found
    ]
    return [(row, number) for row, number in counted if number]


def left_stopped(which: Q, *, most: int) -> list[Action]:
    """The stopped adaptations, of those that match, whose original has ended for every section: only closing is left.

    With their originals, the newest first, in one query.
    """
    ended = Q(original__status__in=(ActionStatus.CLOSED, ActionStatus.ARCHIVED))
    ended &= Q(original__outcome__isnull=False) | Q(original__close_reason__in=ENDS_EVERYWHERE)
    rows = Action.objects.filter(which, ended, status=ActionStatus.SUSPENDED).select_related("original")
    return list(rows.order_by("-pk")[:most])


@transaction.atomic
def decide(
    *, action: Action, take_theirs: Mapping[str, str], keep_ours: Mapping[str, str], actor: Actor, at: datetime
) -> int:
    """Each proposal named is settled: theirs stands with us from now on, or ours stays; returns how many.

    Each comes by its key with the digest of what was shown. Refuses where the original changed again meanwhile.
    """
    row = life.locked(action)
    _original_of(row)  # refuses what adapts nothing
    waiting = {one.key: one for one in proposals_for(row)}
    adaptation = Adaptation.objects.select_for_update().get(action=row)
    shown = {**take_theirs, **keep_ours}
    for key, digest in shown.items():
        if key not in waiting or waiting[key].digest != digest:
            raise Refused(_("The original has changed again since you looked. Look once more, then decide."))
    for key in keep_ours:
        adaptation.taken = _moved(adaptation.taken, key, waiting[key].theirs)
    adaptation.decided_at = at
    adaptation.save(update_fields=["taken", "decided_at"])
    if keep_ours:
        _record(row, DECIDED, {}, {"kept": sorted(keep_ours)}, actor, at)
    if texts := {key: waiting[key].theirs for key in take_theirs if key not in keep_ours}:
        _take_texts(action=row, texts=texts, actor=actor, at=at)
    return len(shown)


@written
def _take_texts(*, action: Action, texts: Mapping[str, str], actor: Actor, at: datetime) -> Action:
    """The original's texts stand here too, and are taken; in what is approved once a second person agrees."""
    original = _original_of(action)
    before = state_of(action, original)
    adaptation = Adaptation.objects.select_for_update().get(action=action)
    for key, text in texts.items():
        apply_text(action, original, Piece.of(key), text)
        adaptation.taken = _moved(adaptation.taken, key, text)
    adaptation.save(update_fields=["taken"])
    _record(action, DECIDED, before, {**state_of(action, original), "taken": sorted(texts)}, actor, at)
    return action


def _moved(taken: dict[str, str], key: str, text: str) -> dict[str, str]:
    rest = {name: value for name, value in taken.items() if name != key}
    return {**rest, key: text} if text else rest


def texts_of(action: Action) -> dict[str, str]:
    """An adaptation's texts by key, as its section left them: with what waits for a second person laid over."""
    row = as_it_would_be(_read(action))
    original = _original_of(row)
    return pieces_of(row, languages=row.languages(), named=uids_of(original, _taken_by(row)))


def state_of(action: Action, original: Action) -> dict[str, str]:
    """An adaptation's texts and dates as the audit keeps them."""
    row = _read(action)
    texts = pieces_of(row, languages=row.languages(), named=uids_of(original, _taken_by(row)))
    own = {name: str(getattr(row, name) or "") for name in ("opens_at", "goal", "display_threshold")}
    return {**texts, **own}


def _taken_by(row: Action) -> tuple[str, ...]:
    adaptation = getattr(row, "adaptation", None)
    return tuple(adaptation.taken) if adaptation else ()


def _original_of(row: Action) -> Action:
    if row.original is None:
        raise Refused(_("This action adapts no other one."))
    return _read(row.original)


def _read(action: Action) -> Action:
    """The action with all that its pieces are made of."""
    rows = Action.objects.select_related("section", "original", "adaptation").prefetch_related(*FETCHED)
    return rows.get(pk=action.pk)


def _record(
    row: Action, verb: str, before: dict[str, str], after: Mapping[str, object], actor: Actor, at: datetime
) -> None:
    audit.record(actor=actor, verb=verb, subject=row, at=at, section=row.section.key, before=before, after=dict(after))
    marks.bump(marks.PAGES, marks.ACTIONS)
