"""Campaigns: a drive of several cases, such as one year's letter-writing marathon."""

from __future__ import annotations

from typing import Any, ClassVar

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
    # The people at risk whom the summary names, by their keys: it is left out while one of them may not be shown.
    named = models.JSONField(default=list, editable=False)

    translatable_fields: ClassVar = [TranslatableField("name"), TranslatableField("summary")]

    class Meta(Words.Meta):
        verbose_name = _("campaign's words")
        verbose_name_plural = _("campaign's words")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Whom the summary names is known from now on."""
        # The cases' own reads import models of this house: they are there once all models are.
        from openletter.cases.queries.naming import people_named

        self.named = people_named([self.summary]) if self.summary else []
        super().save(*args, **kwargs)
