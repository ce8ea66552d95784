"""Where words stand in each language, who was asked for them, and the words of the field we agreed on.

The drafts themselves, their memory and their files are wagtail-localize's.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from openletter.kernel.languages import endonym
from openletter.sections.models import Section
from openletter.translations.rules import TranslationState


class TranslationRequest(models.Model):
    """That somebody asked for words in other languages: by whom, until when, and what the translator should know."""

    section = models.ForeignKey(  # none: what all sections share
        Section, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("section")
    )
    asked_by = models.CharField(_("asked by"), max_length=200)
    asker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    asked_at = models.DateTimeField(_("asked on"))
    due = models.DateField(_("wanted by"), null=True, blank=True)
    note = models.TextField(_("note for the translator"), blank=True)

    class Meta:
        verbose_name = _("translation request")
        verbose_name_plural = _("translation requests")

    def __str__(self) -> str:
        return f"{self.section_id}: {self.asked_at:%Y-%m-%d}"


class Rendering(models.Model):
    """All words of one case, action or page in one language: where they stand and who is at them.

    `kept` remembers, for each text, the words of the source it was made from and a digest of what was made of them;
    `waiting` names the drafts (rows of wagtail-localize's translations of strings) that readers do not see yet.
    """

    class Kind(models.TextChoices):
        """What is translated."""

        CASE = "case", _("Case")
        ACTION = "action", _("Action")
        PAGE = "page", _("Page")
        SECTION = "section", _("Section")
        CAMPAIGN = "campaign", _("Campaign")
        REASON = "reason", _("Reason")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    subject_id = models.BigIntegerField()
    section = models.ForeignKey(  # none: all sections share it
        Section, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("section")
    )
    language = models.CharField(_("language"), max_length=10)
    source_language = models.CharField(_("from"), max_length=10)
    state = models.CharField(
        _("state"), max_length=16, choices=TranslationState, default=TranslationState.MISSING
    )  # fmt: skip
    since = models.DateTimeField(_("since"))
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    kept = models.JSONField(default=dict)
    waiting = models.JSONField(default=list)
    request = models.ForeignKey(
        TranslationRequest, on_delete=models.SET_NULL, null=True, blank=True, related_name="renderings"
    )
    translator = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("translator"),
    )  # fmt: skip
    due = models.DateField(_("wanted by"), null=True, blank=True)
    last_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("last written by"),
    )  # fmt: skip
    remark = models.TextField(_("remark of the reviewer"), blank=True)

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "subject_id", "language"], name="one_rendering_a_language"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["section", "state", "due", "id"], name="renderings_of_section"),
            models.Index(fields=["section", "language", "state"], name="renderings_covered"),
            models.Index(fields=["state", "due", "id"], name="renderings_waiting"),
            models.Index(fields=["translator", "state", "due"], name="renderings_of_translator"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.subject_id}: {endonym(self.language)}"

    @property
    def left(self) -> int:
        """How many texts are still to be written."""
        return max(0, self.total - self.done)


class GlossaryTerm(models.Model):
    """A word of the field and what we say for it in another language; a section may say it in its own way."""

    section = models.ForeignKey(
        Section, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("section"),
        help_text=_("Empty: for every section."),
    )  # fmt: skip
    source_language = models.CharField(_("from"), max_length=10, default="en")
    term = models.CharField(_("term"), max_length=120)
    language = models.CharField(_("language"), max_length=10)
    ours = models.CharField(_("we say"), max_length=160, blank=True)
    is_kept = models.BooleanField(
        _("not translated"), default=False, help_text=_("It stands in the translation as it stands in the source.")
    )
    note = models.CharField(_("note"), max_length=240, blank=True)

    class Meta:
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary")
        ordering: ClassVar = ["term"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["source_language", "term", "language"], condition=models.Q(section=None),
                name="one_word_for_a_term",
            ),
            models.UniqueConstraint(
                fields=["section", "source_language", "term", "language"], name="one_word_for_a_term_in_a_section"
            ),
        ]  # fmt: skip
        indexes: ClassVar = [models.Index(fields=["source_language", "language", "term"], name="terms_of_languages")]

    def __str__(self) -> str:
        return f"{self.term} → {self.said}"

    @property
    def said(self) -> str:
        """What stands in a translation for the term."""
        return self.term if self.is_kept else self.ours


class Reckoning(models.Model):
    """How far the audit was read for things whose words may have changed, and which ids are known; one row."""

    through = models.DateTimeField()
    cases = models.BigIntegerField(default=0)
    actions = models.BigIntegerField(default=0)
    pages = models.BigIntegerField(default=0)
    sections = models.BigIntegerField(default=0)
    campaigns = models.BigIntegerField(default=0)
    reasons = models.BigIntegerField(default=0)
