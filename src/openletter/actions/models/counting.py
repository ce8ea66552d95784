"""The ledger from which the public number comes, and what is not folded into it yet."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from openletter.actions.models.call import Action
from openletter.actions.rules import LedgerSource
from openletter.kernel.ids import uuid7
from openletter.kernel.models import DataKey


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
    # An entry is never changed: what was wrong in one is put right by another that names it.
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, editable=False, related_name="corrections",
        verbose_name=_("corrects"),
    )  # fmt: skip
    recorded_at = models.DateTimeField(_("entered on"), editable=False)

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger")
        ordering = ["-recorded_at", "-pk"]
        indexes = [models.Index(fields=["-recorded_at", "-id"], name="ledger_newest")]
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


class LedgerEvidence(models.Model):
    """One sheet, report or photograph behind an entry by hand, sealed to the section: it names people.

    It ends with the personal data of its action; the entry, its number and its reason stay.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entry = models.ForeignKey(LedgerEntry, on_delete=models.PROTECT, related_name="files")
    kind = models.CharField(max_length=3)  # jpg, drawn anew by us, or pdf, as it came
    size = models.PositiveIntegerField()  # bytes
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=200)
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="+", db_index=False)
    sealed = models.BinaryField()

    class Meta:
        verbose_name = _("evidence of a ledger entry")
        verbose_name_plural = _("evidence of ledger entries")
        ordering = ["added_at", "pk"]

    def __str__(self) -> str:
        return f"{self.entry} ({self.kind})"


class TallyDelta(models.Model):
    """What one batch, confirmation or withdrawal changed; folded into the ledger within seconds."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    source = models.CharField(max_length=20, choices=LedgerSource)
    quantity = models.IntegerField()
    at = models.DateTimeField()
