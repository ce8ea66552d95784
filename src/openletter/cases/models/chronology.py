"""What happened, in order: developments, court proceedings, sentences and updates."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.fields import RichTextField
from wagtail_localize.fields import TranslatableField

from openletter.cases.models.case import Case
from openletter.cases.rules import (
    CourtType,
    DevelopmentKind,
    ProceedingResult,
    ProceedingStage,
    SentenceKind,
    Standing,
    Visibility,
)
from openletter.kernel.edtf import MalformedDate, parse
from openletter.kernel.fields import EdtfField
from openletter.kernel.words import Fact, Words

DURATION = RegexValidator(
    re.compile(r"^P(?=\d)(\d{1,3}Y)?(\d{1,4}M)?(\d{1,5}D)?$"),
    _("Write a length like P2Y (two years) or P18M (18 months)."),
)


class Development(Fact):
    """One dated event of a chronology, with how sure it is and who may see it."""

    case = ParentalKey(Case, on_delete=models.CASCADE, related_name="developments")
    kind = models.CharField(_("kind"), max_length=30, choices=DevelopmentKind)
    on = EdtfField(_("date"), help_text=_("2018-06-27, 2018-06, 2018, 2015-08~ (about), 2014-01-XX (day unknown)"))
    original_wording = models.CharField(_("the source's own wording of the date"), max_length=120, blank=True)
    sort_from = models.CharField(max_length=10, editable=False, default="")
    sort_to = models.CharField(max_length=10, editable=False, default="")
    standing = models.CharField(_("standing"), max_length=12, choices=Standing, default=Standing.FACT)
    visibility = models.CharField(_("visibility"), max_length=12, choices=Visibility, default=Visibility.CASE_TEAM)
    stated_days = models.PositiveIntegerField(
        _("days, as the source states them"), null=True, blank=True,
        help_text=_("Only where the source gives a figure, for example of a hunger strike."),
    )  # fmt: skip
    source_note = models.TextField(_("source, never public"), blank=True)

    class Meta:
        verbose_name = _("development")
        verbose_name_plural = _("developments")
        ordering = ["sort_from", "sort_to", "pk"]
        indexes = [models.Index(fields=["sort_from"], name="developments_by_day")]

    def __str__(self) -> str:
        return f"{self.on} {self.get_kind_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Derive the sort keys from the date; a malformed one keeps empty keys (forms refuse it before)."""
        try:
            self.sort_from, self.sort_to = parse(self.on).sort_keys
        except MalformedDate:
            self.sort_from = self.sort_to = ""
        super().save(*args, **kwargs)


class DevelopmentWords(Words):
    """The note of a development in one language."""

    fact = ParentalKey(Development, on_delete=models.CASCADE, related_name="words")
    note = models.TextField(_("note"))

    translatable_fields: ClassVar = [TranslatableField("note")]

    class Meta(Words.Meta):
        verbose_name = _("note")
        verbose_name_plural = _("notes")


class Proceeding(models.Model):
    """One stage of a court case."""

    case = ParentalKey(Case, on_delete=models.CASCADE, related_name="proceedings")
    stage = models.CharField(_("stage"), max_length=20, choices=ProceedingStage)
    court = models.CharField(_("court"), max_length=20, choices=CourtType, default=CourtType.UNKNOWN)
    result = models.CharField(_("result"), max_length=20, choices=ProceedingResult, default=ProceedingResult.PENDING)
    on = EdtfField(_("date"), blank=True)
    visibility = models.CharField(_("visibility"), max_length=12, choices=Visibility, default=Visibility.CASE_TEAM)

    class Meta:
        verbose_name = _("proceeding")
        verbose_name_plural = _("proceedings")
        ordering = ["pk"]


class Sentence(models.Model):
    """What a court imposed, and from which day it counts."""

    case = ParentalKey(Case, on_delete=models.CASCADE, related_name="sentences")
    kind = models.CharField(_("kind"), max_length=10, choices=SentenceKind, default=SentenceKind.PRISON)
    imposed = EdtfField(_("imposed on"), blank=True)
    counted_from = EdtfField(_("counted from"), blank=True, help_text=_("Most often the day of arrest."))
    length = models.CharField(_("length"), max_length=16, blank=True, validators=[DURATION])
    is_in_force = models.BooleanField(_("in force"), default=True, help_text=_("Off when replaced or quashed."))
    visibility = models.CharField(_("visibility"), max_length=12, choices=Visibility, default=Visibility.CASE_TEAM)

    class Meta:
        verbose_name = _("sentence")
        verbose_name_plural = _("sentences")
        ordering = ["pk"]


class Update(Fact):
    """A dated public note that stands on top of the case's page."""

    case = ParentalKey(Case, on_delete=models.CASCADE, related_name="updates")
    on = models.DateField(_("date"))
    tell_participants = models.BooleanField(_("tell everyone who acted"), default=False)

    class Meta:
        verbose_name = _("update")
        verbose_name_plural = _("updates")
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["on"], name="updates_by_day")]

    def __str__(self) -> str:
        return f"{self.case}: {self.on}"


class UpdateWords(Words):
    """An update's title and text in one language."""

    fact = ParentalKey(Update, on_delete=models.CASCADE, related_name="words")
    title = models.CharField(_("title"), max_length=160)
    body = RichTextField(_("text"), features=["bold", "italic", "link"], blank=True)

    translatable_fields: ClassVar = [TranslatableField("title"), TranslatableField("body")]

    class Meta(Words.Meta):
        verbose_name = _("update's words")
        verbose_name_plural = _("update's words")
