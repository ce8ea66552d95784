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
from openletter.targets.hours import validate_hours, validate_zone
from openletter.targets.representatives import models as representatives  # noqa: F401 - tables of this slice
from openletter.targets.rules import (
    IN_DOUBT,
    USABLE,
    ContactHealth,
    ContactKind,
    OfficeKind,
    Portfolio,
    RouteState,
)


class Office(Fact):
    """An office addressed by actions: a ministry, a head of state, an embassy."""

    key = models.SlugField(_("key"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=30, choices=OfficeKind)
    portfolio = models.CharField(_("portfolio"), max_length=20, choices=Portfolio, blank=True)
    territory = models.CharField(_("country"), max_length=2, choices=countries.choices)
    seat = models.CharField(
        _("where it stands"), max_length=2, choices=countries.choices, blank=True,
        help_text=_("For an embassy or a mission: the country its building is in. Empty: its own country."),
    )  # fmt: skip
    preferred_languages = models.JSONField(
        _("languages to write in"),
        default=list,
        blank=True,
        help_text=_("Best first. Any language may be named."),
    )
    timezone = models.CharField(
        _("time zone"), max_length=40, blank=True, validators=[validate_zone],
        help_text=_("For example Africa/Casablanca. Empty: that of its country, where there is only one."),
    )  # fmt: skip
    office_hours = models.TextField(
        _("office hours"), blank=True, validators=[validate_hours],
        help_text=_(
            "One line for each rule, for example: Mo-Th 09:00-12:00, 14:00-16:00 or 2026-07-30 off. "
            "Empty: nine to four on the working days of its country."
        ),
    )  # fmt: skip

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
    order = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("Of several of one kind, the lowest comes first.")
    )
    health = models.CharField(_("health"), max_length=20, choices=ContactHealth, default=ContactHealth.UNVERIFIED)
    health_reason = models.CharField(_("why"), max_length=200, blank=True)
    checked_on = models.DateField(_("last checked"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    # Which members of staff: who wrote the value, and who else said that it works. Nobody is named for what a process
    # of ours wrote. Numbers, as in the audit: whoever leaves the staff takes no address along.
    written_by = models.BigIntegerField(null=True, editable=False)
    seen_by = models.BigIntegerField(null=True, editable=False)

    class Meta:
        verbose_name = _("contact point")
        verbose_name_plural = _("contact points")
        ordering = ["kind", "order", "pk"]
        indexes = [
            models.Index(
                fields=["checked_on", "id"], name="contacts_to_look_at",
                condition=models.Q(health__in=sorted(IN_DOUBT))
                | models.Q(health__in=sorted(USABLE), written_by__isnull=False, seen_by__isnull=True),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.value}"

    @property
    def seen_by_one(self) -> bool:
        """Whether a single person wrote the value and nobody else said that it works: it is offered nowhere."""
        return self.written_by is not None and self.seen_by is None

    @property
    def usable(self) -> bool:
        """Whether it is offered: not known to fail, and seen by more than whoever wrote it."""
        return self.health in USABLE and not self.seen_by_one


class Accreditation(models.Model):
    """That an embassy speaks to a country: the one it stands in, or another it is accredited to besides."""

    office = ParentalKey(Office, on_delete=models.CASCADE, related_name="accreditations")
    country = models.CharField(_("country"), max_length=2, choices=countries.choices)
    since = EdtfField(_("since"), blank=True)
    until = EdtfField(_("until"), blank=True)

    class Meta:
        verbose_name = _("accreditation")
        verbose_name_plural = _("accreditations")
        ordering = ["country", "pk"]
        constraints = [models.UniqueConstraint(fields=["office", "country"], name="accredited_once_to_a_country")]

    def __str__(self) -> str:
        return f"{self.office}: {self.country}"


class PostRoute(models.Model):
    """What is known of the post from one country to another, who says so, and from when to when."""

    from_country = models.CharField(
        _("from"), max_length=2, choices=countries.choices, blank=True, help_text=_("Empty: from every country.")
    )
    to_country = models.CharField(_("to"), max_length=2, choices=countries.choices)
    state = models.CharField(_("what is known"), max_length=20, choices=RouteState, default=RouteState.SUSPENDED)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True, help_text=_("The last day. Empty: until further news."))
    source = models.CharField(_("source"), max_length=300, help_text=_("Who says so, and where it can be read."))
    checked_on = models.DateField(_("last checked"))

    class Meta:
        verbose_name = _("route of the post")
        verbose_name_plural = _("routes of the post")
        ordering = ["to_country", "from_country", "-since", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="a_route_ends_after_it_begins",
                violation_error_message=_("The last day comes before the first."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.from_country or '*'} → {self.to_country}: {self.get_state_display()}"
