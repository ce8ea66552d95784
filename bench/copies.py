"""Copies of one row, made by the database: the same statement for PostgreSQL and SQLite."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, models

FIRST = 1_000_000
"""The copy with number n has this and n for its id; where ids are no numbers they begin with n."""
FEW = 600
"""Of what there is much for each action or case, so many actions and cases share everything."""
SHARED = {
    "actions.ActionTaken", "actions.LedgerEntry", "actions.ActCount", "actions.Trend", "solidarity.SolidarityMessage",
    "deliveries.TargetMail",
}  # fmt: skip
# What is not simply the model row's value, or one of the field's choices in turn; {n} is the copy's number.
GIVEN = {
    "actions.Action.deadline": "{today_and}",
    "cases.ConsentRecord.expires_on": "{today_and}",
    "cases.ConsentRecord.state": "'given'",
    "sections.AccessReport.month": "{month_back}",
    "actions.ActCount.since": "{day_back}",
    "actions.ActCount.key": "'CA'",
    "actions.LedgerEntry.quantity": "1 + {n} % 50",
    "kernel.AuditEntry.subject_id": "{text}",
    "kernel.AuditEntry.section": "{key}",
    "kernel.Work.section": "{key}",
    "kernel.Proposal.section": "{key}",
    "accounts.User.email": "'person-' || {plain} || '@example.org'",
    "accounts.User.first_name": "'Person ' || {plain}",
    "translations.Rendering.subject_id": "{id}",
    "translations.Rendering.kind": "CASE {n} % 2 WHEN 0 THEN 'case' ELSE 'action' END",
    "targets.Accreditation.valid_to": "NULL",
}
LONGEST = 7  # of a number and what parts it from the word before it
NAMED = {"key", "code", "term", "title", "name", "domain", "value", "word", "ref", "ua_number"}


@dataclass(frozen=True, slots=True)
class Spread:
    """Half of all rows belong to one section, the others to small ones in turn: pairs of id and key."""

    big: tuple[int, str]
    small: Sequence[tuple[int, str]]

    def of(self, place: int) -> str:
        """The expression for a row's section: 0 its id, 1 its key."""
        names = [self.big[place], *(one[place] for one in self.small)]
        cases = " ".join(f"WHEN {n} THEN {_literal(name)}" for n, name in enumerate(names))
        # It depends on n modulo FEW alone, so that shared parents are of the same section as their children.
        return f"CASE (CASE n % 2 WHEN 0 THEN 0 ELSE 1 + n % {FEW} / 2 % {len(self.small)} END) {cases} END"


def copy(model: type[models.Model], wanted: int, spread: Spread) -> int:
    """So many copies of the first row there is; none where there is no row."""
    meta = model._meta
    if not model._base_manager.exists():
        return 0
    quoted = connection.ops.quote_name
    fields, key = meta.concrete_fields, quoted(str(meta.pk.column))
    statement = (  # names of our own tables and numbers, nothing from outside
        f"WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {wanted})"  # noqa: S608
        f" INSERT INTO {quoted(meta.db_table)} ({', '.join(quoted(str(field.column)) for field in fields)})"
        f" SELECT {', '.join(_value(model, field, spread) for field in fields)} FROM s"
        f" CROSS JOIN {quoted(meta.db_table)} AS t"
        f" WHERE t.{key} = (SELECT {key} FROM {quoted(meta.db_table)} ORDER BY {key} LIMIT 1)"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement)  # without parameters: % stays what it is
    return wanted


def _value(model: type[models.Model], field: Any, spread: Spread) -> str:
    label, column = f"{model._meta.label}.{field.name}", f"t.{connection.ops.quote_name(field.column)}"
    if given := GIVEN.get(label):
        return _filled(given, spread)
    if field.is_relation:
        return _parent(model, field, column, spread)
    if isinstance(field, models.UUIDField):
        return f"CASE WHEN {column} IS NULL THEN NULL ELSE {_uuid()} END" if field.null else _uuid()
    if field.primary_key and isinstance(field, models.IntegerField):
        return f"{FIRST} + n"
    if field.choices and len(field.flatchoices) <= 300 and isinstance(field, models.CharField):
        return _in_turn([value for value, _label in field.flatchoices], column)
    return _differing(field, column)


