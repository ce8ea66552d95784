"""The case itself, and the person or people it is about."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.fields import RichTextField
from wagtail_localize.fields import TranslatableField

from openletter.cases.rules import CasePriority, CaseStatus, Concern, Designation, Exposure, SubjectKind, Visibility
from openletter.kernel import countries
from openletter.kernel.fields import EdtfField
from openletter.kernel.words import Fact, Words
from openletter.sections.models import Section


def _keep_findable(case_id: int) -> None:
    """Words are saved by our forms, by operations and by the translation flow; all of them pass through `save`."""
    from openletter.cases.operations.finding import keep_findable

    keep_findable(case_id)


class Case(Fact):
    """A long-lived file on a person, family, group or community at risk."""

    key = models.SlugField(_("key"), max_length=60, unique=True)
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="cases", verbose_name=_("section"))
    status = models.CharField(_("status"), max_length=20, choices=CaseStatus, default=CaseStatus.INTAKE)
    priority = models.CharField(_("priority"), max_length=10, choices=CasePriority, default=CasePriority.NORMAL)
    designation = models.CharField(_("designation"), max_length=30, choices=Designation, blank=True, default="")
    country = models.CharField(_("country or territory"), max_length=2, choices=countries.choices)
    opened_on = models.DateField(_("open since"))
    source = models.TextField(_("public sources"), help_text=_("Named on the case's page."))
    checked_on = models.DateField(
        _("facts last checked on"), null=True, blank=True,
        help_text=_("Days are counted up to this one. Empty: up to the present day."),
    )  # fmt: skip
    # The safety stop: while it is set nothing of the case is shown, taken or sent, whatever its status says.
    recalled_at = models.DateTimeField(_("recalled at"), null=True, blank=True, editable=False)
    # When its pages first went up, approved by somebody who had not written it; since then words change by proposal.
    released_at = models.DateTimeField(_("public since"), null=True, blank=True, editable=False)
    # Whether anybody it is about is under 18, named or not: public nodes cannot read those who are not named. Derived
    # (see operations.finding), and no part of what people write.
    about_child = models.BooleanField(default=False, editable=False, serialize=False)
    exposure = models.CharField(
        _("risk of being recognised or found"), max_length=12, choices=Exposure, default=Exposure.ORDINARY,
        help_text=_("Vulnerable: pages leave out the face, the place or the full name. High: two of them."),
    )  # fmt: skip
    hide_from_search = models.BooleanField(_("keep out of search engines"), default=False)
    quick_exit = models.BooleanField(_("offer a way to leave the page quickly"), default=False)
    warn_ties_to_country = models.BooleanField(
        _("warn supporters with ties to the country"), default=True,
        help_text=_("Shown before they act: officials may see who signs."),
    )  # fmt: skip
    warned_countries = models.JSONField(
        _("countries never listed"), default=list, blank=True,
        help_text=_("Supporters there are never named, mapped or counted apart."),
    )  # fmt: skip

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["-opened_on", "key"]
        indexes = [
            models.Index(fields=["-opened_on", "key"], name="cases_newest"),
            models.Index(
                fields=["-recalled_at", "-id"], condition=models.Q(recalled_at__isnull=False), name="cases_recalled"
            ),
        ]

    def __str__(self) -> str:
        words = self.in_language("en") if self.pk else None
        return words.title if words else self.key

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep what the case is found by true to what it says, with the rows that a form saves along with it."""
        super().save(*args, **kwargs)
        _keep_findable(self.pk)


class CaseWords(Words):
    """What is said of a case in one language."""

    fact = ParentalKey(Case, on_delete=models.CASCADE, related_name="words")
    title = models.CharField(_("title"), max_length=120, help_text=_("Most often the person's name."))
    headline = models.CharField(_("one sentence of what happened"), max_length=240)
    story = RichTextField(_("story"), features=["bold", "italic", "link", "ol", "ul"], blank=True)
    place = models.CharField(_("place, in words"), max_length=120, blank=True)
    sources = models.TextField(
        _("public sources"), blank=True, help_text=_("One a line. Empty: as they stand on the case itself.")
    )

    translatable_fields: ClassVar = [
        TranslatableField(name) for name in ("title", "headline", "story", "place", "sources")
    ]

    class Meta(Words.Meta):
        verbose_name = _("case's words")
        verbose_name_plural = _("case's words")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The case can be found by these words from now on."""
        super().save(*args, **kwargs)
        _keep_findable(self.fact_id)


class PersonAtRisk(Fact):
    """The subject of a case: an individual, a family, a group or a community; possibly under another name."""

    case = ParentalKey(Case, on_delete=models.CASCADE, related_name="people")
    kind = models.CharField(_("kind"), max_length=20, choices=SubjectKind, default=SubjectKind.INDIVIDUAL)
    is_pseudonym = models.BooleanField(_("name changed for safety"), default=False)
    is_minor = models.BooleanField(_("under 18"), default=False)
    born = EdtfField(_("born"), blank=True)
    nationalities = models.JSONField(_("nationalities"), default=list, blank=True)
    visibility = models.CharField(
        _("visibility"), max_length=12, choices=Visibility, default=Visibility.CASE_TEAM,
        help_text=_("Only who is marked “Public” is named on pages."),
    )  # fmt: skip

    class Meta:
        verbose_name = _("person at risk")
        verbose_name_plural = _("people at risk")
        ordering = ["pk"]

    def __str__(self) -> str:
        words = self.in_language("en") if self.pk else None
        return words.name if words else str(self.uid)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """What consent a case needs follows from who it is about."""
        super().save(*args, **kwargs)
        _keep_findable(self.case_id)


class PersonWords(Words):
    """A person's name in the script of one language, and what they do."""

    fact = ParentalKey(PersonAtRisk, on_delete=models.CASCADE, related_name="words")
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role"), max_length=120, blank=True, help_text=_("For example: journalist"))

    translatable_fields: ClassVar = [TranslatableField("name"), TranslatableField("role")]

    class Meta(Words.Meta):
        verbose_name = _("person's words")
        verbose_name_plural = _("person's words")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The case can be found by this name from now on."""
        super().save(*args, **kwargs)
        _keep_findable(self.fact.case_id)


class CaseConcern(models.Model):
    """One concern of a case; the first is the gravest."""

    case = ParentalKey(Case, on_delete=models.CASCADE, related_name="concerns")
    concern = models.CharField(_("concern"), max_length=40, choices=Concern)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("concern")
        verbose_name_plural = _("concerns")
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["case", "concern"], name="one_row_per_concern")]


class CaseRelation(models.Model):
    """That another case belongs with this one."""

    case = ParentalKey(Case, on_delete=models.CASCADE, related_name="relations")
    related = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="related_from", verbose_name=_("case"))

    class Meta:
        verbose_name = _("related case")
        verbose_name_plural = _("related cases")
        constraints = [
            models.UniqueConstraint(fields=["case", "related"], name="one_row_per_relation"),
            models.CheckConstraint(condition=~models.Q(case=models.F("related")), name="no_case_related_to_itself"),
        ]
