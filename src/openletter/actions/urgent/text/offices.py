"""Blocks of an address list as offices: name, holder, ways to reach them, and how a letter to them begins."""

from __future__ import annotations

from collections.abc import Iterable

from openletter.actions.urgent.sheet import Addressed, Called, Way
from openletter.actions.urgent.text.cleaning import columns, one_space
from openletter.actions.urgent.text.vocabulary import HONORIFIC, OPENING, SALUTATION, WAYS


def offices_in(lines: Iterable[str], *, language: str, country: str) -> tuple[Addressed, ...]:
    """Every office of a part of the sheet, whether its blocks stand beside each other or below."""
    found = (_office(block, language, country) for block in _blocks(columns(lines)))
    return tuple(office for office in found if office is not None)


def _blocks(lines: Iterable[str]) -> list[list[str]]:
    """Blocks are parted by blank lines, and end with their salutation."""
    blocks: list[list[str]] = [[]]
    for line in lines:
        text = one_space(line)
        if not text:
            blocks.append([])
            continue
        if blocks[-1] and SALUTATION.match(blocks[-1][-1]) and blocks[-1][-1].endswith("/"):
            blocks[-1][-1] += f" {text}"  # said in two languages, and broken between them
            continue
        if blocks[-1] and SALUTATION.match(blocks[-1][-1]):
            blocks.append([])
        blocks[-1].append(text)
    return _rejoined([block for block in blocks if block])


def _rejoined(blocks: list[list[str]]) -> list[list[str]]:
    """A block that is nothing but ways or a salutation belongs to the one before it."""
    whole: list[list[str]] = []
    for block in blocks:
        if whole and (SALUTATION.match(block[0]) or _way(block[0])):
            whole[-1].extend(block)
        else:
            whole.append(block)
    return whole


def _office(block: list[str], language: str, country: str) -> Addressed | None:
    name, rest = block[0].rstrip(" :,"), block[1:]
    salutation, holder = "", ""
    post: list[str] = []
    ways: list[Way] = []
    if HONORIFIC.match(name) and rest and not _way(rest[0]):
        holder, name, rest = HONORIFIC.sub("", name, count=1), rest[0].rstrip(" :,"), rest[1:]
    for line in rest:
        if said := SALUTATION.match(line):
            salutation = said[1].strip()
        elif way := _way(line):
            ways.append(way)
        elif OPENING.fullmatch(line) and not salutation and line.endswith((",", ":")):
            salutation = line.rstrip(":")
        elif not post and not holder and HONORIFIC.match(line):
            holder = HONORIFIC.sub("", line, count=1).rstrip(",")
        else:
            post.append(line)
    if post:
        ways.insert(0, Way("postal", "\n".join(post)))
    if not any(letter.isalpha() for letter in name):
        return None
    return Addressed({language: Called(name, salutation)}, territory=country, holder=holder, ways=tuple(ways))


def _way(line: str) -> Way | None:
    for kind, pattern in WAYS:
        if found := pattern.match(line):
            return Way(kind, found[1].strip())
    return None
