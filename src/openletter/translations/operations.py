"""Verbs of translating: ask for words, keep drafts, hand in for review, send back, approve."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from openletter.kernel import audit, marks, outbox, second, words
from openletter.kernel.audit import Actor
from openletter.kernel.refusals import Refused
from openletter.translations import drafting, pages, safety
from openletter.translations.models import Rendering, TranslationRequest
from openletter.translations.parts import whole
from openletter.translations.piece import Piece, digest, kept_of
from openletter.translations.reckoning import Sheet, around, bring_up_to_date, reckon
from openletter.translations.rules import Happening, TranslationState, may_move, moved
from openletter.translations.texts import section_key

_MARKS = (marks.PAGES, marks.ACTIONS, marks.RULES)


@transaction.atomic
def ask(
    *, things: Iterable[tuple[str, Any]], languages: Iterable[str], actor: Actor, at: datetime,
    translator: Any = None, due: date | None = None, note: str = "",
) -> TranslationRequest:  # fmt: skip
    """Words of these things are wanted in these languages; the translator is told.

    The language a thing was written in is passed over. Refuses where then nothing is left to translate.
    """
    chosen, wanted = tuple(things), tuple(dict.fromkeys(languages))
    section = chosen[0][1].section
    request = TranslationRequest.objects.create(
        section=section, asked_by=actor.name[:200], asker_id=actor.id, asked_at=at, due=due, note=note
    )
    asked: list[Rendering] = []
    for kind, subject in chosen:
        sheets = reckon(kind, subject.pk, at=at, also=wanted)
        asked += [sheet.rendering for sheet in sheets if sheet.rendering.language in wanted]
        _note(actor, "translation.ask", subject, at, {"languages": list(wanted), "wanted_by": str(due or "")})
    if not asked:
        raise Refused(_("There is nothing to translate into these languages: it was written in them."))
    keys = [(row.kind, row.subject_id) for row in asked]
    rows = Rendering.objects.filter(language__in=wanted, subject_id__in=[pk for _kind, pk in keys])
    ids = [row.pk for row in rows if (row.kind, row.subject_id) in keys]
    Rendering.objects.filter(pk__in=ids).update(request=request, translator=translator, due=due)
    if translator is not None:
        outbox.write("translation_asked", {"request": request.pk}, at=at)
    return request


@transaction.atomic
def keep(sheet: Sheet, texts: Mapping[str, drafting.Typed], *, actor: Actor, at: datetime) -> Sheet:
    """Keep what a person typed, by the keys of the parts; returns the sheet as it stands afterwards.

    While no reader may see the thing, texts that are whole go straight to its words; afterwards they are drafts until
    somebody else approves them. A text with a fault is kept as a draft with the fault beside it.
    """
    row = sheet.rendering
    before = {part.key: part.text for part in sheet.parts if part.key in texts}
    drafted = drafting.store(sheet, texts, actor=actor)
    if not drafted:
        return sheet
    by_machine = all(typed.by_machine for typed in texts.values())
    row.state = moved(row.state, Happening.MACHINE_DRAFTED if by_machine else Happening.BEGUN)
    row.last_by_id = row.last_by_id if by_machine else actor.id
    row.save()
    after = around(row)
    if not after.settled:
        after = _write_through(after)
    _put_down(after, at)
    now = {part.key: part.text for part in after.parts if part.key in before}
    _note(actor, f"words_{row.language}", sheet.subject, at, now, before=before)
    return after


@transaction.atomic
def submit(sheet: Sheet, *, actor: Actor, at: datetime) -> Rendering:
    """The words wait for somebody else to read them. Refuses while a text is missing, has a fault or is a machine's."""
    _require_whole(sheet)
    return _move(sheet, Happening.SUBMITTED, "translation.submit", actor, at)


@transaction.atomic
def send_back(sheet: Sheet, *, actor: Actor, at: datetime, remark: str) -> Rendering:
    """The translator looks at it again, with what the reviewer remarked."""
    sheet.rendering.remark = remark
    return _move(sheet, Happening.SENT_BACK, "translation.send_back", actor, at)


@transaction.atomic
def approve(sheet: Sheet, *, actor: Actor, at: datetime, seen: str | None = None) -> Rendering:
    """Readers see these words from now on, as they stand by now.

    Where `seen` says what was looked at (`look_of`), other words than these are refused.
    Refused to whoever wrote any of what waits (somebody else must have read it), before it was handed in, while it
    is not whole, and where the safety check finds in it what it did not find before (`NotSafe`), or the
    words of what is no case and no action name somebody who may not be shown (`NamesSomebody`).
    """
    sheet = _held(sheet)
    row = sheet.rendering
    if actor.id is not None and actor.id in writers_of(sheet):
        raise Refused(_("You wrote part of this translation. Somebody else reads and approves it."))
    second.require_vouched(actor, writers_of(sheet))
    if not may_move(row.state, Happening.APPROVED):
        raise Refused(_("This translation is not in review. Have it sent to review first."))
    if seen is not None and seen != look_of(sheet):
        raise Refused(_("This has changed since you opened the page. Look at it once more."))
    _require_whole(sheet)
    before = {piece.key: piece.present for piece in sheet.pieces}
    found_before = safety.findings_of(sheet, at.date())
    _write(sheet, sheet.pieces)
    safety.require_nothing_new(sheet, found_before, actor=actor, on=at.date())
    row.waiting, row.remark = [], ""
    row.state, row.since = moved(row.state, Happening.APPROVED), at
    after = around(row)
    safety.require_names_told(after, at.date())
    row.kept = {piece.key: kept_of(piece) for piece in after.pieces if piece.source and piece.present}
    _put_down(around(row), at)
    drafting.published(sheet, at=at)
    _note(
        actor, "translation.approve", sheet.subject, at, {piece.key: piece.present for piece in after.pieces},
        before=before,
    )  # fmt: skip
    marks.bump(*_MARKS)
    _tell_who_asked(row, actor, at)
    return row


