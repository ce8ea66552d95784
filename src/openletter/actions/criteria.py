"""What acts judged together have in common, and finding them: exact, and without opening anything sealed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, Q
from django.db.models.functions import Substr, TruncDate

from openletter.actions.abuse.judging import FEW
from openletter.actions.abuse.traces import LABEL, PLACES, domain_label
from openletter.actions.models import ActionTaken


@dataclass(frozen=True, slots=True)
class Criteria:
    """All of it must hold. `domain` is canonical; `network` and `words` are labels; times are ISO, the end excluded."""

    since: str = ""
    until: str = ""
    network: str = ""
    domain: str = ""
    words: str = ""
    state: str = ""
    channel: str = ""
    evidence: str = ""
    language: str = ""
    country: str = ""

    @classmethod
    def of(cls, plain: dict[str, Any]) -> Criteria:
        """From what was kept; names of other versions are passed over."""
        known = {field.name for field in fields(cls)}
        return cls(**{name: str(value) for name, value in plain.items() if name in known})

    @property
    def narrows(self) -> bool:
        """Whether so few may fit that their number tells of somebody: domain, network, words, country, language."""
        return bool(self.domain or self.network or self.words or self.country or self.language)

    def plain(self) -> dict[str, str]:
        """What is kept: only what was said."""
        return {name: value for name, value in asdict(self).items() if value}


def found_by(criteria: Criteria, *, actions: Iterable[int]) -> Any:
    """The acts of some actions that fit, whatever their state unless one is asked for."""
    asked = Q(action__in=list(actions))
    for name in ("state", "channel", "evidence", "language", "country"):
        if value := getattr(criteria, name):
            asked &= Q(**{name: value})
    if criteria.since:
        asked &= Q(taken_at__gte=datetime.fromisoformat(criteria.since))
    if criteria.until:
        asked &= Q(taken_at__lt=datetime.fromisoformat(criteria.until))
    rows = ActionTaken.objects.filter(asked)
    for name, label in _labels(criteria).items():
        rows = rows.annotate(**{f"of_{name}": Substr("traces", PLACES[name], LABEL)}).filter(**{f"of_{name}": label})
    return rows


def label_of_domain(domain: str) -> str:
    """The label that acts of a canonical mail domain carry."""
    return domain_label(domain, settings.ENV.person_key.encode())


def _labels(criteria: Criteria) -> dict[str, str]:
    labels = {"network": criteria.network, "words": criteria.words}
    if criteria.domain:
        labels["domain"] = label_of_domain(criteria.domain)
    return {name: label for name, label in labels.items() if label}


@dataclass(frozen=True, slots=True)
class Sample:
    """How many acts there are, and how they are spread; what fewer than ten share is added up under an empty name.

    `few` of criteria that narrow: then nothing of it is shown to anybody, not even the number.
    """

    number: int
    by_state: tuple[tuple[str, int], ...]
    by_country: tuple[tuple[str, int], ...]
    by_language: tuple[tuple[str, int], ...]
    by_day: tuple[tuple[str, int], ...]
    few: bool = False


def too_few(number: int, criteria: Criteria) -> bool:
    """Whether so many acts are not to be told of: what is told of them could name somebody."""
    return criteria.narrows and 0 < number < FEW


def sample(rows: Any, criteria: Criteria) -> Sample:
    """The acts that fit in numbers, without a name: one pass over them."""
    parts = (
        rows.order_by()
        .annotate(day=TruncDate("taken_at", tzinfo=UTC))
        .values_list("state", "country", "language", "day")
    )
    spread: list[Counter[str]] = [Counter(), Counter(), Counter(), Counter()]
    for *values, number in parts.annotate(number=Count("pk")):
        for counter, value in zip(spread, values, strict=True):
            counter[str(value)] += number
    states, countries, languages, days = spread
    number = sum(states.values())
    if too_few(number, criteria):
        return Sample(number, (), (), (), (), few=True)
    return Sample(
        number=number,
        by_state=_without_few(states) if criteria.narrows else tuple(states.most_common()),
        by_country=_without_few(countries),
        by_language=_without_few(languages),
        by_day=tuple(sorted(_without_few(days) if criteria.narrows else days.items())),
    )


def _without_few(counter: Counter[str]) -> tuple[tuple[str, int], ...]:
    many = [(name, number) for name, number in counter.most_common() if number >= FEW]
    few = sum(number for number in counter.values() if number < FEW)
    return tuple(many) + ((("", few),) if few else ())
