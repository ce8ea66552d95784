"""Links by which somebody reads a page before it is published: made, used and revoked."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from openletter.actions.models import Action, ReadingLink
from openletter.cases.models import Case
from openletter.kernel import audit, tokens
from openletter.kernel.audit import Actor
from openletter.kernel.refusals import Refused
from openletter.sections.models import Section

PURPOSE = "read-before-publish"
MOST_DAYS = 30


@transaction.atomic
def let_read(
    *, subject: Case | Action, section: Section, language: str, reader: str, days: int, actor: Actor, at: datetime
) -> ReadingLink:
    """Whoever holds the link may read this page, in this language, for so many days.

    Refuses more days than `MOST_DAYS`, a recalled case, and a page in which nothing is written.
    """
    case = subject.case if isinstance(subject, Action) else subject
    if not 1 <= days <= MOST_DAYS:
        raise Refused(_("Choose between 1 and %(most)s days.") % {"most": MOST_DAYS})
    if case.recalled_at is not None:
        raise Refused(_("This case is recalled: nothing of it is shown to anybody outside."))
    if not case.languages() or not subject.languages():
        raise Refused(_("Nothing is written yet, so there is no page to read."))
    link = ReadingLink.objects.create(
        uid=uuid.uuid4(), case=case, action=subject if isinstance(subject, Action) else None, section=section,
        language=language, reader=ReadingLink.Reader(reader), made_at=at, made_by=actor.name[:200],
        ends_at=at + timedelta(days=days),
    )  # fmt: skip
    _record(link, "reading.let", actor, at, {"days": days, "language": language, "reader": reader})
    return link


@transaction.atomic
def revoke(*, link: ReadingLink, actor: Actor, at: datetime) -> ReadingLink:
    """The link opens nothing any more, at once. Twice is as once."""
    row = ReadingLink.objects.select_for_update().get(pk=link.pk)
    if row.revoked_at is None:
        row.revoked_at = at
        row.save(update_fields=["revoked_at"])
        _record(row, "reading.revoke", actor, at, {})
    return row


def revoke_all(*, case_id: int, actor: Actor, at: datetime) -> int:
    """No link to the case, or to an action of it, opens anything any more; returns how many did until now."""
    links = list(ReadingLink.objects.filter(case=case_id, revoked_at=None, ends_at__gt=at).order_by("pk"))
    for link in links:
        revoke(link=link, actor=actor, at=at)
    return len(links)


def token_of(link: ReadingLink) -> str:
    """What stands in the link's address."""
    return tokens.sign(link.uid, purpose=PURPOSE, key=settings.SECRET_KEY)


def link_behind(token: str, *, at: datetime) -> ReadingLink | None:
    """The link that a token opens, or None where it has ended, was revoked, or its case or action is recalled.

    Raises tokens.BadToken for what is no link of ours.
    """
    uid = uuid.UUID(tokens.read(token, purpose=PURPOSE, key=settings.SECRET_KEY))
    rows = ReadingLink.objects.select_related("case__section", "action__section", "action__case", "section")
    link = rows.defer("made_by", "reader").filter(uid=uid).first()
    return link if link is not None and is_open(link, at) else None


def is_open(link: ReadingLink, at: datetime) -> bool:
    """Whether a link still opens its page: a safety stop ends it as it ends everything."""
    stopped = link.case.recalled_at is not None or (link.action is not None and link.action.status == "suspended")
    return link.revoked_at is None and at < link.ends_at and not stopped


def _record(link: ReadingLink, verb: str, actor: Actor, at: datetime, after: dict[str, object]) -> None:
    subject = link.action or link.case
    audit.record(actor=actor, verb=verb, subject=subject, at=at, section=link.section.key, after=after)
