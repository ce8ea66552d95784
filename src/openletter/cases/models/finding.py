"""What cases are found by: rows derived from their words, names, country and consent, made anew at any time."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from openletter.cases.models.case import Case
from openletter.cases.rules.finding import LONGEST_WORD, WordKind


class CaseFinding(models.Model):
    """That a case can be found, and until which day consent covers its pages; empty while it does not."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, primary_key=True, related_name="finding")
    shown_until = models.DateField(null=True, db_index=True)


class FindingWord(models.Model):
    """One folded word by which a case is found."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="finding_words")
    kind = models.CharField(max_length=1, choices=WordKind)
    word = models.CharField(max_length=LONGEST_WORD, db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "kind", "word"], name="one_row_per_word_of_case"),
        ]
