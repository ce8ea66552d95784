"""Bring the tables of the database to what this version needs. Safe to run again; does nothing when up to date."""

from __future__ import annotations

import argparse

from openletter.cli.surroundings import environment, make_folders, set_up_django

SUMMARY = "bring the database up to this version"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Look first, if you like."""
    parser.add_argument("--plan", action="store_true", help="only say what would be done")


def run(options: argparse.Namespace) -> int:
    """Every pending migration is applied, or none is when `--plan` is given."""
    make_folders(environment().data_dir)
    set_up_django()
    from django.core.management import call_command

    from openletter.web.operations import welcome_languages

    call_command("migrate", plan=options.plan, interactive=False, verbosity=1, skip_checks=True)
    if not options.plan:
        welcome_languages()
    return 0
