"""What a log may say: never an address that somebody's link leads to, never what an error quotes.

A path can hold the token of a mailed link, and the message of an error a row of the database.
"""

from __future__ import annotations

import logging
import traceback
from types import TracebackType

from openletter.web.front.log import kind_of

Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Discreet(logging.Formatter):
    """Writes a record with the kind of a path instead of the path, and of an error its class and where it arose."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the library's name
        """The line, after `format` has put the message together."""
        if record.name.startswith("django") and isinstance(record.args, tuple):
            kinds = tuple(_kind(arg) for arg in record.args)
            record.message = str(record.msg) % kinds if kinds else str(record.msg)
        return super().formatMessage(record)

    def formatException(self, ei: Raised) -> str:  # noqa: N802 - the library's name
        """Where each error of the chain arose, without its words."""
        lines: list[str] = []
        error = ei[1]
        while error is not None:
            lines[:0] = [
                *traceback.format_tb(error.__traceback__),
                f"{type(error).__module__}.{type(error).__name__}\n",
            ]
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "".join(lines).rstrip()


def _kind(arg: object) -> object:
    return f"({kind_of(arg)})" if isinstance(arg, str) and arg.startswith("/") else arg
