"""The mails that a case or an action brings about, as they would go out, for who looks at them beforehand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.header import decode_header, make_header

from django.utils.translation import gettext as _

from openletter.actions.kinds import kind_of
from openletter.actions.models import Action
from openletter.actions.rules import WITHOUT_ADDRESS, ActionStatus
from openletter.cases.models import Case
from openletter.deliveries.specimens import to_offices
from openletter.desk import said
from openletter.mailings import specimens
from openletter.sections.models import Section

_PUBLISHED = (ActionStatus.LIVE, ActionStatus.SUSPENDED, ActionStatus.CLOSED, ActionStatus.ARCHIVED)
MOST_NEWS = 6  # of each sort, the latest


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail with what it is for; `note` stands where there is none to show."""

    heading: str
    sender: str = ""
    to: str = ""
    subject: str = ""
    text: str = ""
    html: str = ""
    note: str = ""


def of(subject: Case | Action, section: Section, language: str, *, at: datetime) -> list[Mail]:
    """Of an action: what who acts gets, what goes to the offices, and the news. Of a case: its news."""
    if isinstance(subject, Action):
        own = (*_confirmation(subject, language, at), *_letters(subject, language, at))
        return [*own, *_news(subject.case, subject, language, at)]
    actions = subject.actions.filter(status__in=_PUBLISHED).select_related("section", "case").order_by("pk")
    first = actions.filter(section=section).first() or actions.first()
    if first is None:
        return [Mail(_("News of the case"), note=_("Nobody has acted for this case yet: no mail goes out."))]
    return list(_news(subject, first, language, at))


def _confirmation(action: Action, language: str, at: datetime) -> Iterator[Mail]:
    kind = kind_of(action.kind)
    heading = _("To who acts: please confirm")
    if kind.evidence_at_first in WITHOUT_ADDRESS and kind.address != "required":
        heading = _("To who acts and gives an address: please confirm")
    found = specimens.confirmation(action, language, at=at)
    yield _of_reader(heading, found) if found else Mail(heading, note=_nothing())


def _letters(action: Action, language: str, at: datetime) -> Iterator[Mail]:
    if not kind_of(action.kind).sends:
        return
    letters = to_offices(action, language, at=at)
    for letter in letters:
        heading = _("To the office: a copy") if letter.role == "copy" else _("To the office")
        yield Mail(heading, as_read(letter.sender), letter.to, letter.subject, letter.text)
    if not letters:
        note = _("No letter yet: the text or an address that works is missing.")
        yield Mail(_("To the office"), note=note)


def _news(case: Case, action: Action, language: str, at: datetime) -> Iterator[Mail]:
    """Updates and outcomes, the latest first."""
    for outcome in case.outcomes.prefetch_related("words").order_by("-pk")[:MOST_NEWS]:
        heading = _("To who acted, of the outcome: %(what)s") % {"what": outcome.get_type_display()}
        found = specimens.of_news(outcome, action, language, at=at)
        yield _of_reader(heading, found) if found else Mail(heading, note=_nothing())
    for update in case.updates.prefetch_related("words").order_by("-on", "-pk")[:MOST_NEWS]:
        heading = _("To who acted, of the update: %(title)s") % {"title": said.title(update)}
        if not update.tell_participants:
            yield Mail(heading, note=_("No mail goes out: those who acted are not told of this update."))
            continue
        found = specimens.of_news(update, action, language, at=at)
        yield _of_reader(heading, found) if found else Mail(heading, note=_nothing())


def _of_reader(heading: str, found: specimens.Specimen) -> Mail:
    return Mail(heading, as_read(found.sender), specimens.READER, found.subject, found.text, found.html)


def as_read(header: str) -> str:
    """A sender as mail programs show it: what travels as encoded words is read."""
    return str(make_header(decode_header(header)))


def _nothing() -> str:
    return _("No mail yet: nothing is written.")
