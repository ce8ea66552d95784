"""Mail that comes back from offices, handed in by the mail server one message at a time.

`receive` reads one message on standard input and ends as mail servers understand (sysexits.h): 0 it was taken in,
67 it belongs to no letter of ours, 65 there was no message, 75 try again later.
"""

from __future__ import annotations

import argparse
import os
import sys

from openletter.cli.surroundings import set_up_django

SUMMARY = "take in what offices answer, from a mail server"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What to do with mail."""
    deeds = parser.add_subparsers(metavar="receive", required=True)
    description = "Read one message on standard input: a reply, an automatic answer, a returned letter, a complaint."
    receive = deeds.add_parser("receive", description=description, help=description)
    receive.add_argument(
        "--to", metavar="ADDRESS", default="", help="the address it came to; without it, the message's heads say so"
    )


def run(options: argparse.Namespace) -> int:
    """Take it in; whatever fails on our side is tried again by the mail server."""
    raw = _message()
    if not raw.strip():
        print("openletter: no message on standard input", file=sys.stderr)
        return os.EX_DATAERR
    try:
        return _receive(raw, options.to)
    except Exception as error:  # noqa: BLE001 - the mail server keeps the message and comes again
        print(f"openletter: not now ({type(error).__name__})", file=sys.stderr)
        return os.EX_TEMPFAIL


def _message() -> bytes:
    """The beginning of the message, as much as is ever read; the rest is drained, so that the server may finish."""
    from openletter.deliveries.incoming.reading import MOST_BYTES

    raw = sys.stdin.buffer.read(MOST_BYTES + 1)
    while sys.stdin.buffer.read(1 << 20):
        pass
    return raw


def _receive(raw: bytes, to: str) -> int:
    set_up_django()
    from openletter.deliveries.operations.responses import receive
    from openletter.kernel.clock import now

    found = receive(raw, recipient=to, at=now())
    if found is None:
        print("openletter: this belongs to no letter of ours", file=sys.stderr)
        return os.EX_NOUSER
    return os.EX_OK
