"""One act of one person."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from openletter.actions.abuse.traces import LONGEST as LONGEST_TRACES
from openletter.actions.models.call import Action
from openletter.actions.rules import ActState, Channel, EvidenceLevel, state_shown
from openletter.kernel.ids import uuid7
from openletter.kernel.models import DataKey
from openletter.sections.models import Section
from openletter.supporters.models import ConsentNotice


class ActionTaken(models.Model):
    """One thing one supporter did. What they typed is sealed; `person` counts them once.

    Action and section carry no foreign key in the database: on PostgreSQL each row would lock the one action that
    everybody is signing. Actions are never deleted, so the promise is kept by there being no way to break it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    action = models.ForeignKey(
        Action, on_delete=models.PROTECT, related_name="taken", db_constraint=False, db_index=False
    )
    section = models.ForeignKey(
        Section, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    person = models.BinaryField(max_length=16)
    state = models.CharField(max_length=12, choices=ActState)
    channel = models.CharField(max_length=16, choices=Channel)
    evidence = models.CharField(max_length=20, choices=EvidenceLevel)
    language = models.CharField(max_length=10)
    country = models.CharField(max_length=2, blank=True)
    taken_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    to_target = models.BooleanField()
    public = models.BooleanField()
    news = models.BooleanField()
    notice = models.ForeignKey(
        ConsentNotice,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    data_key = models.ForeignKey(
        DataKey, on_delete=models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    sealed = models.BinaryField(null=True)
    # Opaque labels, see actions.abuse.traces; they end after some weeks, or when the act is taken back.
    traces = models.CharField(max_length=LONGEST_TRACES, blank=True, default="", db_default="", editable=False)

    class Meta:
        db_table = "actions_taken"
        verbose_name = _("act")
        verbose_name_plural = _("acts")
        constraints = [models.UniqueConstraint(fields=["action", "person"], name="one_person_counts_once")]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def state_shown(self) -> ActState:
        """The state that whoever acted is shown; see `rules.state_shown`."""
        return state_shown(self.state, confirmed=self.confirmed_at is not None)
