"""Windows: one page per section and language on a row that has its own life."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.url_routing import RouteResult
from wagtail_localize.fields import SynchronizedField, TranslatableField

from openletter.actions.models import Action
from openletter.campaigns.models import Campaign
from openletter.cases.models import Case
from openletter.sections.models import Section
from openletter.sections.routing import Place, base_of, root_of
from openletter.sections.rules import RESERVED
from openletter.web.blocks import ONCE, BodyField, home_blocks, page_blocks, way_blocks
from openletter.web.newsroom.forms import OwnPageForm
from openletter.web.newsroom.permissions import ByHand

MOST_IN_THE_HEAD = 6  # more do not fit a telephone's two lines


class TakenDown(Http404):
    """There was a page here, and it was taken down."""


class WindowPage(Page):
    """What all pages share: their address comes from section and language, not from Wagtail's sites."""

    # What is done with such a page by hand (see newsroom.permissions); what is not named, by our own operations only.
    by_hand: ClassVar[frozenset[str]] = frozenset()
    base_form_class = OwnPageForm
    promote_panels: ClassVar[list[Any]] = []
    settings_panels: ClassVar[list[Any]] = []

    class Meta:
        abstract = True

    # Whether it says something of its own, beside what it is a window on: it is then translated like any text.
    has_own_words: ClassVar = False

    def permissions_for_user(self, user: Any) -> ByHand:
        """What a person may do with the page by hand."""
        return ByHand(user, self)

    # Of a page that is not there yet and is read before it is published: the home it would stand under.
    rehearsed_under: HomePage | None = None

    @property
    def home(self) -> HomePage:
        """The section's home in this page's language."""
        return self.rehearsed_under or HomePage.objects.get(path=self.path[: 2 * Page.steplen])

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int | None, str, str]:
        """Site id (none), root address and path, as Wagtail asks for them."""
        home = self.home
        rest = self.url_path[len(home.url_path) :]
        return None, root_of(home.section), base_of(home.section, home.locale.language_code) + rest

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """The page an address names; nothing stands beneath a page that was taken down."""
        if not self.live:
            raise TakenDown if isinstance(self, ActionPage) else Http404
        return super().route(request, path_components)

    def clean(self) -> None:
        """Refuse slugs that are addresses of the house."""
        super().clean()
        if self.slug in RESERVED:
            raise ValidationError({"slug": _("This word is needed for other addresses. Choose another.")})

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with this page, drawn by the public site."""
        from openletter.web.views.pages import draw

        return draw(self, request)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The same for what is not published yet, for whoever writes it."""
        request.is_preview = True  # type: ignore[attr-defined]
        return self.serve(request)


class HomePage(WindowPage):
    """The front page of a section in one language."""

    has_own_words = True

    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="homes", verbose_name=_("section"))
    body = BodyField(
        home_blocks, blank=True, verbose_name=_("pieces of the page"), block_counts=ONCE,
        help_text=_("In this order. Empty: all pieces, in the order that serves most readers."),
    )  # fmt: skip
    head_links = BodyField(
        way_blocks, blank=True, verbose_name=_("links at the head of each page"), max_num=MOST_IN_THE_HEAD,
        help_text=_("Empty: find a case, good news, stories, about us."),
    )  # fmt: skip
    foot_links = BodyField(
        way_blocks, blank=True, verbose_name=_("more links at the foot of each page"), max_num=12,
        help_text=_("What every section owes its readers always stands there: privacy, accessibility, contact."),
    )  # fmt: skip

    content_panels = [FieldPanel("title"), FieldPanel("body"), FieldPanel("head_links"), FieldPanel("foot_links")]
    by_hand = frozenset({"edit", "publish", "add", "publish beneath"})
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    subpage_types: ClassVar = ["web.CasePage", "web.StoriesPage", "web.CampaignPage", "web.StandardPage"]
    override_translatable_fields: ClassVar = [SynchronizedField("slug")]
    translatable_fields: ClassVar = [
        TranslatableField("title"), SynchronizedField("section"), TranslatableField("body"),
        TranslatableField("head_links"), TranslatableField("foot_links"),
    ]  # fmt: skip

    class Meta:
        verbose_name = _("home page")

    @classmethod
    def at(cls, place: Place) -> HomePage | None:
        """The live front page of a section in a language; None while there is none."""
        return cls.objects.live().filter(section=place.section, locale__language_code=place.language).first()


class CasePage(WindowPage):
    """A section's window on a case, in one language."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="pages", verbose_name=_("case"))

    is_creatable = False
    content_panels = [*Page.content_panels, FieldPanel("case")]
    parent_page_types: ClassVar = ["web.HomePage"]
    subpage_types: ClassVar = ["web.ActionPage"]

    class Meta:
        verbose_name = _("case page")


class ActionPage(WindowPage):
    """A section's window on an action, in one language."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="pages", verbose_name=_("action"))

    is_creatable = False
    content_panels = [*Page.content_panels, FieldPanel("action")]
    parent_page_types: ClassVar = ["web.CasePage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("action page")


class CampaignPage(WindowPage):
    """A section's window on one edition of a campaign, in one language."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="pages", verbose_name=_("campaign"))

    is_creatable = False
    content_panels = [*Page.content_panels, FieldPanel("campaign")]
    parent_page_types: ClassVar = ["web.HomePage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("campaign page")


class StandardPage(WindowPage):
    """A page that stands: who we are, what a group does, how to visit us; whatever a section wants to say."""

    has_own_words = True

    lead = models.TextField(_("what it says, in one or two sentences"), max_length=400, blank=True)
    body = BodyField(page_blocks, blank=True, verbose_name=_("text"))

    by_hand = frozenset({"edit", "publish", "unpublish", "add", "publish beneath", "delete", "move"})
    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    promote_panels = [FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description")]
    parent_page_types: ClassVar = ["web.HomePage", "web.StandardPage"]
    subpage_types: ClassVar = ["web.StandardPage"]
    translatable_fields: ClassVar = [
        TranslatableField("title"), TranslatableField("lead"), TranslatableField("body"), TranslatableField("slug"),
        TranslatableField("seo_title"), TranslatableField("search_description"),
    ]  # fmt: skip

    class Meta:
        verbose_name = _("standing page")
        verbose_name_plural = _("standing pages")


class SectionPictures(models.Model):
    """The collection in which a section keeps the pictures of its pages."""

    section = models.OneToOneField(Section, on_delete=models.CASCADE, related_name="pictures")
    collection = models.OneToOneField("wagtailcore.Collection", on_delete=models.CASCADE, related_name="pictures_of")

    class Meta:
        verbose_name = _("pictures of a section")
        verbose_name_plural = _("pictures of a section")

    def __str__(self) -> str:
        return str(self.section)
