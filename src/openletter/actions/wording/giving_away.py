"""Words for the public that could give away where a person is or how to reach them: addresses, numbers, cells.

What is found may be harmless (the ministry's own address in a letter), so it is pointed out and asked about, and the
answer is kept; nothing is changed in silence. The lists for streets are those that messages are read with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from openletter.actions.wording.finding import listed, words_of
from openletter.actions.wording.message import EMAIL, PHONE

ADDRESS, NUMBER, MAIL, CELL, LAWYER = "address", "telephone", "email", "cell", "lawyers_number"
CODES = (ADDRESS, NUMBER, MAIL, CELL, LAWYER)
SCHOOL = "school"
_YEARS = re.compile(r"\D*(?:(?:19|20)\d\d\D+)+(?:19|20)\d\d\D*")
_DIGIT = re.compile(r"\d")
# A cell, block, wing or ward with its number or letter, in the languages we read.
_CELL = re.compile(
    r"\b(?:cell|block|wing|ward|pavilion|cellule|bloc|quartier|pavillon|aile)\s+(?:n[°o.]?\s*|no\.?\s*|number\s+)?"
    r"(?:\d{1,4}[a-z]?|[A-Z]\d{0,3})\b"
    r"|(?:زنزانة|الزنزانة|جناح|الجناح|عنبر|العنبر)\s+(?:رقم\s+)?[\d٠-٩]{1,4}"
)
_LAWYER = re.compile(r"\b(?:lawyer|attorney|counsel|avocate?s?|me|maître)\b|محامي|محامية", re.IGNORECASE)
# A school of any kind: said of everybody else freely, of a child never without a reason.
_SCHOOL = re.compile(
    r"\b(?:school|kindergarten|coll[eè]ge|lyc[ée]e|[ée]cole|madrasa|escuela|colegio|schule|gymnasium)\b[^.;,\n]{0,40}"
    r"|(?:مدرسة|المدرسة|مدرستها|مدرسته|ثانوية|إعدادية|روضة)[^.;،\n]{0,40}",
    re.IGNORECASE,
)
_STREET_NEAR, _LAWYER_NEAR = 16, 80


@dataclass(frozen=True, slots=True)
class Place:
    """What was found, as one of CODES, and the words themselves."""

    code: str
    words: str


def giving_away(text: str) -> tuple[Place, ...]:
    """What a text for the public could give away, each once, in the order of the text.

    >>> [found.code for found in giving_away("He is in cell 12; write to rue Exemple 14.")]
    ['cell', 'address']
    """
    found = sorted(_found(text), key=lambda each: each[0])
    return tuple(dict.fromkeys(place for _start, place in found))


def schools(text: str) -> tuple[Place, ...]:
    """Where a text tells of a school; asked of children alone.

    >>> [found.words for found in schools("Taken on the way to Example School, in May.")]
    ['School']
    """
    return tuple(dict.fromkeys(Place(SCHOOL, match[0].strip()) for match in _SCHOOL.finditer(text)))


def _found(text: str) -> Iterator[tuple[int, Place]]:
    for match in EMAIL.finditer(text):
        yield match.start(), Place(MAIL, match[0].strip())
    for match in PHONE.finditer(text):
        if not _YEARS.fullmatch(match[0]):
            before = text[max(0, match.start() - _LAWYER_NEAR) : match.start()]
            code = LAWYER if _LAWYER.search(before) else NUMBER
            yield match.start(), Place(code, match[0].strip())
    for match in _CELL.finditer(text):
        yield match.start(), Place(CELL, match[0])
    for start, end in listed("street").among(words_of(text)):
        near = text[max(0, start - _STREET_NEAR) : end + _STREET_NEAR]
        # A year beside a road is a date; a house has three digits, or the number stands next to it.
        if any(len(number) <= 3 or not number.startswith(("19", "20")) for number in re.findall(r"\d+", near)):
            yield start, Place(ADDRESS, " ".join(near.split()))
