"""Look at the settings and say what is unsafe or wrong, without changing anything."""

from __future__ import annotations

import argparse

from openletter.cli.surroundings import environment, set_up_django

SUMMARY = "say what is wrong with the settings"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def run(options: argparse.Namespace) -> int:
    """All checks of the framework and of ours; in production also those for deployment. 1 when one fails."""
    set_up_django()
    from django.core.management import CommandError, call_command

    try:
        call_command("check", deploy=environment().mode == "production", databases=["default"])
    except CommandError as error:
        print(error)
        return 1
    return 0
