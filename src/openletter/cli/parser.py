"""The command line as data: which commands there are, in the order people meet them."""

from __future__ import annotations

import argparse
from importlib import import_module
from types import ModuleType

COMMANDS = (
    "run", "prepare", "web", "work", "migrate", "demo", "representatives", "sheet", "mail", "recount", "keys",
    "grants", "check",
)  # fmt: skip


def command(name: str) -> ModuleType:
    """The module of one command: SUMMARY, `arguments(parser)` and `run(options)`."""
    return import_module(f"openletter.cli.commands.{name}")


def build_parser() -> argparse.ArgumentParser:
    """The whole command line. Nothing of Django is imported here, so help and refusals come at once."""
    parser = argparse.ArgumentParser(
        prog="openletter",
        description="The open platform for campaigning for people at risk.",
        epilog="Settings come from the environment: docs/operate/settings.md lists them all.",
    )
    commands = parser.add_subparsers(title="commands", metavar="command", required=True)
    for name in COMMANDS:
        module = command(name)
        sub = commands.add_parser(name, help=module.SUMMARY, description=module.__doc__)
        module.arguments(sub)
        sub.set_defaults(command_module=module)
    return parser
