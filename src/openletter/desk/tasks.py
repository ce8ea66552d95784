"""What follows at the desk from facts."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from openletter.accounts.models import User
from openletter.kernel.models import Work
from openletter.kernel.outbox import Payload, on

PATIENCE = timedelta(minutes=1)  # who got an answer sooner is still there to read it


@on("work_ended")
def tell_that_work_ended(payload: Payload) -> None:
    """Who started long work is told by mail when it has ended; what was quick, stopped or already seen needs none."""
    work = Work.objects.filter(pk=payload["work"], looked_at=None).exclude(state=Work.State.STOPPED).first()
    if work is None or work.owner_id is None or work.ended_at is None or work.ended_at - work.made_at < PATIENCE:
        return
    owner = User.objects.filter(pk=work.owner_id, is_active=True).first()
    if owner is None:
        return
    profile = getattr(owner, "wagtail_userprofile", None)
    with translation.override(getattr(profile, "preferred_language", "") or settings.LANGUAGE_CODE):
        link = f"{settings.ENV.public_url}{reverse('desk_work', args=[work.pk])}"
        text = render_to_string("desk/work_ended.txt", {"work": work, "link": link, "owner": owner})
        # Translators: subject of a mail to staff; the title is such as "Recount of “Free Nasser Zefzafi”".
        subject = _("Ended: %(title)s") % {"title": work.title}
        EmailMessage(subject=" ".join(subject.split()), body=text, to=[owner.email]).send()
