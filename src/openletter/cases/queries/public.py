"""One case for one page, in as many queries whatever the length of its story."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Prefetch

from openletter.cases import models
from openletter.cases.queries import shapes
from openletter.cases.queries.consent import consented, consents_of, is_kept_out, may_show, named_people
from openletter.cases.queries.names import names_of
from openletter.cases.queries.photos import photo_of, photos_of
from openletter.cases.rules import ConsentScope, Visibility
from openletter.sections.credits import credited

_PUBLIC_DEVELOPMENTS = Prefetch(
    "developments",
    models.Development.objects.filter(visibility=Visibility.PUBLIC).defer("source_note").prefetch_related("words"),
)
_PUBLIC_PROCEEDINGS = Prefetch("proceedings", models.Proceeding.objects.filter(visibility=Visibility.PUBLIC))
_PUBLIC_SENTENCES = Prefetch("sentences", models.Sentence.objects.filter(visibility=Visibility.PUBLIC))
# One query: whom a public node may not name it does not see, nor the credit of theirs.
_CREDITS = Prefetch("credits", models.CaseCredit.objects.select_related("contributor"))
_PARTS = (
    "words", "people__words", _PUBLIC_DEVELOPMENTS, _PUBLIC_PROCEEDINGS, _PUBLIC_SENTENCES, "updates__words",
    "outcomes__words", "context_figures__words", _CREDITS, "concerns", consents_of(),
    "relations__related", consents_of("relations__related__consents"), "relations__related__people", photos_of(),
)  # fmt: skip


def public_case(case_id: int, language: str, *, on: date) -> shapes.PublicCase | None:
    """A case in a language, or in the nearest one it has words in.

    None where there is no such case, no words at all, or it may not be shown on this day.
    """
    case = _fetched(case_id)
    return _told(case, language, on) if case is not None and may_show(case, on) else None


def rehearsed_case(case_id: int, language: str, *, on: date) -> shapes.PublicCase | None:
    """The case as its page would tell it once it is public, for those who may read it before; None without any words.

    What is not for the public stays out, and so do a face and a quote that consent does not cover yet.
    """
    case = _fetched(case_id)
    return _told(case, language, on) if case is not None else None


def _fetched(case_id: int) -> models.Case | None:
    rows = models.Case.objects.select_related("section").prefetch_related(*_PARTS)
    return rows.filter(pk=case_id).first()


def _told(case: models.Case, language: str, on: date) -> shapes.PublicCase | None:
    said = case.in_language(language)
    return _case(case, said, language, on) if said else None


def _case(case: models.Case, said: models.CaseWords, language: str, on: date) -> shapes.PublicCase:
    quoting = consented(case, ConsentScope.QUOTE, on=on)
    return shapes.PublicCase(
        id=case.pk, uid=case.uid, key=case.key, section_key=case.section.key, status=case.status, country=case.country,
        designation=case.designation, concerns=tuple(row.concern for row in case.concerns.all()),
        opened_on=case.opened_on, checked_on=case.checked_on, sources=said.sources or case.source,
        hide_from_search=is_kept_out(case), quick_exit=case.quick_exit,
        warn_ties_to_country=case.warn_ties_to_country,
        title=said.title, headline=said.headline, story=said.story, place=said.place,
        language=said.language, languages=case.languages(),
        people=tuple(_person(row, language) for row in named_people(case)),
        timeline=_each(case.developments.all(), language, _development),
        proceedings=tuple(shapes.Proceeding(r.stage, r.court, r.result, r.on) for r in case.proceedings.all()),
        sentences=tuple(_sentence(row) for row in case.sentences.all()),
        updates=_each(case.updates.all(), language, _update),
        outcomes=_each(case.outcomes.all(), language, lambda row, words: outcome_of(row, words, quoting)),
        figures=_each(case.context_figures.all(), language, _figure),
        credits=credited(case.credits.all(), language, on=on),
        related=tuple(r.related_id for r in case.relations.all() if _may_name(r.related, case, on)),
        photo=photo_of(case, language, on=on),
    )  # fmt: skip


def _may_name(other: models.Case, by: models.Case, on: date) -> bool:
    """What search engines read does not name what they must not find."""
    return may_show(other, on) and (is_kept_out(by) or not is_kept_out(other))


def _each(rows: Any, language: str, shape: Any) -> tuple[Any, ...]:
    """The rows that have words, each in the language nearest to the wanted one."""
    return tuple(shape(row, said) for row in rows if (said := row.in_language(language)) is not None)


def _person(row: models.PersonAtRisk, language: str) -> shapes.Person:
    return shapes.Person(
        uid=row.uid, kind=row.kind, is_pseudonym=row.is_pseudonym, is_minor=row.is_minor, born=row.born,
        nationalities=tuple(row.nationalities), names=names_of(row, language),
    )  # fmt: skip


def _development(row: models.Development, said: models.DevelopmentWords) -> shapes.Development:
    return shapes.Development(
        uid=row.uid, kind=row.kind, on=row.on, original_wording=row.original_wording, standing=row.standing,
        stated_days=row.stated_days, note=said.note, language=said.language,
    )  # fmt: skip


def _sentence(row: models.Sentence) -> shapes.Sentence:
    return shapes.Sentence(
        uid=f"sentence-{row.pk}", kind=row.kind, imposed=row.imposed, counted_from=row.counted_from, length=row.length,
        is_in_force=row.is_in_force,
    )  # fmt: skip


def _update(row: models.Update, said: models.UpdateWords) -> shapes.Update:
    return shapes.Update(uid=row.uid, on=row.on, title=said.title, body=said.body, language=said.language)


def outcome_of(row: models.Outcome, said: models.OutcomeWords, quoting: bool) -> shapes.Outcome:
    """One outcome in the words given; without the quote where quoting is not consented to."""
    return shapes.Outcome(
        uid=row.uid, type=row.type, is_good=row.is_good, attribution=row.attribution, on=row.on,
        closes_case=row.closes_case, summary=said.summary, thanks=said.thanks,
        quote=said.quote if quoting else "", quote_by=said.quote_by if quoting else "",
        story=said.story, language=said.language,
    )  # fmt: skip


def _figure(row: models.ContextFigure, said: models.ContextFigureWords) -> shapes.Figure:
    return shapes.Figure(
        number=row.number,
        period=row.period,
        source=said.source or row.source,
        statement=said.statement,
        language=said.language,
    )
