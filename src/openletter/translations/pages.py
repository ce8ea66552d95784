"""A page in all its languages as one thing to translate: which pages there are, what they say, and writing it.

Pages that are windows on a case, an action or a campaign say nothing of their own and are not here.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.coreutils import find_available_slug
from wagtail.fields import StreamField
from wagtail.models import Locale, Page
from wagtail_localize.fields import copy_synchronised_fields, get_translatable_fields
from wagtail_localize.segments import OverridableSegmentValue, StringSegmentValue, TemplateSegmentValue
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.segments.ingest import ingest_segments
from wagtail_localize.strings import extract_strings

from openletter.kernel.languages import endonym
from openletter.kernel.refusals import Refused
from openletter.kernel.text import slug_of
from openletter.sections.rules import RESERVED
from openletter.translations.leaves import Leaf, chosen_pages, leaves
from openletter.translations.piece import Piece

_SLUG_LENGTH = 80


class _Rows:
    def __init__(self, rows: Iterable[Page]) -> None:
        self._rows = tuple(rows)

    def all(self) -> tuple[Page, ...]:
        return self._rows


class AnyPage:
    """A page, whatever its language; it goes by the lowest number among its pages."""

    def __init__(self, pages: list[Any]) -> None:
        self.pages = {page.language: page for page in pages}
        self.pk = min(page.pk for page in pages)
        self.anchor: uuid.UUID = pages[0].translation_key
        self.uid = self.anchor
        self.section = pages[0].home.section
        self.section_id = self.section.pk
        self.words = _Rows(pages)
        self._meta = pages[0]._meta

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AnyPage) and other.pk == self.pk

    def __hash__(self) -> int:
        return hash(("page", self.pk))

    def __str__(self) -> str:
        return str(next(iter(self.pages.values())).title)

    def languages(self) -> frozenset[str]:
        """The languages in which there is a page."""
        return frozenset(self.pages)

    def in_language(self, language: str) -> Any:
        """The page in a language, or another one."""
        return self.pages.get(language) or next(iter(self.pages.values()))


def kinds() -> list[ContentType]:
    """The kinds of pages that say something of their own."""
    every = (model for model in Page.__subclasses__() for model in (model, *model.__subclasses__()))
    own = [model for model in every if getattr(model, "has_own_words", False) and not model._meta.abstract]
    return list(ContentType.objects.get_for_models(*own).values()) if own else []


def number_of(pk: int) -> int | None:
    """The number under which a page is known in all its languages; None where it says nothing of its own."""
    key = Page.objects.filter(pk=pk, content_type__in=kinds()).values("translation_key")[:1]
    first: int | None = Page.objects.filter(translation_key=key).order_by("pk").values_list("pk", flat=True).first()
    return first


def section_of(pk: int) -> int | None:
    """The section whose page it is; None for a page that says nothing of its own."""
    row: Any = Page.objects.filter(pk=pk, content_type__in=kinds()).first()
    return int(row.specific.home.section_id) if row else None


def found(pk: int) -> AnyPage:
    """The page with that number, in all its languages, for reading and for writing. Raises Page.DoesNotExist."""
    key = Page.objects.filter(pk=pk, content_type__in=kinds()).values("translation_key")[:1]
    rows: list[Any] = list(Page.objects.filter(translation_key=key).select_related("locale").order_by("pk").specific())
    if not rows:
        raise Page.DoesNotExist
    for row in rows:
        row.language = row.locale.language_code
    return AnyPage(rows)


def pieces(thing: AnyPage, language: str, source_language: str) -> tuple[Piece, ...]:
    """All texts of the page, in its order, then what only the translation still says."""
    source = thing.pages[source_language]
    theirs = leaves(source)
    there = thing.pages.get(language)
    # A page begun by hand holds the source's words until somebody wrote over them: what is not public says nothing.
    own = leaves(there) if there and there.live else ()
    pairs = _matched(theirs, own)
    used = {leaf.path for leaf in pairs.values()}
    now = [
        Piece(thing, leaf.path, leaf.label, leaf.text, source, pairs[leaf.path].text if leaf.path in pairs else "")
        for leaf in theirs
    ]
    gone = [Piece(thing, leaf.path, leaf.label, "", source, leaf.text) for leaf in own if leaf.path not in used]
    return (*now, *gone)


def _matched(source: Iterable[Leaf], own: Iterable[Leaf]) -> dict[str, Leaf]:
    """The own text for each of the source's: the same piece, or the same place where a field is built alike."""
    by_path, places = {leaf.path: leaf for leaf in own}, {leaf.place: leaf for leaf in own}
    shape = {leaf.place for leaf in source}
    fields = {leaf.column for leaf in source}
    alike = {
        name for name in fields
        if {leaf.place for leaf in own if leaf.column == name} == {place for place in shape if _of(place) == name}
    }  # fmt: skip
    found: dict[str, Leaf] = {}
    for leaf in source:
        if same := by_path.get(leaf.path) or (places.get(leaf.place) if leaf.column in alike else None):
            found[leaf.path] = same
    return found


