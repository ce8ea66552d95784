"""Windows: one page per section and language on a row that has its own life."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField, TranslatableField

from openletter.actions.models import Action
from openletter.campaigns.models import Campaign
from openletter.cases.models import Case
from openletter.sections.models import Section
from openletter.sections.routing import Place, base_of, root_of
from openletter.sections.rules import RESERVED


class WindowPage(Page):
    """What all pages share: their address comes from section and language, not from Wagtail's sites."""

    class Meta:
        abstract = True

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

    def clean(self) -> None:
        """Refuse slugs that are addresses of the house."""
        super().clean()
        if self.slug in RESERVED:
            raise ValidationError({"slug": _("This word is needed for other addresses. Choose another.")})

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with this page, drawn by the public site."""
        from openletter.web.views.pages import draw

        return draw(self, request)


class HomePage(WindowPage):
    """The front page of a section in one language."""

    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="homes", verbose_name=_("section"))

    content_panels = [*Page.content_panels, FieldPanel("section")]
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    subpage_types: ClassVar = ["web.CasePage", "web.StoriesPage", "web.CampaignPage"]
    override_translatable_fields: ClassVar = [SynchronizedField("slug")]
    translatable_fields: ClassVar = [TranslatableField("title"), SynchronizedField("section")]

    class Meta:
        verbose_name = _("home page")

    @classmethod
    def at(cls, place: Place) -> HomePage | None:
        """The live front page of a section in a language; None while there is none."""
        return cls.objects.live().filter(section=place.section, locale__language_code=place.language).first()


class CasePage(WindowPage):
    """A section's window on a case, in one language."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="pages", verbose_name=_("case"))

    content_panels = [*Page.content_panels, FieldPanel("case")]
    parent_page_types: ClassVar = ["web.HomePage"]
    subpage_types: ClassVar = ["web.ActionPage"]

    class Meta:
        verbose_name = _("case page")


class ActionPage(WindowPage):
    """A section's window on an action, in one language."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="pages", verbose_name=_("action"))

    content_panels = [*Page.content_panels, FieldPanel("action")]
    parent_page_types: ClassVar = ["web.CasePage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("action page")


class CampaignPage(WindowPage):
    """A section's window on one edition of a campaign, in one language."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="pages", verbose_name=_("campaign"))

    content_panels = [*Page.content_panels, FieldPanel("campaign")]
    parent_page_types: ClassVar = ["web.HomePage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("campaign page")
