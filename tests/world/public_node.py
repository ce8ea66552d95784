"""Seeing the database as a public node does: by a role that has what `openletter grants` writes, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from openletter.cli.commands.grants import statements

ROLE = "node_in_test"


def make_role() -> None:
    """The role is there, in this transaction alone, with the rights of this version."""
    with connection.cursor() as cursor:
        # A table with rows that are still to be looked at cannot be altered; the tests have their transaction to
        # themselves, and deploying does not write rows beside.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(f"CREATE ROLE {ROLE}")
        cursor.execute(";\n".join(statements(ROLE)))


def become() -> None:
    """From here on the database believes us to be a public node, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {ROLE}")


def be_ourselves_again() -> None:
    """From here on we own the tables again, as the desk and the worker do."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


@contextmanager
def a_public_node() -> Iterator[None]:
    """Within it the database believes us to be a public node; the role was made before."""
    become()
    yield
    be_ourselves_again()
