"""`openletter ...`: what operators do from a terminal. Every command is one module of `cli/commands/`."""

from __future__ import annotations

import sys

from openletter.cli.parser import build_parser
from openletter.cli.refusal import Refusal
from openletter.cli.surroundings import out_of_reach


def main(argv: list[str] | None = None) -> int:
    """Run one command; 0 when it did its work, 1 with one clear line when it was refused, 2 for a wrong call."""
    options = build_parser().parse_args(argv)
    try:
        return int(options.command_module.run(options))
    except Refusal as refusal:
        print(f"openletter: {refusal}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if (told := out_of_reach(error)) is None:
            raise
        print(f"openletter: {told}", file=sys.stderr)
        return 1
