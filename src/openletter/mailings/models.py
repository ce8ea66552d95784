"""Mails to supporters: that one is owed, was sent, or could not be. No address stands here: it is opened to send."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from openletter.kernel.ids import uuid7


class OutgoingMail(models.Model):
    """One mail owed to who took an act. The key makes it go out once, however often its reason is handled."""

    class Kind(models.TextChoices):
        """Why it is sent."""

        CONFIRM = "confirm", _("Confirm your act")
        ALREADY = "already", _("You had acted already")
        OUTCOME = "outcome", _("What became of the person")
        UPDATE = "update", _("News of the case")
        MESSAGE_SENT = "msg_sent", _("A message of solidarity has left")
        MESSAGE_ARRIVED = "msg_arrived", _("A message of solidarity has arrived")
        MESSAGE_WITHHELD = "msg_withheld", _("A message of solidarity could not be passed on")
        MESSAGE_AGAIN = "msg_again", _("A message of solidarity was looked at again")
        ANSWERED = "answered", _("A letter to an office was answered")
        FOLLOWED = "followed", _("The urgent action was followed by another")
        SIGN_UP = "sign_up", _("Confirm that you wish for news")

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed")
        DROPPED = "dropped", _("Dropped: the act was withdrawn or its data erased")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=12, choices=Kind)
    # The act it is about; of a sign-up for news, the sign-up.
    act_id = models.UUIDField(db_index=True)
    # Only for the limit per address, and only as long as that looks back; then it is cleared.
    person = models.BinaryField(max_length=16, null=True)
    subject_uid = models.UUIDField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    owed_at = models.DateTimeField()
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(state="waiting"), name="mail_waiting"),
            models.Index(fields=["person"], condition=models.Q(person__isnull=False), name="mail_to_person"),
        ]
