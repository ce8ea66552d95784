"""The consent ledger: what was agreed to, by whom, when and how; it gates publication."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from openletter.cases.models.case import Case
from openletter.cases.rules import ConsentGiver, ConsentScope, ConsentState


class ConsentRecord(models.Model):
    """One entry: a scope was asked for, given or withdrawn. Entries are added, never changed (see 0002)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="consents", verbose_name=_("case"))
    scope = models.CharField(_("use"), max_length=20, choices=ConsentScope)
    state = models.CharField(_("state"), max_length=12, choices=ConsentState)
    giver = models.CharField(_("by"), max_length=24, choices=ConsentGiver)
    on = models.DateField(_("on"))
    evidence = models.TextField(
        _("how we know"), help_text=_("Who heard or read it, where the record lies. Never public.")
    )
    expires_on = models.DateField(_("last valid day"), null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    recorded_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["on", "pk"]
        indexes = [
            models.Index(
                fields=["expires_on"], condition=models.Q(state=ConsentState.GIVEN, expires_on__isnull=False),
                name="consents_by_end",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_scope_display()}: {self.get_state_display()}"
