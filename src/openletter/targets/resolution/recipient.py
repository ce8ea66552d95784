"""What resolving gives: recipients with their ways, and what must be known of a way or of its absence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from openletter.kernel.languages import preference
from openletter.targets.hours import OfficeHours
from openletter.targets.queries import Address

TARGET, COPY = "target", "copy"


@dataclass(frozen=True, slots=True)
class Postal:
    """An address as it is written on an envelope. `lines` leave out the country, which the sender's post names."""

    lines: tuple[str, ...]
    country: str


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to know before writing; the words for it are found where it is shown.

    `channel` is a kind of way, `country` the country in question, `until` the last day it holds, `source` who says so.
    """

    code: str
    office: str
    channel: str = ""
    country: str = ""
    until: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Recipient:
    """An office as one supporter reaches it on one day. Only ways that work, or were not proved wrong, are named;
    none that only the person who wrote it has seen.

    `holder` is who holds the office that day; empty where that is not certain, and then the office is addressed.
    `via` is the embassy to write to instead, with a request to forward, where the post does not go.
    """

    office: str
    kind: str
    territory: str
    role: str
    holder: str
    language: str
    name: str
    salutation: str
    closing: str
    postal: Postal | None = None
    email: str = ""
    phones: tuple[str, ...] = ()
    fax: str = ""
    web_form: str = ""
    handles: Mapping[str, str] = field(default_factory=dict, hash=False)
    preferred_languages: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    via: Recipient | None = None
    addresses: tuple[Address, ...] = ()
    hours: OfficeHours | None = field(default=None, hash=False)
    mail_waits: bool = False  # its mail address was seen by one person alone: letters are owed, and held

    def in_language(self, code: str) -> Recipient:
        """The same office named and spoken to in another language, or in the nearest one it has words in."""
        by_code = {address.language: address for address in self.addresses}
        if not by_code:
            return self
        said = by_code[preference(code, by_code)[0]]
        return replace(
            self, language=said.language, name=said.name, salutation=said.salutation, closing=said.closing,
            via=self.via.in_language(code) if self.via else None,
        )  # fmt: skip

    def best_language(self, letters: Iterable[str], *, reader: str) -> str:
        """Of the languages a letter exists in, the one to write in: the office's best, then the reader's own."""
        there = tuple(letters)
        for code in (*self.preferred_languages, *preference(reader, there)):
            if code in there:
                return code
        return reader

    @property
    def reached(self) -> Recipient:
        """To whom the envelope goes: the embassy that forwards, or the office itself."""
        return self.via or self

    @property
    def within_reach(self) -> bool:
        """Whether any way is left by which it can be written to or called."""
        return bool(self.postal or self.email or self.phones or self.fax or self.web_form or self.handles)


@dataclass(frozen=True, slots=True)
class Resolution:
    """Whom an act reaches. However many there are, it counts once."""

    targets: tuple[Recipient, ...]
    copies: tuple[Recipient, ...]
    notices: tuple[Notice, ...]  # of no recipient: an embassy that is not there

    def __iter__(self) -> Iterator[Recipient]:
        """Targets first, then copies."""
        return iter((*self.targets, *self.copies))
