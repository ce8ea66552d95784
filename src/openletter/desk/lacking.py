"""What is still missing of a case or an action in one language: what a reader would get in another, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from openletter.actions.kinds import kind_of
from openletter.actions.models import Action
from openletter.actions.operations import readiness
from openletter.actions.rules import ActionStatus
from openletter.cases.models import Case
from openletter.desk.standing import consent_standing
from openletter.kernel import clock
from openletter.kernel.languages import endonym
from openletter.sections.models import Section

_BEFORE_APPROVAL = (ActionStatus.DRAFT, ActionStatus.IN_REVIEW, ActionStatus.CHANGES_REQUESTED)


def lacking_in(subject: Case | Action, section: Section, language: str) -> list[str]:
    """As sentences, the gravest first; empty when nothing is missing."""
    case = subject.case if isinstance(subject, Action) else subject
    return [
        *_unspoken(section, language),
        *_words(subject, case, language),
        *(_before_approval(subject) if isinstance(subject, Action) else ()),
        *(_texts(subject, language) if isinstance(subject, Action) else ()),
        *_consent(case),
    ]


def _before_approval(action: Action) -> list[str]:
    return readiness.lacking(action, at=clock.now()) if action.status in _BEFORE_APPROVAL else []


def _unspoken(section: Section, language: str) -> Iterator[str]:
    if language not in section.languages:
        yield _("This section has no site in %(language)s.") % {"language": endonym(language)}


def _words(subject: Case | Action, case: Case, language: str) -> Iterator[str]:
    said = {"language": endonym(language)}
    if isinstance(subject, Action) and language not in subject.languages():
        yield _("The action has no title in %(language)s; readers would see another language.") % said
    if language not in case.languages():
        yield _("The case has no words in %(language)s; readers would see another language.") % said


def _texts(action: Action, language: str) -> Iterator[str]:
    """Demands in another language, and a kind whose text is missing in this one."""
    kind, said = kind_of(action.kind), {"language": endonym(language)}
    demands = [row for row in action.demands.all() if row.languages()]
    unsaid = sum(language not in row.languages() for row in demands)
    if unsaid and "demand" not in kind.leaves_out:
        yield _("Demands without words in %(language)s: %(number)s.") % {**said, "number": unsaid}
    letters = [row for row in action.appeals.all() if row.use == "" and row.languages()]
    if letters and not any(language in row.languages() for row in letters):
        yield _("The text has no version in %(language)s.") % said


def _consent(case: Case) -> Iterator[str]:
    if scopes := consent_standing(case).missing:
        # Translators: %(uses)s is a list of uses, such as "Given name, Surname".
        yield _("Consent to: %(uses)s") % {"uses": ", ".join(scopes)}
    if case.recalled_at is not None:
        yield _("This case is recalled: nothing of it is shown to anybody outside.")


def anything_to_read(subject: Any) -> bool:
    """Whether there is any word that a page could show."""
    case = subject.case if isinstance(subject, Action) else subject
    return bool(subject.languages() and case.languages())
