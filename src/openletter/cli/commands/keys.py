"""Secrets and keys: make a secret for the environment, see which private keys this machine holds."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from openletter.cli.surroundings import environment
from openletter.config.env import new_secret

SUMMARY = "make secrets, look at the keys"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What to do with keys."""
    deeds = parser.add_subparsers(metavar="secret | list", required=True)
    for name, deed, description in (
        ("secret", _secret, "Print a fresh secret for OPENLETTER_SECRET_KEY or OPENLETTER_PERSON_KEY."),
        ("list", _list, "Name the private keys in this machine's key folder."),
    ):
        deeds.add_parser(name, description=description, help=description).set_defaults(deed=deed)


def run(options: argparse.Namespace) -> int:
    """Do it."""
    deed: Callable[[], int] = options.deed
    return deed()


def _secret() -> int:
    print(new_secret())
    return 0


def _list() -> int:
    folder = environment().key_dir
    found = sorted(folder.glob("*.key"))
    for file in found:
        print(file.stem)
    if not found:
        print(f"No private keys in {folder}.")
    return 0