def _parent(model: type[models.Model], field: Any, column: str, spread: Spread) -> str:
    other = field.related_model
    if other._meta.label == "sections.Section":
        return f"CASE WHEN {column} IS NULL THEN NULL ELSE {spread.of(0)} END"
    if not other.__module__.startswith("openletter.") or not _copied(other):
        return column
    few = model._meta.label in SHARED and other._meta.label in ("actions.Action", "cases.Case")
    n = f"1 + (n + {FEW} - 1) % {FEW}" if few else "n"
    key = other._meta.pk
    copied = _uuid(n) if isinstance(key, models.UUIDField) else f"{FIRST} + {n}"
    return f"CASE WHEN {column} IS NULL THEN NULL ELSE {copied} END"


def _copied(model: type[models.Model]) -> bool:
    from bench.many import FIXED

    return model._meta.label not in FIXED and model._meta.app_label != "web"


def _differing(field: Any, column: str) -> str:
    if isinstance(field, models.DateTimeField):
        return _earlier(column, minutes=True)
    if isinstance(field, models.DateField):
        return column if field.null else _earlier(column, minutes=False)
    if isinstance(field, models.BinaryField) and field.max_length and field.max_length <= 16:
        return f"CASE WHEN {column} IS NULL THEN NULL ELSE {_bytes(field.max_length)} END"
    if isinstance(field, (models.CharField, models.TextField)) and (field.unique or field.name in NAMED):
        room = max(int(field.max_length or LONGEST) - LONGEST, 0)
        return f"substr({column}, 1, {room}) || '-' || CAST(n AS text)"
    return column


def _in_turn(values: Sequence[Any], column: str) -> str:
    cases = " ".join(f"WHEN {n} THEN {_literal(value)}" for n, value in enumerate(values))
    # Not by n itself, or all rows of a section would have the same one.
    return f"CASE (n / 7 + n / {FEW}) % {len(values)} {cases} END"


def _literal(value: Any) -> str:
    return str(int(value)) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"


def _filled(given: str, spread: Spread) -> str:
    return given.format(
        n="CAST(n AS int)", text=f"CAST({FIRST} + n AS text)", plain="CAST(n AS text)", id=f"{FIRST} + n",
        key=spread.of(1), today_and=_day("n % 400 - 200"), month_back=_day("-60 - n"), day_back=_day("-(n / 600)"),
    )  # fmt: skip


def _day(away: str) -> str:
    """So many days from the present one."""
    if connection.vendor == "postgresql":
        return f"CURRENT_DATE + CAST({away} AS int)"
    return f"date('now', ({away}) || ' days')"


def _uuid(n: str = "n") -> str:
    if connection.vendor == "postgresql":
        return f"(lpad(to_hex({n}), 8, '0') || '-0000-7000-8000-000000000000')::uuid"
    return f"printf('%08x000070008000000000000000', {n})"


def _bytes(length: int) -> str:
    if connection.vendor == "postgresql":
        return f"substr(decode(md5(CAST(n AS text)), 'hex'), 1, {length})"
    return f"randomblob({length})"


def _earlier(column: str, *, minutes: bool) -> str:
    if connection.vendor == "postgresql":
        return f"{column} - n * interval '5 minutes'" if minutes else f"{column} - CAST(n % 2000 AS int)"
    if minutes:
        return f"strftime('%Y-%m-%d %H:%M:%S', {column}, '-' || (n * 5) || ' minutes')"
    return f"date({column}, '-' || (n % 2000) || ' days')"