def _of(place: str) -> str:
    return place.split(".")[0]


def write(thing: AnyPage, source_language: str, language: str, texts: Mapping[str, str]) -> None:
    """The page says this in a language, shaped as its source; it is made where it is not there yet, and published.

    Refuses where the source is not published, and where the page above has none in this language.
    """
    source, locale = thing.pages[source_language], Locale.objects.get(language_code=language)
    if not source.live:
        raise Refused(_("The page itself is not published. Publish it first, then approve its translation."))
    there = thing.pages.get(language)
    target = there or _begun(source, locale)
    copy_synchronised_fields(source, target)
    for each in get_translatable_fields(type(source)):
        if isinstance(field := each.get_field(type(source)), StreamField) and each.is_translated(source):
            setattr(target, field.name, getattr(source, field.name))
    ingest_segments(source, target, source.locale, locale, _segments(source, texts, locale))
    for path, text in texts.items():
        if not text and "." not in path:
            setattr(target, path, "")
    if there is None:
        target.slug = find_available_slug(target.get_parent(), _slug(target.title), ignore_page_id=target.pk)
    target.draft_title = target.title
    try:
        target.save_revision().publish(skip_permission_checks=True)
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error


def _begun(source: Any, locale: Locale) -> Any:
    above = source.get_parent().specific
    if above.get_translation_or_none(locale) is None:
        raise Refused(
            # Translators: %(page)s is the title of a page, %(language)s a language by its own name.
            _("“%(page)s” stands above this page and is not there in %(language)s yet. Translate it first.")
            % {"page": above.title, "language": endonym(locale.language_code)}
        )
    return source.copy_for_translation(locale).specific


def _slug(title: str) -> str:
    base = slug_of(title)[:_SLUG_LENGTH].strip("-") or "page"
    return f"{base}-2" if base in RESERVED else base


def _segments(source: Any, texts: Mapping[str, str], locale: Locale) -> list[Any]:
    """The source's texts replaced; pages it points to become theirs in this language, where there are any."""
    found: list[Any] = []
    formatted: set[str] = set()
    for segment in extract_segments(source):
        said = texts.get(segment.path)
        if isinstance(segment, TemplateSegmentValue) and said:
            formatted.add(segment.path)
            template, strings = extract_strings(said)
            found.append(TemplateSegmentValue(segment.path, "html", template, len(strings)))
            found += [StringSegmentValue(segment.path, string, attrs=attrs) for string, attrs in strings]
        elif isinstance(segment, StringSegmentValue) and said and segment.path not in formatted:
            found.append(StringSegmentValue(segment.path, said))
    found += [OverridableSegmentValue(path, pk) for path, pk in _pointed(source, locale)]
    return [segment.with_order(number) for number, segment in enumerate(found)]


def _pointed(source: Any, locale: Locale) -> list[tuple[str, int]]:
    chosen = chosen_pages(source)
    keys = dict(Page.objects.filter(pk__in=chosen.values()).values_list("pk", "translation_key"))
    own = dict(
        Page.objects.filter(translation_key__in=keys.values(), locale=locale).values_list("translation_key", "pk")
    )
    return [(path, own[keys[pk]]) for path, pk in chosen.items() if pk in keys and keys[pk] in own]
