"""A story typed as plain paragraphs, and back. What holds more than paragraphs is left to the editor."""

from __future__ import annotations

import re
from html import unescape

from django.utils.html import escape

_PARAGRAPHS = re.compile(r"\s*(?:<p(?: [^>]*)?>(?:[^<]|<br\s*/?>)*</p>\s*)*")


def typed(html: str) -> str | None:
    """The story as somebody would type it, a blank line between paragraphs; None where that would lose something.

    >>> typed("<p>One &amp; two.</p><p>Three.</p>")
    'One & two.\\n\\nThree.'
    """
    if not _PARAGRAPHS.fullmatch(html):
        return None
    parts = re.findall(r"<p(?: [^>]*)?>(.*?)</p>", html, re.DOTALL)
    return "\n\n".join(unescape(re.sub(r"<br\s*/?>", "\n", part)).strip() for part in parts)


def as_html(text: str) -> str:
    """Paragraphs of what was typed; nothing where there are no words.

    >>> as_html("One & two.\\n\\nThree.")
    '<p>One &amp; two.</p><p>Three.</p>'
    """
    parts = [part.strip() for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) if part.strip()]
    return "".join(f"<p>{escape(part).replace(chr(10), '<br/>')}</p>" for part in parts)