def look_of(sheet: Sheet) -> str:
    """A digest of what approving lets out: every text as it stands on the page, and what goes from the pages."""
    gone = [(piece.key, piece.present) for piece in sheet.withdrawn]
    return digest(repr(([(part.key, part.text) for part in sheet.parts], gone)))


def _held(sheet: Sheet) -> Sheet:
    """The sheet read anew while nobody else writes on it; who keeps a text saves its rendering."""
    row = Rendering.objects.select_for_update().filter(pk=sheet.rendering.pk).first()
    return sheet if row is None else around(row)


def writers_of(sheet: Sheet) -> frozenset[int]:
    """Who wrote any of what waits, and who wrote last."""
    drafts = (part.draft.last_translated_by_id for part in sheet.parts if part.draft and not part.by_machine)
    return frozenset(pk for pk in (sheet.rendering.last_by_id, *drafts) if pk is not None)


def _tell_who_asked(row: Rendering, actor: Actor, at: datetime) -> None:
    """Once the last of what was asked for is approved, who asked is told; not who approved it themselves."""
    request = row.request
    if request is None or request.asker_id in (None, actor.id):
        return
    if not request.renderings.exclude(state=TranslationState.APPROVED).exists():
        outbox.write("translation_done", {"request": request.pk}, at=at)


def _move(sheet: Sheet, happening: Happening, verb: str, actor: Actor, at: datetime) -> Rendering:
    row = sheet.rendering
    if not may_move(row.state, happening):
        raise Refused(_("That is not possible while this translation stands where it does. Open the page again."))
    row.state, row.since = moved(row.state, happening), at
    row.save()
    _note(actor, verb, sheet.subject, at, {"language": row.language, "remark": row.remark})
    return row


def _require_whole(sheet: Sheet) -> None:
    left = [part for part in sheet.parts if not part.done]
    if left:
        names = ", ".join(str(name) for name in dict.fromkeys(part.piece.field.verbose_name for part in left))
        raise Refused(
            # Translators: %(texts)s is a list of names of fields.
            _("Some texts are not ready yet: %(texts)s") % {"texts": names}
        )


def _write_through(sheet: Sheet) -> Sheet:
    """Facts whose needed texts are all there get their words now; the rest stays drafted."""
    ready = {fact for fact in {piece.fact for piece in sheet.pieces} if _is_ready(sheet, fact)}
    done = [piece for piece in sheet.pieces if piece.fact in ready]
    _write(sheet, done)
    gone = {part.draft.pk for part in sheet.parts if part.draft and part.piece in done and part.done}
    sheet.rendering.waiting = [pk for pk in sheet.rendering.waiting if pk not in gone]
    after = around(sheet.rendering)
    sheet.rendering.kept |= {p.key: kept_of(p) for p in after.pieces if p.fact in ready and p.source and p.present}
    return around(sheet.rendering)


def _is_ready(sheet: Sheet, fact: Any) -> bool:
    parts = [part for part in sheet.parts if part.piece.fact == fact]
    return any(part.waits for part in parts) and all(
        part.done or (part.piece.field.blank and not part.text) for part in parts
    )


def _write(sheet: Sheet, pieces: Iterable[Piece]) -> None:
    """Give each fact its row in this language; what the source stopped saying goes."""
    texts: dict[Any, dict[str, str]] = {}
    withdrawn = set(sheet.withdrawn)
    for piece in pieces:
        mine = [part for part in sheet.parts if part.piece == piece]
        fields = texts.setdefault(piece.fact, {})
        if piece in withdrawn:
            fields[piece.name] = ""
        elif any(part.draft for part in mine) and all(part.text for part in mine):
            fields[piece.name] = whole(piece, {part.number: part.text for part in mine})
    row = sheet.rendering
    if sheet.kind == Rendering.Kind.PAGE:
        _write_page(sheet, texts.get(sheet.subject, {}))
        return
    for fact, fields in texts.items():
        if fields:
            words.write(fact, {row.language: fields})


def _write_page(sheet: Sheet, fields: Mapping[str, str]) -> None:
    """A page is written as a whole: what was not drafted stays as it is, in the shape that its source has now."""
    if not fields and sheet.rendering.language in sheet.subject.pages:
        return
    said = {piece.name: fields.get(piece.name, piece.present) for piece in sheet.pieces}
    pages.write(sheet.subject, sheet.rendering.source_language, sheet.rendering.language, said)


def _put_down(sheet: Sheet, at: datetime) -> None:
    bring_up_to_date(sheet, at=at)
    sheet.rendering.save()


def _note(
    actor: Actor, verb: str, subject: Any, at: datetime, after: dict[str, Any], *, before: dict[str, Any] | None = None
) -> None:
    audit.record(
        actor=actor, verb=verb, subject=subject, at=at, before=before, after=after, section=section_key(subject)
    )
