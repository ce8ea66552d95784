"""Legislators as imported data: names stand beside the language they are in, and nothing private is kept of anybody."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from openletter.kernel import countries
from openletter.kernel.fields import EdtfField
from openletter.kernel.ids import new_ref
from openletter.targets.representatives.rules import ANY, Chamber, said, spelled
from openletter.targets.rules import ContactHealth, ContactKind


class Legislature(models.Model):
    """A chamber whose members can be written to."""

    key = models.SlugField(_("key"), max_length=80, unique=True)
    country = models.CharField(_("country"), max_length=2, choices=countries.choices, db_index=True)
    chamber = models.CharField(_("chamber"), max_length=10, choices=Chamber, default=Chamber.SINGLE)
    names = models.JSONField(_("names"), default=dict)
    imported_at = models.DateTimeField(_("last imported"), null=True, blank=True)

    class Meta:
        verbose_name = _("legislature")
        verbose_name_plural = _("legislatures")
        ordering = ["country", "key"]

    def __str__(self) -> str:
        return said(self.names, "en") or self.key


class Area(models.Model):
    """What a member stands for: a constituency, a province, a state. Areas may lie within others."""

    country = models.CharField(_("country"), max_length=2, choices=countries.choices)
    key = models.CharField(_("key in the source"), max_length=120)
    names = models.JSONField(_("names"), default=dict)
    sought = models.TextField(default="", editable=False)  # the words of its names, each folded, with a space before it
    within = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="parts")

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        constraints: ClassVar = [models.UniqueConstraint(fields=["country", "key"], name="one_area_per_key")]

    def __str__(self) -> str:
        return said(self.names, ANY) or self.key

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Keep it, and what it is found by."""
        self.sought = spelled(self.names)
        kept = update_fields if update_fields is None else {*update_fields, "sought"}
        super().save(*args, update_fields=kept, **kwargs)


class AreaPostcode(models.Model):
    """A postcode, or the beginning of many, that lies in an area; only where the imported data says so."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="postcodes")
    code = models.CharField(max_length=12, db_index=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["area", "code"], name="one_row_per_postcode_of_area")]


class Representative(models.Model):
    """A member of a legislature in that role alone; who left stays, retired, for what was done with them."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    legislature = models.ForeignKey(Legislature, on_delete=models.PROTECT, related_name="representatives")
    key = models.CharField(_("key in the source"), max_length=120)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="representatives")
    names = models.JSONField(_("names"), default=dict)
    party = models.JSONField(_("party"), default=dict, blank=True)
    sought = models.TextField(default="", editable=False)  # the words of name and party, as those of areas
    since = EdtfField(_("since"), blank=True)
    until = EdtfField(_("until"), blank=True)
    languages = models.JSONField(_("languages to write in"), default=list, blank=True)
    salutations = models.JSONField(_("salutations"), default=dict, blank=True)
    closings = models.JSONField(_("closings"), default=dict, blank=True)
    source = models.CharField(_("source"), max_length=300)
    checked_on = models.DateField(_("last checked"))
    digest = models.CharField(max_length=32, editable=False)
    retired_on = models.DateField(_("left on"), null=True, blank=True, db_index=True)
    objected_on = models.DateField(
        _("objected on"), null=True, blank=True,
        help_text=_("Their objection to standing here was upheld. They are shown nowhere, and no import changes that."),
    )  # fmt: skip

    class Meta:
        verbose_name = _("representative")
        verbose_name_plural = _("representatives")
        ordering = ["legislature", "key"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["legislature", "key"], name="one_representative_per_key")
        ]

    def __str__(self) -> str:
        return said(self.names, ANY) or self.key

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Keep them, and what they are found by."""
        self.sought = spelled(self.names, self.party)
        kept = update_fields if update_fields is None else {*update_fields, "sought"}
        super().save(*args, update_fields=kept, **kwargs)


class RepresentativeContact(models.Model):
    """One way to reach a representative's office, and whether it still works."""

    representative = models.ForeignKey(Representative, on_delete=models.CASCADE, related_name="contact_points")
    kind = models.CharField(_("way"), max_length=20, choices=ContactKind)
    value = models.TextField(_("address, number or handle"))
    health = models.CharField(_("health"), max_length=20, choices=ContactHealth, default=ContactHealth.UNVERIFIED)

    class Meta:
        verbose_name = _("contact point of a representative")
        verbose_name_plural = _("contact points of a representative")
        ordering = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["representative", "kind", "value"], name="one_row_per_way_to_reach"),
        ]
