"""Rows, days and languages in the reader's language, for the desk's templates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import template
from django.urls import reverse

from openletter.actions.models import Action
from openletter.cases.models import Case
from openletter.desk import deeds
from openletter.desk import said as words
from openletter.desk.called import action_called, case_called
from openletter.desk.doors import proving
from openletter.desk.path.changes import Asked, asked_of
from openletter.kernel import clock, languages
from openletter.kernel.models import Work
from openletter.kernel.proposals import kind_of
from openletter.kernel.work import ENDED
from openletter.sections.access import Right, may
from openletter.sections.models import Section
from openletter.solidarity.models import said_in

register = template.Library()


@register.simple_tag(takes_context=True)
def proven(context: template.Context) -> bool:
    """Whether forms can be shown whose doors ask for a fresh proof; else the way to give it (desk/prove.html)."""
    return proving.proven(context["request"])


@register.filter
def titled(fact: Any) -> str:
    """A fact's title."""
    return words.title(fact)


@register.simple_tag(takes_context=True)
def called(context: template.Context, fact: Case | Action) -> str:
    """The title of a case, or of an action, to this reader."""
    told = action_called if isinstance(fact, Action) else case_called
    return told(context["request"].user, fact)


@register.filter
def named(fact: Any) -> str:
    """A fact's name."""
    return words.name(fact)


@register.filter
def said(fact: Any, field: str) -> str:
    """One text of a fact."""
    return words.title(fact, field)


@register.filter
def day(value: date | None) -> str:
    """A day, or a dash."""
    return words.day(value)


@register.filter
def month(value: date) -> str:
    """A month and its year."""
    return words.month(value)


@register.simple_tag
def this_day() -> str:
    """Today in the reader's language."""
    return words.day(clock.today())


@register.filter
def moment(value: datetime | None) -> str:
    """A moment to the minute with its time zone, or a dash."""
    return words.moment(value)


@register.filter
def dated(value: str) -> str:
    """An uncertain date in words; as it was written where it cannot be read."""
    return words.dated(value)


@register.filter
def long(duration: str) -> str:
    """A length of years, months and days in words; as it was written where it holds none of these."""
    return words.long(duration)


@register.filter
def endonym(code: str) -> str:
    """A language's own name."""
    return languages.endonym(code)


@register.filter
def spoken_by(rows: Iterable[Any], section: Section) -> list[Any]:
    """Rows with a language as their section speaks them; languages beyond those come last."""
    return sorted(rows, key=words.as_spoken(section.languages))


@register.filter
def mended_at(finding: Any) -> str:
    """Where what was found is mended."""
    name, args = finding.where
    return reverse(name, args=args)


@register.filter
def proposed(proposal: Any) -> str:
    """What kind of change waits, in the reader's language."""
    return str(kind_of(proposal).label)


@register.filter
def kind(fact: Any) -> str:
    """What kind of row it is."""
    return str(fact._meta.verbose_name)


@register.simple_tag(takes_context=True)
def finished_work(context: Any) -> list[Work]:
    """Long work of the reader's that has ended and that they have not looked at; a work's own page says it itself."""
    request = context.get("request")
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    rows = Work.objects.filter(owner_id=user.pk, state__in=ENDED, looked_at=None)
    here = request.resolver_match
    return list((rows.exclude(pk=here.kwargs["pk"]) if here and here.view_name == "desk_work" else rows)[:3])


@register.filter
def deed(verb: str) -> str:
    """What the audit's code says in words."""
    return deeds.in_words(verb)


@register.simple_tag(takes_context=True)
def asked_to_change(context: template.Context, action: Action) -> Asked | None:
    """What an approver asked to be changed, for those who write in its section or approve there."""
    user = context["request"].user
    if not any(may(user, right, action.section_id) for right in (Right.EDIT_ACTIONS, Right.RELEASE)):
        return None
    return asked_of(action)


@register.filter
def reason_said(row: Any) -> str:
    """The reason of a decision, as it was said on its day."""
    return said_in(row.reason_said, words.reader())


@register.filter
def at(rows: dict[str, Any], key: str) -> Any:
    """What stands under a key; nothing where there is no such key."""
    return rows.get(key, "")
