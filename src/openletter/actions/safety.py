"""What must be mended or answered before a case, or an action of it, is published: one list for every screen.

Pure decisions stand in `cases.rules` and `actions.wording`; here they are asked of one case on one day. A grave
finding is refused to everybody; any other is answered with a reason, which is kept and holds for those very words.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openletter.actions.models import Action
from openletter.actions.wording import giving_away as words
from openletter.cases.models import Case, CasePhoto, SafetyAnswer
from openletter.cases.operations import answered_by
from openletter.cases.queries import consented, is_about_a_child, missing_consent, named_people
from openletter.cases.rules import ConsentScope, Visibility
from openletter.cases.rules.exposure import Pillars, exposure_of, is_full_name, too_many
from openletter.cases.rules.photos import may_show_photo
from openletter.kernel.audit import Actor
from openletter.kernel.languages import endonym, in_a_row
from openletter.kernel.refusals import Refused
from openletter.kernel.words import with_words

Where = tuple[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that stands in the way. `where` is the name and arguments of the address at which it is mended.

    `key` is by which it can be answered; empty where it must be mended. `answer` is the reason given, if there is one.
    """

    code: str
    sentence: str
    grave: bool
    where: Where
    field: str = ""
    key: str = ""
    answer: str = ""

    @property
    def stands(self) -> bool:
        """Whether it still stands in the way."""
        return self.grave or not self.answer


class NotSafe(Refused):
    """Words would be published although the safety check finds something in them that nobody has answered."""

    def __init__(self, findings: Collection[Finding]) -> None:
        super().__init__(" ".join(finding.sentence for finding in findings))
        self.findings = tuple(findings)


def newly_found(found: Iterable[Finding], before: Iterable[Finding]) -> list[Finding]:
    """What is found now and was not before: what stood before keeps nobody from mending something else."""
    known = {finding.key or finding.sentence for finding in before}
    return [finding for finding in found if (finding.key or finding.sentence) not in known]


def require_nothing_new(
    found: Iterable[Finding], before: Iterable[Finding], *, case: Case | None, actor: Actor
) -> None:
    """Pass if nothing is found that was not before, or all of it was answered by somebody else than who approves.

    Raises NotSafe, naming what is new and stands, and Refused to whoever gave the answer.
    """
    new = newly_found(found, before)
    if standing := [finding for finding in new if finding.stands]:
        raise NotSafe(standing)
    if case is not None and actor.id is not None and answered_by(case, {each.key for each in new}, actor.id):
        raise Refused(_("You said yourself why these words may stay. Somebody else approves them."))


def safety_check(case: Case, action: Action | None, on: date) -> tuple[Finding, ...]:
    """Everything that stands in the way of publishing, and what was answered; the gravest first. Nothing is written."""
    child = is_about_a_child(case)
    found = [
        *_consent(case, on),
        *_children(case),
        *_pillars(case, on),
        *_of_case(case, child),
        *(_of_action(action, child) if action else ()),
    ]
    return tuple(sorted(_told(case, found), key=lambda finding: not finding.grave))


def safety_of(case: Case, on: date) -> tuple[Finding, ...]:
    """What is found of a case and of all its actions that can still be taken; each once."""
    ended = ("closed", "archived")
    found = list(safety_check(case, None, on))
    for action in case.actions.exclude(status__in=ended):
        found += [each for each in _told(case, [*_of_action(action, is_about_a_child(case))]) if each not in found]
    return tuple(found)


def require_safe(case: Case, action: Action | None, *, on: date, answers: bool = True) -> None:
    """Pass if nothing stands in the way. Without `answers`, only what is grave is asked. Raises Refused, naming it."""
    found = [finding for finding in safety_check(case, action, on) if finding.grave or (answers and finding.stands)]
    if found:
        raise Refused(" ".join(finding.sentence for finding in found))


def pillars_of(case: Case, on: date) -> Pillars:
    """What the case's pages show of the person on a day: a recognisable face, a place, a full name."""
    photo = CasePhoto.objects.filter(case=case).first()
    held = [scope for scope in (ConsentScope.PHOTO,) if consented(case, scope, on=on)]
    face = photo is not None and not photo.faceless and may_show_photo(held, photo.expires_on, on=on)
    return Pillars(face=face, place=any(row.place for row in case.words.all()), full_name=bool(_full_names(case)))


def _told(case: Case, found: list[Finding]) -> list[Finding]:
    answers = dict(SafetyAnswer.objects.filter(case=case).values_list("finding", "reason"))
    return [_with_answer(finding, answers) for finding in dict.fromkeys(found)]


def _with_answer(finding: Finding, answers: dict[str, str]) -> Finding:
    if finding.grave or finding.key not in answers:
        return finding
    return Finding(
        finding.code, finding.sentence, False, finding.where, finding.field, finding.key, answers[finding.key]
    )


def _consent(case: Case, on: date) -> Iterator[Finding]:
    if missing := missing_consent(case, on=on):
        names = in_a_row(str(ConsentScope(scope).label) for scope in missing)
        sentence = _("Nobody has recorded consent to this yet: %(uses)s.") % {"uses": names}
        yield Finding("consent", sentence, True, ("desk_case_consent", (case.pk,)))


