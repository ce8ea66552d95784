"""Letters to offices by mail: that one is owed, was sent, or could not be. No address and no word stands here.

The letter and the name stay sealed on the act and are opened to send; the office's address is looked up to send.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from openletter.actions.models import Action
from openletter.actions.rules import TargetRole
from openletter.deliveries.rules.states import MailState, PauseReason, Trouble
from openletter.kernel.ids import uuid7
from openletter.targets.models import Office


class TargetMail(models.Model):
    """One letter owed to one office for one act. Once the act's data is erased, the act is no longer named."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    act_id = models.UUIDField(null=True)
    # As with acts: no lock on the one action that everybody is writing for.
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    role = models.CharField(max_length=10, choices=TargetRole)
    # Marks the address it was sent to, so that a letter that comes back condemns that one alone.
    sent_to = models.BinaryField(max_length=8, null=True)
    own_words = models.BooleanField()
    state = models.CharField(max_length=10, choices=MailState, default=MailState.WAITING)
    owed_at = models.DateTimeField()
    due_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=10, choices=Trouble, blank=True)
    troubled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("letter to an office")
        verbose_name_plural = _("letters to offices")
        constraints = [models.UniqueConstraint(fields=["act_id", "office"], name="one_letter_per_office")]
        indexes = [
            models.Index(
                fields=["office", "action", "due_at", "id"],
                condition=models.Q(state=MailState.WAITING),
                name="letter_waiting",
            ),
            models.Index(fields=["claimed_at"], condition=models.Q(claimed_at__isnull=False), name="letter_claimed"),
            models.Index(
                fields=["office", "claimed_at"], condition=models.Q(claimed_at__isnull=False), name="letter_claimed_to"
            ),
            models.Index(
                fields=["office", "troubled_at"], condition=models.Q(troubled_at__isnull=False), name="letter_troubled"
            ),
            models.Index(fields=["action", "office", "state"], name="letter_of_action"),
        ]

    def __str__(self) -> str:
        return self.pk.hex


class OfficeMail(models.Model):
    """How letters to one office go: when the last one was claimed, and whether they are paused, and why."""

    office = models.OneToOneField(Office, on_delete=models.PROTECT, primary_key=True, related_name="mail")
    last_claimed_at = models.DateTimeField(null=True)
    # Of several actions that write to this office, the one whose letter went last; the next one is another's.
    last_action_id = models.BigIntegerField(null=True)
    paused_at = models.DateTimeField(_("paused"), null=True)
    pause_reason = models.CharField(_("why"), max_length=16, choices=PauseReason, blank=True)
    pause_note = models.CharField(_("note"), max_length=300, blank=True)
    # Trouble before this moment has been looked at by a person.
    resumed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("letters to an office")
        verbose_name_plural = _("letters to offices")
        indexes = [
            models.Index(fields=["-paused_at"], condition=models.Q(paused_at__isnull=False), name="letters_paused")
        ]

    def __str__(self) -> str:
        return str(self.office)
