"""The published call: an action, its words, demands, texts and targets."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail_localize.fields import TranslatableField

from openletter.actions.rules import ActionStatus, CloseReason, TargetRole
from openletter.cases.models import Case, Outcome
from openletter.kernel.ids import new_ref
from openletter.kernel.words import Fact, Words
from openletter.sections.models import Credit, Section
from openletter.sections.rules import Unconfirmed
from openletter.targets.models import Office

ADAPTED_FIRST = models.F("original").asc(nulls_last=True)
ADAPTED_LAST = models.F("original").asc(nulls_first=True)


class Action(Fact):
    """The published call: what supporters are asked to do for a case."""

    ref = models.CharField(max_length=16, unique=True, default=new_ref, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="actions", verbose_name=_("case"))
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="actions", verbose_name=_("section"))
    kind = models.CharField(_("kind"), max_length=30)
    status = models.CharField(_("status"), max_length=20, choices=ActionStatus, default=ActionStatus.DRAFT)
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    deadline = models.DateField(_("deadline"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True, editable=False)
    erased_on = models.DateField(_("personal data erased on"), null=True, blank=True, editable=False)
    close_reason = models.CharField(_("reason"), max_length=24, choices=CloseReason, blank=True)
    outcome = models.ForeignKey(
        Outcome,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="closed_actions",
        editable=False,
    )
    next_action = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("next action"),
    )
    superseded_by = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("superseded by"),
    )
    # Another section's action that this one adapts, never one that is an adaptation itself.
    original = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="adaptations",
        verbose_name=_("original"),
        editable=False,
    )
    offered_at = models.DateTimeField(_("offered to the other sections"), null=True, blank=True, editable=False)
    unconfirmed = models.CharField(
        _("unconfirmed acts"),
        max_length=20,
        choices=Unconfirmed,
        blank=True,
        help_text=_("Empty: as the section does."),
    )
    goal = models.PositiveIntegerField(
        _("goal"), null=True, blank=True, help_text=_("Empty: the goal moves by itself.")
    )
    display_threshold = models.PositiveIntegerField(_("hide the number below"), default=0)
    asks = models.JSONField(_("optional fields"), default=list, blank=True)
    offers = models.JSONField(_("choices offered"), default=list, blank=True)
    settings = models.JSONField(_("settings of its kind"), default=dict, blank=True)
    page_languages = models.JSONField(
        _("languages of its pages"),
        default=list,
        blank=True,
        help_text=_("Empty: every language of the section in which it is written."),
    )

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["section", "status", "-id"], name="actions_of_section"),
            models.Index(fields=["status", "opens_at"], name="actions_by_opening"),
            models.Index(fields=["status", "deadline"], name="actions_by_deadline"),
            models.Index(
                fields=["-offered_at", "-id"], condition=models.Q(offered_at__isnull=False), name="actions_offered"
            ),
        ]

    def __str__(self) -> str:
        words = self.in_language(self.section.default_language) if self.pk else None
        return words.title if words else self.ref

    def wanted_languages(self) -> list[str]:
        """The languages of its section in which its pages are to go up, written or not."""
        spoken: list[str] = self.section.languages
        return [code for code in spoken if not self.page_languages or code in self.page_languages]


class ActionWords(Words):
    """What an action's page says in one language."""

    fact = ParentalKey(Action, on_delete=models.CASCADE, related_name="words")
    title = models.CharField(_("title"), max_length=160)
    ask = models.TextField(_("what is asked, in one or two sentences"))
    button = models.CharField(_("button"), max_length=60, blank=True, help_text=_("Empty: the kind's own."))
    thanks = models.TextField(_("thanks"), blank=True)

    translatable_fields: ClassVar = [TranslatableField(name) for name in ("title", "ask", "button", "thanks")]

    class Meta(Words.Meta):
        verbose_name = _("action's words")
        verbose_name_plural = _("action's words")


class Demand(Fact):
    """One concrete call on the authorities."""

    action = ParentalKey(Action, on_delete=models.CASCADE, related_name="demands")
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("demand")
        verbose_name_plural = _("demands")
        ordering = ["order", "pk"]


class DemandWords(Words):
    """A demand in one language."""

    fact = ParentalKey(Demand, on_delete=models.CASCADE, related_name="words")
    text = models.CharField(_("demand"), max_length=300)

    translatable_fields: ClassVar = [TranslatableField("text")]

    class Meta(Words.Meta):
        verbose_name = _("demand's words")
        verbose_name_plural = _("demand's words")


class Appeal(Fact):
    """A text proposed for the act: the letter, the post, the script. Its language is chosen for who reads it.

    `use` is empty for the text that serves everybody, and otherwise says for which network or way another one is.
    """

    action = ParentalKey(Action, on_delete=models.CASCADE, related_name="appeals")
    use = models.SlugField(
        _("for"), max_length=20, blank=True, help_text=_("Empty: the text for everybody. Otherwise one network or way.")
    )
    mention_organisation = models.BooleanField(_("name the organisation"), default=True)

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        ordering = ["pk"]


class AppealWords(Words):
    """An appeal's text in one language; salutation and closing come from the office addressed."""

    fact = ParentalKey(Appeal, on_delete=models.CASCADE, related_name="words")
    subject = models.CharField(_("subject"), max_length=160)
    body = models.TextField(_("letter"))

    translatable_fields: ClassVar = [TranslatableField("subject"), TranslatableField("body")]

    class Meta(Words.Meta):
        verbose_name = _("appeal's words")
        verbose_name_plural = _("appeal's words")


class ActionCredit(Credit):
    """A credit line of an action."""

    action = ParentalKey(Action, on_delete=models.CASCADE, related_name="credits")

    class Meta(Credit.Meta):
        verbose_name = _("credit of an action")
        verbose_name_plural = _("credits of an action")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["action", "contributor", "role", "language"], name="one_credit_of_each_role_in_an_action"
            )
        ]


class ActionTarget(models.Model):
    """That an action addresses an office, or sends it a copy."""

    action = ParentalKey(Action, on_delete=models.CASCADE, related_name="targets")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", verbose_name=_("office"))
    role = models.CharField(_("role"), max_length=10, choices=TargetRole, default=TargetRole.TARGET)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["role", "order", "pk"]
        constraints = [models.UniqueConstraint(fields=["action", "office"], name="one_row_per_target")]
