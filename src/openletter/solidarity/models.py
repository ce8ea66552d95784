"""Messages to people at risk and the bundles they go in. What was written stays sealed with the act."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail_localize.fields import TranslatableField

from openletter.actions.models import Action, ActionTaken
from openletter.cases.models import Case
from openletter.cases.rules import RecipientRoute
from openletter.kernel.ids import uuid7
from openletter.kernel.languages import preference
from openletter.kernel.models import DataKey
from openletter.kernel.words import Fact, Words
from openletter.sections.models import Section
from openletter.solidarity.rules import (
    LONGEST_REASON,
    WAITING,
    Asked,
    BundleState,
    MessageState,
    ObjectionState,
    Verdict,
)


def said_in(words: dict[str, str], language: str) -> str:
    """Words kept by language, in this one or the best other; empty where there are none."""
    order = preference(language, [code for code, said in words.items() if said])
    return words[order[0]] if order else ""


class Reason(Fact):
    """Why something is not passed on, as its sender is told: of the whole house, or of one section.

    A section's own reason takes the place of the house's with the same code, in that section alone.
    """

    section = models.ForeignKey(
        Section, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("section"),
        help_text=_("Empty: for all sections."),
    )  # fmt: skip
    code = models.SlugField(_("code"), max_length=40, help_text=_("One short word; lists and figures go by it."))
    judges = models.JSONField(_("given for"), default=list)
    may_object = models.BooleanField(
        _("the sender may object"), default=True,
        help_text=_("Who wrote can then ask, once and within thirty days, that somebody else looks at it."),
    )  # fmt: skip
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    is_active = models.BooleanField(
        _("in use"),
        default=True,
        help_text=_("A section leaves out a reason of the house by one of its own, not in use."),
    )

    class Meta:
        verbose_name = _("reason")
        verbose_name_plural = _("reasons")
        ordering: ClassVar = ["order", "code", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["section", "code"], name="one_reason_per_code",
                violation_error_message=_("There is a reason with this code already."),
            ),
            models.UniqueConstraint(
                fields=["code"], condition=models.Q(section=None), name="one_shared_reason_per_code",
                violation_error_message=_("There is a reason with this code already."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        row = self.in_language((get_language() or "en").split("-")[0])
        return row.text if row else self.code

    def by_language(self) -> dict[str, str]:
        """As the sender is told, language by language: what a decision keeps of it."""
        return {row.language: row.text for row in self.words.all()}


class ReasonWords(Words):
    """A reason in one language, as the sender is told."""

    fact = ParentalKey(Reason, on_delete=models.CASCADE, related_name="words")
    text = models.CharField(
        _("as the sender is told"), max_length=240, help_text=_("A whole sentence, kind and plain.")
    )

    translatable_fields: ClassVar = [TranslatableField("text")]

    class Meta(Words.Meta):
        verbose_name = _("reason's words")
        verbose_name_plural = _("reason's words")


class Bundle(models.Model):
    """Accepted messages of one case, gathered by one section to go one way together."""

    number = models.PositiveIntegerField(_("number"))
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="bundles", verbose_name=_("case"))
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="+", verbose_name=_("section"))
    route = models.CharField(_("way"), max_length=20, choices=RecipientRoute)
    state = models.CharField(_("state"), max_length=12, choices=BundleState, default=BundleState.OPEN)
    made_at = models.DateTimeField(_("made up on"))
    made_by = models.CharField(_("made up by"), max_length=200)
    sent_on = models.DateField(_("sent on"), null=True)
    how = models.CharField(_("how it was sent"), max_length=200, blank=True)
    concluded_on = models.DateField(_("known on"), null=True)
    note = models.CharField(_("what is known"), max_length=300, blank=True)
    # What it held when it was sent; people may take back what they wrote later and the count of letters stays.
    size = models.PositiveIntegerField(_("messages"), default=0)

    class Meta:
        verbose_name = _("bundle of messages")
        verbose_name_plural = _("bundles of messages")
        ordering: ClassVar = ["-made_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "section", "number"], name="one_bundle_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.number}"


class SolidarityMessage(models.Model):
    """What became of one confirmed message. Its text, name and address are sealed with the act."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    act = models.OneToOneField(ActionTaken, on_delete=models.PROTECT, related_name="message")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="+", verbose_name=_("action"))
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", verbose_name=_("case"))
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="+", verbose_name=_("section"))
    state = models.CharField(_("state"), max_length=14, choices=MessageState, default=MessageState.RECEIVED)
    received_at = models.DateTimeField(_("received"))
    # Codes of what the checks remarked, never the words themselves.
    remarks = models.JSONField(_("remarked"), default=list)
    has_picture = models.BooleanField(_("with a picture"), default=False)
    locked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    locked_until = models.DateTimeField(null=True)
    # Why it waits, and since when: from its coming, or from the day its sender objected.
    asked = models.CharField(_("what is asked"), max_length=10, choices=Asked, default=Asked.READING)
    waits_since = models.DateTimeField(_("waits since"))
    # Who asked for a second opinion, or decided what its sender objects to: somebody else decides.
    not_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    second_note = models.CharField(_("question to a second reader"), max_length=LONGEST_REASON, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True)
    decided_by = models.CharField(_("decided by"), max_length=200, blank=True)
    reason = models.CharField(_("reason"), max_length=40, blank=True)  # the code of one of the library
    # In each language, as the library said it on the day of the decision: later changes do not reach back.
    reason_said = models.JSONField(_("the reason as it was said"), default=dict)
    reason_words = models.CharField(_("in your own words"), max_length=LONGEST_REASON, blank=True)
    translation_language = models.CharField(_("translated into"), max_length=10, blank=True)
    translated_by = models.CharField(_("translated by"), max_length=200, blank=True)
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    sealed = models.BinaryField(null=True)  # the translation
    bundle = models.ForeignKey(Bundle, on_delete=models.PROTECT, null=True, related_name="messages")

    class Meta:
        verbose_name = _("message to a person")
        verbose_name_plural = _("messages to people")
        ordering: ClassVar = ["waits_since", "id"]
        indexes: ClassVar = [
            models.Index(fields=["waits_since", "id"], condition=models.Q(state__in=WAITING), name="messages_oldest"),
            models.Index(
                fields=["section", "waits_since", "id"], condition=models.Q(state__in=WAITING), name="messages_waiting"
            ),
            models.Index(fields=["case", "state"], name="messages_of_case"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """What comes in waits from then on."""
        self.waits_since = self.waits_since or self.received_at
        super().save(*args, **kwargs)


class Decision(models.Model):
    """One step in the judging of a message: by whom, why, and in which words. It is never changed, only overturned."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    message = models.ForeignKey(SolidarityMessage, on_delete=models.CASCADE, related_name="decisions")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="+", verbose_name=_("section"))
    verdict = models.CharField(_("decision"), max_length=12, choices=Verdict)
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(_("by"), max_length=200)
    reason = models.CharField(_("reason"), max_length=40, blank=True)
    reason_said = models.JSONField(_("the reason as it was said"), default=dict)
    words = models.CharField(_("in their own words"), max_length=LONGEST_REASON, blank=True)
    # What the first reader would do, where they ask for a second opinion.
    leaning = models.CharField(_("would decide"), max_length=12, choices=Verdict, blank=True)
    told = models.BooleanField(_("the sender was told"), default=False)
    may_object = models.BooleanField(_("the sender may object"), default=False)
    overturned_at = models.DateTimeField(_("overturned"), null=True)

    class Meta:
        verbose_name = _("decision on a message")
        verbose_name_plural = _("decisions on messages")
        ordering: ClassVar = ["at", "id"]
        indexes: ClassVar = [
            models.Index(fields=["section", "at"], name="decisions_of_section"),
            models.Index(fields=["at"], name="decisions_by_time"),
            models.Index(fields=["by", "at"], name="decisions_of_person"),
            models.Index(fields=["reason", "at"], condition=~models.Q(reason=""), name="decisions_by_reason"),
            models.Index(fields=["at"], condition=models.Q(overturned_at__isnull=False), name="decisions_overturned"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Objection(models.Model):
    """What a sender says against a decision, once: sealed. A public node inserts it and can read none of it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    # Not a foreign key: a public node, which writes it, sees no decisions. The worker finds the message.
    decision = models.UUIDField(unique=True, editable=False)
    message = models.ForeignKey(SolidarityMessage, on_delete=models.CASCADE, null=True, related_name="objections")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=10)
    said_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=ObjectionState, default=ObjectionState.RECEIVED)
    answered_at = models.DateTimeField(null=True)
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    sealed = models.BinaryField(null=True)

    class Meta:
        verbose_name = _("objection of a sender")
        verbose_name_plural = _("objections of senders")
        ordering: ClassVar = ["said_at", "id"]

    def __str__(self) -> str:
        return str(self.pk)


# The reports of readers have a folder of their own; Django looks for all tables here.
from openletter.solidarity.reports.models import PageReport  # noqa: E402, F401
