"""Bring legislators in from open data, so that supporters find their own and write to them.

`import` reads a Popolo JSON or a CSV file (docs/extend/representatives-format.md), says what it changes and changes it,
whole or not at all; `examples` brings the invented ones in that come with Openletter.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from openletter.cli.refusal import Refusal
from openletter.cli.surroundings import environment, set_up_django

if TYPE_CHECKING:
    from openletter.targets.representatives.importing import Change, Report
    from openletter.targets.representatives.shapes import Reading

SUMMARY = "import legislators from open data"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which file, and whether to change anything."""
    deeds = parser.add_subparsers(metavar="import | examples", required=True)
    bring = deeds.add_parser("import", description="Read a file and import it.", help="Read a file and import it.")
    bring.add_argument("file", metavar="FILE", type=Path, help="a CSV or Popolo JSON file")
    bring.add_argument("--country", metavar="CA", default="", help="of which country a Popolo file is")
    bring.add_argument("--chamber", metavar="NAME", default="", help="single, lower, upper or regional (Popolo)")
    bring.add_argument("--source", metavar="TEXT", default="", help="where a Popolo file comes from")
    examples = deeds.add_parser("examples", description=_examples.__doc__, help=_examples.__doc__)
    for sub, deed in ((bring, _import), (examples, _examples)):
        sub.add_argument("--dry-run", action="store_true", help="only say what would change")
        sub.set_defaults(deed=deed)


def run(options: argparse.Namespace) -> int:
    """Do it, and report."""
    deed: Callable[[argparse.Namespace], int] = options.deed
    return deed(options)


def _import(options: argparse.Namespace) -> int:
    if not options.file.is_file():
        raise Refusal(f"there is no file {options.file}.")
    set_up_django()
    from openletter.kernel.clock import today
    from openletter.targets.representatives.files import read_file

    reading = read_file(
        options.file.read_bytes(), country=options.country.upper(), chamber=options.chamber,
        source=options.source, on=today(),
    )  # fmt: skip
    return _bring_in(reading, dry=options.dry_run)


def _examples(options: argparse.Namespace) -> int:
    """Import the invented legislators of Canada, Algeria, the United Kingdom and the United States."""
    if environment().mode == "production":
        raise Refusal("the examples are invented people; they have no place in production.")
    set_up_django()
    from openletter.kernel.clock import today
    from openletter.targets.representatives.files import EXAMPLES, example

    return max(_bring_in(example(country, on=today()), dry=options.dry_run) for country in EXAMPLES)


def _bring_in(reading: Reading, *, dry: bool) -> int:
    from openletter.kernel.audit import SYSTEM
    from openletter.kernel.clock import now
    from openletter.targets.representatives.importing import bring_in, report_on

    report = report_on(reading)
    if not report.faults and not dry:
        report = bring_in(reading, actor=SYSTEM, at=now())
    _tell(report, dry=dry)
    return 1 if report.faults else 0


def _tell(report: Report, *, dry: bool) -> None:
    for fault in report.faults:
        place = fault.where or (f"row {fault.row}" if fault.row else "file")
        print(f"{place}{', ' + fault.column if fault.column else ''}: {fault.message}")
    if report.faults:
        print(f"{len(report.faults)} faults; nothing was imported.")
        return
    for change in report.changes:
        _tell_of(change)
    print("Nothing was changed: this was a dry run." if dry else "Imported.")


def _tell_of(change: Change) -> None:
    difference = change.difference
    kept = f"{len(difference.same)} as before"
    print(f"{change.house.key}: {len(difference.new)} new, {len(difference.changed)} changed, {kept},", end=" ")
    print(f"{len(difference.returned)} returned, {len(difference.gone)} left")
    for sign, keys in (
        ("+", difference.new),
        ("~", difference.changed),
        ("+", difference.returned),
        ("-", difference.gone),
    ):
        for name in change.called(keys):
            print(f"  {sign} {name}")
