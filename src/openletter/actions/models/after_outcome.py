"""That an action ran when an outcome of its case was recorded, and whether anybody has said since that it goes on."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from openletter.actions.models.call import Action
from openletter.cases.models import Outcome


class OutcomeQuestion(models.Model):
    """Does this action go on after this outcome? Asked until the action ends, or until somebody says so.

    Who said so stands in the audit.
    """

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="outcome_questions", db_index=False)
    outcome = models.ForeignKey(Outcome, on_delete=models.CASCADE, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("question after an outcome")
        verbose_name_plural = _("questions after an outcome")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["action", "outcome"], name="one_question_per_outcome"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["action"], condition=models.Q(decided_at=None), name="questions_open"),
        ]

    def __str__(self) -> str:
        return f"{self.action}: {self.outcome}"
