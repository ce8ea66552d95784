"""What offices answer. Their words are sealed: a reply quotes the letter, and names the supporter it was written to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from openletter.actions.models import Action
from openletter.deliveries.models.mail import TargetMail
from openletter.deliveries.rules.states import ResponseKind, ResponseWay
from openletter.kernel.ids import uuid7
from openletter.kernel.models import DataKey
from openletter.targets.models import Office


class OfficialResponse(models.Model):
    """One answer of an office to what was sent for an action; its kind is judged by a campaigner."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="responses", verbose_name=_("office"))
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="responses", verbose_name=_("action"))
    mail = models.ForeignKey(
        TargetMail, on_delete=models.SET_NULL, null=True, blank=True, related_name="responses", editable=False
    )
    act_id = models.UUIDField(null=True, editable=False)
    # The same mail handed in twice by a mail server is one answer: a digest of what identifies it, never its text.
    digest = models.BinaryField(max_length=16, null=True, unique=True, editable=False)
    way = models.CharField(_("how it came"), max_length=10, choices=ResponseWay, default=ResponseWay.MAIL)
    received_at = models.DateTimeField(_("received"))
    kind = models.CharField(_("kind"), max_length=30, choices=ResponseKind, blank=True)
    judged_at = models.DateTimeField(_("judged"), null=True, editable=False)
    attachments = models.PositiveSmallIntegerField(_("attachments not kept"), default=0, editable=False)
    shortened = models.BooleanField(_("shortened"), default=False, editable=False)
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, null=True, related_name="+", editable=False)
    sealed = models.BinaryField(null=True, editable=False)

    class Meta:
        verbose_name = _("official response")
        verbose_name_plural = _("official responses")
        ordering = ["-received_at", "-pk"]
        indexes = [models.Index(fields=["action", "kind"], name="response_of_action")]

    def __str__(self) -> str:
        return self.pk.hex
