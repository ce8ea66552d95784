"""Letting the database keep the promise that a table is only ever added to."""

from __future__ import annotations

from typing import Any

from django.db import migrations


def append_only(table: str, *, unless: str = "") -> migrations.RunPython:
    """A migration step that refuses UPDATE and DELETE on a table, on both databases.

    `unless` is an SQL condition on the OLD row under which the change is allowed, e.g. `OLD.automatic`.
    """
    when = f"WHEN (NOT ({unless}))" if unless else ""

    def add(apps: Any, editor: Any) -> None:
        for verb in ("UPDATE", "DELETE"):
            editor.execute(_statement(editor.connection.vendor, table, verb, when))

    def remove(apps: Any, editor: Any) -> None:
        suffix = f" ON {table}" if editor.connection.vendor == "postgresql" else ""
        for verb in ("UPDATE", "DELETE"):
            editor.execute(f"DROP TRIGGER {table}_no_{verb.lower()}{suffix}")

    return migrations.RunPython(add, remove)


def _statement(vendor: str, table: str, verb: str, when: str) -> str:
    name, message = f"{table}_no_{verb.lower()}", f"{table} is append-only"
    if vendor == "postgresql":
        return (
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION '{message}'; END $$"
            f" LANGUAGE plpgsql; CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW {when}"
            f" EXECUTE FUNCTION {name}()"
        )
    refuse = f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
    return f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW {when} {refuse}"
