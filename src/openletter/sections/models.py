"""National sections: who they are, in which languages they speak, under which law."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator, URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable
from wagtail_localize.fields import TranslatableField

from openletter.kernel import countries, languages
from openletter.kernel.languages import known
from openletter.kernel.words import Fact, Words
from openletter.sections.rules import RESERVED, ContributorKind, CreditRole, HalfTranslated, Role, Unconfirmed

HEX_COLOUR = RegexValidator(r"^#[0-9a-f]{6}$", _("Write a colour as # and six digits, for example #1f4e79."))


class Section(Fact):
    """A national entity: its own site, languages, dates, contact and legal texts."""

    key = models.SlugField(_("key"), max_length=20, unique=True, help_text=_("Stands in addresses: /key/language/…"))
    territory = models.CharField(_("country"), max_length=2, choices=countries.choices)
    host = models.CharField(
        _("host"),
        max_length=100,
        blank=True,
        help_text=_("The section's own host name. Empty: it is served by path."),
    )
    languages = models.JSONField(_("languages"), default=list)
    default_language = models.CharField(_("default language"), max_length=10)
    contact_email = models.EmailField(_("contact e-mail"))
    postal_address = models.TextField(_("postal address"), blank=True)
    mail_from = models.EmailField(_("sender of mails"), blank=True)
    accent = models.CharField(_("accent colour"), max_length=7, default="#9b2226", validators=[HEX_COLOUR])
    accent_dark = models.CharField(_("accent in dark mode"), max_length=7, default="#f2a59d", validators=[HEX_COLOUR])
    proof_of_work = models.BooleanField(_("ask browsers for a proof of work"), default=False)
    unconfirmed = models.CharField(_("unconfirmed acts"), max_length=20, choices=Unconfirmed, default=Unconfirmed.WAIT)
    half_translated = models.CharField(
        _("actions that are not whole in a language"), max_length=12, choices=HalfTranslated,
        default=HalfTranslated.FALL_BACK, help_text=_("What readers of that language get."),
    )  # fmt: skip
    retention_months = models.PositiveSmallIntegerField(
        _("months personal data is kept after an action ends"), default=12, validators=[MinValueValidator(1)]
    )
    days_without_news = models.PositiveSmallIntegerField(
        _("days without news after which a case is called to mind"), default=60, validators=[MinValueValidator(1)]
    )
    days_to_moderate = models.PositiveSmallIntegerField(
        _("working days within which messages are read"), default=3, validators=[MinValueValidator(1)]
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["order", "key"]
        constraints = [
            models.UniqueConstraint(fields=["host"], condition=~models.Q(host=""), name="one_section_per_host")
        ]

    @property
    def section(self) -> Section:
        """Itself: its own words belong to it, as those of its cases do."""
        return self

    @property
    def section_id(self) -> int:
        """Its own number."""
        return int(self.pk)

    def __str__(self) -> str:
        words = self.in_language(self.default_language) if self.pk else None
        return words.name if words else self.key

    def clean(self) -> None:
        """Refuse keys the house needs itself, and languages it does not speak."""
        if self.key in RESERVED or self.key in known():
            raise ValidationError({"key": _("This word is needed for other addresses. Choose another.")})
        unknown = [code for code in self.languages if code not in known()]
        if unknown or not self.languages:
            raise ValidationError({"languages": _("Choose among the languages of this installation.")})
        if self.default_language not in self.languages:
            raise ValidationError(
                {"default_language": _("The default language must be one of the section's languages.")}
            )


class SectionWords(Words):
    """A section's name and legal texts in one language."""

    fact = ParentalKey(Section, on_delete=models.CASCADE, related_name="words")
    name = models.CharField(_("name"), max_length=120)
    tagline = models.CharField(_("one sentence of what it does"), max_length=200, blank=True)
    about = RichTextField(_("about"), blank=True)
    privacy = RichTextField(_("privacy notice"), blank=True)
    privacy_line = models.CharField(_("privacy in one line, shown beside forms"), max_length=240, blank=True)
    legal_notice = RichTextField(_("legal notice"), blank=True)
    postage = models.CharField(
        _("postage for letters abroad"),
        max_length=240,
        blank=True,
        help_text=_("What a letter and a postcard cost and which stamps to use. Shown where letters are written."),
    )

    translatable_fields: ClassVar = [
        TranslatableField(name)
        for name in ("name", "tagline", "about", "privacy", "privacy_line", "legal_notice", "postage")
    ]

    class Meta(Words.Meta):
        verbose_name = _("section's words")
        verbose_name_plural = _("section's words")


