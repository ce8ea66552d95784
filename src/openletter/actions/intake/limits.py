"""How often one network or one address may act: sliding windows in memory, and keys of networks for one day.

Each process counts for itself; with several public nodes the limits add up.
"""

from __future__ import annotations

import hashlib
import ipaddress
import os
from collections.abc import Mapping
from datetime import date

from openletter.actions.intake.known import Limit

MOST_KEYS = 200_000
IPV4_PREFIX, IPV6_PREFIX = 24, 48


class Windows:
    """Counts per key over the last so many seconds, from two neighbouring windows weighed by time.

    The estimate assumes that what fell into the previous window was spread evenly; memory is two numbers a key.
    """

    def __init__(self, *, most_keys: int = MOST_KEYS) -> None:
        self._most_keys = most_keys
        self._counts: dict[bytes, tuple[int, int, int]] = {}  # key -> window number, count, count of the one before

    def allows(self, key: bytes, limit: Limit, *, at: float) -> bool:
        """Count one more if the limit leaves room, and say whether it did. `at` is in seconds, from any origin."""
        if limit.seconds == 0:
            return True
        window, into = divmod(at, limit.seconds)
        number = int(window)
        last, count, before = self._counts.get(key, (number, 0, 0))
        if last != number:
            count, before = 0, count if last == number - 1 else 0
        weight = 1 - into / limit.seconds
        if count + before * weight >= limit.most:
            self._counts[key] = (number, count, before)
            return False
        self._counts.pop(key, None)  # the most recently used stand last
        self._counts[key] = (number, count + 1, before)
        if len(self._counts) > self._most_keys:
            self._forget()
        return True

    def _forget(self) -> None:
        """Drop the tenth used longest ago: under attack the attackers' many addresses push out their own kind."""
        for key in list(self._counts)[: self._most_keys // 10]:
            del self._counts[key]


class Networks:
    """Turns addresses into keys of their network that mean nothing tomorrow: the salt is new each day.

    With the house's salt of the day every front gives a network the same key; it is deleted when the day is over. Until
    a front has read it, and where nobody made one, a salt of its own serves.
    """

    def __init__(self) -> None:
        self._day: date | None = None
        self._salt = b""

    def key(self, address: str, *, on: date, salts: Mapping[date, bytes] | None = None) -> bytes:
        """Sixteen bytes for the /24 or /48 of an address; what is no address shares one key."""
        if salts and (salt := salts.get(on)):
            return hashlib.blake2b(_network(address), key=salt, digest_size=16).digest()
        if on != self._day:
            self._day, self._salt = on, os.urandom(16)
        return hashlib.blake2b(_network(address), key=self._salt, digest_size=16).digest()


def _network(address: str) -> bytes:
    if address.count(".") == 3 and address.isascii() and address.replace(".", "").isdigit():
        return address.rpartition(".")[0].encode()
    try:
        ip = ipaddress.ip_address(address.split("%", 1)[0])
    except ValueError:
        return b"unknown"
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped is not None:
        return _network(str(ip.ipv4_mapped))
    prefix = IPV4_PREFIX if ip.version == 4 else IPV6_PREFIX
    return ip.packed[: prefix // 8]
