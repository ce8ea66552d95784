"""Words of facts: a fact is a row without language; its words are rows, one a language.

Built on Wagtail's TranslatableMixin, so that one translation flow (wagtail-localize) covers these rows as it covers
pages. All languages of one fact share a translation key derived from the fact's own identity.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from modelcluster.models import ClusterableModel
from modelcluster.queryset import FakeQuerySet
from wagtail.models import Locale, TranslatableMixin

from openletter.kernel.languages import preference
from openletter.kernel.text import without_controls

KEYS = uuid.UUID("6f70656e-6c65-5474-8572-776f72647300")


class Fact(ClusterableModel):
    """A row free of language whose words hang off it as `words`."""

    uid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)

    class Meta:
        abstract = True

    def in_language(self, language: str) -> Any:
        """The row of words in a language, or in the best other one; None where there are none.

        The row knows its own language (`.language`), so that a page can mark borrowed words with `lang`.
        """
        rows = {row.language: row for row in self.words.all()}
        order = preference(language, rows)
        return rows[order[0]] if order else None

    def languages(self) -> frozenset[str]:
        """The languages in which this fact has words."""
        return frozenset(row.language for row in self.words.all())


class Words(TranslatableMixin, models.Model):
    """The words of one fact in one language. Subclasses add `fact = ParentalKey(..., related_name="words")`."""

    locale = models.ForeignKey(Locale, on_delete=models.PROTECT, related_name="+", verbose_name="language")
    locale.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]
    translatable_fields: ClassVar[list[Any]] = []

    class Meta(TranslatableMixin.Meta):
        abstract = True

    @property
    def language(self) -> str:
        """The language code of these words."""
        return code_of(self.locale_id)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the words, without signs that no document can hold, under the key they share with their siblings."""
        self.translation_key = key_of(self.fact)
        for field in self.translatable_fields:
            if isinstance(said := getattr(self, field.field_name), str):
                setattr(self, field.field_name, without_controls(said))
        super().save(*args, **kwargs)


def key_of(fact: Fact) -> uuid.UUID:
    """The translation key of a fact's words: derived, so that rows made on different screens still meet."""
    return uuid.uuid5(KEYS, f"{fact._meta.label_lower}:{fact.uid}")


def with_words(facts: Any) -> Any:
    """Rows that have words (`getattr(row, relation).all()`, filtered or not), with all their words in one query.

    What hangs on a row that is not saved brings its words along.
    """
    return facts if isinstance(facts, FakeQuerySet) else facts.prefetch_related("words")


def write(fact: Fact, by_language: Mapping[str, Mapping[str, Any]]) -> None:
    """Give a saved fact its words: one row per language, replacing what stood there in those languages.

    Raises Locale.DoesNotExist for a language this installation does not have.
    """
    rows = fact.words.model
    locales = {locale.language_code: locale for locale in Locale.objects.filter(language_code__in=by_language)}
    if missing := sorted(by_language.keys() - locales.keys()):
        raise Locale.DoesNotExist(", ".join(missing))
    there = {row.locale_id: row for row in rows.objects.filter(fact=fact, locale__in=locales.values())}
    for language, fields in by_language.items():
        locale = locales[language]
        row = there.get(locale.pk) or rows(fact=fact, locale=locale)
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()


_codes: dict[int, str] = {}


def code_of(locale_id: int) -> str:
    """A locale's code, remembered: locales are few and never renamed."""
    if locale_id not in _codes:
        _codes.update(Locale.objects.values_list("pk", "language_code"))
    return _codes[locale_id]