class Membership(models.Model):
    """That a person has a role in a section; a person may have several. No section: all of them."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    section = models.ForeignKey(
        Section, on_delete=models.CASCADE, related_name="memberships", null=True, blank=True,
        help_text=_("Empty: in every section (the secretariat)."),
    )  # fmt: skip
    role = models.CharField(_("role"), max_length=20, choices=Role)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(fields=["user", "section", "role"], name="one_membership_each"),
            models.UniqueConstraint(
                fields=["user", "role"], condition=models.Q(section=None), name="one_membership_everywhere"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"


class Contributor(models.Model):
    """Who may be credited on a section's site: a person, group, coordinator or partner, and whether they agreed.

    Nobody is named before the day on which they agreed, nor once they took that back.
    """

    section = models.ForeignKey(
        Section, on_delete=models.CASCADE, related_name="contributors", verbose_name=_("section")
    )
    kind = models.CharField(_("who it is"), max_length=12, choices=ContributorKind)
    name = models.CharField(_("name"), max_length=160, help_text=_("As they want to be credited."))
    link = models.URLField(
        _("link"), blank=True, validators=[URLValidator(schemes=["https"])],
        help_text=_("Their own page, if they want to be found. It begins with https://"),
    )  # fmt: skip
    agreed_on = models.DateField(
        _("agreed on"), null=True, blank=True,
        help_text=_("When they agreed to be named. Empty: not yet, and they are named nowhere."),
    )  # fmt: skip
    taken_back_on = models.DateField(
        _("taken back on"), null=True, blank=True,
        help_text=_("When they took it back. Once a day stands here, they are named nowhere."),
    )  # fmt: skip

    class Meta:
        verbose_name = _("contributor")
        verbose_name_plural = _("contributors")
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["section", "kind", "name"], name="one_contributor_of_a_name"),
            models.CheckConstraint(
                condition=models.Q(link="") | models.Q(link__startswith="https://"), name="contributor_link_is_https"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def may_be_named(self, *, on: date) -> bool:
        """Whether pages name them on a day."""
        return self.agreed_on is not None and self.agreed_on <= on and self.taken_back_on is None


class Credit(Orderable):
    """A credit line: who did what, in the order in which pages name them. A story, a case and an action have them."""

    contributor = models.ForeignKey(
        Contributor, on_delete=models.CASCADE, related_name="+", verbose_name=_("contributor")
    )
    role = models.CharField(_("for what"), max_length=12, choices=CreditRole)
    language = models.CharField(
        _("in which language"), max_length=10, blank=True, choices=languages.choices,
        help_text=_("For a translator: the language they translated into. Empty: on the page in every language."),
    )  # fmt: skip

    panels: ClassVar = [FieldPanel("contributor"), FieldPanel("role"), FieldPanel("language")]

    class Meta(Orderable.Meta):
        abstract = True


class AccessReport(models.Model):
    """Who opened sealed data of a section in a month, as the audit had it on the first of the next, and who looked."""

    section = models.ForeignKey(
        Section, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("section")
    )  # none: the house
    month = models.DateField(_("month"))
    drawn_at = models.DateTimeField(_("drawn on"))
    figures = models.JSONField(default=dict)
    reviewed_at = models.DateTimeField(_("reviewed on"), null=True)
    reviewed_by = models.CharField(_("reviewed by"), max_length=200, blank=True)
    note = models.TextField(_("what was found"), blank=True)

    class Meta:
        verbose_name = _("access report")
        verbose_name_plural = _("access reports")
        ordering: ClassVar = ["-month", "section_id"]
        indexes: ClassVar = [
            models.Index(fields=["month", "id"], condition=models.Q(reviewed_at=None), name="access_reports_open")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["section", "month"], name="one_access_report"),
            models.UniqueConstraint(
                fields=["month"], condition=models.Q(section=None), name="one_access_report_of_house"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.section.key if self.section else ''}".strip()
