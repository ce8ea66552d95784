"""No test reaches another machine: not by our code, not by a library's."""

from __future__ import annotations

import ipaddress
import sys
from typing import Any


class LeftTheHouse(BaseException):
    """A connection to another machine was tried. Not an Exception, so that no broad handler can swallow it."""


def stay_inside() -> None:
    """From now on this process connects to itself only; everything else raises LeftTheHouse."""
    sys.addaudithook(_watch)


def _watch(event: str, details: tuple[Any, ...]) -> None:
    if event == "socket.connect":
        address = details[1]
        if isinstance(address, tuple) and not _is_ours(str(address[0])):
            raise LeftTheHouse(f"connection to {address[0]}:{address[1]}")
    elif event == "socket.getaddrinfo" and not _is_ours(str(details[0])):
        raise LeftTheHouse(f"look-up of {details[0]}")


def _is_ours(host: str) -> bool:
    if host in ("", "None", "localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback or ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False
