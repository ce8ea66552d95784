"""The photograph of a case: what is known of it, its words, its master and the cuts that pages show.

The pixels are kept in the database: they come and go with their row in one transaction, on every node at once, and no
folder of files can outlive a consent.
"""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail_localize.fields import TranslatableField

from openletter.cases.models.case import Case
from openletter.kernel.fields import EdtfField
from openletter.kernel.words import Fact, Words

_PERCENT = [MaxValueValidator(100)]


class CasePhoto(Fact):
    """The one photograph that pages of a case show, while consent to it stands."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="photo", verbose_name=_("case"))
    focus_x = models.PositiveSmallIntegerField(
        _("focal point, from the left, in percent"), default=50, validators=_PERCENT
    )
    focus_y = models.PositiveSmallIntegerField(
        _("focal point, from the top, in percent"), default=40, validators=_PERCENT
    )
    credit = models.CharField(_("credit"), max_length=160, help_text=_("Who took it; shown beside the photo."))
    rights_note = models.TextField(
        _("rights"), blank=True, help_text=_("Who allowed us to use it, for what, where that is written. Never public.")
    )
    taken_on = EdtfField(_("taken on"), blank=True, help_text=_("2018-06-27, 2018-06, 2018, 2015~ (about)"))
    expires_on = models.DateField(_("last day it may be shown"), null=True, blank=True)
    # Parts made unrecognisable, as [left, top, width, height] in percent; the pixels that were there are not kept.
    blurred = models.JSONField(_("parts made unrecognisable"), default=list, blank=True)
    # Whether no face can be recognised in it any more, as who prepared it says.
    faceless = models.BooleanField(_("no face of the person can be recognised"), default=False)
    # A digest of the picture as it is cut: addresses of cards change with it.
    mark = models.CharField(max_length=16, editable=False, default="")

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")

    def __str__(self) -> str:
        return f"{self.case}: {self.credit}"


class CasePhotoWords(Words):
    """What a photo shows, in one language, for those who do not see it."""

    fact = ParentalKey(CasePhoto, on_delete=models.CASCADE, related_name="words")
    alt = models.CharField(_("what the photo shows"), max_length=240)

    translatable_fields: ClassVar = [TranslatableField("alt")]

    class Meta(Words.Meta):
        verbose_name = _("photo's words")
        verbose_name_plural = _("photo's words")


class PhotoKey(models.Model):
    """That a photo has, or had, this key in its address: who asks for one that was taken down hears that it is gone.

    It says of which case nothing, and stays when the photo is deleted.
    """

    uid = models.UUIDField(primary_key=True, editable=False)


class PhotoMaster(models.Model):
    """The whole picture, cleaned, from which cuts are made anew. Public nodes cannot read it."""

    photo = models.OneToOneField(CasePhoto, on_delete=models.CASCADE, related_name="master")
    body = models.BinaryField()

    class Meta:
        verbose_name = _("whole photo")
        verbose_name_plural = _("whole photos")


class PhotoCut(models.Model):
    """The photo as a page shows it, in one width and format."""

    photo = models.ForeignKey(CasePhoto, on_delete=models.CASCADE, related_name="cuts")
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=4)
    body = models.BinaryField()

    class Meta:
        verbose_name = _("photo in one size")
        verbose_name_plural = _("photos in one size")
        constraints = [models.UniqueConstraint(fields=["photo", "width", "kind"], name="one_cut_per_width_and_kind")]
