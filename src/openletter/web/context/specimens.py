"""What the living page shows: invented people, long words and long addresses, in the shapes the real pages are given.

Nothing here comes from a database, and nobody here exists.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final
from uuid import UUID

from openletter.cases.queries import Development, Name, Outcome, Person, Proceeding, PublicCase, Sentence, Update
from openletter.kernel.languages import direction
from openletter.sections.credits import Credited, CreditLine
from openletter.sections.rules import CreditRole
from openletter.targets.resolution import Notice, Postal, Recipient, Resolution
from openletter.targets.rules import NoticeCode
from openletter.web.context.acting import ActForm, Choice, Field, LetterText, Option
from openletter.web.context.people import Named, Spelling

CHECKED: Final = date(2026, 11, 9)
# A group, another with a long name, and a partner that is found at its own page.
CREDITS: Final = (
    CreditLine(
        CreditRole.COORDINATED,
        (Credited("Group 48", "", True), Credited("The letter writers of the old town and its harbour", "", True)),
    ),
    CreditLine(CreditRole.TOGETHER, (Credited("Example Coalition", "https://coalition.example.org/", True),)),
)
_NAMES: Final = {"en": "Amina Example", "fr": "Amina Exemple", "ar": "أمينة المثال"}
_ROLES: Final = {"en": "poet", "fr": "poétesse", "ar": "شاعرة"}
_OFFICES: Final = {
    "en": ("Minister of Examples", "Embassy of the Examples in the United Kingdom", "Court of Specimens"),
    "fr": ("Ministre des Exemples", "Ambassade des Exemples au Royaume-Uni", "Cour des Spécimens"),
    "ar": ("وزير الأمثلة", "سفارة الأمثلة في المملكة المتحدة", "محكمة النماذج"),
}
_STORY: Final = (
    # date, kind, standing, words
    ("2014-22", "threat", "allegation", "Men she does not know tell her to stop reading in public."),
    ("2016-10-03", "arrest", "fact", "She is arrested at home."),
    ("2016-10-05~", "torture_reported", "allegation", "She says that she was beaten on the way."),
    ("2017-05-11", "sentencing", "fact", "The court does not hear her witnesses."),
    ("2020-02~", "hunger_strike_start", "fact", "She refuses food, and asks for a doctor."),
    ("2020-05", "hunger_strike_end", "fact", "She is seen by a doctor."),
)

NAMED: Final = (
    Named(Spelling("Amina Example", "en", "ltr"), Spelling("أمينة المثال", "ar", "rtl")),
    Named(Spelling("عبد الرحمن بن عبد العزيز المثال", "ar", "rtl"), Spelling("Abd ar-Rahman al-Mithal", "en", "ltr")),
    Named(Spelling("Wolfgang-Maximilian Schwarzenberger-Hohenlohe", "de", "ltr")),
    Named(Spelling("Nguyễn Thị Ví Dụ", "vi", "ltr")),
    Named(Spelling("Олена Приклад", "uk", "ltr")),
    Named(Spelling("ⵜⴰⵏⴰ ⵎⴰⵙⵉⵏ", "zgh", "ltr")),
    Named(Spelling("ዓለም ምሳሌ", "am", "ltr")),
    Named(Spelling("Lina", "en", "ltr"), pseudonym=True),
    Named(Spelling("Seven weavers", "en", "ltr"), several=True),
)
LONG_WORDS: Final = (
    Spelling("Rechtsschutzversicherungsgesellschaften, Menschenrechtsverteidigerinnenschutzprogramm", "de", "ltr"),
    Spelling("anticonstitutionnellement, l’intergouvernementalisation des responsabilités", "fr", "ltr"),
    Spelling("أفاستسقيناكموها، والاستقلالية القضائية", "ar", "rtl"),
)


def the_case(language: str) -> PublicCase:
    """A whole invented case: uncertain dates, an allegation, a silence, a court, a hunger strike, no end."""
    return PublicCase(
        id=0, uid=UUID(int=1), key="specimen", section_key="", status="active", country="MA", designation="",
        concerns=("prisoner_of_conscience",), opened_on=date(2016, 11, 1), checked_on=CHECKED, sources="",
        hide_from_search=False, quick_exit=False, warn_ties_to_country=False, title="Amina Example",
        headline="A poet, held for a poem that she read in a square.", story="", place="", language="en",
        languages=frozenset({"en"}), people=(_person(language),),
        timeline=tuple(_development(number, *row) for number, row in enumerate(_STORY)),
        proceedings=(Proceeding("sentencing", "civilian", "convicted", "2017-05-11"),
                     Proceeding("appeal", "civilian", "sentence_upheld", "2018-03")),
        sentences=(Sentence("sentence-1", "prison", "2017-05-11", "2016-10-03", "P15Y", True),),
        updates=(Update(UUID(int=2), CHECKED, "A doctor may visit", "<p>Her family was told by telephone.</p>", "en"),),
        outcomes=(), figures=(), credits=(), related=(),
    )  # fmt: skip


def the_outcome() -> Outcome:
    """How another invented case ended."""
    return Outcome(
        uid=UUID(int=3), type="released_unconditional", is_good=True, attribution="acknowledged_by_person_or_family",
        on="2025-06", closes_case=True, summary="She is free and at home.", thanks="Thank you to everyone who wrote.",
        quote="Each letter said: you are not alone.", quote_by="Amina Example", story="", language="en",
    )  # fmt: skip


def the_letter() -> LetterText:
    """A letter to an address of twelve lines, with words that do not end."""
    return LetterText(
        language="fr", direction="ltr", subject="Objet : la libération d’Amina Exemple",
        to=("Son Excellence Monsieur le Ministre délégué chargé de l’Administration pénitentiaire",
            "Délégation générale à l’administration pénitentiaire et à la réinsertion",
            "Direction de l’action sociale et culturelle au profit des détenus", "Bâtiment C, escalier 4, 3e étage",
            "Angle de l’avenue de l’Exemple et de la rue des Spécimens", "Quartier administratif", "Boîte postale 0000",
            "00000 Exempleville-sur-l’Échantillon", "Province de l’Exemple", "Région du Spécimen", "MAROC",
            "administration-penitentiaire-et-reinsertion@ministere.example"),
        salutation="Excellence,",
        paragraphs=("Je vous écris au sujet d’Amina Exemple, poétesse, détenue depuis octobre 2016.",
                    "Je vous demande de la libérer sans condition."),
        closing="Veuillez agréer, Excellence, l’expression de ma haute considération.",
    )  # fmt: skip


def the_recipients(language: str) -> Resolution:
    """A minister whose letters an embassy forwards; a court that nothing reaches; no embassy of a third country."""
    names = _OFFICES[language if language in _OFFICES else "en"]
    embassy = Recipient(
        "embassy", "ambassador", "MA", "copy", "", language, names[1], "", "",
        postal=Postal(("49 Example Gardens", "London SW7 0AA"), "GB"), email="embassy@example.org",
        phones=("+44 20 7946 0149",),
    )  # fmt: skip
    minister = Recipient(
        "minister", "minister", "MA", "target", "Amina Example", language, names[0], "", "",
        email="minister@example.org", fax="+44 20 7946 0001", web_form="https://ministry.example/write",
        handles={"x": "@example", "mastodon": "@minister@social.example"}, via=embassy,
        notices=(Notice(NoticeCode.POST_SUSPENDED, "minister", "postal", "MA", date(2027, 3, 31)),
                 Notice(NoticeCode.SEND_THROUGH_EMBASSY, "minister", "postal"),
                 Notice(NoticeCode.CHANNEL_SKIPPED, "minister", "email")),
    )  # fmt: skip
    court = Recipient(
        "court", "court_president", "MA", "copy", "", language, names[2], "", "",
        notices=(Notice(NoticeCode.ADDRESS_DEAD, "court", "phone"), Notice(NoticeCode.NO_CHANNEL, "court")),
    )  # fmt: skip
    return Resolution((minister,), (court, embassy), (Notice(NoticeCode.NO_EMBASSY, "any", country="DZ"),))


def the_form(label: Any) -> ActForm:
    """A form sent back: one field right, two wrong. `label` says labels and faults in the page's language."""
    return ActForm(
        action="", submit=label("submit"), hidden=(), refusal=label("refusal"),
        fields=(
            Field("name", label("name"), value="Rim Bensaïd", required=True, autocomplete="off"),
            Field("email", label("email"), kind="email", value="rim(at)people", fault=label("email-fault"),
                  hint=label("email-hint"), required=True, autocomplete="off"),
            Field("country", label("country"), kind="select", autocomplete="off", required=True,
                  options=(Option("", "–"), Option("CA", label("Canada"))), fault=label("country-fault")),
            Field("comment", label("comment"), kind="textarea", maxlength=400),
        ),
        choices=(Choice("to_target", label("choice")), Choice("news", label("news"))),
    )  # fmt: skip


def said(text: str, language: str) -> Spelling:
    """Words with their direction."""
    return Spelling(text, language, direction(language))


def _person(language: str) -> Person:
    order = [language, *(code for code in _NAMES if code != language)]
    names = tuple(Name(code, _NAMES[code], _ROLES[code]) for code in order if code in _NAMES)
    return Person(UUID(int=4), "individual", False, False, "", (), names)


def _development(number: int, on: str, kind: str, standing: str, note: str) -> Development:
    return Development(UUID(int=100 + number), kind, on, "", standing, None, note, "en")
