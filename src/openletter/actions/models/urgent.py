"""The sheet of an urgent action: its numbers, and what it tells beside the call itself."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail_localize.fields import TranslatableField

from openletter.actions.models.call import Action
from openletter.actions.urgent.numbers import INDEX, UA
from openletter.kernel.words import Fact, Words
from openletter.sections.models import Section


class UrgentSheet(Fact):
    """An action's place in a series of urgent actions. Deadline, demands, letter and targets are the action's own."""

    action = ParentalKey(Action, on_delete=models.CASCADE, related_name="sheets")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="+", editable=False)
    ua_number = models.CharField(
        _("number of the series"), max_length=9,
        validators=[RegexValidator(UA.pattern + "$", _("Write a number like UA 60/16."))],
        help_text=_("The series and the two digits of its year, as UA 60/16."),
    )  # fmt: skip
    ua_sequence = models.PositiveSmallIntegerField(
        _("place in the series"), default=1, help_text=_("1 for the first, 2 for the second."),
    )  # fmt: skip
    index_number = models.CharField(
        _("index"), max_length=18, blank=True,
        validators=[RegexValidator(INDEX.pattern + "$", _("Write an index like AMR 37/6674/2017."))],
        help_text=_("The number of the document, as AMR 37/6674/2017."),
    )  # fmt: skip
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    preferred_languages = models.JSONField(
        _("languages to write in"), default=list, blank=True, help_text=_("Best first. Empty: as the offices prefer.")
    )
    diplomatic_copies = models.BooleanField(
        _("copies to embassies"), default=True,
        help_text=_("Ask for copies to the diplomatic representatives accredited to the supporter’s country."),
    )  # fmt: skip
    # Earlier ones of the series that stand on another installation: as the sheet that was read named them.
    elsewhere = models.JSONField(default=list, blank=True, editable=False)

    class Meta:
        verbose_name = _("urgent action’s sheet")
        verbose_name_plural = _("urgent actions’ sheets")
        ordering = ["ua_number", "ua_sequence"]
        constraints = [
            models.UniqueConstraint(fields=["action"], name="one_sheet_per_action"),
            models.UniqueConstraint(
                fields=["section", "ua_number", "ua_sequence"], name="one_sheet_per_place_in_a_series"
            ),
            models.CheckConstraint(condition=models.Q(ua_sequence__gte=1), name="series_begin_with_one"),
        ]

    def __str__(self) -> str:
        return f"{self.ua_number} ({self.ua_sequence})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The sheet belongs to its action's section."""
        self.section_id = self.action.section_id
        super().save(*args, **kwargs)


class SheetWords(Words):
    """What a sheet tells in one language."""

    fact = ParentalKey(UrgentSheet, on_delete=models.CASCADE, related_name="words")
    summary = models.TextField(_("summary"), help_text=_("What happened, in one paragraph."))
    background_heading = models.CharField(
        _("heading of the background"), max_length=120, blank=True, help_text=_("Empty: “Additional information”.")
    )
    background = models.TextField(_("background"), blank=True, help_text=_("Apart from the letter, about 400 words."))
    pronouns = models.CharField(_("pronouns"), max_length=60, blank=True, help_text=_("For example: she/her"))

    translatable_fields: ClassVar = [
        TranslatableField(name) for name in ("summary", "background_heading", "background", "pronouns")
    ]

    class Meta(Words.Meta):
        verbose_name = _("sheet’s words")
        verbose_name_plural = _("sheets’ words")
