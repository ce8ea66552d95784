"""Templates carry no style and no script of their own (the content policy refuses them) and no bare words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tools.checks.tree import Tree

INLINE = {
    re.compile(r"<style\b", re.I): "styles live in the style sheet",
    re.compile(r"\sstyle\s*=", re.I): "styles live in the style sheet; use a class",
    re.compile(
        r"<script\b(?![^>]*\b(src|type=\"application/(ld\+)?json\"))", re.I
    ): "scripts live in modules of their own",
    re.compile(
        r"\son(click|submit|load|change|input|error|focus|blur)\s*=", re.I
    ): "listen in a module, not in an attribute",
    re.compile(r"(src|href)=\"(https?:)?//", re.I): "no page asks another host for anything",
}
LINK = re.compile(r"<a\b[^>]*>", re.I)
GONE = [
    re.compile(r"{#.*?#}", re.S),
    re.compile(r"{%\s*comment.*?endcomment\s*%}", re.S),
    re.compile(r"{%\s*blocktrans(late)?\b.*?endblocktrans(late)?\s*%}", re.S),
    re.compile(r"{%.*?%}", re.S),
    re.compile(r"{{.*?}}", re.S),
    re.compile(r"<!--.*?-->", re.S),
    re.compile(r"<(script|style)\b.*?</\1>", re.S | re.I),
]
SPOKEN = re.compile(r"\b(?:alt|title|placeholder|aria-label|aria-description)=\"([^\"]*)\"", re.I)
TAG = re.compile(r"<[^>]*>", re.S)
ENTITY = re.compile(r"&#?\w+;")
WORD = re.compile(r"[^\W\d_]{2,}")
# Proper names, a key of the keyboard, and the levels of the accessibility guidelines, are the same in every language.
NAMES = {"AAA", "Openletter", "Bluesky", "Mastodon", "WhatsApp", "Telegram", "Facebook", "Signal", "Wagtail", "Esc"}


def findings(tree: Tree) -> Iterator[str]:
    """Inline style and script, requests to others, and words that no translator would ever see."""
    for name in tree.ending(".html", under="src/"):
        text = tree.text(name)
        if "/mail" not in name:  # mail programs know no style sheet
            yield from _inline(name, text)
    for name in tree.ending(".html", ".txt", under="src/"):
        if "/templates/" in name:
            yield from _bare_words(name, tree.text(name))


def _inline(name: str, text: str) -> Iterator[str]:
    shown = LINK.sub("", text)  # a link may lead anywhere: following it is the reader's choice
    for pattern, advice in INLINE.items():
        if found := pattern.search(shown):
            yield f"{name}: `{found[0].strip()}` - {advice}"


def _bare_words(name: str, text: str) -> Iterator[str]:
    for pattern in GONE:
        # What is taken out leaves its line breaks, so that what stays keeps its line number.
        text = pattern.sub(lambda found: "\n" * found[0].count("\n"), text)
    spoken = " ".join(SPOKEN.findall(text))
    for number, line in enumerate([spoken, *_without_tags(text).splitlines()]):
        words = set(WORD.findall(ENTITY.sub(" ", line))) - NAMES
        if words:
            yield f"{name}:{number or 1}: not marked for translation: {' '.join(sorted(words))}"


def _without_tags(text: str) -> str:
    return TAG.sub(lambda found: "\n" * found[0].count("\n"), text)
