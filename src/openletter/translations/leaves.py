"""Every text that a page says, with its path, its place in the page and what it is called."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail_localize.fields import get_translatable_fields

from openletter.translations.piece import Label

# An address is made from the title, and is nobody's text.
_NO_TEXT = frozenset({"slug"})


@dataclass(frozen=True, slots=True)
class Leaf:
    """One text. `path` names it for good, as the library does; `place` says where in its field it stands."""

    path: str
    place: str
    text: str
    label: Label

    @property
    def column(self) -> str:
        """The field of the page that holds it."""
        return self.path.split(".")[0]


@dataclass(frozen=True, slots=True)
class _Here:
    path: str
    place: str
    name: Any

    def at(self, path: Any, place: Any, name: Any) -> _Here:
        return _Here(f"{self.path}.{path}", f"{self.place}.{place}", name)


def leaves(page: Any) -> tuple[Leaf, ...]:
    """The texts of a page that are not empty, in the order of its fields."""
    return tuple(leaf for leaf in _leaves(page) if leaf.text.strip())


def _leaves(page: Any) -> Iterator[Leaf]:
    for each in get_translatable_fields(type(page)):
        if each.field_name in _NO_TEXT or not each.is_translated(page):
            continue
        field = each.get_field(type(page))
        value = field.value_from_object(page)
        here = _Here(field.name, field.name, field.verbose_name)
        if isinstance(field, StreamField):
            yield from (_leaf(at, block, value) for at, block, value in _walk(value.stream_block, value, here))
        elif isinstance(value, str):
            label = Label(field.verbose_name, field.max_length, field.blank, isinstance(field, RichTextField))
            yield Leaf(field.name, field.name, value, label)


def _leaf(here: _Here, block: Any, value: Any) -> Leaf:
    rich = isinstance(block, blocks.RichTextBlock)
    most = getattr(block.field, "max_length", None)
    text = value.source if rich else str(value or "")
    return Leaf(here.path, here.place, text, Label(here.name, most, not block.required, rich))


def chosen_pages(page: Any) -> dict[str, int]:
    """The pages that a page's pieces point to, by the path of the choice."""
    found: dict[str, int] = {}
    for each in get_translatable_fields(type(page)):
        field = each.get_field(type(page))
        if isinstance(field, StreamField) and each.is_translated(page):
            value = field.value_from_object(page)
            here = _Here(field.name, field.name, "")
            found |= {
                at.path: chosen.pk
                for at, block, chosen in _walk(value.stream_block, value, here, blocks.PageChooserBlock)
                if chosen is not None
            }
    return found


_TEXTS = (blocks.CharBlock, blocks.TextBlock, blocks.RichTextBlock)


def _walk(block: Any, value: Any, here: _Here, wanted: Any = _TEXTS) -> Iterator[tuple[_Here, Any, Any]]:
    """Everything of the wanted kinds within a block, with where it stands."""
    if isinstance(block, blocks.StreamBlock):
        for number, child in enumerate(value):
            name = _numbered(child.block.label, number)
            yield from _walk(child.block, child.value, here.at(child.id, f"{number}:{child.block_type}", name), wanted)
    elif isinstance(block, blocks.ListBlock):
        for number, child in enumerate(value.bound_blocks):
            yield from _walk(child.block, child.value, here.at(child.id, number, here.name), wanted)
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            said = _within(here.name, child.label)
            yield from _walk(child, value.get(name), here.at(name, name, said), wanted)
    elif isinstance(block, wanted):
        yield here, block, value


def _numbered(label: Any, number: int) -> str:
    # Translators: a piece of a page, such as "paragraph", and its place on the page
    return _("%(piece)s, piece %(number)s") % {"piece": label, "number": number + 1}


def _within(whole: Any, part: Any) -> str:
    # Translators: a part of a piece of a page, such as "credit" of "picture, piece 3"
    return _("%(piece)s: %(part)s") % {"piece": whole, "part": part}
