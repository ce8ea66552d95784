"""What a page says, each word with the language it is marked with; and what it leaves in the letters of another."""

from __future__ import annotations

import re
from html.parser import HTMLParser

# Proper names: programs, licences, standards.
NAMES = r"UTC|Openletter|WhatsApp|Telegram|Facebook|Bluesky|Mastodon"
EVERYWHERE = rf"{NAMES}|JavaScript|Tor|Apache|WCAG|AA|EN|axe"
# Of files and paper, of a series of urgent actions; and languages, which are called what they call themselves.
FORMATS = r"PDF|JSON|JPEG|PNG|WebP|AVIF|HEIC|DL|No\. 10|US Letter|UA|Français|English"
SAME_IN_ALL = re.compile(rf"\S+@\S+|https?://\S+|[@#]\S+|\b(?:{EVERYWHERE}|{FORMATS})\b")
LATIN = re.compile(r"[A-Za-zÀ-ÿ]{2,}")
WITHOUT_END = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
SPOKEN = (
    "alt", "aria-label", "title", "placeholder", "data-done", "data-text", "data-busy", "data-missing",
    "data-malformed", "data-waiting", "data-stopped", "data-down",
)  # fmt: skip


class Listener(HTMLParser):
    """What a page says, each with the language it is marked with, and where its links lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: list[tuple[str, str]] = []
        self.links: list[str] = []
        self._open: list[tuple[str, str]] = [("", "")]
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        language = "" if tag in ("bdi", "script", "style") else found.get("lang", self._open[-1][1])
        self.said += [(language, found[name]) for name in SPOKEN if found.get(name)]
        if tag == "a" and found.get("href"):
            self.links.append(found["href"])
        if tag not in WITHOUT_END:
            self._open.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        while len(self._open) > 1 and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        self.said.append((self._open[-1][1], data.strip()))


def foreign(html: str) -> list[str]:
    """What an Arabic page says in Latin letters without saying so."""
    said = Listener(html).said
    assert any(language == "ar" for language, _text in said), html[:300]
    return [text for language, text in said if language == "ar" and LATIN.search(SAME_IN_ALL.sub("", text))]
