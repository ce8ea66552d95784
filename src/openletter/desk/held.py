"""What waits to leave the house and does not, while its action or case is stopped."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from openletter.actions.models import Action, ActionTaken
from openletter.deliveries.models import TargetMail
from openletter.deliveries.rules.states import MailState
from openletter.mailings.models import OutgoingMail
from openletter.solidarity.models import SolidarityMessage
from openletter.solidarity.rules import MessageState

NOT_SENT = (MessageState.SCREENED, MessageState.IN_MODERATION, MessageState.ACCEPTED, MessageState.BATCHED)


@dataclass(frozen=True, slots=True)
class Held:
    """One queue, and how many of it are for the stopped actions."""

    what: str
    number: int


def held(actions: QuerySet[Action]) -> list[Held]:
    """Each queue with what waits in it for these actions. Their senders ask anew before each piece leaves."""
    acts = ActionTaken.objects.filter(action__in=actions).values("pk")
    waiting = OutgoingMail.objects.filter(state=OutgoingMail.State.WAITING, act_id__in=acts)
    letters = TargetMail.objects.filter(state__in=(MailState.WAITING, MailState.SENDING), action__in=actions)
    messages = SolidarityMessage.objects.filter(state__in=NOT_SENT, action__in=actions)
    return [
        Held(_("Letters to officials"), letters.count()),
        Held(_("Messages to the person, in the house"), messages.count()),
        Held(_("Mails to those who acted"), waiting.count()),
    ]
