"""One contact with a legislator about a case. What a supporter wrote is sealed; only staff's own words are shown."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail_localize.fields import TranslatableField

from openletter.actions.models import Action
from openletter.cases.models import Case
from openletter.deliveries.lobbying.rules import LobbyBy, LobbyDid, LobbyState, LobbyWay
from openletter.kernel.fields import EdtfField
from openletter.kernel.models import DataKey
from openletter.kernel.words import Fact, Words
from openletter.sections.models import Section
from openletter.targets.representatives.models import Representative


class LobbyContact(Fact):
    """Somebody asked a representative to act for a person, and this is what came of it."""

    section = models.ForeignKey(
        Section, on_delete=models.PROTECT, related_name="lobby_contacts", verbose_name=_("section")
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="lobby_contacts", verbose_name=_("case"))
    action = models.ForeignKey(
        Action, on_delete=models.PROTECT, null=True, blank=True, related_name="lobby_contacts", verbose_name=_("action")
    )
    representative = models.ForeignKey(
        Representative, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("representative"),
    )  # fmt: skip
    official = models.CharField(
        _("who, where they are not in the list"), max_length=160, blank=True,
        help_text=_("Their role first, for example: member of Congress for the group’s district. Never public."),
    )  # fmt: skip
    by = models.CharField(_("who got in touch"), max_length=12, choices=LobbyBy, default=LobbyBy.GROUP)
    by_name = models.CharField(
        _("which group"), max_length=120, blank=True, help_text=_("Shown in public. Never a supporter’s name.")
    )
    way = models.CharField(_("how"), max_length=12, choices=LobbyWay, default=LobbyWay.LETTER)
    on = EdtfField(_("when"), blank=True)
    did = models.CharField(_("what the representative did"), max_length=24, choices=LobbyDid, default=LobbyDid.NOTHING)
    evidence = models.CharField(
        _("how we know"),
        max_length=300,
        blank=True,
        help_text=_("A copy of the letter, minutes, a link. Never public."),
    )
    note = models.TextField(_("notes for colleagues"), blank=True)
    state = models.CharField(max_length=12, choices=LobbyState, default=LobbyState.RECEIVED, editable=False)
    told_at = models.DateTimeField(_("told on"), editable=False)
    language = models.CharField(max_length=10, blank=True, editable=False)
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, null=True, related_name="+", editable=False)
    sealed = models.BinaryField(null=True, editable=False)
    released_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("contact with a representative")
        verbose_name_plural = _("contacts with representatives")
        ordering = ["-told_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["case", "state"], name="lobby_contacts_of_case")]

    def __str__(self) -> str:
        return f"{self.get_did_display()} ({self.get_way_display()})"


class LobbyContactWords(Words):
    """What is read of it in public, in one language."""

    fact = ParentalKey(LobbyContact, on_delete=models.CASCADE, related_name="words")
    text = models.CharField(
        _("what is read in public"), max_length=400,
        help_text=_("The role and what was done; no name of a supporter, nothing private of anybody."),
    )  # fmt: skip

    translatable_fields: ClassVar = [TranslatableField("text")]

    class Meta(Words.Meta):
        verbose_name = _("contact’s words")
        verbose_name_plural = _("contact’s words")
