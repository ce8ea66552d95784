"""What must stand in a translation exactly as in its source: names of values, addresses, marks of a text, numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext

_VALUE = re.compile(r"%\(\w+\)[sd]|\{\{?\s*\w+\s*\}?\}")
_URL = re.compile(r"https?://[^\s<>\"'()]+[^\s<>\"'().,;:!?]")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_TAG = re.compile(r"</?(?:a|b|i|em|strong|sub|sup)(?:\s[^<>]*)?>")
# Index numbers of documents and of urgent actions, such as MDE 13/1234/2026 and 93/26.
_INDEX = re.compile(r"\b(?:[A-Z]{3} )?\d{1,3}/\d{1,4}(?:/\d{2,4})?\b")
_NUMBER = re.compile(r"(?<![\w.,/])\d{2,}(?:[.,  ]\d{3})*(?![\w/])")

_DIGITS = {ord(c): str(n % 10) for n, c in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")}
_JOINTS = re.compile(r"(?<=\d)[.,  ٬](?=\d{3})")


def locked(text: str) -> tuple[str, ...]:
    """Everything in a text that a translation keeps as it is, in the order in which it stands."""
    found: list[tuple[int, str]] = []
    rest = text
    for pattern in (_VALUE, _URL, _MAIL, _TAG, _INDEX, _NUMBER):
        found += [(match.start(), match.group()) for match in pattern.finditer(rest)]
        rest = pattern.sub(lambda match: " " * len(match.group()), rest)
    return tuple(each for _start, each in sorted(found))


def broken(source: str, target: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What of the source is missing in the target, and which names of values, addresses or marks it has besides.

    Digits of any script are the same number; so is a number with other signs between its thousands.
    """
    wanted, there = Counter(map(plain, locked(source))), Counter(map(plain, locked(target)))
    for number, times in (wanted - there).items():
        # A number may be joined to a word in the other language; what counts is that it can be read there.
        if number.isdigit() and plain(target).count(number) >= times:
            there[number] = times
    missing = tuple((wanted - there).elements())
    foreign = tuple(each for each in (there - wanted).elements() if not each.replace("/", "").isdigit())
    return missing, foreign


def plain(text: str) -> str:
    """The same text with the digits of every script written alike and nothing between thousands."""
    return _JOINTS.sub("", text.translate(_DIGITS))


def said(missing: Iterable[str], foreign: Iterable[str]) -> str:
    """What is wrong, in one sentence each; empty where nothing is."""
    lines = []
    if names := tuple(missing):
        # Translators: %(what)s is a list of things such as %%(name)s, an address or a number.
        lines.append(gettext("Missing from your text: %(what)s") % {"what": " · ".join(names)})
    if names := tuple(foreign):
        lines.append(gettext("In your text, but not in the source: %(what)s") % {"what": " · ".join(names)})
    return " ".join(lines)
