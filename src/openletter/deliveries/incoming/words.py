"""The words of an answer: plain text out of whatever was sent, and only what is new in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from email.message import Message
from html import unescape

from django.utils.html import strip_tags

from openletter.kernel.text import without_controls

MOST_SIGNS = 20_000
MOST_OPENING = 3  # lines
_UNSEEN = re.compile(r"<(script|style|head|title)\b[^>]{0,500}>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_BREAKS = re.compile(r"<(?:br|/p|/div|/tr|/li|/h[1-6])\b[^>]{0,200}>", re.IGNORECASE)


def plain_text(parts: Iterable[Message]) -> str:
    """The first text among the parts, else the first HTML as text; at most twenty thousand signs."""
    pages = [part for part in parts if part.get_content_maintype() == "text"]
    inline = [part for part in pages if part.get_content_disposition() != "attachment"]
    for subtype in ("plain", "html"):
        for part in inline:
            if part.get_content_subtype() == subtype and (text := _decoded(part, subtype).strip()):
                return text[:MOST_SIGNS]
    return ""


def said_newly(text: str, own: str) -> str:
    """The text without the letter it answers. If nothing would be left, all of it: rather too much than nothing.

    Whoever quotes us names our address above the quote, in whatever language they say that somebody wrote something;
    the lines directly above belong to the same sentence, or are a rule such as "Original message".
    """
    lines: list[str] = []
    for line in text.split("\n"):
        if own and own.lower() in line.lower():
            _without_opening(lines)
            break
        if not line.startswith(">"):
            lines.append(line)
    kept = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return kept or text.strip()


def _without_opening(lines: list[str]) -> None:
    """Take away the last paragraph where it is short enough to be the opening of a quote."""
    start = len(lines)
    while start and lines[start - 1].strip():
        start -= 1
    if start > 0 and len(lines) - start <= MOST_OPENING:
        del lines[start:]


def _decoded(part: Message, subtype: str) -> str:
    raw = part.get_payload(decode=True)
    data = raw if isinstance(raw, bytes) else b""
    text = _in_charset(data[: 20 * MOST_SIGNS], part.get_content_charset() or "utf-8")
    if subtype == "html":
        text = unescape(strip_tags(_BREAKS.sub("\n", _UNSEEN.sub(" ", text[: 10 * MOST_SIGNS]))))
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    return without_controls("\n".join(line.rstrip() for line in text.split("\n")))


def _in_charset(data: bytes, charset: str) -> str:
    try:
        return data.decode(charset, "replace")
    except LookupError:  # a name no machine knows
        return data.decode("utf-8", "replace")
