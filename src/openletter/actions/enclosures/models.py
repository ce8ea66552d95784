"""The table of pictures that came with acts."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from openletter.kernel.ids import uuid7
from openletter.kernel.models import DataKey


class Enclosure(models.Model):
    """One picture, sealed to its section. Without `act` it waits for the act it was sent with, a day at most."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    action = models.ForeignKey(
        "actions.Action", on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    section = models.ForeignKey(
        "sections.Section", on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    act = models.OneToOneField(
        "actions.ActionTaken", on_delete=models.CASCADE, null=True, related_name="enclosure", db_constraint=False
    )
    kind = models.CharField(max_length=3)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    taken_at = models.DateTimeField()
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="+", db_index=False)
    sealed = models.BinaryField()

    class Meta:
        verbose_name = _("enclosure")
        verbose_name_plural = _("enclosures")
        indexes: ClassVar = [
            models.Index(fields=["taken_at"], condition=models.Q(act__isnull=True), name="enclosure_unclaimed"),
        ]
