"""What the post needs to know of an action: which offices it reaches, in which languages, and whether there is time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from openletter.actions.papers import (
    Format,
    LetterPaper,
    addressee_of,
    by_post,
    copies_of,
    languages_read,
    wording_of,
)  # fmt: skip
from openletter.targets.resolution import Recipient, Resolution
from openletter.web.context.of_page import name_of
from openletter.web.tools import Matter
from openletter.web.tools.typed import Typed

LEAST = timedelta(weeks=1)
"""A letter that leaves later arrives after the deadline (a rule of the field: then write an e-mail)."""


@dataclass(frozen=True, slots=True)
class Post:
    """An action as the post sees it. `texts` is the letter proposed, by language: subject and body."""

    found: Resolution
    to: tuple[Recipient, ...]
    texts: Mapping[str, tuple[str, str]]
    reader: str
    country: str
    foot: str
    late: bool

    @property
    def goes(self) -> bool:
        """Whether a letter may be made: somebody receives it, it says something, and it arrives in time."""
        return bool(self.to and self.texts) and not self.late

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages the letter exists in, those that the offices read best first."""
        best = [code for code in languages_read(self.to) if code in self.texts]
        return (*best, *(code for code in self.texts if code not in best))

    def own_words(self, typed: Typed) -> bool:
        """Whether something was written that is not the letter proposed in any language."""
        subject, letter = typed.values["own_subject"], typed.values["own_letter"]
        if not letter:
            return False
        # A card has no subject.
        return not any(subject in ("", s.strip()) and letter == _plain(body) for s, body in self.texts.values())

    def address_in(self, to: Recipient) -> str:
        """The language an office's name stands in on an envelope."""
        return to.best_language(self.texts, reader=self.reader)

    def letters(self, typed: Typed, *, format: Format, on: date | None) -> list[LetterPaper]:
        """A letter to each office: what was typed, or the text proposed in the language chosen or the office's own."""
        return [self._letter(to, typed, format, on) for to in self.to]

    def _letter(self, to: Recipient, typed: Typed, format: Format, on: date | None) -> LetterPaper:
        own = self.own_words(typed)
        chosen = typed.values["language"]
        if chosen not in self.texts:
            chosen = self.reader if own else self.address_in(to)
        subject, body = (typed.values["own_subject"], typed.values["own_letter"]) if own else self._text(chosen)
        also = typed.beside and not own and self.reader in self.texts and self.reader != chosen
        return LetterPaper(
            format=format, country=self.country, sender=typed.sender(), to=addressee_of(to, chosen),
            text=wording_of(to, chosen, subject, body), on=on,
            beside=wording_of(to, self.reader, *self.texts[self.reader]) if also else None,
            copies=copies_of(self.found, chosen), foot=self.foot,
        )  # fmt: skip

    def _text(self, language: str) -> tuple[str, str]:
        return self.texts.get(language) or next(iter(self.texts.values()))


def post_of(matter: Matter) -> Post:
    """The post of an action from the country of the page's section."""
    action, section = matter.action, matter.place.section
    found = matter.recipients()
    texts = {letter.language: (letter.subject, letter.body) for letter in action.letters}
    named = any(letter.mention_organisation for letter in action.letters)
    return Post(
        found=found, to=by_post(found), texts=texts, reader=matter.place.language, country=section.territory,
        foot=name_of(section, matter.place.language) if named else "",
        late=is_late(action.deadline, on=matter.at.date()),
    )  # fmt: skip


def is_late(deadline: date | None, *, on: date) -> bool:
    """Whether a letter posted today may come too late."""
    return deadline is not None and deadline - on < LEAST


def _plain(body: str) -> str:
    return body.replace("\r\n", "\n").strip()
