"""Answers to what was pointed out before publishing."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from openletter.cases.models.case import Case


class SafetyAnswer(models.Model):
    """Why something that was pointed out may be published nevertheless. It holds for these very words alone."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="safety_answers", verbose_name=_("case"))
    finding = models.CharField(max_length=80)
    reason = models.TextField(_("reason"))
    answered_by = models.CharField(_("by"), max_length=200)
    answered_at = models.DateTimeField(_("on"))

    class Meta:
        verbose_name = _("answer to a safety question")
        verbose_name_plural = _("answers to safety questions")
        constraints = [models.UniqueConstraint(fields=["case", "finding"], name="one_answer_per_finding")]
