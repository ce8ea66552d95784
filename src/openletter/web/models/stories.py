"""Stories: what staff write about cases, and the folder in which a section keeps them."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, Page
from wagtail_localize.fields import SynchronizedField, TranslatableField

from openletter.cases.models import Case
from openletter.sections.models import Credit
from openletter.web.blocks import BodyField, story_blocks
from openletter.web.models.windows import WindowPage


class StoryKind(models.TextChoices):
    """What a story is."""

    GOOD_NEWS = "good_news", _("Good news")
    UPDATE = "update", _("Update")
    ARTICLE = "article", _("Article")


class StoriesPage(WindowPage):
    """Where a section's stories stand, in one language, and what it says beneath each of them."""

    has_own_words = True

    SLUG = "stories"

    disclaimer = models.TextField(
        _("note beneath each story"), blank=True,
        help_text=_("For example that articles say what their authors think. Empty: nothing is said."),
    )  # fmt: skip

    by_hand = frozenset({"edit", "publish", "add"})
    is_creatable = False
    content_panels = [*Page.content_panels, FieldPanel("disclaimer")]
    parent_page_types: ClassVar = ["web.HomePage"]
    subpage_types: ClassVar = ["web.StoryPage"]
    max_count_per_parent = 1
    translatable_fields: ClassVar = [
        TranslatableField("title"), TranslatableField("disclaimer"), SynchronizedField("slug"),
    ]  # fmt: skip

    class Meta:
        verbose_name = _("stories")

    def clean(self) -> None:
        """Keep the one address at which stories stand."""
        Page.clean(self)
        if self.slug != self.SLUG:
            raise ValidationError({"slug": _("Stories stand at “stories” in every language.")})


class StoryPage(WindowPage):
    """Good news, an update or an article, in one language."""

    has_own_words = True

    kind = models.CharField(_("kind"), max_length=12, choices=StoryKind, default=StoryKind.ARTICLE)
    on = models.DateField(_("date"), default=timezone.localdate)
    lead = models.TextField(_("what it says, in one or two sentences"), max_length=400)
    byline = models.CharField(
        _("written by"), max_length=160, blank=True,
        help_text=_("Empty: who is credited as having written it, otherwise the section. A credit is better: it is"
                    " shown only while the person agrees."),
    )  # fmt: skip
    contributors = models.TextField(
        _("others who took part"), blank=True,
        help_text=_("One a line, for example: Group 48, postcards. For a group, coordinator or partner a credit is"
                    " better."),
    )  # fmt: skip
    body = BodyField(story_blocks, blank=True, verbose_name=_("text"))

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel([FieldPanel("kind"), FieldPanel("on"), FieldPanel("lead")], heading=_("What it is")),
        FieldPanel("body"),
        InlinePanel("cases", heading=_("Cases"), label=_("case")),
        InlinePanel(
            "credits",
            heading=_("Credits"),
            label=_("credit"),
            help_text=_("Whoever has not agreed to be named, or took it back, is left out of the page."),
        ),
        MultiFieldPanel([FieldPanel("byline"), FieldPanel("contributors")], heading=_("Credits in free words")),
    ]
    promote_panels = [FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description")]
    by_hand = frozenset({"edit", "delete"})
    parent_page_types: ClassVar = ["web.StoriesPage"]
    subpage_types: ClassVar[list[str]] = []
    override_translatable_fields: ClassVar = [
        SynchronizedField("on"), SynchronizedField("kind"), SynchronizedField("cases"), SynchronizedField("byline"),
        SynchronizedField("credits"),
    ]  # fmt: skip

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")


class StoryCase(Orderable):
    """That a story belongs to a case, and whether it goes where the case goes."""

    story = ParentalKey(StoryPage, on_delete=models.CASCADE, related_name="cases")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="stories", verbose_name=_("case"))
    tells = models.BooleanField(
        _("the story tells of this person"), default=True,
        help_text=_("It is taken down when consent is withdrawn or the case’s action is suspended."),
    )  # fmt: skip

    panels = [FieldPanel("case"), FieldPanel("tells")]

    class Meta(Orderable.Meta):
        verbose_name = _("case of a story")
        verbose_name_plural = _("cases of a story")
        constraints = [models.UniqueConstraint(fields=["story", "case"], name="one_row_per_case_of_a_story")]


class StoryCredit(Credit):
    """A credit line of a story."""

    story = ParentalKey(StoryPage, on_delete=models.CASCADE, related_name="credits")

    class Meta(Credit.Meta):
        verbose_name = _("credit of a story")
        verbose_name_plural = _("credits of a story")
        constraints = [
            models.UniqueConstraint(
                fields=["story", "contributor", "role", "language"], name="one_credit_of_each_role_in_a_story"
            )
        ]


class StoryReview(models.Model):
    """That somebody else was asked to read and publish a story, or sent it back. Gone once it is published."""

    story = models.OneToOneField(StoryPage, on_delete=models.CASCADE, related_name="review")
    asked_at = models.DateTimeField(_("asked on"), null=True)
    asked_by = models.CharField(_("asked by"), max_length=200, blank=True)
    returned_at = models.DateTimeField(_("sent back on"), null=True)
    reason = models.TextField(_("what to change"), blank=True)

    class Meta:
        verbose_name = _("story that waits")
        verbose_name_plural = _("stories that wait")

    def __str__(self) -> str:
        return str(self.story)
