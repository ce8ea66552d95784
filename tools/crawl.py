"""Every public page of the demo world as it runs, found by following links, and which of them say the same."""

from __future__ import annotations

import http.client
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote, unquote, urlsplit

# Where each language is at home in the demo world: section and language.
HOMES = {"en": "/ca/en/", "fr": "/ca/fr/", "ar": "/dz/ar/"}
LINK = re.compile(r'<(?:a|link)\b[^>]*\bhref="([^"#?]+)[^"]*"[^>]*>')
ALTERNATE = re.compile(r'<link rel="alternate" hreflang="fr" href="([^"]+)"')
ADDRESS = re.compile(r"^/[a-z]{2}/[a-z]{2}/(.*?)/?$")
PAGE = re.compile(r"/$")
REDIRECTS = (301, 302, 303, 307, 308)


@dataclass(frozen=True)
class Found:
    """One page: by what name its versions go, its address and whether search engines may show it."""

    name: str
    path: str
    index: bool


@dataclass
class Site:
    """What was found: the page in each language by its name, which is its French address or its own; and lost links."""

    pages: dict[str, dict[str, Found]] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)

    def add(self, language: str, found: Found) -> None:
        """Note a page."""
        self.pages.setdefault(found.name, {})[language] = found


def crawl(address: str) -> Site:
    """Follow every link of the three homes that stays within its section and language."""
    site = Site()
    for language, home in HOMES.items():
        for path, status, html in _within(address, home):
            if status == 200:
                site.add(language, found(path, html))
            elif status not in REDIRECTS:
                site.broken.append(f"{unquote(path)}: {status}")
    return site


def found(path: str, html: str) -> Found:
    """What one page says of itself."""
    alternate = ALTERNATE.search(html)
    french = urlsplit(alternate[1]).path if alternate else path
    named = ADDRESS.match(unquote(french))
    return Found(named[1] if named else unquote(french), path, '<meta name="robots" content="noindex">' not in html)


def links(html: str, address: str) -> Iterator[str]:
    """The paths of this site that a page leads to; no feeds or files."""
    for href in LINK.findall(html):
        parts = urlsplit(href)
        if parts.netloc in ("", urlsplit(address).netloc) and parts.scheme in ("", "http") and PAGE.search(parts.path):
            yield quote(unquote(parts.path))


def fetch(address: str, path: str) -> tuple[int, str]:
    """One page: status and text; a redirection is not followed."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
    try:
        connection.request("GET", path, headers={"Accept": "text/html"})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def _within(address: str, home: str) -> Iterator[tuple[str, int, str]]:
    seen, waiting = {home}, deque([home])
    while waiting:
        path = waiting.popleft()
        status, html = fetch(address, path)
        yield path, status, html
        for link in links(html, address):
            if link.startswith(home) and link not in seen:
                seen.add(link)
                waiting.append(link)
