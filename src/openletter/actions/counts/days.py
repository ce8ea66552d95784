"""The day of a moment as the database writes it, without calling back for every row."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, Func
from django.db.models.sql.compiler import SQLCompiler


class DayOf(Func):
    """The day (UTC) of a moment as text, such as 2026-11-21; with `months=True` the first day of its month."""

    output_field = CharField()

    def __init__(self, moment: Any, *, months: bool = False) -> None:
        super().__init__(moment)
        self.months = months

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **more: Any) -> Any:
        """Moments are kept as text that begins with the day."""
        own = "substr(%(expressions)s, 1, 7) || '-01'" if self.months else "substr(%(expressions)s, 1, 10)"
        return self.as_sql(compiler, connection, template=own, **more)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **more: Any) -> Any:
        """Moments are kept with their zone."""
        form = "YYYY-MM-01" if self.months else "YYYY-MM-DD"
        own = f"to_char(%(expressions)s AT TIME ZONE 'UTC', '{form}')"
        return self.as_sql(compiler, connection, template=own, **more)
