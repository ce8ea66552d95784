"""Look at the settings and say what is unsafe or wrong, without changing anything."""

from __future__ import annotations

import argparse

from openletter.cli.surroundings import environment, set_up_django

SUMMARY = "say what is wrong with the settings"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def run(options: argparse.Namespace) -> int:
    """All checks of the framework and of ours; in production also those for deployment. 1 when one fails.

    A public node is also asked whether its database role sees more than readers may.
    """
    set_up_django()
    from django.core.management import CommandError, call_command

    try:
        call_command("check", deploy=environment().mode == "production", databases=["default"])
    except CommandError as error:
        print(error)
        return 1
    if environment().role == "public" and sees_every_row():
        print("The database shows this public node rows that readers may not see; see `openletter grants`.")
        return 1
    return 0


def sees_every_row() -> bool:
    """Whether PostgreSQL keeps no row of a case from this process; never asked of the embedded database."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_security_active('cases_case')")
        return not cursor.fetchone()[0]
