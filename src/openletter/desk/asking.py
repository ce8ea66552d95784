"""Asking the public site from outside, as anybody would: what an address answers at this moment."""

from __future__ import annotations

import http.client
import ssl
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from openletter.desk.windows import Reached

PATIENCE = 5.0  # seconds for one answer
AT_ONCE = 4  # so that asking takes no more of a small house than a few readers do
MOST_READ = 4 * 1024 * 1024  # bytes of one answer
GONE = (404, 410)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; status 0 where nothing did."""

    status: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """An address after it was asked: whether it does what it must, and the status it gave."""

    address: Reached
    down: bool
    status: int


def check(addresses: Sequence[Reached]) -> list[Checked]:
    """Each address as it answers now. One that gives no answer is not down: nobody knows what it would say."""
    with ThreadPoolExecutor(AT_ONCE) as asking:
        answers = list(asking.map(ask, (address.url for address in addresses)))
    return [
        Checked(address, is_down(address.silent_of, answer), answer.status)
        for address, answer in zip(addresses, answers, strict=True)
    ]


def is_down(silent_of: Iterable[str], answer: Answer) -> bool:
    """Whether an answer says nothing any more of what was taken down."""
    if answer.status in GONE:
        return True
    names = tuple(silent_of)
    said = (answer.text, unquote(answer.text))
    return bool(names) and answer.status == 200 and not any(name in text for name in names for text in said)


def ask(url: str) -> Answer:
    """One GET, no redirect followed and nothing kept; caches on the way answer as they would to a reader."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    connection: http.client.HTTPConnection
    if parts.scheme == "https":
        connection = http.client.HTTPSConnection(
            host, parts.port, timeout=PATIENCE, context=ssl.create_default_context()
        )
    else:
        connection = http.client.HTTPConnection(host, parts.port, timeout=PATIENCE)
    try:
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        connection.request("GET", path or "/", headers={"User-Agent": "Openletter safety stop"})
        answer = connection.getresponse()
        return Answer(answer.status, answer.read(MOST_READ).decode("utf-8", "replace"))
    except (OSError, http.client.HTTPException):
        return Answer(0)
    finally:
        connection.close()
