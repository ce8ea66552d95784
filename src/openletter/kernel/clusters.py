"""A row with everything that hangs on it, as plain lines: to be shown, compared, and brought together again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from html import unescape
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.html import escape, strip_tags
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.fields import RichTextField

from openletter.kernel.languages import day_or_moment
from openletter.kernel.words import Words

# By these, besides its key, a row is the same among its siblings: no parent may have two of them.
_SAME = (("translation_key", "locale"), ("office",), ("concern",), ("contributor", "role", "language"))
# What identifies or sorts a row and says nothing.
_SILENT = frozenset({"id", "uid", "translation_key", "locale", "sort_from", "sort_to", "mark", "order", "sort_order"})


@dataclass(frozen=True, slots=True)
class Line:
    """One field of one row: `key` finds it again in another state of the same cluster.

    `where` names the rows it hangs on, `language` is empty for what has none, `row` is the row itself.
    """

    key: str
    where: str
    label: str
    language: str
    text: str
    row: Any

    @property
    def says(self) -> tuple[str, str]:
        """Its text and in which language: words put into another language say something else."""
        return self.text, self.language


Keep = Callable[[Any], bool]
_LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.IGNORECASE | re.DOTALL)
_ATTRIBUTE = re.compile(r"""(?:href|linktype|id)\s*=\s*["']([^"']*)""", re.IGNORECASE)


def _all(_row: Any) -> bool:
    return True


def lines_of(root: Any, *, relations: tuple[str, ...], keep: Keep = _all) -> Iterator[Line]:
    """Every field that says something, of a row and of what hangs on it by `relations`, in that order.

    A row that `keep` refuses is left out with all that hangs on it.
    """
    yield from _own(root, root._meta.model_name or "", "")
    for relation in relations:
        yield from _children(root, relation, root._meta.model_name or "", "", keep)


def _children(parent: Any, relation: str, key: str, where: str, keep: Keep) -> Iterator[Line]:
    for place, child in enumerate(getattr(parent, relation).all()):
        if not keep(child):
            continue
        own = f"{key}/{child._meta.model_name}:{child.pk or f'new{place}'}"
        called = where if isinstance(child, Words) else _joined(where, _called(child))
        yield from _own(child, own, called)
        if isinstance(child, ClusterableModel):
            for deeper in get_all_child_relations(type(child)):
                yield from _children(child, deeper.get_accessor_name(), own, called, keep)


def _own(row: Any, key: str, where: str) -> Iterator[Line]:
    language = row.language if isinstance(row, Words) and row.locale_id else ""
    for field in row._meta.concrete_fields:
        if field.name in _SILENT or _is_parent(row, field):
            continue
        if text := _said(row, field):
            yield Line(f"{key}.{field.name}", where, capfirst(str(field.verbose_name)), language, text, row)


def readable(html: str) -> str:
    """Formatted text as people compare it: paragraphs on lines of their own, links with where they lead.

    >>> readable('<p>Read <a href="https://a.example/">on</a>.</p>')
    'Read on (https://a.example/).'
    """
    led = _LINK.sub(_with_target, html)
    return strip_tags(led.replace("</p>", "</p>\n")).strip()


def _with_target(link: re.Match[str]) -> str:
    return f"{link[2]} ({escape(' '.join(map(unescape, _ATTRIBUTE.findall(link[1]))))})"


def _is_parent(row: Any, field: Any) -> bool:
    return field.__class__.__name__ == "ParentalKey"


def _said(row: Any, field: Any) -> str:
    value = getattr(row, field.attname)
    if value is None or value == "" or value == [] or value == {}:
        return ""
    if isinstance(field, RichTextField):
        return readable(str(value))
    if isinstance(value, date):  # a moment is one too
        return _day(value)
    if isinstance(field, models.BooleanField):
        return _("Yes") if value else _("No")
    if field.is_relation:
        return str(getattr(row, field.name, None) or value)
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_listed(part)}" for name, part in value.items())
    return _listed(value)


def _day(value: date | datetime) -> str:
    return day_or_moment(value, get_language() or settings.LANGUAGE_CODE)


