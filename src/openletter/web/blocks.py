"""What stories, standing pages, homes and menus are made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageChooserBlock

type Named = Sequence[tuple[str, blocks.Block]]

# What every section answers without a page of its own, by the rest of the address.
PLACES = (
    ("cases/", pgettext_lazy("navigation", "Find a case")),
    ("good-news/", pgettext_lazy("navigation", "Good news")),
    ("stories/", pgettext_lazy("navigation", "Stories")),
    ("about/", pgettext_lazy("navigation", "About us")),
    ("contact/", _("Contact")),
    ("safety/", _("How we keep you safe")),
    ("how-we-count/", _("How we count")),
    ("privacy/", _("Privacy")),
    ("accessibility/", _("Accessibility")),
)


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


def page_blocks() -> Named:
    """The pieces of a page that stands. What is told of a person, in words or pictures, belongs in a story."""
    told = {name: block for name, block in story_blocks() if name in ("paragraph", "heading", "case")}
    return (*told.items(), ("links", blocks.ListBlock(Way(), label=_("links"), icon="link")))


class Way(blocks.StructBlock):
    """One link: to a page of the site, to one of the addresses every section has, or to another site."""

    text = blocks.CharBlock(label=_("words"), max_length=60)
    page = blocks.PageChooserBlock(page_type=["web.StandardPage", "web.CampaignPage"], label=_("page"), required=False)
    place = blocks.ChoiceBlock(label=_("or an address that every section has"), choices=PLACES, required=False)
    url = blocks.URLBlock(label=_("or another site"), required=False)

    class Meta:
        icon = "link"
        label = _("link")

    def clean(self, value: Any) -> Any:
        """Refuse a link that leads nowhere, or to two places."""
        found = super().clean(value)
        if sum(1 for name in ("page", "place", "url") if found.get(name)) != 1:
            said = ValidationError(_("Choose one: a page, an address or another site."))
            raise blocks.StructBlockValidationError(block_errors={"page": said})
        return found


def way_blocks() -> Named:
    """What a menu is made of."""
    return (("way", Way()),)


class Featured(blocks.StructBlock):
    """One person, large, with what one can do for them."""

    case = blocks.PageChooserBlock(
        page_type="web.CasePage", label=_("case"), required=False,
        help_text=_("Empty: the case of the highest priority among those that are not urgent."),
    )  # fmt: skip

    class Meta:
        icon = "user"
        label = _("one person, large")


class Latest(blocks.StructBlock):
    """The latest few of something."""

    number = blocks.IntegerBlock(label=_("how many"), default=3, min_value=1, max_value=12)


class Voice(blocks.StructBlock):
    """Somebody's words, large."""

    text = blocks.TextBlock(label=_("quote"), max_length=600)
    by = blocks.CharBlock(label=_("said by"), required=False, max_length=160)
    case = blocks.PageChooserBlock(
        page_type="web.CasePage", label=_("the case of who said it"), required=False,
        help_text=_("Then it is shown only while there is consent to quote them."),
    )  # fmt: skip

    class Meta:
        icon = "openquote"
        label = _("quote")


class Text(blocks.StructBlock):
    """A heading with a few lines."""

    heading = blocks.CharBlock(label=_("heading"), max_length=120)
    text = blocks.RichTextBlock(features=["bold", "italic", "link", "ol", "ul"], label=_("text"))

    class Meta:
        icon = "pilcrow"
        label = _("text")


class SignUp(blocks.StructBlock):
    """A form for an address to which the section's news go once its owner has confirmed."""

    heading = blocks.CharBlock(label=_("heading"), max_length=120)
    text = blocks.CharBlock(
        label=_("one sentence"), required=False, max_length=240,
        help_text=_("What one gets, and how often. The consent stands beneath it, in the words of your section."),
    )  # fmt: skip

    class Meta:
        icon = "mail"
        label = _("sign-up for news by e-mail")


def home_blocks() -> Named:
    """The pieces of a home, in the order in which a home without choices shows them."""
    return (
        ("urgent", blocks.StaticBlock(label=_("urgent now"), icon="warning")),
        ("featured", Featured()),
        ("open", blocks.StaticBlock(label=_("other people one can act for"), icon="group")),
        ("campaign", blocks.PageChooserBlock(page_type="web.CampaignPage", label=_("a campaign"), icon="date")),
        ("search", blocks.StaticBlock(label=_("search"), icon="search")),
        ("good_news", Latest(label=_("good news"), icon="tick")),
        ("quote", Voice()),
        ("steps", blocks.StaticBlock(label=_("what happens when one acts"), icon="list-ol")),
        ("numbers", blocks.StaticBlock(label=_("in numbers"), icon="order")),
        ("stories", Latest(label=_("latest stories"), icon="doc-full")),
        ("waiting", blocks.StaticBlock(label=_("cases we follow"), icon="history")),
        ("ended", blocks.StaticBlock(label=_("what became of them"), icon="check")),
        ("text", Text()),
        ("sign_up", SignUp()),
        ("who", blocks.StaticBlock(label=_("who we are"), icon="home")),
    )


# A list stands once; what is chosen anew each time may stand more often.
ONCE = {
    name: {"max_num": 1}
    for name in (
        "urgent", "open", "search", "good_news", "steps", "numbers", "stories", "waiting", "ended", "sign_up", "who",
    )
}  # fmt: skip


class BodyField(StreamField):
    """A stream whose pieces are code, not schema: what they are changes without a migration."""

    def __init__(self, block_types: Any = (), **more: Any) -> None:
        super().__init__(list(block_types()) if callable(block_types) else list(block_types), **more)

    def deconstruct(self) -> Any:
        """The field without its pieces."""
        name, path, _args, more = super().deconstruct()
        more.pop("block_lookup", None)
        return name, path, [], more
