"""Tables without nouns of the field: the outbox, the audit, keys, limits, long work and change marks."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from openletter.kernel.ids import uuid7


class OutboxEntry(models.Model):
    """A fact written in the transaction that made it true; its handlers run later, at least once each."""

    fact = models.CharField(max_length=60)
    payload = models.JSONField(default=dict)
    happened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("outbox entry")
        verbose_name_plural = _("outbox entries")
        indexes = [
            models.Index(fields=["due_at", "id"], condition=models.Q(done_at__isnull=True), name="outbox_waiting"),
        ]


class OutboxReceipt(models.Model):
    """That one handler has dealt with one entry, so that a retry for another handler does not repeat it."""

    entry = models.ForeignKey(OutboxEntry, on_delete=models.CASCADE, related_name="receipts")
    handler = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "handler"], name="one_receipt_per_handler")]


class AuditEntry(models.Model):
    """Who did what to which row, and what it was before and after. Rows are never changed (see 0002)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField(_("when"), db_index=True)
    actor_id = models.BigIntegerField(null=True, db_index=True)
    actor = models.CharField(_("who"), max_length=200)
    verb = models.CharField(_("what"), max_length=60)
    subject_type = models.CharField(_("kind"), max_length=60)
    subject_id = models.CharField(_("row"), max_length=64)
    subject = models.CharField(_("of"), max_length=200)
    section = models.CharField(_("section"), max_length=20, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    before = models.JSONField(_("before"), default=dict)
    after = models.JSONField(_("after"), default=dict)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit")
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id"], name="audit_of_row"),
            models.Index(fields=["section", "-at", "-id"], name="audit_of_section"),
            models.Index(fields=["verb", "-at", "-id"], name="audit_of_deed"),
            models.Index(fields=["actor_id", "-at", "-id"], name="audit_of_person"),
        ]


class SealingKey(models.Model):
    """The public half of a holder's key pair; the newest one not retired seals."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    holder = models.CharField(max_length=40, db_index=True)
    public = models.BinaryField()
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)


class DataKey(models.Model):
    """A data key wrapped to a holder's key. Sealed rows name it; deleting it would close them for ever."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sealing_key = models.ForeignKey(SealingKey, on_delete=models.PROTECT, related_name="data_keys")
    wrapped = models.BinaryField()
    made_at = models.DateTimeField()


class LimitRule(models.Model):
    """How often something may happen in a while; staff change it without a deploy."""

    class Key(models.TextChoices):
        """What is limited."""

        ACTS_PER_NETWORK = "acts_per_network", _("Acts from one network")
        ACTS_PER_NETWORK_WITHOUT_PROOF = (
            "acts_per_network_without_proof",
            _("Acts from one network without a proof of work"),
        )
        MAILS_PER_ADDRESS = "mails_per_address", _("Confirmation mails to one address")
        FASTEST_FORM_SECONDS = "fastest_form_seconds", _("Least seconds between page and form")
        LETTERS_TO_OFFICE = "letters_to_office", _("Letters by mail to one office")
        LETTERS_TO_OFFICE_A_DAY = "letters_to_office_a_day", _("Letters by mail to one office, in a longer time")
        LETTERS_IN_ALL = "letters_in_all", _("Letters by mail to all offices together")
        LETTERS_FAILED = "letters_failed", _("Letters returned or refused before an office is paused")
        LETTERS_UNWANTED = "letters_unwanted", _("Letters reported as unwanted before an office is paused")
        NAMES_TRIED = "names_tried", _("People refused in texts of one login before it is stopped")

    key = models.CharField(_("what"), max_length=40, choices=Key, unique=True)
    most = models.PositiveIntegerField(_("at most"))
    seconds = models.PositiveIntegerField(_("in how many seconds"), default=3600)

    class Meta:
        verbose_name = _("limit")
        verbose_name_plural = _("limits")
        ordering = ["key"]

    def __str__(self) -> str:
        return self.get_key_display()


class Work(models.Model):
    """A piece of long work that a person started: it goes on while they do something else (see `kernel.work`)."""

    class State(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting", pgettext_lazy("long work", "Waiting")
        RUNNING = "running", pgettext_lazy("long work", "Running")
        DONE = "done", pgettext_lazy("long work", "Done")
        STOPPED = "stopped", pgettext_lazy("long work", "Stopped")
        FAILED = "failed", pgettext_lazy("long work", "Failed")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=40)
    title = models.CharField(_("title"), max_length=200)
    owner_id = models.BigIntegerField(null=True)
    owner = models.CharField(_("started by"), max_length=200)
    section = models.CharField(_("section"), max_length=20, blank=True)
    arguments = models.JSONField(default=dict)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveBigIntegerField(_("steps done"), default=0)
    total = models.PositiveBigIntegerField(_("steps in all"), null=True)
    said = models.CharField(_("result"), max_length=300, blank=True)
    error = models.CharField(_("error"), max_length=120, blank=True)
    asked_to_stop = models.BooleanField(default=False)
    made_at = models.DateTimeField(_("started on"))
    seen_at = models.DateTimeField(null=True)  # the last sign of life of who does it
    ended_at = models.DateTimeField(_("ended on"), null=True)
    looked_at = models.DateTimeField(null=True)  # when its owner saw that it had ended
    file_name = models.CharField(max_length=120, blank=True)
    file_type = models.CharField(max_length=80, blank=True)

    class Meta:
        verbose_name = _("long work")
        verbose_name_plural = _("long work")
        ordering = ["-made_at", "-id"]
        indexes = [
            models.Index(fields=["owner_id", "-made_at"], name="work_of_person"),
            models.Index(fields=["made_at"], condition=models.Q(state="waiting"), name="work_waiting"),
        ]

    def __str__(self) -> str:
        return self.title


class WorkPart(models.Model):
    """A piece of the file that a long work made, in order; kept for a week."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    body = models.BinaryField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["work", "number"], name="one_row_per_part")]


class Proposal(models.Model):
    """What somebody wrote for the public and a second person has not yet approved. It stands nowhere else.

    `wanted` is what it would be, `base` what it was written over; `body` a picture, where there is one. Approved or
    discarded, the row is deleted: the audit tells what became of it.
    """

    kind = models.CharField(_("kind"), max_length=40)
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=64)
    subject = models.CharField(_("of"), max_length=200)
    section = models.CharField(_("section"), max_length=20, db_index=True)
    wanted = models.JSONField(default=dict)
    base = models.JSONField(default=dict)
    body = models.BinaryField(null=True)
    writers = models.JSONField(default=list)  # ids of all who wrote any of it
    written_by = models.CharField(_("written by"), max_length=400)
    written_at = models.DateTimeField(_("written on"))
    returned_at = models.DateTimeField(_("sent back on"), null=True)
    reason = models.TextField(_("what to change"), blank=True)

    class Meta:
        verbose_name = _("change that waits")
        verbose_name_plural = _("changes that wait")
        ordering = ["-written_at", "-pk"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id"], name="proposal_of_row"),
            models.Index(fields=["written_at"], condition=models.Q(returned_at=None), name="proposals_waiting"),
            models.Index(
                fields=["returned_at"], condition=models.Q(returned_at__isnull=False), name="proposals_returned"
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class ChangeMark(models.Model):
    """A number that goes up when something published changes; fronts read it each second and drop what is stale."""

    name = models.CharField(max_length=60, primary_key=True)
    version = models.BigIntegerField(default=1)
