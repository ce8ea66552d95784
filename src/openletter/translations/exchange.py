"""Words out to a PO file and back: one file for a whole thing in one language, reviewed before it is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polib
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from openletter.kernel.refusals import Refused
from openletter.translations.drafting import Typed, fault_of
from openletter.translations.parts import Part
from openletter.translations.reckoning import Sheet

THING = "X-Openletter-Thing"
LARGEST = 1_000_000  # bytes of a file


@dataclass(frozen=True, slots=True)
class Entry:
    """One text of a file against what stands here.

    `problem` says why it cannot be taken at all; `fault` what has to be put right after it was taken; `unsure`: it
    stays a draft until a person has kept it (the file marks it as fuzzy, or a machine made it).
    """

    name: str
    source: str
    before: str
    after: str
    part: Part | None
    problem: str = ""
    fault: str = ""
    unsure: bool = False


def context_of(part: Part) -> str:
    """A part's name in files: the same in every installation that has the thing."""
    piece = part.piece
    number = f".{part.number}" if part.rich else ""
    return f"{piece.fact._meta.model_name}.{piece.fact.uid}.{piece.name}{number}"


def export(sheet: Sheet) -> str:
    """The file: every text, what is known of it, and what should survive; texts to look at again are fuzzy."""
    row = sheet.rendering
    po = polib.POFile(wrapwidth=100)
    po.metadata = {
        "Project-Id-Version": "Openletter", THING: _name(sheet), "Language": row.language,
        "X-Source-Language": row.source_language, "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8", "Content-Transfer-Encoding": "8bit",
    }  # fmt: skip
    po.extend(_entry(part) for part in sheet.parts)
    return str(po)


def called(subject: Any) -> str:
    """What a thing is called in the name of a file."""
    return str(getattr(subject, "key", None) or getattr(subject, "ref", None) or subject.pk)


def _name(sheet: Sheet) -> str:
    return f"{sheet.kind} {sheet.subject.uid}"


def _entry(part: Part) -> Any:
    longest = part.piece.most
    said = [capfirst(str(part.piece.field.verbose_name))]  # one remark a line
    if longest:
        # Translators: a remark in a file for translators
        said.append(_("At most %(most)s letters.") % {"most": longest})
    unsure = bool(part.text) and not part.done
    return polib.POEntry(
        msgctxt=context_of(part), msgid=part.source, msgstr=part.text, comment="\n".join(said),
        flags=["fuzzy"] if unsure else [], previous_msgid=part.was or None,
    )  # fmt: skip


def read(sheet: Sheet, data: bytes, *, by_machine: bool = False) -> tuple[Entry, ...]:
    """What a file would change, and what is wrong with it; nothing is written.

    Refuses, saying why: what is no PO file, too large, of another thing, or in another language.
    """
    if len(data) > LARGEST:
        raise Refused(_("The file is too large. A case's words take less than a megabyte."))
    try:
        # The library takes a text that is a path for a file of this machine; one that begins with a new line is none.
        po = polib.pofile("\n" + data.decode("utf-8-sig"))
    except (UnicodeDecodeError, OSError, ValueError) as error:
        raise Refused(_("This is not a PO file in UTF-8: %(why)s") % {"why": str(error)[:200]}) from error
    if not len(po):
        raise Refused(_("This file holds no texts."))
    if (thing := po.metadata.get(THING)) and thing != _name(sheet):
        raise Refused(_("This file belongs to another case or action."))
    if (language := po.metadata.get("Language")) and language != sheet.rendering.language:
        raise Refused(
            _("This file is in “%(there)s”, and this page in “%(here)s”.")
            % {"there": language, "here": sheet.rendering.language}
        )
    parts = {context_of(part): part for part in sheet.parts}
    return tuple(_read(each, parts.get(each.msgctxt or ""), by_machine) for each in po if not each.obsolete)


def _read(entry: Any, part: Part | None, by_machine: bool) -> Entry:
    text = entry.msgstr.strip()
    if part is None:
        problem = _("This text is not here any more, or never was.")
        return Entry(str(entry.msgctxt or ""), entry.msgid, "", text, None, problem=problem)
    name = capfirst(str(part.piece.field.verbose_name))
    if entry.msgid != part.source:
        problem = _("The source has changed since this file was made.")
        return Entry(name, part.source, part.text, text, part, problem=problem)
    fault = fault_of(part, text) if text else ""
    return Entry(name, part.source, part.text, text, part, fault=fault, unsure=entry.fuzzy or by_machine)


def changing(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The entries that would change what stands here."""
    return tuple(each for each in entries if not each.problem and each.after and each.after != each.before)


def typed(entries: tuple[Entry, ...]) -> dict[str, Typed]:
    """What is to be kept of a file. What nobody is sure of never replaces what a person wrote."""
    return {
        each.part.key: Typed(each.after, by_machine=each.unsure)
        for each in changing(entries)
        if each.part is not None and not (each.unsure and each.before)
    }
