"""Writing pieces into an adaptation's own rows."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from openletter.actions.adaptation.pieces import SHEET, Piece, own_uid
from openletter.actions.models import Action, ActionTarget, Appeal, Demand
from openletter.actions.rules import TargetRole
from openletter.kernel.words import Fact, write
from openletter.targets.models import Office


def copy_into(draft: Action, original: Action, pieces: Mapping[str, str]) -> None:
    """A new adaptation says what these pieces of its original say."""
    for key, text in pieces.items():
        apply_text(draft, original, Piece.of(key), text)


def apply_text(row: Action, original: Action, piece: Piece, text: str) -> None:
    """One piece of the adaptation says this from now on; an empty text takes away what may be empty."""
    match piece.part:
        case "words":
            _write(row, piece, text)
        case "demand":
            _demand(row, original, piece, text)
        case "letter":
            _letter(row, original, piece, text)
        case "sheet" if (sheet := row.sheets.first()) is not None and piece.field in SHEET:
            _write(sheet, piece, text)
        case "deadline":
            row.deadline = date.fromisoformat(text) if text else None
            row.save(update_fields=["deadline"])
        case "settings":
            row.settings = json.loads(text) if text else {}
            row.save(update_fields=["settings"])
        case "targets" | "copies":
            _address(row, TargetRole.TARGET if piece.part == "targets" else TargetRole.COPY, text.splitlines())


def _write(fact: Fact, piece: Piece, text: str) -> None:
    write(fact, {piece.language: {piece.field: text}})


def _demand(row: Action, original: Action, piece: Piece, text: str) -> None:
    theirs = original.demands.filter(uid=uuid.UUID(piece.uid)).first()
    uid = own_uid(row, uuid.UUID(piece.uid))
    if not text:
        _take_away(Demand, uid, piece.language, gone=theirs is None)
        return
    fact, _made = Demand.objects.get_or_create(
        uid=uid, defaults={"action": row, "order": theirs.order if theirs else 0}
    )
    _write(fact, piece, text)


def _letter(row: Action, original: Action, piece: Piece, text: str) -> None:
    theirs = original.appeals.filter(uid=uuid.UUID(piece.uid)).first()
    uid = own_uid(row, uuid.UUID(piece.uid))
    if not text and piece.field == "body":
        _take_away(Appeal, uid, piece.language, gone=theirs is None)
        return
    if not text and not Appeal.objects.filter(uid=uid, words__locale__language_code=piece.language).exists():
        return
    own = {"use": theirs.use, "mention_organisation": theirs.mention_organisation} if theirs else {}
    fact, _made = Appeal.objects.get_or_create(uid=uid, defaults={"action": row, **own})
    _write(fact, piece, text)


def _take_away(model: Any, uid: uuid.UUID, language: str, *, gone: bool) -> None:
    """The words in one language; with the last of them, or where the original has it no more, the row itself."""
    fact = model.objects.filter(uid=uid).first()
    if fact is None:
        return
    fact.words.model.objects.filter(fact=fact, locale__language_code=language).delete()
    if gone or not fact.words.model.objects.filter(fact=fact).exists():
        fact.delete()


def _address(row: Action, role: TargetRole, keys: list[str]) -> None:
    row.targets.filter(role=role).delete()
    kept = set(row.targets.values_list("office__key", flat=True))
    offices = {office.key: office for office in Office.objects.filter(key__in=keys)}
    for order, key in enumerate(keys):
        if key in offices and key not in kept:
            ActionTarget.objects.create(action=row, office=offices[key], role=role, order=order)
