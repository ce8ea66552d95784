"""Campaigns: a drive of several cases, such as one year's letter-writing marathon."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail_localize.fields import TranslatableField

from openletter.cases.models import Case
from openletter.kernel.words import Fact, Words


class Campaign(Fact):
    """One edition, with its window and the cases that take part."""

    key = models.SlugField(_("key"), max_length=60, unique=True)
    opens_on = models.DateField(_("opens on"))
    closes_on = models.DateField(_("closes on"))
    planned_cases = models.PositiveSmallIntegerField(_("number of cases"), default=0)
    countries = models.JSONField(_("countries of the cases"), default=list, blank=True)
    cases: models.ManyToManyField[Case, Case] = models.ManyToManyField(
        Case, related_name="campaigns", blank=True, verbose_name=_("cases")
    )

    # All sections share a campaign: it belongs to none.
    section: ClassVar[None] = None
    section_id: ClassVar[None] = None

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        ordering = ["-opens_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_on__gte=models.F("opens_on")), name="campaign_closes_after_it_opens"
            )
        ]

    def __str__(self) -> str:
        words = self.in_language("en") if self.pk else None
        return words.name if words else self.key


class CampaignWords(Words):
    """A campaign's name and purpose in one language."""

    fact = ParentalKey(Campaign, on_delete=models.CASCADE, related_name="words")
    name = models.CharField(_("name"), max_length=160)
    summary = models.TextField(_("summary"), blank=True)

    translatable_fields: ClassVar = [TranslatableField("name"), TranslatableField("summary")]

    class Meta(Words.Meta):
        verbose_name = _("campaign's words")
        verbose_name_plural = _("campaign's words")
