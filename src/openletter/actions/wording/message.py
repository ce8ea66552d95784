"""A message to a person at risk beside what the case asks of messages: remarks, and where in the text they stand.

The lists are ours (lists/), looked for in every language at once. What they find may be harmless, so it is said and
explained, and the message may go as it is: a person reads every one. Only what has no second reading must be mended:
too long, a sender's address that is forbidden or missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from openletter.actions.wording.finding import LANGUAGES, Found, Listed, listed, words_of
from openletter.actions.wording.letter import unkind_words
from openletter.actions.wording.remarks import Remark
from openletter.actions.wording.tongue import outside

MESSAGE, ADDRESS = "message", "sender_address"
NEVER, REQUIRED, FORBIDDEN = "never", "required", "forbidden"
LONGEST = 600  # characters, where no guidance is written
MOST_NAMED = 4  # of the words found, so many are named in a remark

# The rule of the guidance, the list that serves it, and the code of the remark.
RULES = (
    ("religious_content", "religion", "religion"),
    ("mention_case_or_charges", "case", "mentions_case"),
    ("political_comment", "politics", "politics"),
    ("seasonal_greeting", "season", "season"),
)
ORGANISATION = "organisation"

EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+(?:@|\s@\s)[\w-]+(?:\.[\w-]+)+", re.UNICODE)
LINK = re.compile(
    r"(?:https?://|www\.)\S+"
    r"|\b[a-z0-9-]{2,}\.(?:com|org|net|info|eu|fr|ca|dz|ma|uk|us|de|ch|be|io|me|app|ly)\b(?:/\S*)?",
    re.IGNORECASE,
)
HANDLE = re.compile(r"(?<![\w@])@[A-Za-z0-9_.]{3,30}\b")
# Eight digits or more with what is written between them: a year, or two years beside each other, have fewer or no +.
PHONE = re.compile(r"(?<![\w+])(?:\+|00)?\d(?:[\s().\u00a0/-]{0,2}\d){7,14}(?!\w)")
_YEARS = re.compile(r"\D*(?:(?:19|20)\d\d\D+)+(?:19|20)\d\d\D*")
_HAS_NUMBER = re.compile(r"\d")
# A number before a word for a street, or behind it, within so many characters.
_NEAR = 24


@dataclass(frozen=True, slots=True)
class Guidance:
    """What a case asks of messages, as plain values (cases.models.SolidarityGuidance)."""

    mention_organisation: str = NEVER
    religious_content: str = NEVER
    seasonal_greeting: str = "allowed"
    mention_case_or_charges: str = NEVER
    political_comment: str = NEVER
    photos_and_drawings: str = "allowed"
    return_address: str = "optional"
    recipient_route: str = "section_office"
    languages: tuple[str, ...] = ()
    max_length: int = LONGEST
    bundle_in_one_envelope: bool = True
    reply_expected: bool = False
    available_until: str = ""

    @classmethod
    def of(cls, values: Mapping[str, Any] | None) -> Guidance:
        """From a row's values; what is missing or unknown is as careful as a new guidance is."""
        given = {name: value for name, value in (values or {}).items() if name in cls.__slots__ and value is not None}
        if "languages" in given:
            given["languages"] = tuple(given["languages"])
        if "available_until" in given:
            given["available_until"] = str(given["available_until"])
        return cls(**given)

    @property
    def takes_pictures(self) -> bool:
        """Whether a photo or drawing may come with a message."""
        return self.photos_and_drawings != NEVER


def look_at_message(
    text: str, *, guidance: Guidance, organisation: Iterable[str] = (), address: str = ""
) -> tuple[Remark, ...]:
    """What is to be said of a message and its sender's address; empty when nothing.

    Lengths are counted in characters as they are kept: line ends count once. Languages are judged only when plain.
    """
    remarks = [*_of_length(text, guidance), *_of_address(address, guidance)]
    by_code: dict[str, list[str]] = {}
    for found in places(text, guidance=guidance, organisation=organisation):
        by_code.setdefault(found.code, []).append(text[found.start : found.end])
    remarks += [
        Remark(MESSAGE, code, _named(words), grave=code == "email" and guidance.return_address == FORBIDDEN)
        for code, words in by_code.items()
    ]
    if unkind := unkind_words(text, (*guidance.languages, *LANGUAGES)):
        remarks.append(Remark(MESSAGE, "unkind", unkind))
    if other := outside(text, guidance.languages):
        remarks.append(Remark(MESSAGE, "language", (other,)))
    return tuple(remarks)


def places(text: str, *, guidance: Guidance, organisation: Iterable[str] = ()) -> tuple[Found, ...]:
    """Every place in the text that a remark is about, in its order; of two that overlap the first and longer one."""
    words, found = words_of(text), list(_contacts(text))
    if guidance.mention_organisation == NEVER:
        names = Listed(_spellings(organisation))
        found += [Found(ORGANISATION, *place) for each in (names, listed(ORGANISATION)) for place in each.among(words)]
    for rule, name, code in RULES:
        if getattr(guidance, rule) == NEVER:
            found += [Found(code, *place) for place in listed(name).among(words)]
    found += [Found("address", *place) for place in listed("street").among(words) if _numbered(text, place)]
    return tuple(_apart(found))


def _of_length(text: str, guidance: Guidance) -> list[Remark]:
    length = len(text.replace("\r\n", "\n").strip())
    if length <= guidance.max_length:
        return []
    return [Remark(MESSAGE, "too_long_for_case", (str(length), str(guidance.max_length)), grave=True)]


def _of_address(address: str, guidance: Guidance) -> list[Remark]:
    if guidance.return_address == REQUIRED and not address.strip():
        return [Remark(ADDRESS, "address_missing", grave=True)]
    if guidance.return_address == FORBIDDEN and address.strip():
        return [Remark(ADDRESS, "address_forbidden", grave=True)]
    return []


def _contacts(text: str) -> Iterable[Found]:
    """Ways to reach the sender. A number is taken for a telephone's unless it is a row of years."""
    for code, pattern in (("email", EMAIL), ("link", LINK), ("link", HANDLE)):
        yield from (Found(code, *match.span()) for match in pattern.finditer(text))
    for match in PHONE.finditer(text):
        if not _YEARS.fullmatch(match[0]):
            yield Found("phone", *match.span())


def _numbered(text: str, place: tuple[int, int]) -> bool:
    start, end = place
    return bool(_HAS_NUMBER.search(text[max(0, start - _NEAR) : end + _NEAR]))


def _spellings(names: Iterable[str]) -> Iterable[str]:
    """A name as it is written, and in one word as a hashtag or an address has it."""
    for name in names:
        words = [word.plain for word in words_of(name)]
        if words:
            yield " ".join(words)
            yield "".join(words)


def _apart(found: Iterable[Found]) -> Iterable[Found]:
    end = 0
    for each in sorted(found, key=lambda f: (f.start, -f.end)):
        if each.start >= end:
            end = each.end
            yield each


def _named(words: Iterable[str]) -> tuple[str, ...]:
    once = dict.fromkeys(word.strip() for word in words)
    return tuple(once)[:MOST_NAMED]
