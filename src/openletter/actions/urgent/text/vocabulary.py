"""The labels by which the field's sheets name their parts, in the languages in which we can read one.

Each entry is a pattern for the beginning of a line; what stands behind it on the line belongs to the part. More
languages are more rows here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Final


class Part(StrEnum):
    """The parts of a sheet that a label begins."""

    HEAD = "head"
    DEMANDS = "demands"
    LETTER = "letter"
    TARGETS = "targets"
    COPIES = "copies"
    DIPLOMATIC = "diplomatic"
    CHECK = "check"
    BACKGROUND = "background"
    LANGUAGES = "languages"
    DEADLINE = "deadline"
    PEOPLE = "people"
    PRONOUNS = "pronouns"
    PREVIOUS = "previous"
    AFTER = "after"


def _any(parts: Iterable[tuple[Part, str]]) -> tuple[tuple[Part, re.Pattern[str]], ...]:
    return tuple((part, re.compile(pattern, re.IGNORECASE)) for part, pattern in parts)


_COLON = r"\s*[:\-–]?\s*"
LABELS: Final = {
    "en": _any(
        (
            (Part.HEAD, r"urgent action(?:\s+\w+ ua\b.*)?\s*$"),
            (Part.DEMANDS, r"please (?:write|act|send)\b.*\b(?:calling on|urging|asking)\b.*"),
            (Part.DEMANDS, r"(?:what we ask|we ask (?:the authorities )?to|demands)" + _COLON),
            (Part.LETTER, r"take action\b.*\b(?:letter|words)\b.*"),
            (Part.LETTER, r"(?:the appeal|model letter|sample letter)" + _COLON),
            (Part.TARGETS, r"please send (?:your )?appeals? (?:before|by|until)\b.*\bto\s*:?"),
            (Part.TARGETS, r"(?:send appeals|appeals|address(?:ees)?) to\s*:"),
            (Part.COPIES, r"(?:and |with )?copies to" + _COLON),
            (Part.DIPLOMATIC, r"also send copies to diplomatic representatives\b.*"),
            (Part.CHECK, r"(?:please )?check with\b.*\b(?:office|section)\b.*"),
            (Part.BACKGROUND, r"(?:additional information|background(?: information)?)" + _COLON),
            (Part.LANGUAGES, r"(?:preferred )?languages? to (?:address|use|write)\b[^:]*:"),
            (Part.DEADLINE, r"please take action\b.*\b(?:until|before|by)" + _COLON),
            (Part.PEOPLE, r"names?(?: and (?:preferred |preffered )?pronouns?)?\s*:"),
            (Part.PRONOUNS, r"(?:pronouns?|gender(?: m/f)?)\s*:"),
            (Part.PREVIOUS, r"(?:links? to )?previous (?:ua|urgent action)s?" + _COLON),
            (Part.AFTER, r"this is the \w+ update of\b.*"),
            (Part.AFTER, r"further information on ua\b.*"),
        )
    ),
    "fr": _any(
        (
            (Part.HEAD, r"action urgente(?:\s+\w+ (?:ua|au)\b.*)?\s*$"),
            (Part.LETTER, r"(?:passez à l.action|agissez)\b.*\b(?:lettre|mots|termes)\b.*"),
            (Part.LETTER, r"(?:lettre type|modèle de lettre|l.appel)" + _COLON),
            (Part.TARGETS, r"(?:(?:veuillez envoyer|envoyez|merci d.envoyer) )?(?:vos )?appels avant\b.*\bà\s*:?"),
            (Part.TARGETS, r"destinataires?" + _COLON),
            (Part.DEMANDS, r"(?:merci d[e’']|veuillez|pri[èe]re d[e’'])\s*(?:bien vouloir )?écrire\b.*\bdemand.*"),
            (Part.DEMANDS, r"(?:ce que nous demandons|nous demandons|revendications)" + _COLON),
            (Part.DEMANDS, r"dans vos appels\b.*"),
            (Part.COPIES, r"(?:et |avec )?(?:des )?copies? (?:à|aux?)" + _COLON),
            (Part.DIPLOMATIC, r".*\bcopies aux représentants diplomatiques\b.*"),
            (Part.CHECK, r"(?:merci de )?vérifie[rz] auprès\b.*"),
            (Part.BACKGROUND, r"(?:(?:complément|informations?) (?:d.information|complémentaires?)|contexte)" + _COLON),
            (Part.LANGUAGES, r"langues?\b[^:]*:"),
            (Part.DEADLINE, r"(?:merci d.agir|agissez|veuillez agir)\b.*\b(?:avant|jusqu.au)(?: le)?" + _COLON),
            (Part.PEOPLE, r"noms?(?: et pronoms?[^:]*)?\s*:"),
            (Part.PRONOUNS, r"(?:pronoms?|genre|sexe)[^:]{0,10}:"),
            (Part.PREVIOUS, r"(?:liens? vers l.)?(?:au|action urgente) précédentes?" + _COLON),
            (Part.AFTER, r"(?:c.est la|ceci est la) \w+ mise à jour\b.*"),
        )
    ),
}  # fmt: skip

SALUTATION: Final = re.compile(r"(?:salutation|formule d.appel|formule de politesse)\s*:\s*(.*)", re.IGNORECASE)
OPENING: Final = re.compile(
    r"(?:dear|your (?:excellency|majesty|honou?r|royal highness)|to whom|sir|madam|monsieur|madame|excellence|majesté"
    r"|estimad[oa]|señora?|excelencia)\b.{0,120}",
    re.IGNORECASE,
)
ENDING: Final = re.compile(
    r"(?:yours? (?:sincerely|respectfully|faithfully)|sincerely|respectfully|veuillez (?:agréer|croire)"
    r"|je vous prie d.agréer|atentamente|cordialement)\b.*",
    re.IGNORECASE,
)
HONORIFIC: Final = re.compile(
    r"(?i:mr|mrs|ms|miss|dr|prof|hon|h\.?\s?e|his excellency|her excellency|sir|m|mme|mlle|me|sr|sra|lic|señora?)"
    r"\.?\s+(?=[A-ZÀ-Þ])"
)
BULLET: Final = re.compile(r"(?:[▪■•●◦‣⁃∙·*§➢➤✓►–—-]|n(?=\s+[A-ZÀ-Þ])|\d{1,2}[.)])\s*")
WAYS: Final = (
    ("fax", re.compile(r"(?:fax|télécopie|télécopieur)\s*:?\s*(\+?[\d(][\d ()./-]{4,})", re.IGNORECASE)),
    ("phone", re.compile(r"(?:tel|tél|phone|telephone|téléphone)\.?\s*:?\s*(\+?[\d(][\d ()./-]{4,})", re.IGNORECASE)),
    ("email", re.compile(r"(?:e-?mail|courriel|mél|correo)?\s*:?\s*([\w.+-]+@[\w-]+(?:\.[\w-]+)+)", re.IGNORECASE)),
    ("x_twitter", re.compile(r"(?:twitter|x)(?:\s*/\s*x)?\s*:?\s*(@\w{1,20})", re.IGNORECASE)),
    ("facebook", re.compile(r"facebook\s*:?\s*(\S+)", re.IGNORECASE)),
    ("instagram", re.compile(r"instagram\s*:?\s*(@?\S+)", re.IGNORECASE)),
    ("web_form", re.compile(r"(?:web(?:site| form)?|formulaire|site)\s*:?\s*(https?://\S+|www\.\S+)", re.IGNORECASE)),
)
SUBJECT: Final = re.compile(r"(?:subject|re|objet|asunto)\s*:\s*(.*)", re.IGNORECASE)
OWN_LANGUAGE: Final = re.compile(r"\b(?:your own language|votre (?:propre )?langue)\b", re.IGNORECASE)

_NUMERALS = {
    "en": ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
           "twelfth"),
    "fr": ("premi[eè]re?|1re|1[eè]re", "deuxi[eè]me|seconde?|2e|2[eè]me", "troisi[eè]me|3e", "quatri[eè]me|4e",
           "cinqui[eè]me|5e", "sixi[eè]me|6e", "septi[eè]me|7e", "huiti[eè]me|8e", "neuvi[eè]me|9e", "dixi[eè]me|10e",
           "onzi[eè]me|11e", "douzi[eè]me|12e"),
}  # fmt: skip
# "Third UA", "Troisième AU", "3rd UA"; "second update" is one more than it says, for the first is no update.
SEQUENCE: Final = tuple(
    (place, re.compile(rf"\b(?:{word})\s+(?:ua|au|urgent action|action urgente)\b", re.IGNORECASE))
    for words in _NUMERALS.values()
    for place, word in enumerate(words, 1)
)
UPDATE: Final = tuple(
    (place + 1, re.compile(rf"\b(?:{word})\s+(?:update of|mise à jour)\b", re.IGNORECASE))
    for words in _NUMERALS.values()
    for place, word in enumerate(words, 1)
)
NUMBER: Final = re.compile(r"\b(?:UA|AU)\s*:?\s*(\d{1,3}\s*[/.]\s*\d{2})(?!\d)")
BARE_NUMERAL: Final = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)\s+ua\b", re.IGNORECASE)
INDEX: Final = re.compile(r"\b([A-Z]{3}\s\d{2}\s*/\s*\d{2,4}\s*/\s*\d{2,4})\b")
HEAD_LINE: Final = re.compile(r"\b(?:UA|AU)\s*:?\s*\d{1,3}\s*[/.]\s*\d{2}\b.*\bindex\b|\bindex\s*:", re.IGNORECASE)
ISSUED: Final = re.compile(r"\b(?:issue date|date(?: de publication)?)\s*:\s*", re.IGNORECASE)
FOOT: Final = re.compile(r"(?:www\.\S+|page \d+(?: (?:of|sur) \d+)?|\d{1,2})\s*$", re.IGNORECASE)
