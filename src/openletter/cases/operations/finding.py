"""Keeping cases findable: what they are found by follows from their words, and is made anew when these change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db import transaction
from django.utils.html import strip_tags
from django.utils.translation import override

from openletter.cases.models import Case
from openletter.cases.models.finding import CaseFinding, FindingWord
from openletter.cases.queries.consent import is_about_a_child, last_day_shown, named_people
from openletter.cases.rules.finding import words_of_case
from openletter.kernel import countries
from openletter.kernel.languages import known

_PARTS = ("words", "people__words", "consents")


@transaction.atomic
def keep_findable(case_id: int) -> None:
    """A case is found by what it says now, and by nothing it no longer says. Twice changes nothing.

    While nobody has consented to its pages, nothing it could be found by is kept. That it is about a child is kept true
    with it.
    """
    case = Case.objects.prefetch_related(*_PARTS).filter(pk=case_id).first()
    if case is None:
        return
    if case.about_child != (child := is_about_a_child(case)):
        Case.objects.filter(pk=case_id).update(about_child=child)
    until = last_day_shown(case)
    CaseFinding.objects.update_or_create(case=case, defaults={"shown_until": until})
    wanted = words_of_case(names=_names(case), told=_told(case)) if until else frozenset()
    kept = {(row.kind, row.word): row.pk for row in FindingWord.objects.filter(case=case)}
    if stale := [pk for key, pk in kept.items() if key not in wanted]:
        FindingWord.objects.filter(pk__in=stale).delete()
    missing = sorted(wanted - kept.keys())
    FindingWord.objects.bulk_create(
        [FindingWord(case=case, kind=kind, word=word) for kind, word in missing], ignore_conflicts=True
    )


def keep_all_findable(case_ids: Iterable[int] | None = None) -> int:
    """Every case, or these, can be found by what they say now; returns how many were gone through."""
    ids = list(Case.objects.values_list("pk", flat=True)) if case_ids is None else list(case_ids)
    for pk in ids:
        keep_findable(pk)
    return len(ids)


def _names(case: Case) -> Iterator[str]:
    for person in named_people(case):
        for words in person.words.all():
            yield words.name


def _told(case: Case) -> Iterator[str]:
    for words in case.words.all():
        yield from (words.title, words.headline, words.place)
    for person in named_people(case):
        for said in person.words.all():
            yield said.role
    for language in known():
        with override(language):
            yield strip_tags(countries.name(case.country, language))
