"""Looking for what begins with something, where a database role sees some rows only."""

from __future__ import annotations

from typing import Any

from django.db.models.lookups import StartsWith


class Beginning(StartsWith):
    """`startswith` that PostgreSQL reads from the index for public nodes, too.

    Of a table with row security it asks an index only by operators that cannot tell anything of hidden rows
    ("leakproof"). LIKE is none: it would go through the whole table instead. `^@` is one, and reads the same index.
    """

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """`column ^@ beginning`; a beginning that is itself a column is looked for as before."""
        if not self.rhs_is_direct_value():
            return self.as_sql(compiler, connection)
        sql, params = compiler.compile(self.lhs)
        return f"{sql} ^@ %s", (*params, self.rhs)
