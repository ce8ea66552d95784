"""All texts of a case, an action or a page in one language, beside the words they are made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from openletter.actions.kinds import Tool, kind_of
from openletter.actions.models import Action, Appeal
from openletter.actions.rules import ActionStatus
from openletter.actions.wording.networks import BY_KEY
from openletter.campaigns.models import Campaign
from openletter.cases.models import Case
from openletter.cases.rules import PUBLIC_STATUSES, Visibility
from openletter.kernel.languages import preference
from openletter.sections.models import Section
from openletter.solidarity.models import Reason
from openletter.translations import pages
from openletter.translations.models import Rendering
from openletter.translations.piece import Piece

LINK = 24  # a space and the address of the action's page, as networks count it
SHARED = "en"  # what all sections share is written in English, where it is
_UNSETTLED = (ActionStatus.DRAFT, ActionStatus.IN_REVIEW, ActionStatus.CHANGES_REQUESTED)
MODELS: Mapping[str, Any] = {
    Rendering.Kind.CASE: Case, Rendering.Kind.ACTION: Action, Rendering.Kind.SECTION: Section,
    Rendering.Kind.CAMPAIGN: Campaign, Rendering.Kind.REASON: Reason,
}  # fmt: skip
PARTS: Mapping[str, tuple[str, ...]] = {
    Rendering.Kind.CASE: ("people", "developments", "updates", "context_figures", "outcomes", "photo"),
    Rendering.Kind.ACTION: ("sheets", "demands", "appeals"),
    Rendering.Kind.SECTION: (),
    Rendering.Kind.CAMPAIGN: (),
    Rendering.Kind.REASON: (),
}


def found(kind: str, pk: int) -> Any:
    """The thing with all its words, in a fixed number of queries. Raises DoesNotExist."""
    if kind == Rendering.Kind.PAGE:
        return pages.found(pk)
    rows = MODELS[kind]._default_manager.prefetch_related("words")
    if kind in (Rendering.Kind.CASE, Rendering.Kind.ACTION):
        rows = rows.select_related("section").prefetch_related("section__words")
    return rows.prefetch_related(*(f"{part}__words" for part in PARTS[kind])).get(pk=pk)


def source_of(subject: Any) -> str:
    """The language a thing was written in: its section's own where it has words in it, else the best other one."""
    written = {row.language for row in subject.words.all()}
    own = subject.section.default_language if subject.section else SHARED
    return str(own) if own in written else next(iter(preference("en", written)), str(own))


def languages_of(subject: Any) -> list[str]:
    """The languages in which it is wanted: its section's; of what all share, those of any section at work."""
    if subject.section:
        return list(subject.section.languages)
    spoken = Section.objects.filter(is_active=True).values_list("languages", flat=True)
    return list(dict.fromkeys(code for codes in spoken for code in codes))


def section_key(subject: Any) -> str:
    """The key of its section, for the audit; empty for what all share."""
    return str(subject.section.key) if subject.section else ""


def is_settled(kind: str, subject: Any) -> bool:
    """Whether readers may be reading it: its words are then drafted apart until somebody else approved them.

    The words of pages, sections, campaigns and reasons always are: nothing else of them is approved by somebody.
    """
    if kind == Rendering.Kind.ACTION:
        return subject.status not in _UNSETTLED
    # A case of a scheduled action has been let out already, although nobody reads it yet.
    return kind != Rendering.Kind.CASE or subject.status in PUBLIC_STATUSES or subject.released_at is not None


def pieces(kind: str, subject: Any, language: str) -> tuple[Piece, ...]:
    """All texts of a thing and of what hangs on it that readers may see, in the order a page tells them."""
    source = source_of(subject)
    if kind == Rendering.Kind.PAGE:
        return pages.pieces(subject, language, source)
    facts = [subject, *(part for relation in PARTS[kind] for part in _parts(subject, relation))]
    found = tuple(piece for fact in facts for piece in _of(fact, language, source))
    longest = _longest_post(subject) if kind == Rendering.Kind.ACTION else None
    return tuple(replace(piece, longest=longest) if _is_post(piece) else piece for piece in found) if longest else found


def _is_post(piece: Piece) -> bool:
    return isinstance(piece.fact, Appeal) and not piece.fact.use and piece.name == "body"


def _longest_post(action: Action) -> int | None:
    """How long a text may be that is posted on the networks of an action, with the address of its page behind it."""
    kind = kind_of(action.kind)
    if Tool.SOCIAL not in kind.tools:
        return None
    chosen = (BY_KEY[key] for key in kind.setting(action.settings, kind.uses) if key in BY_KEY)
    return min((network.longest - LINK for network in chosen if network.longest), default=None)


def _parts(subject: Any, relation: str) -> Iterator[Any]:
    found = getattr(subject, relation, None)
    if found is None:
        return
    for part in found.all() if hasattr(found, "all") else (found,):
        # What only the team may read is not handed to translators.
        if getattr(part, "visibility", Visibility.PUBLIC) == Visibility.PUBLIC:
            yield part


def _of(fact: Any, language: str, source_language: str) -> Iterator[Piece]:
    rows = {row.language: row for row in fact.words.all()}
    own = rows.pop(language, None)
    order = [source_language] if source_language in rows else preference("en", rows)
    source = rows[order[0]] if order else None
    for translatable in fact.words.model.translatable_fields:
        name = translatable.field_name
        yield Piece(
            fact=fact,
            name=name,
            field=fact.words.model._meta.get_field(name),
            source=getattr(source, name) if source else "",
            source_row=source,
            present=getattr(own, name) if own else "",
        )
