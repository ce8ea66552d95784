"""What entries of the audit keep of facts that are not public: told to nobody whose role does not show the fact."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import batched
from typing import Any

from django.utils.translation import gettext

from openletter.cases.models import Development, PersonAtRisk
from openletter.cases.rules import Visibility
from openletter.desk.seeing import sees
from openletter.kernel.models import AuditEntry
from openletter.sections.models import Section

# Words are kept under the kind, the identity and the field of their fact; of these kinds some are not public.
_KINDS: dict[str, Any] = {str(kind._meta.model_name): kind for kind in (PersonAtRisk, Development)}
_OF_A_FACT = re.compile(rf"^({'|'.join(_KINDS)})-([0-9a-f-]{{36}})-")
_AT_ONCE = 500  # entries whose facts are looked up together


@dataclass(frozen=True, slots=True)
class Told:
    """An entry as somebody reads it, with the marks of the facts in it that are not public and are shown to them."""

    entry: AuditEntry
    before: dict[str, Any]
    after: dict[str, Any]
    marks: frozenset[str]


def told_to(user: Any, entries: Iterable[AuditEntry]) -> Iterator[Told]:
    """Each entry without what it keeps of facts that this person does not see; a fact that is gone was restricted."""
    seen: dict[str, frozenset[str]] = {"": frozenset({str(Visibility.PUBLIC)})}
    for some in batched(entries, _AT_ONCE, strict=False):
        marks = _marks_of(some)
        for row in Section.objects.filter(key__in={entry.section for entry in some} - seen.keys()).only("key"):
            seen[row.key] = sees(user, row.pk)
        for entry in some:
            reader = _Reader(seen.get(entry.section, seen[""]), marks)
            before, after = reader.told(entry.before), reader.told(entry.after)
            yield Told(entry, before, after, frozenset(reader.read - {str(Visibility.PUBLIC)}))


def _marks_of(entries: Iterable[AuditEntry]) -> dict[str, str]:
    """The mark of each fact that is there still, by its identity."""
    found: dict[str, set[str]] = {}
    for entry in entries:
        for key in {*entry.before, *entry.after}:
            if of := _OF_A_FACT.match(key):
                found.setdefault(of[1], set()).add(of[2])
    rows = (_KINDS[kind].objects.filter(uid__in=uids).values_list("uid", "visibility") for kind, uids in found.items())
    return {str(uid): mark for some in rows for uid, mark in some}


class _Reader:
    """Somebody who sees facts of some marks, reading one entry."""

    def __init__(self, seen: frozenset[str], marks: dict[str, str]) -> None:
        self._seen, self._marks, self.read = seen, marks, set[str]()

    def told(self, side: dict[str, Any]) -> dict[str, Any]:
        """One side of the entry."""
        return {key: self._of(self._mark(key, value), value) for key, value in side.items()}

    def _mark(self, key: str, value: Any) -> str:
        if of := _OF_A_FACT.match(key):
            return self._marks.get(of[2], str(Visibility.RESTRICTED))
        return str(value.get("visibility") or Visibility.PUBLIC) if isinstance(value, dict) else str(Visibility.PUBLIC)

    def _of(self, mark: str, value: Any) -> Any:
        if mark not in self._seen:
            label = Visibility(mark).label if mark in Visibility else mark
            return gettext("Not shown to your role: %(mark)s") % {"mark": label}
        self.read.add(mark)
        if isinstance(value, dict):
            return self.told(value)
        return [self._of(self._mark("", part), part) for part in value] if isinstance(value, list) else value
