"""The parts of a sheet, found by their labels and made into its fields; whatever is not found is named."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from openletter.actions.urgent.lacking import lacking
from openletter.actions.urgent.numbers import index_number, ua_number
from openletter.actions.urgent.sheet import Addressed, Called, Earlier, Model, Reading, Said, Sheet
from openletter.actions.urgent.text import names, vocabulary
from openletter.actions.urgent.text.cleaning import bulleted, lines_of, one_space, paragraphs
from openletter.actions.urgent.text.offices import offices_in
from openletter.actions.urgent.text.vocabulary import LABELS, Part

LONGEST = 100_000  # signs; two pages have a tenth of it


@dataclass(slots=True)
class _Parts:
    """The lines under each label, and what stood on the label's own line."""

    labels: dict[Part, str] = field(default_factory=dict)
    lines: dict[Part, list[str]] = field(default_factory=lambda: defaultdict(list))


def read(text: str) -> Reading:
    """The sheet as far as its text can be understood. Never fails: what was not found is among the faults."""
    lines = lines_of(text[:LONGEST])
    language = _language(lines)
    head = " ".join(one_space(line) for line in lines)
    parts = _parts([line for line in lines if not _is_running_head(line)], language)
    country = names.country_code(_head_line(lines), language)
    title, summary = _opening(parts.lines[Part.HEAD])
    targets = offices_in(parts.lines[Part.TARGETS], language=language, country=country)
    letter, addressed = _letter(parts.lines[Part.LETTER], language, country)
    people, pronouns = _people(parts)
    said = Said(title=title, summary=summary, background=_prose(parts.lines[Part.BACKGROUND]), pronouns=pronouns)
    number, sequence = _number(head)
    sheet = Sheet(
        ua_number=number,
        ua_sequence=sequence,
        index_number=index_number(found[1]) if (found := vocabulary.INDEX.search(head)) else "",
        issued_on=names.day(head[found.end() : found.end() + 40], language)
        if (found := vocabulary.ISSUED.search(head))
        else "",
        appeal_deadline=_deadline(parts, language),
        country=country,
        people=tuple({language: name} for name in people),
        words={language: said} if said != Said() else {},
        demands=tuple({language: one} for one in bulleted(parts.lines[Part.DEMANDS]) if one),
        letters={language: letter} if letter.body else {},
        preferred_languages=_languages(parts, language),
        targets=targets or addressed,
        copies=offices_in(parts.lines[Part.COPIES], language=language, country=country),
        diplomatic_copies=Part.DIPLOMATIC in parts.labels,
        previous=_previous(parts, sequence),
    )
    return Reading(sheet, language, lacking(sheet))


def _language(lines: list[str]) -> str:
    """The language whose labels the text uses most; English where it uses none."""

    def labels(code: str) -> int:
        return sum(any(pattern.match(line.strip()) for _part, pattern in LABELS[code]) for line in lines if line)

    return max(LABELS, key=labels)


def _parts(lines: list[str], language: str) -> _Parts:
    parts, now = _Parts(), Part.HEAD
    for number, line in enumerate(lines):
        # A label may run over two lines; the second is read with the first and then passed over.
        if number and line and line == parts.labels.get(now, "")[-len(line) :] and _opened_before(lines, number):
            continue
        part, label, rest = _label(line, lines[number + 1 : number + 2], language)
        if part is None:
            parts.lines[now].append(line)
            continue
        if part == Part.HEAD:  # the second page repeats the heading
            continue
        now = Part.AFTER if part in (Part.CHECK, Part.AFTER) else part
        parts.labels.setdefault(part, label)
        if rest:
            parts.lines[now].append(rest)
    return parts


def _opened_before(lines: list[str], number: int) -> bool:
    return bool(lines[number - 1].strip())


def _label(line: str, following: list[str], language: str) -> tuple[Part | None, str, str]:
    """The part a line begins, its whole label, and what stands behind it."""
    text = one_space(line)
    together = f"{text} {one_space(following[0])}" if following and following[0].strip() else text
    for part, pattern in LABELS[language]:
        if found := pattern.match(text):
            goes_on = part in _LONG and not text.endswith(":") and together[len(text) + 1 :][:1].islower()
            whole = together if goes_on else found[0]
            return part, whole, "" if part in _LONG else text[found.end() :].strip()
    for part, pattern in LABELS[language]:
        if part in _LONG and _may_begin(text) and (found := pattern.match(together)):
            return part, together, ""
    return None, "", ""


# Labels that are whole sentences: they may break anywhere, and nothing of the part stands on their line.
_LONG = frozenset({Part.DEMANDS, Part.TARGETS, Part.LETTER, Part.DIPLOMATIC, Part.CHECK})


