"""From whom an act reaches to what stands on paper: addresses, languages, and the request to forward."""

from __future__ import annotations

from collections.abc import Iterable

from openletter.actions.papers.addresses import Addressee
from openletter.actions.papers.letter import Wording
from openletter.targets.resolution import Recipient, Resolution


def by_post(found: Resolution) -> tuple[Recipient, ...]:
    """The targets that a letter reaches: at their own address, or through an embassy. Each is a letter of its own."""
    return tuple(each for each in found.targets if each.reached.postal)


def addressee_of(recipient: Recipient, language: str) -> Addressee:
    """Where the envelope goes, with the office named in a language. ValueError where no post goes there."""
    said, goes_to = recipient.in_language(language), recipient.in_language(language).reached
    if goes_to.postal is None:
        raise ValueError(f"no post goes to {recipient.office}")
    through = tuple(part for part in (said.holder, said.name) if part) if said.via else ()
    return Addressee(goes_to.holder, goes_to.name, goes_to.postal.lines, goes_to.postal.country, through)


def wording_of(recipient: Recipient, language: str, subject: str, body: str) -> Wording:
    """A text as it is said to this office: with its salutation and closing in that language, or the nearest it has."""
    said = recipient.in_language(language)
    return Wording(language, subject, said.salutation, body, said.closing)


def copies_of(found: Resolution, language: str) -> tuple[str, ...]:
    """The offices a copy goes to, as a letter in this language names them."""
    return tuple(each.in_language(language).name for each in found.copies)


def languages_read(recipients: Iterable[Recipient]) -> tuple[str, ...]:
    """The languages these offices wish to be written in, best first, none twice."""
    return tuple(dict.fromkeys(code for each in recipients for code in each.preferred_languages))
