"""Reports of readers. What they wrote is sealed; of the page only its address stands open."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from openletter.kernel.ids import uuid7
from openletter.kernel.models import DataKey
from openletter.sections.models import Section
from openletter.solidarity.reports.rules import GRAVE, About
from openletter.solidarity.rules import LONGEST_REASON


class PageReport(models.Model):
    """What a reader says of one public page. A public node inserts it and can read none of it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="+", verbose_name=_("section"))
    page = models.CharField(_("page"), max_length=300)
    about = models.CharField(_("what it is about"), max_length=12, choices=About)
    language = models.CharField(_("language"), max_length=10)
    said_at = models.DateTimeField(_("when"))
    locked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    locked_until = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(_("settled"), null=True)
    settled_by = models.CharField(_("settled by"), max_length=200, blank=True)
    reason = models.CharField(_("reason"), max_length=40, blank=True)
    reason_said = models.JSONField(_("the reason as it was said"), default=dict)
    words = models.CharField(_("in their own words"), max_length=LONGEST_REASON, blank=True)
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    sealed = models.BinaryField(null=True)

    class Meta:
        verbose_name = _("report of a reader")
        verbose_name_plural = _("reports of readers")
        ordering: ClassVar = ["said_at", "id"]
        indexes: ClassVar = [
            models.Index(fields=["settled_at", "said_at"], name="reports_waiting"),
            models.Index(
                models.Case(models.When(about__in=GRAVE, then=0), default=1), "said_at", "id",
                condition=models.Q(settled_at=None), name="reports_gravest",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.page
