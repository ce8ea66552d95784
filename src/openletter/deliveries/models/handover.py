"""Petitions handed over, and the lists of names that went along. No name stands here: they stay sealed on the acts."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from openletter.actions.models import Action
from openletter.deliveries.rules.handing_over import Columns, DeliveryState, ListState
from openletter.kernel.ids import uuid7
from openletter.targets.models import Office


class PetitionDelivery(models.Model):
    """One petition handed to one office: planned, tried, accepted or refused."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="deliveries", verbose_name=_("action"))
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", verbose_name=_("office"))
    part = models.PositiveSmallIntegerField(_("part of the names"), default=1)
    parts = models.PositiveSmallIntegerField(_("in how many parts"), default=1)
    state = models.CharField(_("state"), max_length=24, choices=DeliveryState, default=DeliveryState.PLANNED)
    planned_on = models.DateField(_("planned for"), null=True, blank=True)
    made_at = models.DateTimeField(_("entered on"))
    made_by = models.CharField(_("entered by"), max_length=200)

    class Meta:
        verbose_name = _("hand-over")
        verbose_name_plural = _("hand-overs")
        ordering: ClassVar = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.action} → {self.office}"


class DeliveryStep(models.Model):
    """What was done or happened on a day; never changed, a mistake is followed by another step."""

    delivery = models.ForeignKey(PetitionDelivery, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(_("what happened"), max_length=24, choices=DeliveryState)
    on = models.DateField(_("on"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    actor = models.CharField(_("entered by"), max_length=200)

    class Meta:
        verbose_name = _("step of a hand-over")
        verbose_name_plural = _("steps of hand-overs")
        ordering: ClassVar = ["recorded_at", "pk"]


class DeliveryRequest(models.Model):
    """That somebody asked for the names of one hand-over, that another released them, and what became of them."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    delivery = models.ForeignKey(PetitionDelivery, on_delete=models.PROTECT, related_name="requests")
    state = models.CharField(_("state"), max_length=10, choices=ListState, default=ListState.ASKED)
    columns = models.CharField(_("what the list says"), max_length=12, choices=Columns, default=Columns.NAME_PLACE)
    # Who had confirmed by then stands on the list; who takes their act back later is left out whenever it is drawn.
    as_of = models.DateTimeField(_("as of"))
    people = models.PositiveIntegerField(_("people who agreed"))
    reason = models.TextField(_("reason"))
    asked_id = models.BigIntegerField(null=True, editable=False)
    asked_by = models.CharField(_("asked by"), max_length=200)
    decided_at = models.DateTimeField(null=True)
    decided_id = models.BigIntegerField(null=True, editable=False)
    decided_by = models.CharField(_("decided by"), max_length=200, blank=True)
    decided_why = models.TextField(blank=True)
    taken_out = models.PositiveSmallIntegerField(_("taken out"), default=0)
    destroyed_on = models.DateField(_("destroyed on"), null=True)
    destroyed_how = models.CharField(_("how it was destroyed"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("request for names")
        verbose_name_plural = _("requests for names")
        ordering: ClassVar = ["-as_of", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["delivery"], condition=models.Q(state=ListState.ASKED), name="one_waiting_request_of_names"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["as_of"], condition=models.Q(state=ListState.ASKED), name="names_asked_for")
        ]

    def __str__(self) -> str:
        return f"{self.delivery} ({self.people})"
