"""What became of the person, and how far we may say that acting mattered."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.fields import RichTextField
from wagtail_localize.fields import TranslatableField

from openletter.cases.models.case import Case
from openletter.cases.rules import GOOD_OUTCOMES, Attribution, OutcomeType
from openletter.kernel.fields import EdtfField
from openletter.kernel.words import Fact, Words


class Outcome(Fact):
    """A recorded change in a case. One that closes it closes its actions too."""

    case = ParentalKey(Case, on_delete=models.CASCADE, related_name="outcomes")
    type = models.CharField(_("outcome"), max_length=30, choices=OutcomeType)
    attribution = models.CharField(_("our part in it"), max_length=40, choices=Attribution, default=Attribution.UNKNOWN)
    on = EdtfField(_("date"))
    closes_case = models.BooleanField(_("closes the case and its actions"), default=True)
    # Until somebody has looked whether headline and story, written before it, still say what is so.
    words_checked_at = models.DateTimeField(_("words checked on"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.case}: {self.get_type_display()}"

    @property
    def is_good(self) -> bool:
        """Whether it is good news."""
        return self.type in GOOD_OUTCOMES


class OutcomeWords(Words):
    """What is said of an outcome in one language."""

    fact = ParentalKey(Outcome, on_delete=models.CASCADE, related_name="words")
    summary = models.TextField(_("what happened"))
    thanks = models.TextField(_("thanks to those who acted"), blank=True)
    quote = models.TextField(_("quote"), blank=True)
    quote_by = models.CharField(_("said by"), max_length=160, blank=True)
    story = RichTextField(_("more"), features=["bold", "italic", "link"], blank=True)

    translatable_fields: ClassVar = [
        TranslatableField(name) for name in ("summary", "thanks", "quote", "quote_by", "story")
    ]

    class Meta(Words.Meta):
        verbose_name = _("outcome's words")
        verbose_name_plural = _("outcome's words")
