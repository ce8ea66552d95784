"""Whom an action addresses. An office stays when its holder goes; how it is addressed depends on the language."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail_localize.fields import TranslatableField

from openletter.kernel import countries
from openletter.kernel.fields import EdtfField
from openletter.kernel.words import Fact, Words
from openletter.targets.rules import ContactHealth, ContactKind, OfficeKind, Portfolio


class Office(Fact):
    """An office addressed by actions: a ministry, a head of state, an embassy."""

    key = models.SlugField(_("key"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=30, choices=OfficeKind)
    portfolio = models.CharField(_("portfolio"), max_length=20, choices=Portfolio, blank=True)
    territory = models.CharField(_("country"), max_length=2, choices=countries.choices)
    accredited_to = models.CharField(
        _("accredited to"), max_length=2, choices=countries.choices, blank=True,
        help_text=_("For an embassy: the country it is in."),
    )  # fmt: skip
    preferred_languages = models.JSONField(
        _("languages to write in"),
        default=list,
        blank=True,
        help_text=_("Best first. Any language may be named."),
    )

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ["territory", "key"]

    def __str__(self) -> str:
        words = self.in_language("en") if self.pk else None
        return words.name if words else self.key


class OfficeWords(Words):
    """An office's name and how it is addressed in one language; honorifics stand here, never in a name."""

    fact = ParentalKey(Office, on_delete=models.CASCADE, related_name="words")
    name = models.CharField(_("name of the office"), max_length=160)
    salutation = models.CharField(_("salutation"), max_length=160, help_text=_("For example: Your Excellency,"))
    closing = models.CharField(_("closing"), max_length=200, help_text=_("For example: Yours sincerely,"))

    translatable_fields: ClassVar = [TranslatableField(name) for name in ("name", "salutation", "closing")]

    class Meta(Words.Meta):
        verbose_name = _("office's words")
        verbose_name_plural = _("office's words")


class OfficeHolder(models.Model):
    """Who held an office, from when to when."""

    office = ParentalKey(Office, on_delete=models.CASCADE, related_name="holders")
    name = models.CharField(_("name, without title"), max_length=120)
    since = EdtfField(_("since"), blank=True)
    until = EdtfField(_("until"), blank=True)

    class Meta:
        verbose_name = _("office holder")
        verbose_name_plural = _("office holders")
        ordering = ["-since"]

    def __str__(self) -> str:
        return self.name


class ContactPoint(models.Model):
    """One way to reach an office, and whether it still works."""

    office = ParentalKey(Office, on_delete=models.CASCADE, related_name="contact_points")
    kind = models.CharField(_("way"), max_length=20, choices=ContactKind)
    value = models.TextField(_("address, number or handle"))
    health = models.CharField(_("health"), max_length=20, choices=ContactHealth, default=ContactHealth.UNVERIFIED)
    checked_on = models.DateField(_("last checked"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("contact point")
        verbose_name_plural = _("contact points")
        ordering = ["kind"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.value}"
