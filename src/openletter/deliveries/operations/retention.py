"""An end to what letters and answers name: with the personal data of their action."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from openletter.actions.models import Action, ActionTaken
from openletter.actions.rules import ActionStatus
from openletter.deliveries.models import OfficialResponse, TargetMail
from openletter.deliveries.rules.pacing import first_deadline_ahead
from openletter.deliveries.rules.states import MailState


def ended(at: datetime) -> list[int]:
    """The actions for which letters still wait although their time is over."""
    over = Q(status__in=(ActionStatus.CLOSED, ActionStatus.ARCHIVED)) | Q(deadline__lt=first_deadline_ahead(at))
    waiting = TargetMail.objects.filter(action=OuterRef("pk"), state=MailState.WAITING)
    return list(Action.objects.filter(over).filter(Exists(waiting)).values_list("pk", flat=True))


def forget(*, at: datetime) -> int:
    """Letters of erased acts name no act any more; the answers of an action whose personal data ended are empty.

    What was sent, when and to which office stays, and how an answer was judged; returns how many rows were emptied.
    """
    empty = ActionTaken.objects.filter(sealed__isnull=True).values("pk")
    count = TargetMail.objects.filter(act_id__in=empty).exclude(state=MailState.SENDING).update(act_id=None)
    count += OfficialResponse.objects.filter(act_id__in=empty).update(act_id=None)
    erased = list(Action.objects.filter(erased_on__isnull=False).values_list("pk", flat=True))
    answers = OfficialResponse.objects.filter(action__in=erased, sealed__isnull=False)
    return count + answers.update(sealed=None, data_key=None, act_id=None, digest=None)
