"""Write the SQL that lets public nodes do their work and no more: read what a page shows, write what an act writes.

No sealed column, no wrapped key, no source of a case or proof of consent, nothing of staff, sessions, supporters or the
audit can be read with it, and of each table only the rows that readers may see: no draft, no hidden fact, nothing of a
case that was taken down. Of an act it can change what confirming and withdrawing change. Run it as the owner of the
tables after each `openletter prepare`: openletter grants --role openletter_public | psql openletter
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from openletter.cli.public_role import ONLY, READS, SEALED, WRITES
from openletter.cli.refusal import Refusal
from openletter.cli.surroundings import set_up_django

if TYPE_CHECKING:
    from django.db.models import Model

SUMMARY = "write the SQL for the database role of public nodes"
ROLE = re.compile(r"[a-z_][a-z0-9_]{0,49}")
# All or nothing: nobody reads a hidden row between two statements. Who holds a table for long is not waited for.
FRAME = (("BEGIN", "SET LOCAL lock_timeout = '10s'", "SET LOCAL client_min_messages = warning"), ("COMMIT",))
# Row security closes a table to everybody who does not own it; this opens it again to whoever has a right to it.
AS_BEFORE = "openletter_others"


def arguments(parser: argparse.ArgumentParser) -> None:
    """For whom."""
    parser.add_argument("--role", required=True, metavar="NAME", help="the PostgreSQL role of the public nodes")


def run(options: argparse.Namespace) -> int:
    """Print the statements; nothing is changed."""
    if not ROLE.fullmatch(options.role):
        raise Refusal(f"{options.role!r} is not a plain role name; use small letters, digits and _.")
    set_up_django()
    before, after = FRAME
    for statement in (*before, *statements(options.role), *after):
        print(f"{statement};")
    return 0


def statements(role: str) -> Iterator[str]:
    """What takes everything from the role, and then what gives it its few rights, table by table."""
    from django.apps import apps

    yield _refuse_the_mighty(role)
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}"
    yield f"GRANT USAGE ON SCHEMA public TO {role}"
    yield _drop_policies(role)
    for model in sorted(apps.get_models(include_auto_created=True), key=lambda model: model._meta.db_table):
        if model._meta.managed and not model._meta.proxy:
            yield from _of_table(model, role)


def policy_of(role: str) -> str:
    """The name of the role's own policies: another role of public nodes has others."""
    return f"{role}_sees"


def _of_table(model: type[Model], role: str) -> Iterator[str]:
    table = f'"{model._meta.db_table}"'
    label = model._meta.label
    rows = READS.get(label)
    if rows is not None:
        columns = [field.column for field in model._meta.local_concrete_fields]
        open_columns = [column for column in ONLY.get(label, columns) if column not in SEALED]
        part = "" if open_columns == columns else " (" + ", ".join(f'"{column}"' for column in open_columns) + ")"
        yield f"GRANT SELECT{part} ON {table} TO {role}"
    if label in WRITES:
        yield f"GRANT {WRITES[label]} ON {table} TO {role}"
    if rows is not None and rows.where:
        yield from _policies(table, rows.where.format(own=table), role)


def _policies(table: str, where: str, role: str) -> Iterator[str]:
    """Of a table the role reads these rows alone; nobody else notices, and writing goes on as before."""
    yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
    yield f"DROP POLICY IF EXISTS {AS_BEFORE} ON {table}"
    yield f"CREATE POLICY {AS_BEFORE} ON {table} USING (true) WITH CHECK (true)"
    yield f"CREATE POLICY {policy_of(role)} ON {table} AS RESTRICTIVE FOR SELECT TO {role} USING ({where})"


def _drop_policies(role: str) -> str:
    """Of an earlier run, or an earlier version that had a policy on a table that has none now."""
    return (
        "DO $$ DECLARE old record; BEGIN FOR old IN SELECT tablename FROM pg_policies"  # noqa: S608 - a plain name
        f" WHERE schemaname = 'public' AND policyname = '{policy_of(role)}'"
        f" LOOP EXECUTE 'DROP POLICY {policy_of(role)} ON ' || quote_ident(old.tablename); END LOOP; END $$"
    )


def _refuse_the_mighty(role: str) -> str:
    """No policy holds for a superuser, for who may pass them by, or for the owner of a table."""
    return (
        "DO $$ BEGIN IF EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}' AND (rolsuper OR rolbypassrls))"
        " OR EXISTS (SELECT FROM pg_tables WHERE schemaname = 'public'"
        " AND pg_has_role('{role}', tableowner, 'MEMBER'))"
        " THEN RAISE EXCEPTION 'the role {role} sees everything: it must own no table and be no superuser';"
        " END IF; END $$"
    ).replace("{role}", role)
