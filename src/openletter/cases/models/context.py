"""What surrounds a case: figures, credits, and the rules for writing to the person."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail_localize.fields import TranslatableField

from openletter.cases.models.case import Case
from openletter.cases.rules import ContentRule, RecipientRoute, ReturnAddressRule
from openletter.kernel.fields import EdtfField
from openletter.kernel.words import Fact, Words
from openletter.sections.models import Credit


class ContextFigure(Fact):
    """A published number that shows a case is not alone, with its period and source."""

    case = ParentalKey(Case, on_delete=models.CASCADE, related_name="context_figures")
    number = models.DecimalField(_("number"), max_digits=12, decimal_places=1)
    period = EdtfField(_("period"), blank=True)
    source = models.CharField(_("source"), max_length=200)

    class Meta:
        verbose_name = _("context figure")
        verbose_name_plural = _("context figures")
        ordering = ["pk"]


class ContextFigureWords(Words):
    """What a context figure counts, in one language; the number is set apart by the page."""

    fact = ParentalKey(ContextFigure, on_delete=models.CASCADE, related_name="words")
    statement = models.CharField(_("what is counted"), max_length=240)
    source = models.CharField(
        _("source"), max_length=200, blank=True, help_text=_("Empty: as it stands on the figure itself.")
    )

    translatable_fields: ClassVar = [TranslatableField("statement"), TranslatableField("source")]

    class Meta(Words.Meta):
        verbose_name = _("figure's words")
        verbose_name_plural = _("figure's words")


class CaseCredit(Credit):
    """A credit line of a case: a group, its coordinators, a partner, whoever else took part."""

    case = ParentalKey(Case, on_delete=models.CASCADE, related_name="credits")

    class Meta(Credit.Meta):
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "contributor", "role", "language"], name="one_credit_of_each_role_in_a_case"
            )
        ]


class SolidarityGuidance(models.Model):
    """What a message to the person may and may not hold, and by which way it goes."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="guidance")
    mention_organisation = models.CharField(
        _("mention of the organisation"), max_length=12, choices=ContentRule, default=ContentRule.NEVER
    )
    religious_content = models.CharField(
        _("religious content"), max_length=12, choices=ContentRule, default=ContentRule.NEVER
    )
    seasonal_greeting = models.CharField(
        _("seasonal greetings"), max_length=12, choices=ContentRule, default=ContentRule.ALLOWED
    )
    mention_case_or_charges = models.CharField(
        _("mention of the case or charges"), max_length=12, choices=ContentRule, default=ContentRule.NEVER
    )
    political_comment = models.CharField(
        _("political comment"), max_length=12, choices=ContentRule, default=ContentRule.NEVER
    )
    photos_and_drawings = models.CharField(
        _("photos and drawings"), max_length=12, choices=ContentRule, default=ContentRule.ALLOWED
    )
    return_address = models.CharField(
        _("sender's address"), max_length=12, choices=ReturnAddressRule, default=ReturnAddressRule.OPTIONAL
    )
    recipient_route = models.CharField(
        _("way"), max_length=20, choices=RecipientRoute, default=RecipientRoute.SECTION_OFFICE
    )
    languages = models.JSONField(_("languages, empty for any"), default=list, blank=True)
    max_length = models.PositiveIntegerField(_("at most, characters"), default=600)
    bundle_in_one_envelope = models.BooleanField(_("several in one envelope"), default=True)
    reply_expected = models.BooleanField(_("a reply may come"), default=False)
    available_until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("guidance for messages")
        verbose_name_plural = _("guidance for messages")
