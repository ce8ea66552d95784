"""What a story is made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageChooserBlock

type Named = Sequence[tuple[str, blocks.Block]]


class Quote(blocks.StructBlock):
    """Somebody's words. What a person at risk said needs their consent to be quoted."""

    text = blocks.TextBlock(label=_("quote"))
    by = blocks.CharBlock(label=_("said by"), required=False)
    of_person = blocks.BooleanBlock(
        label=_("said by the person the story tells of"), required=False, default=True,
        help_text=_("Then it is shown only while there is consent to quote them."),
    )  # fmt: skip

    class Meta:
        icon = "openquote"
        label = _("quote")


class Picture(blocks.StructBlock):
    """A picture with its words and its credit."""

    image = ImageChooserBlock(label=_("picture"))
    alt = blocks.CharBlock(label=_("what it shows, for those who do not see it"), max_length=240)
    credit = blocks.CharBlock(label=_("credit"), max_length=160)
    shows_person = blocks.BooleanBlock(
        label=_("shows the person the story tells of"), required=False, default=True,
        help_text=_("Then it is shown only while there is consent to show a photo of them."),
    )  # fmt: skip

    class Meta:
        icon = "image"
        label = _("picture")


def story_blocks() -> Named:
    """The kinds of pieces, in the order staff choose from."""
    return (
        ("paragraph", blocks.RichTextBlock(features=["bold", "italic", "link", "ol", "ul"], label=_("paragraph"))),
        ("heading", blocks.CharBlock(label=_("heading"), max_length=160, icon="title")),
        ("quote", Quote()),
        ("picture", Picture()),
        ("case", blocks.PageChooserBlock(page_type="web.CasePage", label=_("a case and what one can do"))),
    )


class BodyField(StreamField):
    """A stream whose pieces are code, not schema: what they are changes without a migration."""

    def __init__(self, block_types: Any = (), **more: Any) -> None:
        super().__init__(list(block_types()) if callable(block_types) else list(block_types), **more)

    def deconstruct(self) -> Any:
        """The field without its pieces."""
        name, path, _args, more = super().deconstruct()
        more.pop("block_lookup", None)
        return name, path, [], more
