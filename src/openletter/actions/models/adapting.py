"""That a section took another section's action, and the links by which a page is read before it is published."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from openletter.actions.models.call import Action
from openletter.cases.models import Case
from openletter.sections.models import Section


class Adaptation(models.Model):
    """What an adaptation knows of its original: each text as it stood when it was taken over or last decided on.

    Where the original says something else by now, a proposal waits; readers see none of it before it is accepted.
    """

    action = models.OneToOneField(Action, on_delete=models.CASCADE, related_name="adaptation")
    taken = models.JSONField(default=dict)
    taken_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("adaptation")
        verbose_name_plural = _("adaptations")

    def __str__(self) -> str:
        return str(self.action)


class ReadingLink(models.Model):
    """A link by which a family or a lawyer reads a page before it is published. It ends by itself, or is revoked.

    The address is signed and stands nowhere in the database; nothing is kept of who opens it, or whether anybody did.
    """

    class Reader(models.TextChoices):
        """For whom it was made. No name: whoever it is stands in nobody's list."""

        PERSON = "person", _("The person")
        FAMILY = "family", _("Family")
        LAWYER = "lawyer", _("Lawyer")
        PARTNER = "partner", _("Partner organisation")

    uid = models.UUIDField(unique=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reading_links")
    action = models.ForeignKey(Action, on_delete=models.CASCADE, null=True, related_name="reading_links")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(_("language"), max_length=10)
    reader = models.CharField(_("for"), max_length=10, choices=Reader)
    made_at = models.DateTimeField()
    made_by = models.CharField(_("made by"), max_length=200)
    ends_at = models.DateTimeField(_("ends"))
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("read-before-publish link")
        verbose_name_plural = _("read-before-publish links")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_reader_display()} · {self.language}"
