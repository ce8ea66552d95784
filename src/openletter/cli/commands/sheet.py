"""Urgent actions as data: give one out as JSON, or read the text of a sheet into the same format.

The format is documented in docs/extend/urgent-action.md. Reading makes nothing: what was read goes to standard output,
what was not found is said beside it, and the file is imported at the desk, where a person looks at it first.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from openletter.cli.refusal import Refusal
from openletter.cli.surroundings import set_up_django

SUMMARY = "give out and read urgent actions as data"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What to do with sheets."""
    deeds = parser.add_subparsers(metavar="export | read | schema", required=True)
    description = "Print an urgent action as JSON, published or not."
    export = deeds.add_parser("export", description=description, help=description)
    export.add_argument("ref", metavar="REF", help="the action's reference, as it stands in its short address")
    export.set_defaults(deed=_export)
    description = "Read the text of a sheet, or a file of the format, and print it as JSON."
    read = deeds.add_parser("read", description=description, help=description)
    read.add_argument("file", metavar="FILE", help="the file; - for standard input")
    read.set_defaults(deed=_read)
    description = "Print the JSON Schema of the format."
    deeds.add_parser("schema", description=description, help=description).set_defaults(deed=_schema)


def run(options: argparse.Namespace) -> int:
    """Do it."""
    deed: Callable[[argparse.Namespace], int] = options.deed
    return deed(options)


def _export(options: argparse.Namespace) -> int:
    set_up_django()
    from openletter.actions.models import Action
    from openletter.actions.sheets import sheet_of
    from openletter.actions.urgent.interchange import to_json
    from openletter.kernel.clock import today

    action = Action.objects.filter(ref=options.ref).first()
    sheet = sheet_of(action.pk, on=today()) if action else None
    if sheet is None:
        raise Refusal(f"no urgent action has the reference {options.ref!r}")
    print(to_json(sheet), end="")
    return 0


def _read(options: argparse.Namespace) -> int:
    set_up_django()
    from openletter.actions.urgent.interchange import NotASheet, from_json, to_json
    from openletter.actions.urgent.text import read

    try:
        text = sys.stdin.read() if options.file == "-" else Path(options.file).read_text(encoding="utf-8")
        reading = from_json(text) if text.lstrip().startswith("{") else read(text)
    except (OSError, UnicodeDecodeError) as error:
        raise Refusal(f"{options.file} cannot be read: {type(error).__name__}") from None
    except NotASheet as error:
        raise Refusal(f"{options.file} is no urgent action: {error}") from None
    print(to_json(reading.sheet), end="")
    for fault in reading.faults:
        print(f"{fault.field}: {fault.code}{f' ({fault.value})' if fault.value else ''}", file=sys.stderr)
    return 0


def _schema(options: argparse.Namespace) -> int:
    from openletter.actions.urgent.interchange import SCHEMA

    print(SCHEMA.read_text(encoding="utf-8"), end="")
    return 0
