"""The letter that an office will get, to read before anybody sends one. Its sender is invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from openletter.actions.access import Contact
from openletter.actions.models import Action, ActionTaken
from openletter.actions.recipients import recipients_of
from openletter.actions.rules import TargetRole
from openletter.deliveries import letters
from openletter.deliveries.models import TargetMail
from openletter.kernel.languages import preference

_NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class ToOffice:
    """One letter as it leaves: its heads, and the text."""

    to: str
    role: str
    subject: str
    sender: str
    text: str


def to_offices(action: Action, language: str, *, at: datetime) -> tuple[ToOffice, ...]:
    """The letters that one person's act sends, in this language, with the text proposed; none while there is no text.

    Offices without an address that works are left out.
    """
    proposed = _proposed(action, language)
    if proposed is None:
        return ()
    country = action.section.territory
    everyone = recipients_of(action.pk, country=country, on=at.date(), language=language)
    act = ActionTaken(
        id=_NOBODY, action=action, section=action.section, language=language, country=country, to_target=True,
        taken_at=at,
    )  # fmt: skip
    with override(language):
        # Translators: stands in a preview where the name of somebody who acts will be
        typed = Contact(email="writer@example.org", name=_("Name of the writer"), more=proposed)
        found = []
        for role, offices in ((TargetRole.TARGET, everyone.targets), (TargetRole.COPY, everyone.copies)):
            for to in (office for office in offices if office.email):
                mail = TargetMail(pk=_NOBODY, role=role)
                message = letters.message_as(mail, act, typed, to, everyone, at)
                sender = str(message.extra_headers["From"])
                found.append(ToOffice(f"{to.name} <{to.email}>", role, str(message.subject), sender, str(message.body)))
    return tuple(found)


def _proposed(action: Action, language: str) -> dict[str, str] | None:
    for appeal in action.appeals.filter(use="").prefetch_related("words"):
        rows = {row.language: row for row in appeal.words.all()}
        for code in preference(language, rows):
            return {"subject": rows[code].subject, "letter": rows[code].body}
    return None
