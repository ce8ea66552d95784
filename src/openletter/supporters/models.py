"""People who act. What they typed is sealed; what stands open here is a keyed hash and their choices."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from openletter.kernel.ids import uuid7
from openletter.kernel.models import DataKey
from openletter.sections.models import Section
from openletter.supporters.rules import Purpose


class EmailRule(models.Model):
    """How one mail provider's addresses are brought to the spelling that counts; staff edit these."""

    domain = models.CharField(_("domain"), max_length=120, unique=True)
    same_as = models.CharField(_("same mailboxes as"), max_length=120, blank=True)
    ignores_dots = models.BooleanField(_("dots make no difference"), default=False)
    plus_addressing = models.BooleanField(_("what follows + makes no difference"), default=True)

    class Meta:
        verbose_name = _("e-mail rule")
        verbose_name_plural = _("e-mail rules")
        ordering = ["domain"]

    def __str__(self) -> str:
        return self.domain


class ConsentNotice(models.Model):
    """The exact words of a section's choices in one language. A new wording is a new version; none is changed."""

    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="consent_notices")
    language = models.CharField(_("language"), max_length=10)
    version = models.PositiveIntegerField(_("version"))
    to_target = models.TextField(_("my name to the officials"))
    public = models.TextField(_("my name on this site"))
    news = models.TextField(_("news by e-mail"))
    # What one agrees to who asks for news without acting; empty, the form is not offered.
    sign_up = models.TextField(_("news by e-mail, asked for without acting"), blank=True, default="")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("consent wording")
        verbose_name_plural = _("consent wordings")
        ordering = ["section", "language", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["section", "language", "version"], name="one_notice_per_version")
        ]


class Supporter(models.Model):
    """A person known to a section through a confirmed act. Erased, only the row's consents' dates remain."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="supporters")
    person = models.BinaryField(max_length=16, null=True)
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, null=True, related_name="+")
    sealed = models.BinaryField(null=True)
    language = models.CharField(max_length=10)
    first_seen_at = models.DateTimeField()
    retain_until = models.DateField(db_index=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("supporter")
        verbose_name_plural = _("supporters")
        constraints = [models.UniqueConstraint(fields=["section", "person"], name="one_supporter_per_section")]


class SupporterConsent(models.Model):
    """One choice of one supporter: what, yes or no, under which words, when. The latest of a purpose holds."""

    supporter = models.ForeignKey(Supporter, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=12, choices=Purpose)
    given = models.BooleanField()
    notice = models.ForeignKey(ConsentNotice, on_delete=models.PROTECT, null=True, related_name="+")
    language = models.CharField(max_length=10)
    at = models.DateTimeField()
    source = models.CharField(max_length=60)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["supporter", "purpose", "source"], name="one_consent_per_source")
        ]


class SignUp(models.Model):
    """Somebody who asked a section for its news without acting. No news goes to who has not confirmed by mail.

    It lasts until it is ended, not until an act's data end; so it stands apart from `Supporter`.
    """

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting", pgettext_lazy("sign-up for news", "Waiting for confirmation")
        CONFIRMED = "confirmed", pgettext_lazy("sign-up for news", "Confirmed")
        ENDED = "ended", pgettext_lazy("sign-up for news", "Ended")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="sign_ups")
    # The row's own id once it is ended.
    person = models.BinaryField(max_length=16)
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, null=True, related_name="+")
    sealed = models.BinaryField(null=True)
    language = models.CharField(max_length=10)
    notice = models.ForeignKey(ConsentNotice, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("sign-up for news")
        verbose_name_plural = _("sign-ups for news")
        constraints = [models.UniqueConstraint(fields=["section", "person"], name="one_sign_up_per_section")]
        indexes = [
            models.Index(fields=["asked_at"], condition=models.Q(state="waiting"), name="sign_up_waiting"),
            models.Index(fields=["person"], name="sign_up_of_person"),
        ]