def _listed(value: Any) -> str:
    return ", ".join(str(part) for part in value) if isinstance(value, list) else str(value)


def _called(row: Any) -> str:
    """What a row is, and of what: the day it is of, or the office it addresses."""
    kind = capfirst(str(row._meta.verbose_name))
    of = getattr(row, "on", "") or (getattr(row, "office", None) if hasattr(row, "office_id") else None)
    if isinstance(of, date):
        of = _day(of)
    return f"{kind} {of}" if of else kind


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def merged(live: dict[str, Any], base: dict[str, Any], wanted: dict[str, Any]) -> dict[str, Any]:
    """What stands now with what somebody changed (`base` to `wanted`) laid over it; all three as serialised clusters.

    What others changed meanwhile stays, rows deleted meanwhile stay away, and rows added meanwhile stay. Where both
    changed one field, what is wanted holds; so it does where both added the same (words in one language, one office).

    >>> merged({"a": 2, "b": 1}, {"a": 1, "b": 1}, {"a": 1, "b": 5})
    {'a': 2, 'b': 5}
    """
    result = dict(live)
    for name, value in wanted.items():
        if _are_rows(value) or _are_rows(base.get(name)) or _are_rows(live.get(name)):
            result[name] = _rows(live.get(name) or [], base.get(name) or [], value or [])
        elif value != base.get(name):
            result[name] = value
    return result


def _are_rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(row, dict) and "pk" in row for row in value)


def same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two states say the same, in whatever order a database gave rows that have none.

    >>> same({"words": [{"pk": 1, "a": 1}, {"pk": 2, "a": 2}]}, {"words": [{"pk": 2, "a": 2}, {"pk": 1, "a": 1}]})
    True
    """
    return _in_order(one) == _in_order(other)


def _in_order(state: dict[str, Any]) -> dict[str, Any]:
    return {
        name: sorted(map(_in_order, value), key=lambda row: (row["pk"] is None, row["pk"] or 0, repr(row)))
        if _are_rows(value)
        else value
        for name, value in sorted(state.items())
    }


def _rows(live: list[dict[str, Any]], base: list[dict[str, Any]], wanted: list[dict[str, Any]]) -> list[dict[str, Any]]:
    standing, before = {row["pk"]: row for row in live}, {row["pk"]: row for row in base}
    known = {*before, *(row["pk"] for row in wanted)}
    # Added meanwhile; of these, by what they are the same as.
    came = [row for row in live if row["pk"] is None or row["pk"] not in known]
    same = {identity: row for row in came if (identity := _same(row))}
    result = []
    for row in wanted:
        if row["pk"] in standing:
            result.append(merged(standing[row["pk"]], before.get(row["pk"], {}), row))
        elif row["pk"] is None:
            there = same.pop(_same(row), None)
            result.append(row if there is None else merged(there, {}, {**row, "pk": there["pk"]}))
            came = [one for one in came if one is not there]
    return result + came


def _same(row: dict[str, Any]) -> tuple[Any, ...]:
    """What a row is known by among its siblings beside its key; empty where nothing but the key tells."""
    names = next((names for names in _SAME if all(name in row for name in names)), ())
    # The key of words is made when they are saved.
    return (names, *(row[name] for name in names if name != "translation_key")) if names else ()


def as_new(wanted: dict[str, Any], base: dict[str, Any]) -> dict[str, Any]:
    """Rows that `base` does not know lose the keys they had for a moment, or get back the one they had there."""
    result = dict(wanted)
    for name, rows in wanted.items():
        if _are_rows(rows):
            known = {row["pk"]: row for row in base.get(name) or []}
            left = known.keys() - {row["pk"] for row in rows}
            gone = {identity: pk for pk in left if (identity := _same(known[pk]))}
            keys = [row["pk"] if row["pk"] in known else gone.pop(_same(row), None) for row in rows]
            result[name] = [as_new(row, known.get(key, {})) | {"pk": key} for row, key in zip(rows, keys, strict=True)]
    return result
