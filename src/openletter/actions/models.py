"""Actions, the acts people take, and the ledger from which the public number comes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail_localize.fields import TranslatableField

from openletter.actions.rules import (
    ActionStatus,
    ActState,
    Channel,
    CloseReason,
    EvidenceLevel,
    LedgerSource,
    TargetRole,
)
from openletter.cases.models import Case, Outcome
from openletter.kernel.ids import new_ref, uuid7
from openletter.kernel.models import DataKey
from openletter.kernel.words import Fact, Words
from openletter.sections.models import Section
from openletter.sections.rules import Unconfirmed
from openletter.supporters.models import ConsentNotice
from openletter.targets.models import Office


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

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        ordering = ["-pk"]

    def __str__(self) -> str:
        words = self.in_language(self.section.default_language) if self.pk else None
        return words.title if words else self.ref


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
    """The letter to the targets. Its language is chosen for them, not for the page."""

    action = ParentalKey(Action, on_delete=models.CASCADE, related_name="appeals")
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


class ActionTaken(models.Model):
    """One thing one supporter did. What they typed is sealed; `person` counts them once.

    Action and section carry no foreign key in the database: on PostgreSQL each row would lock the one action that
    everybody is signing. Actions are never deleted, so the promise is kept by there being no way to break it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    action = models.ForeignKey(
        Action, on_delete=models.PROTECT, related_name="taken", db_constraint=False, db_index=False
    )
    section = models.ForeignKey(
        Section, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    person = models.BinaryField(max_length=16)
    state = models.CharField(max_length=10, choices=ActState)
    channel = models.CharField(max_length=16, choices=Channel)
    evidence = models.CharField(max_length=20, choices=EvidenceLevel)
    language = models.CharField(max_length=10)
    country = models.CharField(max_length=2, blank=True)
    taken_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    to_target = models.BooleanField()
    public = models.BooleanField()
    news = models.BooleanField()
    notice = models.ForeignKey(
        ConsentNotice,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    data_key = models.ForeignKey(
        DataKey, on_delete=models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    sealed = models.BinaryField(null=True)

    class Meta:
        db_table = "actions_taken"
        verbose_name = _("act")
        verbose_name_plural = _("acts")
        constraints = [models.UniqueConstraint(fields=["action", "person"], name="one_person_counts_once")]


class LedgerEntry(models.Model):
    """One line of an action's ledger. The public number is the sum of its public lines and the deltas not yet folded.

    Lines by hand are never changed; lines made by counting (`automatic`) grow until their hour is over.
    """

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="ledger", verbose_name=_("action"))
    source = models.CharField(_("source"), max_length=20, choices=LedgerSource)
    quantity = models.IntegerField(_("number"))
    hour = models.DateTimeField(_("hour"), null=True, editable=False)
    automatic = models.BooleanField(default=False, editable=False)
    actor_id = models.BigIntegerField(null=True, editable=False)
    actor = models.CharField(_("entered by"), max_length=200, editable=False)
    reason = models.TextField(_("reason"))
    evidence = models.TextField(
        _("evidence"), blank=True, help_text=_("Where the sheets, the report or the figure lie.")
    )
    recorded_at = models.DateTimeField(_("entered on"), editable=False)

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger")
        ordering = ["-recorded_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["action", "source", "hour"],
                condition=models.Q(automatic=True),
                name="one_line_per_hour",
            ),
            models.CheckConstraint(condition=~models.Q(quantity=0) | models.Q(automatic=True), name="no_empty_line"),
        ]

    def __str__(self) -> str:
        return f"{self.get_source_display()}: {self.quantity}"


class TallyDelta(models.Model):
    """What one batch, confirmation or withdrawal changed; folded into the ledger within seconds."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    source = models.CharField(max_length=20, choices=LedgerSource)
    quantity = models.IntegerField()
    at = models.DateTimeField()