def _children(case: Case) -> Iterator[Finding]:
    """A child is shown by a first name, without school or place, unless somebody wrote down why not."""
    if not is_about_a_child(case):
        return
    edit: Where = ("cases:edit", (case.pk,))
    for name in _full_names(case, minors=True):
        sentence = _("“%(name)s” is under 18. Write the first name alone or another name, or say why not.")
        yield _asked("child_name", sentence % {"name": name}, edit, name, field="people")
    for row in case.words.all():
        if row.place:
            sentence = _("“%(place)s” stands as the place of a child. Leave the place empty, or say why not.")
            yield _asked("child_place", sentence % {"place": row.place}, edit, row.place, field="place")


def _pillars(case: Case, on: date) -> Iterator[Finding]:
    exposure = exposure_of(case.exposure, child=is_about_a_child(case))
    pillars = pillars_of(case, on)
    if number := too_many(pillars, exposure):
        shown = [
            said
            for there, said in (
                (pillars.face, _("the face")), (pillars.place, _("the place")), (pillars.full_name, _("the full name")),
            )
            if there
        ]  # fmt: skip
        sentence = (
            # Translators: %(shown)s is a list such as "the face, the place, the full name".
            _("This person is at high risk: pages show %(shown)s. Leave out %(number)s of them.")
            if number > 1 or exposure == "high"
            else _("This person is vulnerable: pages show %(shown)s. Leave out %(number)s of them.")
        )
        told = sentence % {"shown": in_a_row(shown), "number": number}
        yield Finding("pillars", told, True, ("cases:edit", (case.pk,)), field="exposure")


def _of_case(case: Case, child: bool) -> Iterator[Finding]:
    where: Where = ("cases:edit", (case.pk,))
    yield from _in_rows(case.words.all(), where, child)
    for development in with_words(case.developments.filter(visibility=Visibility.PUBLIC)):
        yield from _in_rows(development.words.all(), where, child)
    for relation in ("updates", "outcomes", "context_figures"):
        for fact in with_words(getattr(case, relation).all()):
            yield from _in_rows(fact.words.all(), where, child)


def _of_action(action: Action, child: bool) -> Iterator[Finding]:
    where: Where = ("actions:edit", (action.pk,))
    yield from _in_rows(action.words.all(), where, child)
    for relation in ("demands", "appeals"):
        for fact in with_words(getattr(action, relation).all()):
            yield from _in_rows(fact.words.all(), where, child)


def _in_rows(rows: Iterable[Any], where: Where, child: bool) -> Iterator[Finding]:
    for row in rows:
        for field in row.translatable_fields:
            name = field.field_name
            yield from _in_text(str(getattr(row, name)), row.language, where, child, name)


def found_in(text: str, language: str, *, case: Case) -> tuple[Finding, ...]:
    """What is pointed out in one text of a case or its actions that stands nowhere yet, answered or not."""
    return tuple(_in_text(text, language, ("cases:edit", (case.pk,)), is_about_a_child(case)))


def _in_text(written: str, language: str, where: Where, child: bool, field: str = "") -> Iterator[Finding]:
    text = strip_tags(written)
    for place in (*words.giving_away(text), *(words.schools(text) if child else ())):
        sentence = str(_SENTENCES[place.code]) % {"words": place.words, "language": endonym(language)}
        yield _asked(place.code, sentence, where, place.words, field=field)


# Translators: %(words)s is quoted from a text, %(language)s is the text's language by its own name.
_SENTENCES = {
    words.ADDRESS: gettext_lazy(
        "%(language)s: “%(words)s” reads like the address of a house. Take it out, or say why not."
    ),
    words.NUMBER: gettext_lazy("%(language)s: “%(words)s” reads like a telephone number. Take it out, or say why not."),
    words.MAIL: gettext_lazy("%(language)s: “%(words)s” is an e-mail address. Take it out, or say why not."),
    words.CELL: gettext_lazy("%(language)s: “%(words)s” says where in the prison. Take it out, or say why not."),
    words.SCHOOL: gettext_lazy(
        "%(language)s: “%(words)s” tells of the school of a child. Take it out, or say why not."
    ),
    words.LAWYER: gettext_lazy("%(language)s: “%(words)s” reads like a lawyer’s number. Take it out, or say why not."),
}


def _asked(code: str, sentence: str, where: Where, about: str, *, field: str = "") -> Finding:
    digest = hashlib.sha256(f"{code}\0{about}".encode()).hexdigest()[:24]
    return Finding(code, sentence, False, where, field=field, key=f"{code}:{digest}")


def _full_names(case: Case, *, minors: bool = False) -> list[str]:
    people = [person for person in named_people(case) if not person.is_pseudonym and (person.is_minor or not minors)]
    names = (row.name for person in people for row in person.words.all())
    return [name for name in dict.fromkeys(names) if is_full_name(name)]
