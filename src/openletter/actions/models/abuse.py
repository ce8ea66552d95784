"""Against floods: the salt of the day, what grows, switches, and judgements on acts in bulk."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from openletter.actions.abuse.judging import InvalidationState, Verdict
from openletter.actions.abuse.switches import Does, Whom
from openletter.actions.models.call import Action
from openletter.actions.rules import ActState
from openletter.kernel.ids import uuid7
from openletter.sections.models import Section


class DaySalt(models.Model):
    """What labels of networks are made with on a day (UTC). Deleted the day after: then they mean nothing any more."""

    day = models.DateField(primary_key=True)
    salt = models.BinaryField(max_length=16)


class Trend(models.Model):
    """How many acts of an action came in one hour from one network, domain or with the same words.

    Only what has at least ten acts in that hour is written down; a domain is named by one of its acts.
    """

    class By(models.TextChoices):
        """What the acts have in common."""

        ALL = "all", pgettext_lazy("acts have in common", "The action")
        NETWORK = "network", pgettext_lazy("acts have in common", "Network")
        DOMAIN = "domain", pgettext_lazy("acts have in common", "Mail domain")
        WORDS = "words", pgettext_lazy("acts have in common", "The same words")

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="+", db_index=False)
    hour = models.DateTimeField()
    by = models.CharField(max_length=8, choices=By)
    label = models.CharField(max_length=8, blank=True)
    name = models.CharField(max_length=253, blank=True)
    quantity = models.PositiveIntegerField()
    confirmed = models.PositiveIntegerField()
    pending = models.PositiveIntegerField()
    shadowed = models.PositiveIntegerField()
    seconds = models.PositiveIntegerField()  # between page and form, on average
    country = models.CharField(max_length=2, blank=True)  # given by more than half of them

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hour", "action", "by", "label"], name="one_trend_per_hour")]


class Switch(models.Model):
    """Something turned on against a flood: what, for whom, where, why, by whom, until when. Ended, never deleted."""

    does = models.CharField(_("what it does"), max_length=12, choices=Does)
    whom = models.CharField(_("for whom"), max_length=16, choices=Whom, default=Whom.EVERYBODY)
    value = models.CharField(_("which one"), max_length=253, blank=True)
    most = models.PositiveIntegerField(_("at most"), default=0)
    seconds = models.PositiveIntegerField(_("in how many seconds"), default=0)
    action = models.ForeignKey(
        Action, on_delete=models.PROTECT, null=True, blank=True, related_name="switches", verbose_name=_("action")
    )
    section = models.ForeignKey(
        Section, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("section")
    )
    reason = models.TextField(_("reason"))
    actor_id = models.BigIntegerField(null=True, editable=False)
    actor = models.CharField(_("turned on by"), max_length=200, editable=False)
    since = models.DateTimeField(_("since"), editable=False)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    ended_at = models.DateTimeField(_("turned off"), null=True, editable=False)
    ended_by = models.CharField(max_length=200, blank=True, editable=False)
    ended_why = models.TextField(blank=True, editable=False)

    class Meta:
        verbose_name = _("switch")
        verbose_name_plural = _("switches")
        ordering = ["-since", "-pk"]
        indexes = [
            models.Index(fields=["section", "id"], condition=models.Q(ended_at=None), name="switches_on"),
            models.Index(fields=["-since", "-id"], name="switches_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.get_does_display()}: {self.value or self.get_whom_display()}"


class Invalidation(models.Model):
    """A judgement on acts in bulk: which, why, by whom, and how far it has come. It can be undone as a whole.

    Without actions it is about all those of its section. `criteria` as in `operations.invalidation.Criteria`.
    """

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="+", verbose_name=_("section"))
    actions = models.ManyToManyField(Action, blank=True, related_name="invalidations", verbose_name=_("actions"))
    verdict = models.CharField(_("what becomes of them"), max_length=12, choices=Verdict)
    criteria = models.JSONField(default=dict)
    reason = models.TextField(_("reason"))
    state = models.CharField(
        _("state"), max_length=12, choices=InvalidationState, default=InvalidationState.PREPARED, editable=False
    )
    expected = models.PositiveIntegerField(default=0, editable=False)
    judged = models.PositiveIntegerField(default=0, editable=False)
    prepared_by_id = models.BigIntegerField(null=True, editable=False)
    prepared_by = models.CharField(max_length=200, editable=False)
    prepared_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("invalidation")
        verbose_name_plural = _("invalidations")
        ordering = ["-prepared_at", "-pk"]
        indexes = [
            models.Index(fields=["section", "-prepared_at"], name="invalidations_of_section"),
            models.Index(fields=["-prepared_at", "-id"], name="invalidations_newest"),
        ]

    def __str__(self) -> str:
        # Without how many: it stands in lists and in the audit, and of so few that could be named nothing is told.
        return f"{self.get_verdict_display()} ({self.prepared_at:%Y-%m-%d})"


class InvalidationRun(models.Model):
    """One run of a judgement, or of its undoing, from somebody's click to its end."""

    invalidation = models.ForeignKey(Invalidation, on_delete=models.CASCADE, related_name="runs")
    undoes = models.BooleanField()
    actor_id = models.BigIntegerField(null=True)
    actor = models.CharField(max_length=200)
    reason = models.TextField(blank=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    stopped = models.BooleanField(default=False)
    changed = models.PositiveIntegerField(default=0)
    position = models.UUIDField(null=True)  # the last act looked at
    differences = models.PositiveIntegerField(null=True)  # what a recount found wrong afterwards

    class Meta:
        ordering = ["-started_at", "-pk"]


class JudgedAct(models.Model):
    """That an act stands as one judgement left it, and what it was before."""

    invalidation = models.ForeignKey(Invalidation, on_delete=models.CASCADE, related_name="acts", db_index=False)
    act = models.UUIDField()
    before = models.CharField(max_length=12, choices=ActState)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["invalidation", "act"], name="judged_once")]
