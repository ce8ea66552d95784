"""Own words to an official: polite, about the person, and better than the model because they are one's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from openletter.actions.wording import folding
from openletter.actions.wording.insults import ARABIC_LETTERS, insults_in, listed
from openletter.actions.wording.likeness import share_of
from openletter.actions.wording.patterns import found_in
from openletter.actions.wording.remarks import Remark
from openletter.actions.wording.shouting import shouts

if TYPE_CHECKING:
    from openletter.actions.kinds import About

INSULT, THREAT, WAR_WORDS, SHOUTING, NAME_MISSING = "insult", "threat", "war_words", "shouting", "name_missing"
AS_THE_MODEL, NEAR_THE_MODEL = "as_the_model", "near_the_model"

# Said where the letter stands, and no reason to give it back: whoever sends the model as it is acts well.
KINDLY = frozenset({AS_THE_MODEL, NEAR_THE_MODEL})
NEAR_FROM = 50  # percent of words
MOST_WORDS_NAMED = 5


def look_at_letter(
    subject: str, letter: str, *, model: str, language: str, names: Sequence[str] = (), others: Iterable[str] = ()
) -> tuple[Remark, ...]:
    """What is worth a second look in a letter to an official, the gravest first; nothing in the model itself.

    `language` is the letter's; English and `others` (the official's languages) are looked at beside it. `names` are the
    names of the people it is for, in any script; empty asks for none. What the model says is never remarked.
    """
    languages = tuple(dict.fromkeys(code.split("-")[0] for code in (language, "en", *others)))
    fit = {*folding.words(model), *(word for name in names for word in folding.words(name))}
    found = [
        remark
        for field, text in (("subject", subject), ("letter", letter))
        for remark in _of_text(field, text, model, languages, fit)
    ]
    if letter.strip() and names and not _names_one(f"{subject} {letter}", names):
        found.append(Remark("letter", NAME_MISSING, tuple(names[:1])))
    found.sort(key=lambda remark: not remark.grave)
    return (*found, *_of_likeness(letter, model))


def asks_again(remarks: Iterable[Remark]) -> bool:
    """Whether a letter comes back once before it goes: not for what is only said kindly."""
    return any(remark.code not in KINDLY for remark in remarks)


def look(typed: Mapping[str, str], about: About) -> tuple[Remark, ...]:
    """The check of a kind whose questions are `subject` and `letter`: nothing, unless something asks for a second look.

    The letter is compared with the text proposed that it is most like, in whatever language it was written.
    """
    subject, letter = typed.get("subject", ""), typed.get("letter", "")
    language, model = about.language, ""
    if about.texts:
        shares = {code: share_of(letter, body) for code, (_subject, body) in about.texts.items()}
        best = max(shares, key=lambda code: (shares[code], code == about.language))
        if shares[best]:
            language, model = best, about.texts[best][1]
    remarks = look_at_letter(
        subject, letter, model=model, language=language, names=about.names, others=(about.language, *about.texts)
    )
    return remarks if asks_again(remarks) else ()


def unkind_words(text: str, languages: Iterable[str]) -> tuple[str, ...]:
    """What insults or threatens in a text that is no letter to an official, as it was written; quotations apart."""
    own, codes = folding.unquoted(text), tuple(dict.fromkeys(code.split("-")[0] for code in languages))
    daily = frozenset().union(*(listed(code).fit for code in codes))  # nobody knows which of them it is in
    found = [hit for sort in ("threats", "aimed") for hit in _sentences(own, "", codes, sort)]
    return tuple(dict.fromkeys((*found, *_insults(own, codes, daily))))[:MOST_WORDS_NAMED]


def _of_text(field: str, text: str, model: str, languages: tuple[str, ...], fit: set[str]) -> Iterable[Remark]:
    own = folding.unquoted(text)
    if not own.strip() or own.strip() == model.strip():
        return
    for sort, code, grave in (("threats", THREAT, True), ("aimed", INSULT, False), ("war", WAR_WORDS, False)):
        hits = _sentences(own, folding.bare(model), languages, sort)
        if code == INSULT:
            # What the letter's own language says every day is no insult in another: "sans retard".
            hits += _insults(own, languages, listed(languages[0]).fit | fit)
        if hits:
            yield Remark(field, code, tuple(dict.fromkeys(hits))[:MOST_WORDS_NAMED], grave)
    if shouts(own) and not shouts(model):
        yield Remark(field, SHOUTING)


def _sentences(own: str, model: str, languages: tuple[str, ...], sort: str) -> list[str]:
    plain = folding.bare(own)
    hits = (hit for language in languages for hit in found_in(plain, language, sort))
    return [folding.as_written(own, plain, *hit.span()) for hit in hits if hit.group() not in model]


def _insults(own: str, languages: tuple[str, ...], fit: frozenset[str]) -> list[str]:
    said, found = folding.words(own), dict[str, None]()
    for language in languages:
        joined = language in ARABIC_LETTERS
        variants = ([folding.without_article(word) for word in said],) if joined else ()
        found |= dict.fromkeys(insults_in(said, language, variants=variants))
    return [phrase for phrase in found if phrase not in fit and not fit.issuperset(phrase.split())]


def _names_one(text: str, names: Sequence[str]) -> bool:
    there = set(folding.words(folding.bare(text)))
    there |= {folding.without_article(word) for word in there}
    return any(there.issuperset(folding.words(folding.bare(name))) for name in names if name.strip())


def _of_likeness(letter: str, model: str) -> tuple[Remark, ...]:
    if not letter.strip() or not model.strip():
        return ()
    share = share_of(letter, model)
    if share == 100:
        return (Remark("letter", AS_THE_MODEL),)
    return (Remark("letter", NEAR_THE_MODEL, (str(share),)),) if share >= NEAR_FROM else ()
