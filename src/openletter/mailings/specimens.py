"""Our mails as they would go out, to read before anybody gets one. Nobody's address or act is in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from openletter.actions.models import Action, ActionTaken
from openletter.actions.rules import ActState
from openletter.cases.models import Outcome, Update
from openletter.mailings import rules
from openletter.mailings.letters import Gone, write_letter
from openletter.mailings.models import OutgoingMail
from openletter.mailings.post import message_for
from openletter.mailings.reading import About

READER = "reader@example.org"
_NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Specimen:
    """One mail: its heads as a reader sees them, its text, and the same as HTML where it has one."""

    subject: str
    sender: str
    answers_to: str
    text: str
    html: str = ""


def confirmation(action: Action, language: str, *, at: datetime) -> Specimen | None:
    """What who acts gets at once; None while there are no words for it."""
    return _specimen(OutgoingMail(kind=rules.CONFIRM, act_id=_NOBODY, owed_at=at), action, language, at)


def of_news(news: Update | Outcome, action: Action, language: str, *, at: datetime) -> Specimen | None:
    """What those who took this action get of an update or outcome; None where nobody is told, or nothing is written."""
    kind = rules.OUTCOME if isinstance(news, Outcome) else rules.UPDATE
    mail = OutgoingMail(kind=kind, act_id=_NOBODY, subject_uid=news.uid, owed_at=at)
    return _specimen(mail, action, language, at)


def _specimen(mail: OutgoingMail, action: Action, language: str, at: datetime) -> Specimen | None:
    act = ActionTaken(
        id=_NOBODY, action=action, section=action.section, language=language, state=ActState.PENDING, taken_at=at
    )
    subject = About(act, language, may_show=True)
    try:
        letter = write_letter(mail, subject)
    except Gone:
        return None
    message = message_for(mail, subject, letter, READER, at=at)
    return Specimen(
        subject=str(message.subject),
        sender=message.from_email,
        answers_to=", ".join(message.reply_to),
        text=str(message.body),
        html=str(message.alternatives[0][0]),
    )