def _may_begin(text: str) -> bool:
    return text[:1].isupper()


def _is_running_head(line: str) -> bool:
    text = one_space(line)
    return bool(vocabulary.HEAD_LINE.search(text) or (text and vocabulary.FOOT.fullmatch(text)))


def _head_line(lines: list[str]) -> str:
    """The line with number and index, without them: the country stands there."""
    for line in lines:
        if vocabulary.HEAD_LINE.search(line):
            rest = vocabulary.ISSUED.split(line)[0]
            if names.country_code(rest, "en") or names.country_code(rest, "fr"):
                return rest
    return ""


def _number(head: str) -> tuple[str, int]:
    found = vocabulary.NUMBER.search(head)
    number = ua_number(found[1].replace(" ", "")) if found else ""
    for places in (vocabulary.SEQUENCE, vocabulary.UPDATE):
        for place, pattern in places:
            if pattern.search(head):
                return number, place
    plain = vocabulary.BARE_NUMERAL.search(head)
    return number, int(plain[1]) if plain else 0


def _opening(lines: list[str]) -> tuple[str, str]:
    """Title and summary: the lines in capitals, or the first paragraph where it is short; then the rest."""
    rows = [one_space(line) for line in lines]
    while rows and not rows[0]:
        rows.pop(0)
    capitals = 0
    while capitals < len(rows) and rows[capitals] and rows[capitals].upper() == rows[capitals]:
        capitals += 1
    if capitals:
        return " ".join(rows[:capitals]), _prose(rows[capitals:])
    widest = max(map(len, rows), default=0)
    if len(rows) > 1 and rows[1][:1].isupper() and rows[0][-1] not in ".!?" and len(rows[0]) < widest * 0.8:
        return rows[0], _prose(rows[1:])
    first, *rest = paragraphs(rows) or [""]
    return (first, "\n\n".join(rest)) if len(first) <= 160 and rest else ("", _prose(rows))


def _prose(lines: list[str]) -> str:
    return "\n\n".join(paragraphs(lines))


def _deadline(parts: _Parts, language: str) -> str:
    said = " ".join(
        (parts.labels.get(Part.TARGETS, ""), *parts.lines[Part.DEADLINE], parts.labels.get(Part.DEADLINE, ""))
    )
    return names.day(said, language)


def _languages(parts: _Parts, language: str) -> tuple[str, ...]:
    said = " ".join(parts.lines[Part.LANGUAGES]) or parts.labels.get(Part.DEMANDS, "")
    return names.language_codes(vocabulary.OWN_LANGUAGE.sub(" ", said), language)


def _people(parts: _Parts) -> tuple[list[str], str]:
    """Names, and the pronouns behind them in brackets or on a line of their own."""
    said = one_space(" ".join(parts.lines[Part.PEOPLE]))
    pronouns = one_space(" ".join(parts.lines[Part.PRONOUNS]))
    name, _open, behind = said.partition("(")
    pronouns = pronouns or behind.partition(")")[0].strip()
    people = [one.strip(" .;") for one in name.replace(" and ", ", ").replace(" et ", ", ").split(",")]
    return [one for one in people if one], pronouns


def _previous(parts: _Parts, sequence: int) -> tuple[Earlier, ...]:
    said = one_space(" ".join(parts.lines[Part.PREVIOUS]))
    if not said or sequence < 2:
        return ()
    index = vocabulary.INDEX.search(said)
    url = next((word for word in said.split() if word.startswith(("https://", "http://"))), "")
    return (Earlier(sequence - 1, index_number(index[1]) if index else "", url),)


def _letter(lines: list[str], language: str, country: str) -> tuple[Model, tuple[Addressed, ...]]:
    """The model letter, and the office it is written to where the address stands above it."""
    rows = [one_space(line) for line in lines]
    begins = next((n for n, row in enumerate(rows) if vocabulary.OPENING.fullmatch(row)), None)
    if begins is None:
        return Model("", _prose(lines)), ()
    ends = next((n for n, row in enumerate(rows) if n > begins and vocabulary.ENDING.fullmatch(row)), len(rows))
    above = list(rows[:begins])
    subject = next((said[1] for row in above if (said := vocabulary.SUBJECT.match(row))), "")
    above = [row for row in above if not vocabulary.SUBJECT.match(row)]
    body = _prose(lines[begins + 1 : ends])
    called = Called("", rows[begins], rows[ends] if ends < len(rows) else "")
    return Model(subject, body), tuple(
        Addressed(
            {language: Called(office.words[language].name, called.salutation, called.closing)},
            territory=office.territory, holder=office.holder, ways=office.ways,
        )
        for office in offices_in(above, language=language, country=country)[:1]
    )  # fmt: skip
