"""What somebody looks for among the cases, read from an address and written back to one. Pure.

The front uses this too: of an address, only what is known here reaches the cache or Django.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode

MOST_LETTERS = 100  # of the words looked for; what is longer is cut
MOST_QUERY = 2_000  # characters of a query that are read at all
MOST_FIELDS = 20
REST = "cases/"  # where the list of cases stands
PLAIN = ("country", "concern", "kind", "status")
LONGEST_CODE = 40


@dataclass(frozen=True, slots=True)
class Sought:
    """Words, one choice of each filter (empty for all), and the page of the result."""

    q: str = ""
    country: str = ""
    concern: str = ""
    kind: str = ""
    status: str = ""
    page: int = 1

    @property
    def is_narrowed(self) -> bool:
        """Whether words or a filter leave cases out."""
        return replace(self, page=1) != Sought()

    def query(self) -> str:
        """The one way to write this in an address: nothing empty, always in the same order."""
        fields = [("q", self.q), *((name, getattr(self, name)) for name in PLAIN)]
        if self.page > 1:
            fields.append(("page", str(self.page)))
        return urlencode([(name, value) for name, value in fields if value])

    @property
    def rest(self) -> str:
        """Where the list stands as it was asked for, within a section and language."""
        query = self.query()
        return f"{REST}?{query}" if query else REST

    def but(self, **changed: str) -> Sought:
        """The same with these changed, from its first page."""
        return replace(self, page=1, **changed)


def sought_in(query: bytes) -> Sought:
    """What a query asks for. What is unknown, too long or malformed is left out, never refused."""
    try:
        pairs = parse_qsl(query[:MOST_QUERY].decode("utf-8", "replace"), errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError:
        return Sought()
    said: Mapping[str, str] = dict(reversed(pairs))
    codes = {name: code for name in PLAIN if _is_code(code := said.get(name, "").strip())}
    return Sought(q=_line(said.get("q", "")), page=_page(said.get("page", "")), **codes)


def _line(text: str) -> str:
    words = "".join(c if c.isprintable() else " " for c in text).split()
    return " ".join(words)[:MOST_LETTERS].strip()


def _is_code(text: str) -> bool:
    return 0 < len(text) <= LONGEST_CODE and text.isascii() and text.replace("_", "").isalnum()


def _page(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 and int(text) > 0 else 1
