"""The ledger from which the public number comes, and what is not folded into it yet."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from openletter.actions.models.call import Action
from openletter.actions.rules import LedgerSource


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
